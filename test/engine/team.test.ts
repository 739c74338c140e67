// What the engine stores of the team: invitations, roles, who is shut out, and sessions.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TeamEvent } from '../../src/core/team-events.ts'
import type { ManagerRef } from '../../src/core/types.ts'
import { Prisma } from '../../src/database/client.ts'
import { fromPlainText as words } from '../../src/document.ts'
import { readManagerOfSession } from '../../src/reading/access.ts'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine({ admins: [] })
})
afterAll(() => desk.close())

let keys = 0
const receive = (event: Parameters<TestEngine['receive']>[0]['event']) =>
  desk.receive({ key: `team:${++keys}`, at: new Date(), event })
const soon = () => new Date(Date.now() + 60_000)

/** Somebody of the staff desk, stored, with a session of theirs. */
const member = async (name: string, admin = false) => {
  const id = crypto.randomUUID()
  await desk.db.manager.create({ data: { id, channel: 'web', externalId: id, name, admin } })
  await desk.db.session.create({ data: { token: `of ${name}`, managerId: id, expiresAt: soon() } })
  return { id, ref: { channel: 'web', externalId: id, name } satisfies ManagerRef }
}
const isSignedIn = async (name: string) =>
  (await readManagerOfSession(desk.db, { admins: [], hash: `of ${name}`, now: new Date() })) !== null
const signsIn = (token: string, name: string | null) =>
  receive({ type: 'SignInLinkUsed', token, session: `session ${++keys}`, name, browser: 'Firefox, Linux' })
const invites = (by: ManagerRef, token: string, fields: Partial<Extract<TeamEvent, { type: 'ManagerInvited' }>> = {}) =>
  receive({ type: 'ManagerInvited', by, token, expiresAt: soon(), manager: null, name: null, admin: false, ...fields })
const because = (outcome: unknown) => (outcome as { notice?: { say?: string } }).notice?.say
const written = (id: string) =>
  desk.db.teamAudit
    .findMany({ where: { OR: [{ managerId: id }, { byId: id }] }, orderBy: { id: 'asc' } })
    .then((rows) => rows.map(({ what }) => what))

test('whoever is shut out is signed out at once, can’t act or sign in, and what they hold goes back to all', async () => {
  const boss = await member('Boss', true)
  const vera = await member('Vera')
  await customer(desk.receive, 'shut-out').writes('Where is it?')
  const { id, number } = await desk.db.ticket.findFirstOrThrow({
    where: { conversation: { identity: { externalId: 'shut-out' } } },
  })
  await receive({ type: 'ManagerClaimed', by: vera.ref, ticket: { number } })
  await receive({ type: 'ManagerNoted', by: vera.ref, ticket: { number }, messageId: null, words: words('Hm') })
  await invites(boss.ref, 'for vera', { manager: vera.id })
  expect(await receive({ type: 'ManagerDisabled', by: boss.ref, manager: vera.id })).toEqual({ kind: 'done' })
  expect(await isSignedIn('Vera')).toBe(false)
  expect(because(await signsIn('for vera', null))).toBe('web.linkUsed')
  const note = {
    type: 'ManagerNoted',
    by: vera.ref,
    ticket: { number },
    messageId: null,
    words: words('Still'),
  } as const
  expect(because(await receive(note))).toBe('staff.disabled')
  expect(because(await receive({ type: 'ManagerCameBack', by: vera.ref }))).toBe('staff.disabled')
  const [timer] = desk.timers.filter(({ subject }) => subject.kind === 'returned')
  if (timer === undefined) throw new Error('nothing gives the ticket back')
  await receive({ type: 'TimerFired', timer: timer.subject })
  expect(await desk.db.ticket.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'new', holderId: null })
  const [last] = await desk.db.audit.findMany({ where: { ticketId: id }, orderBy: { id: 'desc' }, take: 1 })
  expect(last).toMatchObject({ what: 'returned', facts: { holder: vera.id } })
  await receive({ type: 'ManagerEnabled', by: boss.ref, manager: vera.id })
  expect(await receive({ ...note, type: 'ManagerNoted' })).toMatchObject({ kind: 'done' })
  expect(await written(vera.id)).toEqual(['invited', 'disabled', 'enabled'])
})

test('a link that asks for a name lets nobody in who was shut out, whatever link it is', async () => {
  const boss = await member('Boss of links', true)
  const nick = await member('Nick')
  await receive({ type: 'ManagerDisabled', by: boss.ref, manager: nick.id })
  const link = { type: 'SignInLinkMade', token: 'open link', admin: false, manager: null, expiresAt: soon() } as const
  await receive(link)
  expect(because(await signsIn('open link', 'Nick'))).toBe('staff.disabled')
  const inSlack = { channel: 'slack', externalId: 'UOUT', name: 'Oto' } as const
  await manager(desk.receive, 'UOUT', 'Oto').claims(1)
  const { id } = await desk.db.manager.findFirstOrThrow({ where: { externalId: 'UOUT' } })
  await receive({ type: 'ManagerDisabled', by: boss.ref, manager: id })
  expect(because(await receive({ ...link, token: 'of oto', manager: inSlack }))).toBe('staff.disabled')
})

test('only admins change the team, and the last one stays one', async () => {
  await desk.db.manager.updateMany({ data: { admin: false } })
  const one = await member('One', true)
  const two = await member('Two')
  const promotes = { type: 'ManagerPromoted', by: two.ref, manager: two.id } as const
  expect(because(await receive(promotes))).toBe('web.team.refused.adminsOnly')
  expect(because(await invites(two.ref, 'x'))).toBe('web.team.refused.adminsOnly')
  expect(because(await receive({ type: 'ManagerDisabled', by: one.ref, manager: one.id }))).toBe(
    'web.team.refused.notOneself',
  )
  expect(await receive({ ...promotes, by: one.ref })).toEqual({ kind: 'done' })
  expect(await receive({ type: 'ManagerDemoted', by: two.ref, manager: one.id })).toEqual({ kind: 'done' })
  expect(await written(one.id)).toEqual(['promoted', 'demoted'])
  const last = { by: two.ref, manager: two.id } as const
  expect(because(await receive({ type: 'ManagerDemoted', ...last }))).toBe('web.team.refused.lastAdmin')
  expect(because(await receive({ type: 'ManagerDisabled', ...last }))).toBe('web.team.refused.notOneself')
  expect(because(await receive({ type: 'ManagerDisabled', by: one.ref, manager: two.id }))).toBe(
    'web.team.refused.adminsOnly',
  )
  expect(await desk.db.manager.findUniqueOrThrow({ where: { id: two.id } })).toMatchObject({
    admin: true,
    disabledAt: null,
  })
})

const waiting = () =>
  desk.db.$queryRaw`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`

/** Does `work` while these rows are locked, and lets them go once so many wait for a lock. */
const behindLock = async <T>(lock: Prisma.Sql, count: number, work: () => Promise<T>): Promise<T> => {
  let begun: Promise<T> | undefined
  await desk.db.$transaction(
    async (tx) => {
      await tx.$executeRaw(lock)
      begun = work()
      await eventually(async () => expect(await waiting()).toHaveLength(count))
    },
    { timeout: 20_000 },
  )
  if (begun === undefined) throw new Error('nothing was done behind the lock')
  return begun
}
const allManagers = Prisma.sql`SELECT FROM managers FOR UPDATE`

test('of two admins who shut each other out at the same time one stays', async () => {
  await desk.db.manager.updateMany({ data: { admin: false } })
  const pair = [await member('Left', true), await member('Right', true)] as const
  const shuts = (by: ManagerRef, manager: string) => receive({ type: 'ManagerDisabled', by, manager })
  const outcomes = await behindLock(allManagers, 2, () =>
    Promise.all([shuts(pair[0].ref, pair[1].id), shuts(pair[1].ref, pair[0].id)]),
  )
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['done', 'refused'])
  expect(await desk.db.manager.count({ where: { admin: true, disabledAt: null } })).toBe(1)
})

test('of two admins who take each other’s rights away at the same time one stays an admin', async () => {
  await desk.db.manager.updateMany({ data: { admin: false } })
  const pair = [await member('Upper', true), await member('Lower', true)] as const
  const demotes = (by: ManagerRef, manager: string) => receive({ type: 'ManagerDemoted', by, manager })
  const outcomes = await behindLock(allManagers, 2, () =>
    Promise.all([demotes(pair[0].ref, pair[1].id), demotes(pair[1].ref, pair[0].id)]),
  )
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['done', 'refused'])
  expect(await desk.db.manager.count({ where: { admin: true, disabledAt: null } })).toBe(1)
})

/** A ticket that is anybody's, and what happens to it. */
const ticketOf = async (who: string) => {
  await customer(desk.receive, who).writes('Where is it?')
  // A receipt of what was said about it would wait for its lock, too.
  await desk.settled()
  const where = { conversation: { identity: { externalId: who } } }
  const { id, number } = await desk.db.ticket.findFirstOrThrow({ where })
  return {
    lock: Prisma.sql`SELECT FROM tickets WHERE id = ${id}::uuid FOR UPDATE`,
    claimedBy: (by: ManagerRef) => receive({ type: 'ManagerClaimed', by, ticket: { number } }),
    holder: async () => (await desk.db.ticket.findUniqueOrThrow({ where: { id } })).holderId,
    isGivenBack: () => desk.timers.some(({ subject }) => subject.kind === 'returned' && subject.ticket === id),
  }
}

test('a claim that was on its way when its manager was shut out is refused', async () => {
  const late = await member('Late')
  const ticket = await ticketOf('late-claim')
  const shutOut = Prisma.sql`UPDATE managers SET disabled_at = now() WHERE id = ${late.id}::uuid`
  expect(because(await behindLock(shutOut, 1, () => ticket.claimedBy(late.ref)))).toBe('staff.disabled')
  expect(await ticket.holder()).toBeNull()
})

test('a claim that is being stored when its manager is shut out is given back', async () => {
  const boss = await member('Boss of the quick', true)
  const quick = await member('Quick')
  const ticket = await ticketOf('quick-claim')
  let shutOut: Promise<unknown> | undefined
  await behindLock(ticket.lock, 2, async () => {
    const claimed = ticket.claimedBy(quick.ref)
    shutOut = eventually(async () => expect(await waiting()).toHaveLength(1)).then(() =>
      receive({ type: 'ManagerDisabled', by: boss.ref, manager: quick.id }),
    )
    return claimed
  })
  await shutOut
  expect(await ticket.holder()).toBe(quick.id)
  expect(ticket.isGivenBack()).toBe(true)
})

test('an invitation lets somebody new in once, never under a colleague’s name', async () => {
  const boss = await member('Inviting boss', true)
  expect(await invites(boss.ref, 'new one', { admin: true, name: 'Zoe' })).toEqual({ kind: 'done' })
  expect(because(await signsIn('new one', null))).toBe('web.desk.nameNeeded')
  expect(because(await signsIn('new one', 'inviting BOSS'))).toBe('web.desk.nameTaken')
  expect(await signsIn('new one', 'Zoe')).toEqual({ kind: 'done' })
  expect(because(await signsIn('new one', 'Zoe'))).toBe('web.linkUsed')
  const zoe = await desk.db.manager.findFirstOrThrow({ where: { name: 'Zoe' } })
  expect(zoe).toMatchObject({ channel: 'web', admin: true })
  expect(because(await invites(boss.ref, 'again', { name: 'zoe' }))).toBe('web.team.refused.nameTaken')
  await invites(boss.ref, 'hers', { manager: zoe.id })
  await signsIn('hers', 'Somebody')
  expect(await desk.db.session.count({ where: { managerId: zoe.id } })).toBe(2)
})

test.each(['ManagerDisabled', 'ManagerDemoted'] as const)(
  'after %s no link that they handed out lets anybody in',
  async (type) => {
    const boss = await member(`Boss before ${type}`, true)
    const leaving = await member(`Leaving by ${type}`, true)
    const colleague = await member(`Colleague at ${type}`)
    await invites(leaving.ref, `${type} new`, { admin: true, name: 'Back again' })
    await invites(leaving.ref, `${type} colleague`, { manager: colleague.id })
    expect(await receive({ type, by: boss.ref, manager: leaving.id })).toEqual({ kind: 'done' })
    expect(because(await signsIn(`${type} new`, 'Back again'))).toBe('web.linkUsed')
    expect(because(await signsIn(`${type} colleague`, null))).toBe('web.linkUsed')
    expect(await desk.db.signInLink.count({ where: { invitedById: leaving.id } })).toBe(0)
  },
)

test('an invitation counts only while its inviter is an admin, whatever took that from them', async () => {
  const boss = await member('Boss for a while', true)
  await invites(boss.ref, 'by the boss', { name: 'Late guest' })
  await desk.db.manager.update({ where: { id: boss.id }, data: { admin: false } })
  expect(because(await signsIn('by the boss', 'Late guest'))).toBe('web.linkUsed')
})

test('nobody is let in under the name of a colleague on another channel, whom customers know by it', async () => {
  const boss = await member('Boss of names', true)
  await manager(desk.receive, 'UNAME', 'Sanda').claims(1)
  await invites(boss.ref, 'wants a name')
  expect(because(await invites(boss.ref, 'gives a name', { name: 'sanda' }))).toBe('web.team.refused.nameTaken')
  expect(because(await signsIn('wants a name', 'SANDA'))).toBe('web.desk.nameTaken')
})

test('everybody ends their own sessions, and only admins those of others', async () => {
  const boss = await member('Ending boss', true)
  const una = await member('Una')
  const ursa = await member('Ursa')
  const ends = (by: ManagerRef, of: { id: string }) =>
    receive({ type: 'SessionsEnded', by, manager: of.id, session: null })
  expect(because(await ends(una.ref, ursa))).toBe('web.team.refused.adminsOnly')
  expect(await ends(una.ref, una)).toEqual({ kind: 'done' })
  expect(await ends(boss.ref, ursa)).toEqual({ kind: 'done' })
  expect([await isSignedIn('Una'), await isSignedIn('Ursa')]).toEqual([false, false])
  await receive({ type: 'ManagerSignedOut', by: boss.ref, token: 'of Ending boss' })
  expect(await isSignedIn('Ending boss')).toBe(false)
})

test('that a session is in use is written down at most every five minutes', async () => {
  await member('Seen')
  const stored = () => desk.db.session.findUniqueOrThrow({ where: { token: 'of Seen' } })
  const before = await stored()
  await receive({ type: 'SessionSeen', token: 'of Seen' })
  expect((await stored()).seenAt).toEqual(before.seenAt)
  await desk.db.session.update({ where: { token: 'of Seen' }, data: { seenAt: new Date(0) } })
  await receive({ type: 'SessionSeen', token: 'of Seen' })
  expect((await stored()).seenAt.getTime()).toBeGreaterThan(0)
})
