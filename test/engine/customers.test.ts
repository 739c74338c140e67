// What the desk keeps of a customer beside their words.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { trailOf } from '../../src/reading/trail.ts'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine()
})
afterAll(() => desk.close())

test('the language that was chosen is spoken at once, and wins over what the platform tells from then on', async () => {
  // The fake platform tells English with every event.
  const ion = customer(desk.receive, 'speaks')
  await ion.writes('It burns')
  await ion.commands('language', 'ro')
  await ion.commands('status')
  await eventually(() => {
    expect(desk.telegram.said('speaks').slice(1)).toEqual([
      expect.stringContaining('de acum vă scriu în română'),
      expect.stringContaining('Cererea'),
    ])
  })
  await ion.presses('language:en')
  await ion.commands('status')
  await eventually(() => {
    expect(desk.telegram.said('speaks').slice(3)).toEqual([
      expect.stringContaining('from now on I write to you in English'),
      expect.stringContaining('Request'),
    ])
  })
})

test('a request that was resolved long ago is found by its number, and only by its own customer', async () => {
  const [mara, vlad] = [customer(desk.receive, 'asks'), customer(desk.receive, 'asks-too')]
  await mara.writes('The lamp hums')
  const { number } = await desk.db.ticket.findFirstOrThrow({ where: { question: 'The lamp hums' } })
  await mara.commands('close', String(number))
  await desk.db.ticket.update({ where: { number }, data: { resolvedAt: new Date('2020-01-01') } })
  await mara.commands('status', String(number))
  await vlad.commands('status', String(number))
  await eventually(() => {
    expect(desk.telegram.said('asks').at(-1)).toBe(`Request #${number} is resolved.`)
    expect(desk.telegram.said('asks-too').at(-1)).toContain(`can’t find request #${number}`)
  })
})

test('a name that is changed keeps the day of the registration, and the profile counts every request', async () => {
  const dan = customer(desk.receive, 'changes')
  for (const words of ['/register', 'Dan', 'dan@example.com']) {
    await (words.startsWith('/') ? dan.commands(words.slice(1)) : dan.writes(words))
  }
  const where = { identities: { some: { externalId: 'changes' } } }
  const before = await desk.db.customer.findFirstOrThrow({ where })
  await dan.writes('The door squeaks')
  await dan.commands('close')
  await desk.db.ticket.updateMany({
    where: { question: 'The door squeaks' },
    data: { resolvedAt: new Date('2020-01-01') },
  })
  await dan.commands('register')
  await dan.writes('Dan Pop')
  await dan.presses('register.skip')
  const after = await desk.db.customer.findFirstOrThrow({ where })
  expect(after).toEqual({ ...before, name: 'Dan Pop', email: 'dan@example.com' })
  await dan.commands('profile')
  await eventually(() => {
    const profile = desk.telegram.said('changes').at(-1)
    for (const fact of ['Name: Dan Pop', 'E-mail: dan@example.com', 'Language: English', 'Requests so far: 1'])
      expect(profile).toContain(fact)
  })
})

test('what a customer’s requests begin with is told by the history of the one where it was set and of those that follow', async () => {
  const eva = customer(desk.receive, 'matters')
  await eva.writes('The gate is stuck')
  const first = await desk.db.ticket.findFirstOrThrow({ where: { question: 'The gate is stuck' } })
  await manager(desk.receive, 'UANA', 'Ana').prioritizes(first.number, 'normal', 'urgent')
  await eva.commands('close')
  await eva.commands('ask', 'The bell is silent')
  const next = await desk.db.ticket.findFirstOrThrow({ where: { question: 'The bell is silent' } })
  expect([first.priority, next.priority]).toEqual(['normal', 'urgent'])
  const { trail } = trailOf(desk.db)
  const stepsOf = async (number: number) =>
    (await trail(number)).map(({ what, by, facts }) => [what, by, facts.priority])
  expect(await stepsOf(first.number)).toContainEqual(['tiered', 'Ana', 'urgent'])
  expect(await stepsOf(next.number)).toContainEqual(['byTier', null, 'urgent'])
  await eva.commands('forget')
  await eva.presses(`forget.yes:${Math.floor(Date.now() / 1000)}`)
  const { tier } = await desk.db.customer.findUniqueOrThrow({ where: { id: next.customerId } })
  expect(tier).toBe('normal')
})

test('words of a manager’s between /ask and the question take nothing from what the customer hears of the queue', async () => {
  await customer(desk.receive, 'waits').writes('The roof leaks')
  const [ida, ana] = [customer(desk.receive, 'asks-more'), manager(desk.receive, 'UANA', 'Ana')]
  await ida.writes('The oven is cold')
  const { number } = await desk.db.ticket.findFirstOrThrow({ where: { question: 'The oven is cold' } })
  await ana.replies(number, 'Is it plugged in?')
  await ida.commands('ask')
  await ana.replies(number, 'And switched on?')
  await ida.writes('And my fridge is warm')
  await eventually(() => {
    expect(desk.telegram.said('asks-more').at(-1)).toMatch(/before yours\.$/)
  })
})

test('a customer’s wish for people alone is kept, told on every card of theirs, and taken back', async () => {
  const uma = customer(desk.receive, 'wishes')
  await uma.writes('The bell is mute')
  const where = { identities: { some: { externalId: 'wishes' } } }
  const refuses = async () => (await desk.db.customer.findFirstOrThrow({ where })).refusesModel
  expect(await refuses()).toBe(false)
  await uma.presses('assistant.no')
  expect(await refuses()).toBe(true)
  await uma.commands('profile')
  await eventually(() => expect(desk.telegram.said('wishes').at(-1)).toContain('only people, as you wished'))
  await uma.presses('assistant.yes')
  expect(await refuses()).toBe(false)
})
