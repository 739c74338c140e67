// Customers' accounts on the web: whose login it is, who is signed in, links that work once, and chats that are taken along.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AccountEvent } from '../../src/core/web-account-events.ts'
import { prune } from '../../src/jobs/prune.ts'
import { createWords } from '../../src/locales/words.ts'
import { accountsOf } from '../../src/reading/accounts.ts'
import { heldAbout } from '../../src/reading/held.ts'
import { readLatestChat } from '../../src/reading/messages.ts'
import { createDataFolder } from '../support/data-folder.ts'
import { customer, openEngine, type TestEngine } from '../support/engine.ts'

let clock = Date.parse('2026-05-04T09:00:00Z')
const now = () => new Date(clock)
let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine({ now })
})
afterAll(() => desk.close())

const fresh = () => crypto.randomUUID()
const happens = (event: AccountEvent) => desk.receive({ key: fresh(), at: now(), event })
const accounts = () => accountsOf(desk.db, now)
const sender = (externalId: string) =>
  ({ channel: 'web', externalId, address: externalId, name: null, locale: 'en' }) as const
const registers = (guest: string, login: string, session: string, receive = desk.receive) =>
  receive({
    key: fresh(),
    at: now(),
    event: {
      type: 'CustomerRegistered',
      from: sender(guest),
      ...{ name: 'Ion', email: `${login}@example.com`, login, password: 'kept', session },
    },
  })
/** Registers somebody, and answers their external id and account. */
const registered = async (login: string) => {
  await registers(`guest-${login}`, login, `session-${login}`)
  const signedIn = await accounts().customerOfSession(`session-${login}`)
  if (signedIn === null) throw new Error('nobody is signed in')
  return signedIn
}
const on = (externalId: string) => customer(desk.receive, externalId, 'web')
const textsOf = async (externalId: string): Promise<string> => {
  const chat = await readLatestChat(desk.db, { channel: 'web', externalId }, (name) => name)
  return JSON.stringify(chat.messages.map(({ document }) => document))
}

test('the guest’s chat becomes the account’s, and the guest’s token opens nothing any more', async () => {
  await on('guest-ana').writes('My lamp hums')
  const { externalId, login, name } = await registered('ana')
  expect([login, name]).toEqual(['ana', 'Ion'])
  expect(await textsOf(externalId)).toContain('My lamp hums')
  expect(await textsOf('guest-ana')).toBe('[]')
  await on('guest-ana').writes('Somebody else at the same computer')
  expect(await textsOf(externalId)).not.toContain('Somebody else')
})

test('of many who want the same login at once, in two processes, one gets it', async () => {
  const second = await desk.second()
  const outcomes = await Promise.all(
    [0, 1, 2, 3, 4, 5].map((n) =>
      registers(`race-${n}`, 'wanted', `race-session-${n}`, n % 2 === 0 ? desk.receive : second.receive),
    ),
  )
  await second.close()
  expect(outcomes.filter(({ kind }) => kind === 'done')).toHaveLength(1)
  expect(outcomes.filter(({ kind }) => kind === 'refused')).toHaveLength(5)
  expect(await desk.db.webAccount.count({ where: { login: 'wanted' } })).toBe(1)
})

test('a session ends when its browser signs out, when all do, and after 30 days', async () => {
  const { account } = await registered('bea')
  const trier = { login: 'l-bea', address: 'a-bea' }
  for (const session of ['bea-2', 'bea-3']) {
    await happens({ type: 'CustomerSignedIn', ...trier, account, session, verified: 'kept', rehashed: null })
  }
  const isIn = async (session: string) => (await accounts().customerOfSession(session)) !== null
  await happens({ type: 'CustomerSignedOut', session: 'bea-2', everywhere: false })
  expect([await isIn('bea-2'), await isIn('bea-3')]).toEqual([false, true])
  await happens({ type: 'CustomerSignedOut', session: 'bea-3', everywhere: true })
  expect([await isIn('bea-3'), await isIn('session-bea')]).toEqual([false, false])
  await happens({ type: 'CustomerSignedIn', ...trier, account, session: 'bea-4', verified: 'kept', rehashed: 'anew' })
  expect((await accounts().accountOfLogin('bea'))?.password).toBe('anew')
  const later = accountsOf(desk.db, () => new Date(clock + 30 * 86_400_000))
  expect(await later.customerOfSession('bea-4')).toBeNull()
})

test('tries are counted by login and by address, each with its own measure, and a good one clears the login’s', async () => {
  const tries = (login: string, address: string) => happens({ type: 'SignInTried', login, address })
  for (let n = 0; n < 5; n++) expect((await tries('l', 'x')).kind).toBe('done')
  expect((await tries('l', 'y')).kind).toBe('refused')
  expect(await accounts().secondsToWait({ login: 'l', address: 'y' })).toBe(1)
  clock += 1_000
  expect((await tries('l', 'y')).kind).toBe('done')
  expect(await accounts().secondsToWait({ login: 'l', address: 'z' })).toBe(2)
  for (let n = 0; n < 15; n++) expect((await tries(`other-${n}`, 'x')).kind).toBe('done')
  expect((await tries('yet-another', 'x')).kind).toBe('refused')
  clock += 2_000
  await tries('l', 'y')
  const { account } = await registered('cid')
  await happens({
    type: 'CustomerSignedIn',
    login: 'l',
    address: 'y',
    account,
    session: 'cid-2',
    verified: 'kept',
    rehashed: null,
  })
  expect(await accounts().secondsToWait({ login: 'l', address: 'y' })).toBe(0)
  clock += 3_600_001
  for (let n = 0; n < 5; n++) expect((await tries(`late-${n}`, 'x')).kind).toBe('done')
})

test('many tries at once count as many', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 12 }, (_, n) => happens({ type: 'SignInTried', login: 'burst', address: `burst-${n}` })),
  )
  expect(outcomes.filter(({ kind }) => kind === 'done')).toHaveLength(5)
})

test('a link to set a new password goes to the address of its account, works once and for 30 minutes', async () => {
  const { account } = await registered('dan')
  await happens({ type: 'PasswordResetAsked', who: 'DAN@example.com', links: [link('r1'), link('r2')] })
  await happens({ type: 'PasswordResetAsked', who: 'nobody', links: [link('r3')] })
  const letters = await desk.db.delivery.findMany({
    where: { kind: 'letter', destination: { address: 'dan@example.com' } },
  })
  expect(letters).toHaveLength(1)
  expect(JSON.stringify(letters.map(({ content }) => content))).toContain('https://desk.example/reset/r1')
  expect([await accounts().isResetLink('r1'), await accounts().isResetLink('r2')]).toEqual([true, false])
  const uses = await Promise.all(
    ['s1', 's2', 's3'].map((session) =>
      happens({ type: 'PasswordReset', token: 'r1', password: `new ${session}`, session }),
    ),
  )
  expect(uses.filter(({ kind }) => kind === 'done')).toHaveLength(1)
  expect(await accounts().customerOfSession('session-dan')).toBeNull()
  expect(await desk.db.customerSession.count({ where: { accountId: account } })).toBe(1)
  await happens({ type: 'PasswordResetAsked', who: 'dan', links: [link('r4')] })
  await happens({ type: 'PasswordResetAsked', who: 'dan', links: [link('r5')] })
  await happens({ type: 'PasswordReset', token: 'r4', password: 'newer', session: 's4' })
  expect(await accounts().isResetLink('r5'), 'one uses all of them up').toBe(false)
  await happens({ type: 'PasswordResetAsked', who: 'dan', links: [link('r6')] })
  clock += 30 * 60_000
  expect((await happens({ type: 'PasswordReset', token: 'r6', password: 'late', session: 's6' })).kind).toBe('refused')
})

const link = (token: string) => ({ address: `https://desk.example/reset/${token}`, token })

test('newer accounts with the same address don’t keep the link from whoever had it first', async () => {
  for (const login of ['ned', 'ned-2', 'ned-3', 'ned-4']) {
    const { externalId } = await registered(login)
    const { customerId } = await identity(externalId)
    await desk.db.customer.update({ where: { id: customerId }, data: { email: 'ned@example.com' } })
    clock += 1_000
  }
  await happens({ type: 'PasswordResetAsked', who: 'ned@example.com', links: [link('n1'), link('n2'), link('n3')] })
  const resets = await desk.db.passwordReset.findMany({
    where: { token: { in: ['n1', 'n2', 'n3'] } },
    include: { account: true },
  })
  expect(resets.map(({ account }) => account.login)).toEqual(expect.arrayContaining(['ned', 'ned-2', 'ned-3']))
})

test('a new password leaves one session, that of whoever set it', async () => {
  const { account } = await registered('eva')
  const trier = { login: 'l-eva', address: 'a-eva' }
  await happens({ type: 'CustomerSignedIn', ...trier, account, session: 'eva-2', verified: 'kept', rehashed: null })
  await happens({ type: 'PasswordChanged', ...trier, account, verified: 'kept', password: 'new', session: 'eva-2' })
  expect(await accounts().customerOfSession('session-eva')).toBeNull()
  expect(await accounts().customerOfSession('eva-2')).toMatchObject({ login: 'eva' })
})

test('a password that was looked at before it was reset opens nothing and changes nothing after that', async () => {
  const { account } = await registered('ida')
  const trier = { login: 'l-ida', address: 'a-ida' }
  const kept = async () => (await accounts().accountOfLogin('ida'))?.password
  await happens({ type: 'PasswordResetAsked', who: 'ida', links: [link('ida-1')] })
  await happens({ type: 'PasswordReset', token: 'ida-1', password: 'reset', session: 'ida-reset' })
  const late = { ...trier, account, verified: 'kept' }
  const outcomes = [
    await happens({ ...late, type: 'CustomerSignedIn', session: 'ida-late', rehashed: 'kept, hashed anew' }),
    await happens({ ...late, type: 'CustomerSignedIn', session: 'ida-late', rehashed: null }),
    await happens({ ...late, type: 'PasswordChanged', session: 'ida-reset', password: 'changed' }),
  ]
  expect(outcomes.map(({ kind }) => kind)).toEqual(['refused', 'refused', 'refused'])
  expect(await kept()).toBe('reset')
  expect(await accounts().customerOfSession('ida-late')).toBeNull()
})

test('of a reset and a sign-in with the old password at once, the sign-in’s session never stays', async () => {
  const { account } = await registered('jon')
  const trier = { login: 'l-jon', address: 'a-jon' }
  await happens({ type: 'PasswordResetAsked', who: 'jon', links: [link('jon-1')] })
  await Promise.all([
    ...[1, 2, 3, 4].map((n) =>
      happens({ type: 'CustomerSignedIn', ...trier, account, session: `jon-${n}`, verified: 'kept', rehashed: null }),
    ),
    happens({ type: 'PasswordReset', token: 'jon-1', password: 'reset', session: 'jon-reset' }),
  ])
  const stored = await desk.db.customerSession.findMany({ where: { accountId: account } })
  expect(stored.map(({ token }) => token)).toEqual(['jon-reset'])
})

test('a browser that was signed out meanwhile changes no password', async () => {
  const { account } = await registered('kim')
  const trier = { login: 'l-kim', address: 'a-kim' }
  await happens({ type: 'CustomerSignedOut', session: 'session-kim', everywhere: true })
  const changed = { ...trier, account, session: 'session-kim', verified: 'kept', password: 'changed' }
  expect((await happens({ type: 'PasswordChanged', ...changed })).kind).toBe('refused')
  expect((await accounts().accountOfLogin('kim'))?.password).toBe('kept')
})

test('a guest’s chat is taken along on its writer’s word alone; both are read as one, and words go on where it was last spoken', async () => {
  const me = await registered('fay')
  await on(me.externalId).writes('First, on the account')
  await on('guest-of-fay').writes('Second, as a guest')
  expect(await textsOf(me.externalId)).not.toContain('Second')
  const taken = await desk.receive({
    key: fresh(),
    at: now(),
    event: { type: 'GuestTakenAlong', from: sender(me.externalId), guest: 'guest-of-fay' },
  })
  expect(taken.kind).toBe('done')
  const both = await textsOf(me.externalId)
  expect(both.indexOf('First')).toBeLessThan(both.indexOf('Second'))
  expect(both).toContain('Second')
  expect(await textsOf('guest-of-fay')).toBe('[]')
  const voice = await accounts().webChatOf(me.externalId, {})
  expect(voice).toMatch(/^taken-along:/)
  await on(me.externalId).writes('Third, on the account')
  expect(await accounts().webChatOf(me.externalId, {})).toBe(me.externalId)
  const { customerId } = await identity(me.externalId)
  expect((await identity(voice)).customerId).toBe(customerId)
  expect(await desk.db.ticket.count({ where: { customerId } })).toBe(2)
  const chat = await readLatestChat(desk.db, { channel: 'web', externalId: me.externalId }, (name) => name)
  expect(chat.conversations).toHaveLength(2)
})

test('a banned guest stays banned, whatever account takes the chat along', async () => {
  const me = await registered('lia')
  await on('banned-guest').writes('Buy this')
  const { customerId } = await identity('banned-guest')
  await desk.db.customer.update({ where: { id: customerId }, data: { bannedAt: now() } })
  const event = { type: 'GuestTakenAlong', from: sender(me.externalId), guest: 'banned-guest' } as const
  expect((await desk.receive({ key: fresh(), at: now(), event })).kind).toBe('refused')
  expect((await identity('banned-guest')).customerId).toBe(customerId)
})

const identity = (externalId: string) => desk.db.identity.findFirstOrThrow({ where: { externalId } })

test('who is forgotten has no account, session, link or mail left, and the login is free again', async () => {
  const me = await registered('gus')
  await on(me.externalId).writes('Forget me')
  await happens({ type: 'PasswordResetAsked', who: 'gus', links: [link('g1')] })
  const { customerId } = await identity(me.externalId)
  expect(JSON.stringify(await heldAbout(desk.db, customerId))).toContain('"login":"gus"')
  await on(me.externalId).presses(`forget.yes:${Math.floor(clock / 1000)}`)
  expect(await accounts().customerOfSession('session-gus')).toBeNull()
  expect(await accounts().accountOfLogin('gus')).toBeNull()
  expect(await accounts().isResetLink('g1')).toBe(false)
  expect(await desk.db.destination.count({ where: { address: 'gus@example.com' } })).toBe(0)
  expect((await registers('guest-gus-2', 'gus', 'session-gus-2')).kind).toBe('done')
})

test('who is forgotten takes their letters along from every address, and nobody else’s who shares it', async () => {
  const me = await registered('max')
  await registered('mia')
  const of = async (login: string, email: string) => {
    const account = await desk.db.webAccount.findUniqueOrThrow({ where: { login }, include: { identity: true } })
    await desk.db.customer.update({ where: { id: account.identity.customerId }, data: { email } })
  }
  await of('max', 'old@example.com')
  await happens({ type: 'PasswordResetAsked', who: 'max', links: [link('max-1')] })
  await of('max', 'home@example.com')
  await of('mia', 'home@example.com')
  await happens({ type: 'PasswordResetAsked', who: 'mia', links: [link('mia-1')] })
  await on(me.externalId).presses(`forget.yes:${Math.floor(clock / 1000)}`)
  const letters = await desk.db.delivery.findMany({ where: { kind: 'letter' } })
  const words = JSON.stringify(letters.map(({ content }) => content))
  expect(words).not.toContain('reset/max-1')
  expect(words).toContain('reset/mia-1')
  expect(await desk.db.destination.count({ where: { address: 'old@example.com' } })).toBe(0)
})

test('what is over is pruned', async () => {
  await registered('hal')
  await happens({ type: 'PasswordResetAsked', who: 'hal', links: [link('h1')] })
  await happens({ type: 'SignInTried', login: 'hal', address: 'hal-at-home' })
  await prune(desk.db, createDataFolder(), new Date(clock + 31 * 86_400_000))
  expect(await desk.db.customerSession.count()).toBe(0)
  expect(await desk.db.passwordReset.count()).toBe(0)
  expect(await desk.db.signInAttempt.count()).toBe(0)
})

test('the mail is in the customer’s language, and its link is whole', async () => {
  const { fromMarkdown, literal, plainText } = await import('../../src/document.ts')
  const address = 'https://desk.example/reset/ab_cd-ef__gh'
  for (const locale of ['en', 'ro']) {
    const words = createWords()(locale, 'mail.reset', { login: literal('ion_pop*'), link: `<${address}>` })
    expect(plainText(fromMarkdown(words)).split('\n')).toContain(address)
    expect(plainText(fromMarkdown(words))).toContain('ion_pop*')
  }
})
