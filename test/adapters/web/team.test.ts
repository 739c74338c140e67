import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DeskManager, TeamMember } from '../../../src/desk/team.ts'
import { hashed } from './memory-desk.ts'
import { type Browser, startWebDesk, type WebDesk } from './web-desk.ts'

const ANA = '00000000-0000-4000-8000-0000000000a1'
const BEN = '00000000-0000-4000-8000-0000000000b2'
const SESSION = '00000000-0000-4000-8000-0000000000c3'
const AT = new Date('2026-05-04T09:00:00Z')

let web: WebDesk
beforeEach(async () => {
  web = await startWebDesk({ hasSlack: true })
  const one = { externalId: 'x', byOperator: false, shutOutAt: null, away: null, open: 0, seenAt: AT, sessions: [] }
  const sessions = [{ id: SESSION, browser: 'Firefox, Linux', begunAt: AT, seenAt: AT, isThis: false }]
  web.team.push(
    { ...one, id: ANA, channel: 'web', name: 'Ana', admin: true, open: 3, sessions } satisfies TeamMember,
    { ...one, id: BEN, channel: 'slack', name: 'Ben <b>', admin: false } satisfies TeamMember,
  )
})
afterEach(() => web.stop())

const signIn = async (manager: Partial<DeskManager> = {}): Promise<Browser> => {
  const browser = web.browser()
  web.links.add('link')
  web.owners.set('link', { channel: 'web', externalId: 'w1', name: 'Ana', admin: false, ...manager })
  await browser.json('/desk/sign-in/link', { method: 'POST' })
  return browser
}
const events = () => web.received.map(({ event }) => event).filter(({ type }) => !type.startsWith('SignIn'))

test('everybody of the team sees who is in it, and admins also how to change it', async () => {
  const page = await (await (await signIn()).page('/desk/team')).text()
  expect(page).toContain('3 open tickets')
  expect(page).toContain('Ben &lt;b&gt;')
  expect(page).not.toContain('Firefox, Linux')
  expect(page).not.toContain('/desk/team/invite')
  const admins = await (await (await signIn({ admin: true })).page('/desk/team')).text()
  expect(admins).toContain('Firefox, Linux')
  expect(admins).toContain('/desk/team/invite')
})

test.each([
  ['/desk/team', undefined, [401, 200, 200]],
  ['/desk/team/invite', {}, [401, 403, 201]],
  [`/desk/team/${BEN}/promote`, {}, [401, 403, 200]],
  [`/desk/team/${BEN}/demote`, {}, [401, 403, 200]],
  [`/desk/team/${BEN}/disable`, {}, [401, 403, 200]],
  [`/desk/team/${BEN}/enable`, {}, [401, 403, 200]],
  [`/desk/team/${BEN}/end-sessions`, {}, [401, 200, 200]],
  [`/desk/team/${BEN}/hire`, {}, [401, 403, 404]],
  ['/desk/team/none/disable', {}, [401, 403, 404]],
])('%s lets nobody, a manager and an admin do what is theirs', async (path, body, expected) => {
  const given = body === undefined ? {} : { body }
  const answers = [web.browser(), await signIn(), await signIn({ admin: true })].map((one) => one.json(path, given))
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(expected)
})

test('an invitation shows its link once, and only its hash enters the desk', async () => {
  const admin = await signIn({ admin: true })
  const answer = await admin.page('/desk/team/invite', { body: 'name=+Zoe&admin=yes' })
  expect(answer.status).toBe(201)
  const [, token = ''] = /https:\/\/desk\.example\/desk\/sign-in\/([\w-]{43})/.exec(await answer.text()) ?? []
  expect(events()).toMatchObject([
    { type: 'ManagerInvited', token: hashed(token), name: 'Zoe', admin: true, manager: null },
  ])
  expect(await (await admin.page('/desk/team')).text()).not.toContain('sign-in/')
})

test('an invitation leads to the port that was taken, where any was to be', async () => {
  await web.stop()
  web = await startWebDesk({ publicUrl: 'http://127.0.0.1:0', linksLeadTo: 'http://127.0.0.1:40123' })
  const answer = await (await signIn({ admin: true })).json('/desk/team/invite', { body: { name: 'Zoe' } })
  expect(await answer.json()).toEqual({ link: expect.stringMatching(/^http:\/\/127\.0\.0\.1:40123\/desk\/sign-in\//) })
})

test('an invitation that can’t be made says why beside its field, and keeps what was typed', async () => {
  const admin = await signIn({ admin: true })
  const notice = { say: 'web.team.refused.nameTaken', params: { name: 'Zoe' } }
  web.gates.answer = { kind: 'refused', because: 'state', notice }
  const answer = await admin.page('/desk/team/invite', { body: 'name=Zoe&admin=yes' })
  const text = await answer.text()
  expect(answer.status).toBe(409)
  expect(text).toMatch(/value="Zoe"[^>]*aria-invalid="true"/)
  expect(text).toContain('somebody called Zoe already')
})

test('one session, or all of a manager’s, are ended', async () => {
  const ana = await signIn()
  const answer = await ana.page(`/desk/team/${ANA}/end-sessions`, { body: `session=${SESSION}` })
  await ana.json(`/desk/team/${ANA}/end-sessions`, { body: {} })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/desk/team'])
  expect(events()).toMatchObject([
    { type: 'SessionsEnded', manager: ANA, session: SESSION },
    { type: 'SessionsEnded', manager: ANA, session: null },
  ])
})

test('signing out ends the session and takes its cookie along', async () => {
  const ana = await signIn()
  const answer = await ana.page('/desk/sign-out', { method: 'POST' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/desk'])
  expect(answer.headers.getSetCookie().join()).toContain('frontdesk_desk=; Max-Age=0; Path=/;')
  expect(events()).toMatchObject([{ type: 'ManagerSignedOut', by: { externalId: 'w1' } }])
  expect((await ana.json('/desk/team')).status).toBe(401)
})

test('whoever leaves Slack’s staff is let in no more', async () => {
  const mia = await signIn({ channel: 'slack', externalId: 'U1', name: 'Mia' })
  expect((await mia.json('/desk/team')).status).toBe(200)
  web.gone.add('U1')
  expect((await mia.json('/desk/team')).status).toBe(401)
})

test('a session that was long not seen is written down as in use, and no request fails for it', async () => {
  const ana = await signIn()
  web.gates.seenAt = new Date(Date.now() - 6 * 60_000)
  await ana.json('/desk/team')
  expect(events()).toMatchObject([{ type: 'SessionSeen', token: hashed(ana.cookies.get('frontdesk_desk') ?? '') }])
  web.gates.isAway = true
  expect((await ana.json('/desk/team')).status).toBe(200)
})

test('who comes without a session learns of the ways in, Slack’s too', async () => {
  const text = await (await web.browser().page('/desk')).text()
  expect(text).toContain('/desk login')
  expect(text).toContain('desk link')
})

test('an invitation asks for a name until it has one', async () => {
  web.links.add('invite')
  web.gates.answer = { kind: 'refused', because: 'state', notice: { say: 'web.desk.nameTaken' } }
  const answer = await web.browser().page('/desk/sign-in/invite', { body: 'name=Ana' })
  const text = await answer.text()
  expect([answer.status, text]).toEqual([422, expect.stringContaining('A colleague has that name already')])
  expect(text).toContain('value="Ana"')
})
