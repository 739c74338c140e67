// One person's accounts: linked by a code and a yes on both sides, counted as one customer, and parted again.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { customer, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine()
})
afterAll(() => desk.close())

type Who = ReturnType<typeof customer>

const chat = (channel: 'telegram' | 'slack', id: string) => ({
  ...customer(desk.receive, id, channel),
  said: () => desk[channel].said(id),
  hears: (words: string) =>
    eventually(() => {
      expect(desk[channel].said(id)).toContainEqual(expect.stringContaining(words))
    }),
})

const identity = (externalId: string) =>
  desk.db.identity.findFirstOrThrow({ where: { externalId }, include: { conversation: true, customer: true } })

/** What the newest buttons of a chat send when they are pressed. */
const buttons = async (externalId: string): Promise<string[]> => {
  const message = await desk.db.message.findFirstOrThrow({
    where: { conversation: { identity: { externalId } }, buttons: { not: [] } },
    orderBy: { position: 'desc' },
  })
  return (message.buttons as { press: string }[]).map(({ press }) => press)
}
const buttonOf = async (externalId: string, which: string): Promise<string> =>
  (await buttons(externalId)).find((one) => one.startsWith(which)) ?? `no button ${which}`
const presses = async (who: Who, externalId: string, which: string) => who.presses(await buttonOf(externalId, which))
const CODE = /\/link ([A-Z\d]{4}-[A-Z\d]{4})/
const codeFor = async (who: ReturnType<typeof chat>): Promise<string> => {
  const codes = () => who.said().flatMap((words) => CODE.exec(words)?.[1] ?? [])
  const before = codes().length
  await who.commands('link')
  return eventually(() => {
    const newest = codes()[before]
    if (newest === undefined) throw new Error('no code was given')
    return newest
  })
}

test('whoever links their accounts keeps the more pressing of what their requests began with', async () => {
  for (const id of ['t-tier', 's-tier']) await chat(id === 't-tier' ? 'telegram' : 'slack', id).writes('Hello')
  const { customerId } = await identity('s-tier')
  await desk.db.customer.update({ where: { id: customerId }, data: { tier: 'high' } })
  await linked('t-tier', 's-tier')
  const [left, right] = [await identity('t-tier'), await identity('s-tier')]
  expect([left.customer.tier, right.customerId]).toEqual(['high', left.customerId])
})

test.each(['t', 's'])(
  'where one of two linked accounts wants only people, both do, and go on to when they part: %s',
  async (which) => {
    const [one, other] = [`t-refuses-${which}`, `s-refuses-${which}`]
    await chat('telegram', one).writes('Hello')
    await chat('slack', other).writes('Hello')
    await (which === 't' ? chat('telegram', one) : chat('slack', other)).presses('assistant.no')
    const { ion } = await linked(one, other)
    expect((await identity(one)).customer.refusesModel).toBe(true)
    await ion.commands('link')
    await presses(ion, one, 'link.undo')
    const [left, right] = [await identity(one), await identity(other)]
    expect(left.customerId).not.toBe(right.customerId)
    expect([left.customer.refusesModel, right.customer.refusesModel]).toEqual([true, true])
  },
)

const linked = async (one: string, other: string) => {
  const [ion, same] = [chat('telegram', one), chat('slack', other)]
  await ion.writes(`The lamp of ${one} hums`)
  await same.writes(`The door of ${other} squeaks`)
  await same.commands('link', await codeFor(ion))
  await presses(same, other, 'link.yes')
  await ion.hears('has sent me your code')
  await presses(ion, one, 'link.yes')
  await same.hears('are linked')
  return { ion, same }
}

test('two chats become one customer after a yes in both, and each stays a chat of its own', async () => {
  const { ion, same } = await linked('t1', 's1')
  const [left, right] = [await identity('t1'), await identity('s1')]
  expect(right.customerId).toBe(left.customerId)
  expect(await desk.db.ticket.count({ where: { customerId: left.customerId } })).toBe(2)
  await ion.commands('profile')
  await ion.hears('Requests so far: 2')
  await same.commands('tickets')
  await same.hears('opened on Telegram')
  await same.writes('It squeaks louder')
  const message = await desk.db.message.findFirstOrThrow({
    where: { author: 'customer' },
    orderBy: { position: 'desc' },
    include: { ticket: true },
  })
  expect(message.ticket?.question).toBe('The door of s1 squeaks')
  await eventually(async () => {
    const cards = await desk.db.delivery.count({
      where: { kind: 'card', state: 'delivered', conversationId: left.conversation?.id ?? '' },
    })
    expect(cards, 'its card tells of one ticket more').toBe(2)
  })
  const audit = await desk.db.identityAudit.findMany({ where: { conversationId: left.conversation?.id ?? '' } })
  expect(audit.map(({ what }) => what)).toEqual(['codeMade', 'linked'])
})

test('nothing is linked before the yes of the chat that gave the code', async () => {
  const [ana, other] = [chat('telegram', 't2'), chat('slack', 's2')]
  await other.commands('link', await codeFor(ana))
  await presses(other, 's2', 'link.yes')
  await ana.hears('has sent me your code')
  expect((await identity('t2')).customerId).not.toBe((await identity('s2')).customerId)
  await presses(ana, 't2', 'link.no')
  await other.hears('said no')
  await presses(ana, 't2', 'link.yes')
  expect((await identity('t2')).customerId).not.toBe((await identity('s2')).customerId)
})

test('a code is stored as its hash, works once, and a new one takes its place', async () => {
  const [mara, other, third] = [chat('telegram', 't3'), chat('slack', 's3'), chat('slack', 's3b')]
  const first = await codeFor(mara)
  const links = await desk.db.link.findMany()
  expect(JSON.stringify(links)).not.toContain(first.replace('-', ''))
  const second = await codeFor(mara)
  await other.commands('link', first)
  await other.hears('doesn’t fit')
  await other.commands('link', second)
  await other.hears('Shall I link')
  await third.commands('link', second)
  await third.hears('doesn’t fit')
})

test('five codes that fit nothing are enough', async () => {
  const [vlad, guesser] = [chat('telegram', 't4'), chat('slack', 's4')]
  for (let n = 0; n < 5; n++) await guesser.commands('link', `AAAA-AAA${n}`)
  await guesser.commands('link', await codeFor(vlad))
  await guesser.hears('too many codes')
})

test.each([
  ['the chat that was joined', 't5', 's5', 's5'],
  ['the chat that was joined to', 't6', 's6', 't6'],
])('%s leaves again with its own tickets, and with what it was called before', async (_name, one, other, leaves) => {
  const before = [await linkedTo(one), await linkedTo(other)]
  const { ion, same } = await linked(one, other)
  const [leaving, staying] = leaves === one ? [ion, same] : [same, ion]
  await leaving.commands('link')
  await presses(leaving, leaves, 'link.undo')
  await staying.hears('no longer linked')
  expect([await linkedTo(one), await linkedTo(other)]).not.toEqual(before)
  for (const id of [one, other]) {
    const { customerId, ownCustomerId, conversation } = await identity(id)
    expect(ownCustomerId).toBeNull()
    const tickets = await desk.db.ticket.findMany({ where: { conversationId: conversation?.id ?? '' } })
    expect(tickets.map((ticket) => ticket.customerId)).toEqual([customerId])
  }
  expect(await linkedTo(one)).not.toBe(await linkedTo(other))
})

const linkedTo = async (externalId: string) =>
  (await desk.db.identity.findFirst({ where: { externalId } }))?.customerId ?? null

test('both sides at once: a yes and a no leave either everything linked or nothing', async () => {
  for (let n = 0; n < 6; n++) {
    const [one, other] = [chat('telegram', `t7${n}`), chat('slack', `s7${n}`)]
    await other.commands('link', await codeFor(one))
    await presses(other, `s7${n}`, 'link.yes')
    await one.hears('has sent me your code')
    await Promise.all([presses(one, `t7${n}`, 'link.yes'), presses(other, `s7${n}`, 'link.no')])
    const isOne = (await linkedTo(`t7${n}`)) === (await linkedTo(`s7${n}`))
    expect(await desk.db.link.count({ where: { stage: { not: 'offered' } } })).toBeLessThanOrEqual(1)
    const told = isOne ? 'are linked' : 'said no'
    await eventually(() => expect([...one.said(), ...other.said()].join('\n')).toContain(told))
  }
})

test('people who link each other at the same time end as one customer, and nobody waits for ever', async () => {
  const [one, other] = [chat('telegram', 't8'), chat('slack', 's8')]
  const [codeOfOne, codeOfOther] = [await codeFor(one), await codeFor(other)]
  await Promise.all([other.commands('link', codeOfOne), one.commands('link', codeOfOther)])
  // Each presses what stands before them: the first yes brings the other side a newer question.
  const [yesOfOther, yesOfOne] = [await buttonOf('s8', 'link.yes'), await buttonOf('t8', 'link.yes')]
  await Promise.all([other.presses(yesOfOther), one.presses(yesOfOne)])
  await one.hears('has sent me your code')
  await other.hears('has sent me your code')
  await Promise.all([presses(other, 's8', 'link.yes'), presses(one, 't8', 'link.yes')])
  expect(await linkedTo('t8')).toBe(await linkedTo('s8'))
})
