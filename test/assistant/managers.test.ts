// What the model reads for managers, and what becomes of what it writes: on a real database, with the real client.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../../src/assistant/asking.ts'
import type { Wanted } from '../../src/core/consultations.ts'
import type { Match } from '../../src/core/types.ts'
import { fromPlainText } from '../../src/document.ts'
import { match } from '../core/world.ts'
import { modelled, patient } from '../llm/modelled.ts'
import { manager, openEngine, type TestEngine } from '../support/engine.ts'

let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine()
})
afterAll(() => desk.close())

let posts = 0
/** What somebody wrote, and the number of the ticket that it belongs to. */
const writes = async (name: string, text: string, locale = 'en'): Promise<number> => {
  const [externalId] = name.split(' ')
  const from = { channel: 'telegram', externalId: externalId ?? name, address: name, name, locale } as const
  posts += 1
  const key = `post:${posts}`
  const event = { type: 'CustomerWrote', from, messageId: key, words: fromPlainText(text) } as const
  await desk.receive({ key, at: new Date(), event })
  const ticket = await desk.db.ticket.findFirstOrThrow({
    where: { customer: { identities: { some: { externalId: from.externalId } } } },
    orderBy: { number: 'desc' },
  })
  return ticket.number
}

const mihai = () => manager(desk.receive, 'UMIHAI', 'Mihai Radu')

/** A matter of somebody's that is over. */
const answered = async (name: string, question: string, answer: string): Promise<number> => {
  const number = await writes(name, question)
  await mihai().replies(number, answer)
  await mihai().resolves(number)
  return number
}

interface Circumstances {
  readonly fitting?: (words: string) => readonly Match[]
  readonly says?: unknown
  readonly wanted?: Wanted
}

/** What the model was given for a ticket, and what came of what it said. */
const asksAbout = async (
  number: number,
  { fitting = () => [], says, wanted = { purpose: 'draft' } }: Circumstances = {},
) => {
  const { server, model } = await modelled()
  server.answerWith(() => says ?? { known: false, reply: '', sources: [] })
  const ticket = await desk.db.ticket.findUniqueOrThrow({ where: { number } })
  const said = await ask(
    {
      db: desk.db,
      model,
      match: async (words) => fitting(words),
      locale: 'en',
      masks: true,
      article: (id) => match(id, 0),
    },
    { id: crypto.randomUUID(), conversation: ticket.conversationId, ticket: ticket.id, wanted },
    patient(),
  )
  const [, { content = '{}' } = {}] = (server.chats()[0]?.body.messages ?? []) as { content?: string }[]
  return { said, material: JSON.parse(content), sent: JSON.stringify(server.chats()[0]?.body) }
}

test('a draft is made of the ticket’s own talk, in the language of its customer', async () => {
  const number = await writes('Otto Own', 'Unde este coletul?', 'ro')
  await mihai().replies(number, 'Verific acum.')
  await writes('Otto Own', 'Multumesc, astept', 'ro')
  const { material } = await asksAbout(number)
  expect(material).toMatchObject({ question: 'Unde este coletul?', articles: [], tickets: [] })
  expect(material.language).toMatch(/customer.*ro/)
  expect(material.messages.filter(({ from }: { from: string }) => from !== 'desk')).toEqual([
    { from: 'customer', text: 'Unde este coletul?' },
    { from: 'manager', text: 'Verific acum.' },
    { from: 'customer', text: 'Multumesc, astept' },
  ])
})

test('a draft for a ticket that is translated is in the language that its manager reads', async () => {
  const number = await writes('Pola Own', 'Gdzie jest moja paczka?', 'pl')
  await desk.db.ticket.update({ where: { number }, data: { translatedFrom: 'pl' } })
  expect((await asksAbout(number)).material.language).toBe('en')
})

test('the articles that fit the question or the customer’s latest words are in it, five at most, the likeliest first', async () => {
  const number = await writes('Petra Pick', 'My parcel is late')
  await mihai().replies(number, 'It comes tomorrow.')
  await writes('Petra Pick', 'And how do I send it back?')
  const fitting = (words: string) =>
    words === 'And how do I send it back?'
      ? [match('returns', 0.9), match('refunds', 0.2)]
      : ['late', 'a', 'b', 'c', 'd'].map((id, index) => match(id, 0.5 - index / 10))
  const { material } = await asksAbout(number, { fitting })
  expect(material.articles.map(({ title }: { title: string }) => title)).toEqual(
    ['returns', 'late', 'a', 'b', 'c'].map((id) => `Title of ${id}`),
  )
  expect(material.articles[0]).toEqual({ id: 'A1', title: 'Title of returns', text: 'Answer of returns' })
})

test('what was answered to others who asked alike is in it, without anything that tells who they were', async () => {
  const vera = await answered(
    'Vera Ionescu',
    'How do I change the delivery address of order RO12345? Vera Ionescu, vera@example.com',
    'Dear Vera, call +40 722 123 456. The address can be changed until the order is packed. Yours, Mihai',
  )
  await answered('Liam Other', 'Which payment cards do you take?', 'All of them.')
  const { material, sent } = await asksAbout(await writes('Nora New', 'Can I change the delivery address?'))
  expect(material.tickets).toHaveLength(1)
  expect(material.tickets[0]).toMatchObject({
    id: 'T1',
    answer: expect.stringContaining('can be changed until the order is packed'),
  })
  expect(vera).toBeGreaterThan(0)
  expect(sent).not.toMatch(/Vera|Ionescu|example\.com|RO12345|722|Mihai/)
  expect(sent).not.toContain('All of them')
})

test('a customer’s names in all chats that are linked are masked in each of them', async () => {
  const number = await writes('Lila Linked', 'I am Lila Linked, also called Crocus. Is my parcel there?')
  const { customerId, id } = await desk.db.ticket.findUniqueOrThrow({ where: { number } })
  const { customerId: own } = await desk.db.ticket.findUniqueOrThrow({
    where: { number: await writes('Crocus', 'Hello there, where is it?') },
  })
  await desk.db.identity.updateMany({ where: { customerId: own }, data: { customerId, ownCustomerId: own } })
  await desk.db.customer.update({ where: { id: own }, data: { name: 'Violet' } })
  await desk.db.ticket.update({ where: { id }, data: { question: 'Lila Linked, Crocus or Violet?' } })
  const { material, sent } = await asksAbout(number)
  expect(material.question).toMatch(/^\[name-\d\].*, \[name-\d\] or \[name-\d\]\?$/)
  expect(sent).not.toMatch(/Lila|Crocus|Violet/)
})

test('of other people’s tickets their numbers are stored with a draft, and none of their words', async () => {
  const before = await answered('Zoe Kept', 'How do I wash a woollen carpet?', 'By hand, and cold.')
  const number = await writes('Ben Carpet', 'How is a woollen carpet of mine washed? Ask ben@example.com')
  const { material, said } = await asksAbout(number)
  expect(material.tickets).toMatchObject([{ answer: 'By hand, and cold.' }])
  expect(said.sent).toContain(`[ticket ${before}]`)
  expect(said.sent).toContain('of mine washed? Ask [email-1]')
  expect(said.sent).not.toMatch(/By hand|How do I wash|ben@/)
})

test.each([
  ['wants only people', { customer: { update: { refusesModel: true } } }],
  ['was not helped by the answer', { rating: 1 }],
  ['is still waiting', { status: 'new' as const }],
])('nothing is taken of the ticket of somebody who %s', async (_name, data) => {
  const words = `How is a voucher number ${posts} redeemed?`
  const number = await answered(`Gone${posts} Away`, words, 'At the till.')
  await desk.db.ticket.update({ where: { number }, data })
  const { material } = await asksAbout(await writes(`Asks${posts} Alike`, words))
  expect(material.tickets).not.toContainEqual(expect.objectContaining({ question: expect.stringContaining(words) }))
})

test('a draft tells what it is taken from, by articles and tickets', async () => {
  const before = await answered('Anna Alike', 'Do you repair wooden chairs?', 'Yes, within 30 days.')
  const number = await writes('Carl Chair', 'Do you repair chairs, wooden ones?')
  const says = { known: true, reply: 'Yes, within **30 days**.', sources: ['T1', 'A2'] }
  const fitting = () => [match('repairs', 0.6), match('chairs', 0.5)]
  const { said } = await asksAbout(number, { says, fitting })
  expect(said.result).toEqual({
    answer: {
      ...{ purpose: 'draft', isKnown: true, text: 'Yes, within **30 days**.' },
      ...{ articles: ['chairs'], tickets: [before], read: expect.any(String) },
    },
  })
})

test('the model may say that it doesn’t know', async () => {
  const { said } = await asksAbout(await writes('Dana Dunno', 'Why is the sky green here?'))
  expect(said.result).toEqual({ answer: { purpose: 'draft', isKnown: false } })
})

test.each([
  ['a number that stands nowhere', 'It takes 45 days.', []],
  ['a link that stands nowhere', 'See https://elsewhere.example/help', []],
  ['a source that was not given', 'It takes a while.', ['A7']],
  ['nothing', ' ', []],
])('a draft with %s is no draft', async (_name, reply, sources) => {
  const number = await writes('Ina Invents', 'How long does it take?')
  const { said } = await asksAbout(number, { says: { known: true, reply, sources } })
  expect(said.result).toEqual({ why: 'ungrounded' })
})

test('an article is made of the thread, and what tells who somebody is goes out of it after the model too', async () => {
  const number = await writes('Maria Pop', 'I moved. Where do I change my address? maria@example.com')
  await mihai().replies(number, 'Dear Maria, under Account. Yours, Mihai')
  const { said, material } = await asksAbout(number, {
    wanted: { purpose: 'article' },
    says: {
      known: true,
      title: 'Changing an address',
      question: 'Where do I change my address, asks Maria Pop (maria@example.com)?',
      answer: '1. Open *Account*, as Mihai says.\n2. Read https://desk.example/move or call +40 722 123 456.',
    },
  })
  expect(material.messages.at(-1)).toMatchObject({ from: 'manager' })
  expect(JSON.stringify(said.result)).not.toMatch(/Maria|Pop|maria@|Mihai|722/)
  expect(said.result).toMatchObject({
    answer: {
      purpose: 'article',
      draft: {
        title: 'Changing an address',
        answer: expect.stringContaining('https://desk.example/move'),
        isCut: false,
      },
    },
  })
})

test('where a thread would help nobody else there is no article', async () => {
  const number = await writes('Nobody Else', 'Is my parcel there?')
  const says = { known: false, title: '', question: '', answer: '' }
  expect((await asksAbout(number, { wanted: { purpose: 'article' }, says })).said.result).toEqual({ why: 'ungrounded' })
})

test.each<Wanted>([
  { purpose: 'draft' },
  { purpose: 'article' },
  { purpose: 'summary', least: 1 },
  { purpose: 'translation', to: 'en', words: null },
])('of a question without end the beginning is read: %j', async (wanted) => {
  const number = await writes(`Endless${posts} Asker`, 'Where is it?')
  await desk.db.ticket.update({ where: { number }, data: { question: 'And why? '.repeat(2_000) } })
  const { material } = await asksAbout(number, { wanted })
  const question = material.question ?? material.texts[0].text
  expect(question.length).toBeGreaterThan(3_000)
  expect(question.length).toBeLessThan(4_100)
})

test('one customer’s messages do not use up what all share: two hundred of a day are translated', async () => {
  const number = await writes('Paul Prolific', 'Gdzie jest moja paczka?', 'pl')
  const { conversationId, id } = await desk.db.ticket.findUniqueOrThrow({ where: { number } })
  const wanted = { purpose: 'translation', to: 'en', words: null } as const
  const earlier = (count: number) =>
    desk.db.consultation.createMany({
      data: Array.from({ length: count }, () => ({
        ...{ id: crypto.randomUUID(), conversationId, ticketId: id, askedAt: new Date(), until: new Date() },
        ...{ sent: 'words', wanted },
      })),
    })
  await earlier(199)
  expect((await asksAbout(number, { wanted })).said.sent).not.toBeNull()
  await earlier(1)
  expect((await asksAbout(number, { wanted })).said).toMatchObject({ result: { why: 'spent' }, sent: null })
})
