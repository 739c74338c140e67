// What is counted, from the doors that everything passes to the text that Prometheus reads.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { ChannelError, NotStored } from '../../src/channel.ts'
import { countEvents, countFailures, timePacer } from '../../src/metrics/counting.ts'
import type { Standing } from '../../src/metrics/metrics.ts'
import { createPrometheus } from '../../src/metrics/prometheus.ts'
import { readWaiting } from '../../src/reading/waiting.ts'
import { customer, openEngine, type TestEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'

const calm: Standing = {
  ...{ ready: {}, pool: { idle: 0, busy: 0, waiting: 0 } },
  ...{ modelTokensLeft: null, waiting: null },
}
const open = () => {
  const { metrics, text } = createPrometheus()
  return { metrics, lines: async (standing: Standing = calm) => (await text(standing)).split('\n') }
}

let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine({ settings: { replyHold: 0 } })
})
afterAll(() => desk.close())

test('an event is counted as it comes and by what became of it; the second one of its key is a duplicate', async () => {
  const { metrics, lines } = open()
  const ion = customer(countEvents(desk.receive, metrics), 'counted')
  await ion.writes('Where is my order?', 'counted:1')
  await ion.writes('Where is my order?', 'counted:1')
  const told = await lines()
  expect(told).toContain('frontdesk_events_received_total{type="CustomerWrote"} 2')
  expect(told.filter((line) => line.startsWith('frontdesk_events_decided_total{'))).toEqual([
    expect.stringMatching(/^frontdesk_events_decided_total\{type="CustomerWrote",outcome="\w+"\} 1$/),
  ])
  expect(told).toContain('frontdesk_events_duplicate_total{type="CustomerWrote"} 1')
  expect(told).toContain('frontdesk_event_duration_seconds_count 2')
})

test('an event that left nothing behind is counted by whether it comes again, and is still thrown', async () => {
  const { metrics, lines } = open()
  for (const error of [new NotStored('away'), new TypeError('a bug')]) {
    const failing = countEvents(() => Promise.reject(error), metrics)
    await expect(customer(failing, 'fails').writes('Hello')).rejects.toBe(error)
  }
  const told = await lines()
  expect(told).toContain('frontdesk_events_failed_total{reason="notStored"} 1')
  expect(told).toContain('frontdesk_events_failed_total{reason="fault"} 1')
})

test('each attempt to deliver is counted by its end, and what arrived by how long that took', async () => {
  const { metrics, lines } = open()
  desk.telegram.failNext(new ChannelError('retry', 'asks for a pause', { retryAfterSeconds: 0.01 }))
  await customer(desk.receive, 'tried').writes('Where is my order?')
  await desk.settled()
  const own = desk.tried.filter(({ channel }) => channel === 'telegram')
  expect(own.map(({ outcome }) => outcome)).toContain('retry')
  for (const { delaySeconds } of own) {
    expect(delaySeconds).toBeGreaterThanOrEqual(0)
    expect(delaySeconds).toBeLessThan(60)
  }
  for (const attempt of own) metrics.tried(attempt)
  const told = await lines()
  expect(told).toContain('frontdesk_deliveries_total{channel="telegram",outcome="retry"} 1')
  expect(told).toContain('frontdesk_delivery_retries_total{channel="telegram"} 1')
  const arrived = own.filter(({ outcome }) => outcome === 'delivered').length
  expect(told).toContain(`frontdesk_delivery_delay_seconds_count{channel="telegram"} ${arrived}`)
  expect(told).toContain('frontdesk_deliveries_total{channel="mail",outcome="permanent"} 0')
})

test('what is put off on purpose counts as late only from when it may go', async () => {
  const { id } = await desk.db.ticket.findFirstOrThrow()
  const destination = `slack:card:${id}`
  await desk.db.delivery.create({
    data: {
      ...{ id: crypto.randomUUID(), destinationName: destination, seq: 1_000_000, kind: 'card' },
      ...{ content: { kind: 'card', ticket: id }, createdAt: new Date(Date.now() - 7_200_000), notBefore: new Date() },
    },
  })
  const before = desk.tried.length
  desk.deliverer.wake([destination])
  await eventually(() => expect(desk.tried.length).toBeGreaterThan(before))
  expect(desk.tried.at(-1)?.delaySeconds).toBeLessThan(60)
})

test('what waits, and which tickets are open, is counted by the database', async () => {
  const release = desk.telegram.hold()
  await customer(desk.receive, 'waits').writes('Where is my order?')
  await eventually(() => expect(desk.telegram.attempts.some(({ address }) => address === 'waits')).toBe(true))
  const waiting = await readWaiting(desk.db)
  release()
  await desk.settled()
  expect(waiting.outbox).toContainEqual({
    ...{ outlet: 'telegram', waiting: expect.any(Number), oldestSeconds: expect.any(Number) },
  })
  const opened = await desk.db.ticket.count({ where: { status: 'new' } })
  expect(waiting.tickets).toEqual([{ status: 'new', tickets: opened }])
  const told = await open().lines({ ...calm, waiting })
  expect(told).toContain(`frontdesk_tickets_open{status="new"} ${opened}`)
  expect(told).toContain('frontdesk_tickets_open{status="snoozed"} 0')
  expect(told).toContain('frontdesk_outbox_oldest_age_seconds{channel="web"} 0')
})

test('what could not be read this time is not told as it stood before', async () => {
  const { lines } = open()
  const waiting = { outbox: [{ outlet: 'web', waiting: 3, oldestSeconds: 9 }], tickets: [] }
  const standing = { ...calm, ready: { database: true } }
  expect(await lines({ ...standing, waiting })).toContain('frontdesk_outbox_depth{channel="web"} 3')
  const told = await lines({ ...calm, ready: { database: false } })
  expect(told).toContain('frontdesk_ready{part="database"} 0')
  expect(told.filter((line) => line.startsWith('frontdesk_outbox_'))).toEqual([])
})

test('calls that wait for their platform’s pace are measured, and its own refusals counted', async () => {
  const { metrics, lines } = open()
  const held: number[] = []
  const pacer = timePacer({ turn: async () => {}, hold: (_, wait) => held.push(wait) }, 'slack', metrics)
  const call = { method: 'chat.postMessage', place: 'C1', priority: 0 }
  await pacer.turn(call)
  pacer.hold(call, 3_000)
  expect(held).toEqual([3_000])
  expect(await lines()).toContain('frontdesk_rate_limit_wait_seconds_count{channel="slack"} 1')
  expect(await lines()).toContain('frontdesk_rate_limit_refusals_total{channel="slack"} 1')
})

test('a job that fails is counted, and fails all the same', async () => {
  const { metrics, lines } = open()
  const fire = countFailures('timer', async (id: string) => Promise.reject(new Error(`no ${id}`)), metrics)
  await expect(fire('timer')).rejects.toThrow('no timer')
  expect(await lines()).toContain('frontdesk_job_failures_total{queue="timer"} 1')
  expect(await lines()).toContain('frontdesk_job_failures_total{queue="prune"} 0')
})

test('what is left of the day’s tokens is told while nobody asks, and nothing where there is no language model', async () => {
  const { lines } = open()
  const left = async (modelTokensLeft: number | null) =>
    (await lines({ ...calm, modelTokensLeft })).filter((line) => line.startsWith('frontdesk_model_tokens_left'))
  expect(await left(null)).toEqual([])
  expect(await left(0)).toEqual(['frontdesk_model_tokens_left 0'])
  expect(await left(700)).toEqual(['frontdesk_model_tokens_left 700'])
})

test('a request to the language model is counted by its purpose and end, with its time and tokens; whether it is left alone, too', async () => {
  const { metrics, lines } = open()
  metrics.modelAsked({ about: 'draft', outcome: 'answered', ms: 1_500, tokens: { sent: 40, received: 2 } })
  metrics.modelAsked({ about: 'draft', outcome: 'away', ms: 10, tokens: { sent: 0, received: 0 } })
  metrics.modelLeftAlone('answers', true)
  const told = await lines()
  for (const line of [
    'frontdesk_model_calls_total{purpose="draft",outcome="answered"} 1',
    'frontdesk_model_calls_total{purpose="draft",outcome="away"} 1',
    'frontdesk_model_calls_total{purpose="embedding",outcome="spent"} 0',
    'frontdesk_model_seconds_bucket{le="1",purpose="draft"} 1',
    'frontdesk_model_seconds_bucket{le="2",purpose="draft"} 2',
    'frontdesk_model_tokens_total{kind="sent"} 40',
    'frontdesk_model_tokens_total{kind="received"} 2',
    'frontdesk_model_left_alone{part="answers"} 1',
    'frontdesk_model_left_alone{part="embeddings"} 0',
  ])
    expect(told).toContain(line)
  metrics.modelLeftAlone('answers', false)
  expect(await lines()).toContain('frontdesk_model_left_alone{part="answers"} 0')
})
