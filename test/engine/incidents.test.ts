// An incident from end to end on a real database: told at once, followed once, and its end reaching everybody exactly once, whatever happens.

import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ChannelError, type Inbound, type Receive } from '../../src/channel.ts'
import { openListener } from '../../src/database/listener.ts'
import { fromPlainText } from '../../src/document.ts'
import { startIncidentWork } from '../../src/jobs/incident-work.ts'
import { incidentsOf } from '../../src/reading/incidents.ts'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

let desk: TestEngine
const by = { channel: 'slack', externalId: 'U1', name: 'Ana' } as const
beforeAll(async () => {
  const lamps = { article: 'lamps', title: 'Lamps', answer: fromPlainText('Lamps are fine.'), confidence: 1 }
  desk = await openEngine({ articles: [lamps] })
})
afterAll(() => desk.close())

let keys = 0
const happens = (event: Inbound['event'], receive: Receive = desk.receive) =>
  receive({ key: `incidents:${++keys}`, at: new Date(), event })

/** Opens one, and waits until its questions are known by it. */
const opens = async (title: string) => {
  await happens({ type: 'IncidentOpened', by, title, phrasings: [] })
  const { id, number } = await desk.db.incident.findFirstOrThrow({ where: { title } })
  await eventually(() => expect(desk.incidents.openIncident(id)).not.toBeNull())
  const view = () => incidentsOf(desk.db).incident(id)
  const step = (type: 'IncidentStopped' | 'IncidentContinued' | 'IncidentHushed' | 'IncidentTold', receive?: Receive) =>
    happens({ type, by, incident: number }, receive)
  const resolves = (words: string) =>
    happens({ type: 'IncidentResolved', by, incident: number, answer: fromPlainText(words), article: null })
  return { id, number, view, step, resolves }
}

const ticketOf = (externalId: string) =>
  desk.db.ticket.findFirstOrThrow({
    where: { conversation: { identity: { externalId } } },
    orderBy: { number: 'desc' },
  })
const links = async (externalId: string, incident: number) =>
  happens({ type: 'ManagerLinked', by, ticket: { number: (await ticketOf(externalId)).number }, incident })
const heard = (externalId: string, words: string) =>
  desk.telegram.said(externalId).filter((said) => said.includes(words))
const hears = (externalId: string, words: string) => eventually(() => expect(heard(externalId, words)).toHaveLength(1))

/** Works as a process of its own, whose lock goes with its connection. */
const worksAs = async (receive: Receive) => {
  const log = pino({ level: 'silent' })
  const listener = await openListener(desk.url, log)
  const stop = startIncidentWork({ db: desk.db, listener, receive, log })
  await listener.listening()
  return { dies: () => listener.close(), ends: () => stop().then(() => listener.close()) }
}

test('whoever asks is told, follows it once, and hears of its end; their ticket is linked when they want a person', async () => {
  const incident = await opens('Zorbly payments are down')
  const [one, other] = [customer(desk.receive, '101'), customer(desk.receive, '102')]
  await one.writes('Zorbly payments are down')
  await hears('101', 'We know about this: Zorbly payments are down')
  await one.presses(`incident.follow:${incident.number}`)
  await one.presses(`incident.follow:${incident.number}`)
  await other.writes('Why are the zorbly payments down?')
  await hears('102', 'We know about this')
  await other.presses('person')
  expect(await incident.view()).toMatchObject({ state: 'open', linked: 1, waiting: 1, left: 2 })
  const { id, number } = await ticketOf('102')
  expect(await desk.db.audit.findMany({ where: { ticketId: id, what: 'linked' } })).toHaveLength(1)
  expect(await links('102', incident.number)).toMatchObject({ kind: 'refused' })

  const work = await worksAs(desk.receive)
  await incident.resolves('They work again.')
  await hears('101', 'It is over: Zorbly payments are down')
  await hears('102', 'They work again.')
  await eventually(async () => expect(await incident.view()).toMatchObject({ state: 'resolved', reached: 2, left: 0 }))
  await work.ends()
  expect(await ticketOf('102')).toMatchObject({ number, status: 'resolved' })
  expect(heard('102', 'It is over')).toEqual([])
  expect(await one.presses(`incident.follow:${incident.number}`)).toMatchObject({ kind: 'done' })
  await eventually(() => expect(desk.slack.said().filter((said) => said === 'incident').length).toBeGreaterThan(1))
})

test('where the process dies between two tickets nobody is missed and nobody hears twice', async () => {
  const incident = await opens('Frimly parcels are late')
  const ids = ['201', '202', '203']
  for (const id of ids) {
    await customer(desk.receive, id).writes(`question of ${id}`)
    await links(id, incident.number)
  }
  const { promise: killed, resolve: kill } = Promise.withResolvers<void>()
  let stored = 0
  const dying = await worksAs(async (inbound) => {
    const outcome = await desk.receive(inbound)
    stored += 1
    if (stored < 2) return outcome
    // Killed right after the second commit: what follows never comes.
    kill()
    return new Promise(() => {})
  })
  await incident.resolves('All parcels are on their way.')
  await killed
  await dying.dies()
  expect(await incident.view()).toMatchObject({ state: 'resolving', reached: 2, left: 1 })

  const next = await worksAs(desk.receive)
  await eventually(async () => expect(await incident.view()).toMatchObject({ state: 'resolved', reached: 3 }))
  await next.ends()
  for (const id of ids) await hears(id, 'All parcels are on their way.')
})

test('it stops between tickets, and goes on; who wrote meanwhile is not answered over', async () => {
  const incident = await opens('Gurble logins fail')
  const ids = ['301', '302', '303']
  for (const id of ids) {
    await customer(desk.receive, id).writes(`question of ${id}`)
    await links(id, incident.number)
  }
  const stopping = await worksAs(async (inbound) => {
    const outcome = await desk.receive(inbound)
    if (inbound.event.type === 'IncidentOver') await incident.step('IncidentStopped')
    return outcome
  })
  await incident.resolves('Logins work.')
  await eventually(async () => expect(await incident.view()).toMatchObject({ state: 'stopped', reached: 1, left: 2 }))
  await stopping.ends()
  const left = await desk.db.incidentTicket.findFirstOrThrow({
    where: { incidentId: incident.id, answeredAt: null },
    include: { ticket: true },
  })
  await happens({ type: 'ManagerUnlinked', by, ticket: { number: left.ticket.number } })
  const [first] = await desk.db.incidentTicket.findMany({
    where: { incidentId: incident.id, answeredAt: { not: null } },
    include: { ticket: { include: { conversation: { include: { identity: true } } } } },
  })
  const answered = first?.ticket.conversation.identity.externalId ?? ''
  await customer(desk.receive, answered).writes('It still fails')

  const work = await worksAs(desk.receive)
  await incident.step('IncidentContinued')
  await eventually(async () => expect(await incident.view()).toMatchObject({ state: 'resolved', reached: 2, left: 0 }))
  await work.ends()
  await hears(answered, 'Logins work.')
  expect(
    await desk.db.ticket.count({ where: { id: { in: [left.ticketId, first?.ticketId ?? ''] }, status: 'resolved' } }),
  ).toBe(0)
})

test('a merged ticket takes its incident along', async () => {
  const incident = await opens('Wumble screens are dark')
  const dana = customer(desk.receive, '401')
  await dana.writes('first')
  await links('401', incident.number)
  const first = await ticketOf('401')
  await manager(desk.receive, 'U1', 'Ana').resolves(first.number)
  await dana.commands('human', 'second')
  const second = await ticketOf('401')
  await dana.presses(`ticket.reopen:${first.number}`)
  await manager(desk.receive, 'U1', 'Ana').merges(first.number, second.number)
  expect(await desk.db.incidentTicket.findMany({ where: { incidentId: incident.id } })).toMatchObject([
    { ticketId: second.id },
  ])
})

test('whoever asks no more questions is told nothing: hushed, or unlike it', async () => {
  const incident = await opens('Plimsy radios are silent')
  await incident.step('IncidentHushed')
  const [one, other] = [customer(desk.receive, '501'), customer(desk.receive, '502')]
  await other.writes('Where is my order?')
  await eventually(async () => expect((await ticketOf('502')).status).toBe('new'))
  await one.writes('Plimsy radios are silent')
  expect((await ticketOf('501')).status).toBe('new')
  expect(desk.telegram.said('501').join()).not.toContain('We know')
})

test('an article may be the answer; whoever it can’t come to is counted on the card', async () => {
  const incident = await opens('Snorkle lamps flicker')
  await customer(desk.receive, '601').writes('Where is my parcel?')
  await links('601', incident.number)
  desk.telegram.failNext(new ChannelError('permanent', 'blocked', { reason: 'blocked' }), {
    fits: ({ address, content }) => address === '601' && JSON.stringify(content).includes('Lamps are fine'),
  })
  const cards = () => desk.slack.said().filter((said) => said === 'incident').length
  const before = cards()
  const work = await worksAs(desk.receive)
  const ends = { type: 'IncidentResolved', by, incident: incident.number, answer: null } as const
  for (const article of [null, 'gone']) {
    expect(await happens({ ...ends, article })).toMatchObject({ notice: { say: 'staff.incidentUnanswered' } })
  }
  expect(await happens({ ...ends, article: 'lamps' })).toEqual({ kind: 'done' })
  await eventually(async () =>
    expect(await incident.view()).toMatchObject({ state: 'resolved', reached: 1, undelivered: 1 }),
  )
  await work.ends()
  await eventually(() => expect(cards()).toBeGreaterThan(before))
})

test('while a platform takes no more nobody else is decided for, so a stop stops near what the card shows', async () => {
  const incident = await opens('Tribble taps drip')
  const ids = Array.from({ length: 35 }, (_, n) => `7${n}`)
  await Promise.all(ids.map((id) => customer(desk.receive, id).writes(`Where is parcel ${id}?`)))
  const chats = await desk.db.conversation.findMany({ where: { identity: { externalId: { in: ids } } } })
  const asked = { incidentId: incident.id, askedAt: new Date() }
  await desk.db.incidentFollower.createMany({ data: chats.map(({ id }) => ({ ...asked, conversationId: id })) })
  const waiting = () =>
    desk.db.delivery.count({ where: { state: 'pending', destinationName: { contains: 'telegram:chat:' } } })
  await eventually(async () => expect(await waiting()).toBe(0))
  const release = desk.telegram.hold()
  const work = await worksAs(desk.receive)
  await incident.resolves('No more drips.')
  // Ten at a time, until twenty wait.
  await eventually(async () => expect(await waiting()).toBe(20))
  expect(await incident.view()).toMatchObject({ state: 'resolving', reached: 20, left: 15 })
  await incident.step('IncidentStopped')
  release()
  await eventually(async () => expect(await waiting()).toBe(0))
  expect(await incident.view()).toMatchObject({ state: 'stopped', reached: 20, left: 15 })
  await incident.step('IncidentContinued')
  await eventually(async () => expect(await incident.view()).toMatchObject({ state: 'resolved', reached: 35, left: 0 }))
  await work.ends()
  for (const id of ids) await hears(id, 'No more drips.')
})
