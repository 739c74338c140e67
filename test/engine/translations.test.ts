import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Failure } from '../../src/core/consultations.ts'
import { type Document, fromPlainText, plainText } from '../../src/core/document.ts'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

// A text's language stands before it here, as in `pl: Dzień dobry`.
let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine({ settings: { assistant: true, translate: 'auto' } })
})
afterAll(() => desk.close())

const anna = () => manager(desk.receive, 'UANNA', 'Anna')
const lastAsked = () => desk.consultations.at(-1) ?? ''

/** What the model answers to what was asked last: each text with its language before it. */
const translates = async (consultation = lastAsked()) => {
  const waiting = await desk.db.message.findMany({ where: { translatingId: consultation } })
  const row = await desk.db.consultation.findUniqueOrThrow({ where: { id: consultation } })
  const { to } = row.wanted as { to: string }
  const { words } = row.wanted as { words: readonly { message: string; document: Document }[] | null }
  const asked = new Map((words ?? []).map(({ message, document }) => [message, document]))
  const texts = waiting.map(({ id, document }) => ({
    message: id,
    // A document of our own, stored as JSON.
    document: fromPlainText(`in ${to}: ${plainText(asked.get(id) ?? (document as unknown as Document))}`),
  }))
  return desk.receive({
    key: `consultation:${consultation}`,
    at: new Date(),
    event: {
      type: 'ModelAnswered',
      consultation,
      answer: { purpose: 'translation', texts, question: to === 'en' ? 'question in en' : null, from: 'pl' },
    },
  })
}

const fails = (why: Failure, consultation = lastAsked()) =>
  desk.receive({
    key: `consultation:${consultation}`,
    at: new Date(),
    event: { type: 'ModelFailed', consultation, purpose: 'translation', asker: null, why },
  })

/** A Polish customer's ticket, translated; its number. */
const opens = async (id: string): Promise<number> => {
  await customer(desk.receive, id).writes(`pl: Dzień dobry ${id}`)
  await translates()
  const { number } = await desk.db.ticket.findFirstOrThrow({
    where: { conversation: { identity: { externalId: id } } },
  })
  return number
}

const messagesOf = (id: string) =>
  desk.db.message.findMany({
    where: { conversation: { identity: { externalId: id } } },
    orderBy: { position: 'asc' },
  })

test('all that a customer wrote before is read in the staff’s language, and what they wrote is kept', async () => {
  const number = await opens('ola')
  expect(await desk.db.ticket.findUniqueOrThrow({ where: { number } })).toMatchObject({
    ...{ translatedFrom: 'pl', translatedQuestion: 'question in en', question: 'pl: Dzień dobry ola' },
  })
  const [first] = await messagesOf('ola')
  expect(first).toMatchObject({
    document: fromPlainText('pl: Dzień dobry ola'),
    translation: { language: 'en', document: fromPlainText('in en: pl: Dzień dobry ola') },
    translatingId: null,
  })
})

test('what they write then stands in the thread at once, and in its translation after it', async () => {
  await opens('iza')
  await customer(desk.receive, 'iza').writes('Nie')
  await translates()
  await eventually(() => expect(desk.slack.said()).toContain('edit 🌐 In your language:\n\nin en: Nie\n\nNie'))
})

test('a reply is said in the customer’s language, once, and never before', async () => {
  const number = await opens('ewa')
  await anna().replies(number, 'en: On its way')
  await translates()
  await eventually(() => expect(desk.telegram.said('ewa')).toContain('in pl: en: On its way'))
  expect(desk.telegram.said('ewa')).not.toContain('en: On its way')
  const [reply] = (await messagesOf('ewa')).filter(({ author }) => author === 'manager')
  expect(reply).toMatchObject({
    document: fromPlainText('en: On its way'),
    translation: { language: 'pl', document: fromPlainText('in pl: en: On its way') },
  })
})

test('where there is no translation the reply goes as it was written', async () => {
  const number = await opens('zoe')
  await anna().replies(number, 'en: On its way')
  await fails('away')
  await eventually(() => expect(desk.telegram.said('zoe')).toContain('en: On its way'))
  await eventually(() => expect(desk.slack.said().join()).toContain('went as you wrote it'))
})

test('what is said after a reply that waits for its translation comes behind it', async () => {
  const number = await opens('ada')
  await anna().replies(number, 'en: One')
  const first = lastAsked()
  await anna().replies(number, 'en: Two')
  await translates()
  await translates(first)
  await eventually(() =>
    expect(desk.telegram.said('ada').filter((text) => text.startsWith('in pl'))).toEqual([
      'in pl: en: One',
      'in pl: en: Two',
    ]),
  )
})

test('a reply that is changed while it waits is translated as it reads then, and the earlier translation is dropped', async () => {
  const number = await opens('eda')
  await anna().replies(number, 'en: One', 'ts-eda')
  const first = lastAsked()
  await anna().edits(number, 'en: Two', 'ts-eda')
  expect(lastAsked()).not.toBe(first)
  await translates(first)
  await translates()
  await eventually(() =>
    expect(desk.telegram.said('eda').filter((text) => text.startsWith('in pl'))).toEqual(['in pl: en: Two']),
  )
})

test('a ticket that is resolved right after a reply lets go of it only with its translation', async () => {
  const number = await opens('ida')
  await anna().replies(number, 'en: Done')
  await anna().resolves(number)
  await translates()
  await eventually(() => expect(desk.telegram.said('ida').join('|')).toMatch(/in pl.*\|.*resolved/s))
  expect(desk.telegram.said('ida')).not.toContain('en: Done')
})

test('whoever is forgotten leaves no translation', async () => {
  await opens('una')
  const writer = customer(desk.receive, 'una')
  await writer.commands('forget')
  const last = (await messagesOf('una')).at(-1)
  await writer.presses(/forget\.yes:\d+/.exec(JSON.stringify(last?.buttons))?.[0] ?? '')
  const left = await desk.db.message.count({
    where: {
      translation: { path: ['document'], not: 'x' },
      conversation: { identity: { externalId: { startsWith: 'forgotten:' } } },
    },
  })
  expect(left).toBe(0)
  expect(
    await desk.db.ticket.count({
      where: {
        translatedQuestion: { not: null },
        conversation: { identity: { externalId: { startsWith: 'forgotten:' } } },
      },
    }),
  ).toBe(0)
})

test('words that are corrected into the customer’s own language are what they read, whatever was asked before', async () => {
  const number = await opens('olga')
  await anna().replies(number, 'en: We refund 900', 'ts-olga')
  const first = lastAsked()
  await anna().edits(number, 'pl: Zwrócimy 90', 'ts-olga')
  await translates(first)
  await desk.db.delivery.updateMany({
    where: { state: 'pending', notBefore: { not: null } },
    data: { notBefore: new Date() },
  })
  await eventually(() => expect(desk.telegram.said('olga')).toContain('pl: Zwrócimy 90'))
  expect(desk.telegram.said('olga').join()).not.toContain('900')
})

test('a translation that a manager ended stays ended, whatever the customer writes then', async () => {
  const number = await opens('hela')
  await desk.receive({
    ...{ key: 'ends:hela', at: new Date() },
    event: {
      ...{ type: 'ManagerTranslated', on: false, ticket: { number } },
      by: { channel: 'slack', externalId: 'UANNA', name: 'Anna' },
    },
  })
  const before = desk.consultations.length
  await customer(desk.receive, 'hela').writes('pl: Jeszcze jedno pytanie')
  expect(desk.consultations).toHaveLength(before)
})
