import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask as askModel, type Consultation, type Said } from '../../src/assistant/asking.ts'
import { createConsulting } from '../../src/assistant/consulting.ts'
import { fromPlainText } from '../../src/core/document.ts'
import type { Match } from '../../src/core/types.ts'
import { openListener } from '../../src/database/listener.ts'
import { prune } from '../../src/jobs/prune.ts'
import { type Model, ModelError } from '../../src/llm/model.ts'
import { match } from '../core/world.ts'
import { createDataFolder } from '../support/data-folder.ts'
import { customer, manager, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine({
    settings: { assistant: true },
    matches: [match('refunds', 0.2), match('orders', 0.1)],
  })
  for (const id of ['refunds', 'orders']) {
    await desk.db.article.create({ data: { id, title: id, answer: id, locale: 'en', tags: [] } })
  }
})
afterAll(() => desk.close())

const known: Said = {
  result: {
    answer: { purpose: 'answer', isKnown: true, document: fromPlainText('Within 14 days.'), articles: ['refunds'] },
  },
  sent: 'the question',
  received: 'the answer',
  tokens: { sent: 12, received: 3 },
}

/** What asks the model, answered by hand: each question waits until the test answers it, or, but for a stubborn one, it is dropped. */
const openConsulting = async ({ isStubborn = false } = {}) => {
  const log = pino({ level: 'silent' })
  const listener = await openListener(desk.url, log)
  const asked: { consultation: Consultation; signal: AbortSignal; answer: (said: Said) => void }[] = []
  const consulting = createConsulting({
    ...{ db: desk.db, receive: desk.receive, listener, log, now: () => new Date() },
    ask: (consultation, signal) =>
      new Promise((answer) => {
        asked.push({ consultation, signal, answer })
        if (!isStubborn) signal.addEventListener('abort', () => answer({ ...known, result: { why: 'dropped' } }))
      }),
  })
  const close = async () => {
    await consulting.stop()
    await listener.close()
  }
  return { consulting, asked, close, listener }
}

/** A customer asks what only the model may know; the id of what it is asked. */
const asks = async (id: string) => {
  const before = desk.consultations.length
  const writer = customer(desk.receive, id)
  await writer.writes('When is my money back?')
  expect(desk.consultations).toHaveLength(before + 1)
  return { writer, id: desk.consultations.at(-1) ?? '' }
}

const rowOf = (id: string) => desk.db.consultation.findUniqueOrThrow({ where: { id } })
const readBy = (id: string) => desk.telegram.said(id)

test('an answer reaches the customer, and what was sent and received is kept', async () => {
  const { consulting, asked, close } = await openConsulting()
  const { id } = await asks('answered')
  consulting.begin([id])
  await eventually(() => expect(asked).toHaveLength(1))
  expect(asked[0]?.consultation).toMatchObject({
    wanted: { purpose: 'answer', question: 'When is my money back?', articles: ['refunds', 'orders'] },
  })
  asked[0]?.answer(known)
  await eventually(() => expect(readBy('answered').join()).toContain('Within 14 days.'))
  expect(await rowOf(id)).toMatchObject({
    ...{ state: 'answered', why: null, sent: 'the question', received: 'the answer' },
    ...{ tokensSent: 12, tokensReceived: 3 },
  })
  await close()
})

test('a consultation is asked once, however many find it', async () => {
  const [one, other] = [await openConsulting(), await openConsulting()]
  const { id } = await asks('once')
  one.consulting.begin([id])
  await eventually(() => expect(one.asked).toHaveLength(1))
  // Its job finds it too, here and in another process: both leave it to whoever asks, and look again later.
  expect(await other.consulting.run(id)).toBe(false)
  one.asked[0]?.answer(known)
  await eventually(async () => expect((await rowOf(id)).state).toBe('answered'))
  await other.consulting.run(id)
  expect(other.asked).toHaveLength(0)
  await eventually(() => expect(readBy('once').filter((text) => text.includes('14 days'))).toHaveLength(1))
  await one.close()
  await other.close()
})

test('whoever wants only people meanwhile is not brought before the model', async () => {
  const { consulting, asked, close } = await openConsulting()
  const { id } = await asks('unwilling')
  await desk.db.customer.updateMany({
    where: { identities: { some: { externalId: 'unwilling' } } },
    data: { refusesModel: true },
  })
  expect(await consulting.run(id)).toBe(true)
  expect(asked).toHaveLength(0)
  expect(await rowOf(id)).toMatchObject({ state: 'failed', why: 'dropped', endedAt: expect.any(Date) })
  expect(
    await desk.db.ticket.count({ where: { customer: { identities: { some: { externalId: 'unwilling' } } } } }),
  ).toBe(1)
  await close()
})

test('an answer that was stored before a crash is brought after it', async () => {
  const { consulting, close } = await openConsulting()
  const { id } = await asks('crashed')
  await desk.db.consultation.update({
    where: { id },
    data: { state: 'answered', answer: JSON.parse(JSON.stringify('answer' in known.result && known.result.answer)) },
  })
  await consulting.run(id)
  await eventually(() => expect(readBy('crashed').join()).toContain('Within 14 days.'))
  await close()
})

test('what a dead process took along ends as if the model were away, once its time is over', async () => {
  const { consulting, asked, close } = await openConsulting()
  const { id } = await asks('dead')
  await desk.db.consultation.update({ where: { id }, data: { state: 'asked', until: new Date(Date.now() - 1) } })
  await consulting.run(id)
  expect(asked).toHaveLength(0)
  expect(await rowOf(id)).toMatchObject({ state: 'failed', why: 'away', endedAt: expect.any(Date) })
  expect(
    await desk.db.ticket.count({
      where: { question: 'When is my money back?', customer: { identities: { some: { externalId: 'dead' } } } },
    }),
  ).toBe(1)
  await close()
})

test('the request ends at once when the customer moves on', async () => {
  const { consulting, asked, close, listener } = await openConsulting()
  const { writer, id } = await asks('moved')
  consulting.begin([id])
  await eventually(() => expect(asked).toHaveLength(1))
  await writer.commands('human')
  const { conversationId } = await rowOf(id)
  listener.tell('changes', conversationId)
  await eventually(() => expect(asked[0]?.signal.aborted).toBe(true))
  await eventually(async () => expect(await rowOf(id)).toMatchObject({ state: 'failed', why: 'dropped' }))
  await close()
})

test('what a model says that heeds no end is stored, and shown to nobody', async () => {
  const { consulting, asked, close } = await openConsulting({ isStubborn: true })
  const { writer, id } = await asks('stubborn')
  const done = consulting.run(id)
  await eventually(() => expect(asked).toHaveLength(1))
  await writer.commands('human')
  asked[0]?.answer(known)
  await done
  expect((await rowOf(id)).state).toBe('answered')
  await desk.settled()
  expect(readBy('stubborn').join()).not.toContain('14 days')
  expect(readBy('stubborn').join()).toContain('Your request is')
  await close()
})

test('an answer and a wish for a person at the same moment leave one request, and nothing is answered behind it', async () => {
  const { consulting, asked, close } = await openConsulting()
  for (let n = 0; n < 20; n++) {
    const name = `at once ${n}`
    const { writer, id } = await asks(name)
    const run = consulting.run(id)
    await eventually(() => expect(asked).toHaveLength(n + 1))
    asked[n]?.answer(known)
    await Promise.all([run, writer.commands('human')])
    await eventually(() => expect(readBy(name).join()).toContain('Your request is'))
    await desk.settled()
    const read = readBy(name).map((text) => (text.includes('14 days') ? 'answer' : text.slice(0, 15)))
    expect([['answer', 'Your request is'], ['Your request is']]).toContainEqual(read)
    expect(await desk.db.ticket.count({ where: { customer: { identities: { some: { externalId: name } } } } })).toBe(1)
  }
  await close()
})

test('while the model thinks, the conversation goes on', async () => {
  const { consulting, asked, close } = await openConsulting()
  const { writer, id } = await asks('busy')
  consulting.begin([id])
  await eventually(() => expect(asked).toHaveLength(1))
  await writer.commands('human')
  await writer.writes('One more thing')
  const [ticket] = await desk.db.ticket.findMany({ orderBy: { number: 'desc' }, take: 1 })
  await manager(desk.receive, 'UANA', 'Ana').replies(ticket?.number ?? 0, 'I am on it')
  await eventually(() => expect(readBy('busy')).toContain('I am on it'))
  await close()
})

test('what the model was asked is kept with the ticket that came of it, and goes with the customer', async () => {
  const { consulting, asked, close } = await openConsulting()
  const { writer, id } = await asks('forgotten')
  consulting.begin([id])
  await eventually(() => expect(asked).toHaveLength(1))
  asked[0]?.answer({ ...known, result: { answer: { purpose: 'answer', isKnown: false } } })
  await eventually(async () => expect((await rowOf(id)).ticketId).not.toBeNull())
  await writer.commands('forget')
  const last = await desk.db.message.findFirstOrThrow({
    where: { conversation: { identity: { externalId: 'forgotten' } } },
    orderBy: { position: 'desc' },
    select: { buttons: true },
  })
  await writer.presses(/forget\.yes:\d+/.exec(JSON.stringify(last.buttons))?.[0] ?? '')
  expect(await desk.db.consultation.count({ where: { id } })).toBe(0)
  await close()
})

test('an answer to somebody who was forgotten meanwhile goes nowhere', async () => {
  const { consulting, asked, close } = await openConsulting()
  const { id } = await asks('gone')
  consulting.begin([id])
  await eventually(() => expect(asked).toHaveLength(1))
  await desk.db.consultation.delete({ where: { id } })
  asked[0]?.answer(known)
  await consulting.run(id)
  await desk.settled()
  expect(readBy('gone').join()).not.toContain('14 days')
  await close()
})

/** Asks by the article that there is, where there is one; and what the model was sent. */
const askedBy = async (question: string, article: Match | null, conversation: string = crypto.randomUUID()) => {
  const sent: string[] = []
  const model: Model = {
    isReady: () => true,
    ask: ({ material }) => {
      sent.push(material)
      return Promise.reject(new ModelError('away', 'nobody is there.'))
    },
    isReadyToEmbed: () => true,
    embed: async () => [],
    close: async () => undefined,
  }
  const said = await askModel(
    { db: desk.db, model, article: () => article, match: async () => [], locale: 'en', masks: false },
    { id: 'n-1', conversation, ticket: null, wanted: { purpose: 'answer', question, articles: ['gone'] } },
    AbortSignal.timeout(1000),
  )
  return { said, sent }
}

test('where no text of its articles is left, nothing is asked', async () => {
  const { said, sent } = await askedBy('Why?', null)
  expect(said.result).toEqual({ why: 'ungrounded' })
  expect(sent).toEqual([])
})

test('of what is endless the model reads the beginning', async () => {
  const article = { ...match('refunds', 1), answer: fromPlainText('So it is. '.repeat(10_000)) }
  const { sent } = await askedBy('And why? '.repeat(10_000), article)
  expect(sent.join().length).toBeGreaterThan(7_000)
  expect(sent.join().length).toBeLessThan(9_000)
})

test('what was asked is kept with its ticket, and for a month where there is none', async () => {
  const [kept, gone] = [await asks('of a ticket'), await asks('of none')]
  await kept.writer.commands('human')
  const long = { askedAt: new Date(Date.now() - 32 * 86_400_000) }
  await desk.db.consultation.updateMany({ where: { id: { in: [kept.id, gone.id] } }, data: long })
  const { id: fresh } = await asks('just now')
  await prune(desk.db, createDataFolder(), new Date())
  const left = await desk.db.consultation.findMany({ where: { id: { in: [kept.id, gone.id, fresh] } } })
  expect(left.map(({ id }) => id).toSorted()).toEqual([kept.id, fresh].toSorted())
})

test('one customer does not use up what all share: after twenty questions of a day the model is asked no more', async () => {
  const { id } = await asks('many questions')
  const { conversationId, wanted, until } = await rowOf(id)
  const earlier = (count: number) =>
    desk.db.consultation.createMany({
      data: Array.from({ length: count }, () => ({
        ...{ id: crypto.randomUUID(), conversationId, askedAt: new Date(), until, sent: 'a question' },
        wanted: JSON.parse(JSON.stringify(wanted)),
      })),
    })
  await earlier(19)
  const article = match('refunds', 1)
  expect((await askedBy('Why?', article, conversationId)).said.result).toEqual({ why: 'away' })
  await earlier(1)
  const { said, sent } = await askedBy('Why?', article, conversationId)
  expect(said.result).toEqual({ why: 'spent' })
  expect(sent).toEqual([])
})

test('what a process that stops was asking is asked again by the next one', async () => {
  const first = await openConsulting()
  const { id } = await asks('restarted')
  first.consulting.begin([id])
  await eventually(() => expect(first.asked).toHaveLength(1))
  await first.close()
  expect(await rowOf(id)).toMatchObject({ state: 'waiting', why: null })
  const second = await openConsulting()
  const again = second.consulting.run(id)
  await eventually(() => expect(second.asked).toHaveLength(1))
  second.asked[0]?.answer(known)
  await again
  await eventually(() => expect(readBy('restarted').join()).toContain('Within 14 days.'))
  await second.close()
})

test('a wish for people alone that comes while a question is taken is honoured before it leaves', async () => {
  const { consulting, asked, close } = await openConsulting()
  const { id } = await asks('wishes')
  const { conversationId } = await rowOf(id)
  // As if it had been stored between the taking and the asking.
  await desk.db.$executeRaw`
    CREATE OR REPLACE FUNCTION refuse_at_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      UPDATE customers SET refuses_model = true WHERE id = (SELECT i.customer_id FROM conversations c
        JOIN identities i ON i.id = c.identity_id WHERE c.id = NEW.conversation_id); RETURN NEW; END $$`
  await desk.db.$executeRawUnsafe(
    `CREATE TRIGGER refuse_at_once AFTER UPDATE ON consultations FOR EACH ROW WHEN (NEW.conversation_id = '${conversationId}' AND NEW.state = 'asked') EXECUTE FUNCTION refuse_at_once()`,
  )
  await consulting.run(id)
  await desk.db.$executeRaw`DROP TRIGGER refuse_at_once ON consultations`
  expect(asked).toEqual([])
  expect(await rowOf(id)).toMatchObject({ state: 'failed', why: 'dropped' })
  await close()
})
