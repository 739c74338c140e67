// The only importer of prom-client: one registry for each program, and the names, which docs/monitoring.md explains.

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { ChannelErrorKind } from '../channel.ts'
import { jobQueues, outlets } from '../core/problems.ts'
import type { About } from '../llm/guard.ts'
import type { ModelErrorKind } from '../llm/model.ts'
import type { Metrics, Standing } from './metrics.ts'

export interface Prometheus {
  readonly metrics: Metrics
  readonly contentType: string
  /** The names of all that it tells. */
  names(): readonly string[]
  /** All of it as text, with how things stand just now. */
  text(standing: Standing): Promise<string>
}

/** Makes it; nothing of it is shared with another program of the same process. */
export const createPrometheus = (): Prometheus => {
  const registry = new Registry()
  const [counts, gauges] = [countsIn(registry), gaugesIn(registry)]
  fromZero(counts)
  let hasDefaults = false
  // They watch the whole process and can't be stopped: they begin only where somebody looks at them.
  const withDefaults = (): void => {
    if (!hasDefaults) collectDefaultMetrics({ register: registry })
    hasDefaults = true
  }
  return {
    metrics: metricsOf(counts),
    contentType: registry.contentType,
    names: () => {
      withDefaults()
      return registry.getMetricsAsArray().map(({ name }) => name)
    },
    text: (standing) => {
      withDefaults()
      setAll(gauges, standing)
      return registry.metrics()
    },
  }
}

/** An answer within a second is what people wait for; five minutes are an alarm. */
const DELAYS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800]
const WORK = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
const ANSWERS = [0.1, 0.3, 0.5, 1, 2, 3, 5, 10, 20, 30, 60]
const WAITS = [0.01, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300]

type Counts = ReturnType<typeof countsIn>

const countsIn = (registry: Registry) => {
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter({ name: `frontdesk_${name}`, help, labelNames, registers: [registry] })
  const histogram = <Label extends string>(name: string, help: string, buckets: number[], ...labelNames: Label[]) =>
    new Histogram({ name: `frontdesk_${name}`, help, buckets, labelNames, registers: [registry] })
  return {
    received: counter('events_received_total', 'Events that came to the engine.', 'type'),
    decided: counter(
      'events_decided_total',
      'Events that had their effect, by what became of them.',
      'type',
      'outcome',
    ),
    repeated: counter('events_duplicate_total', 'Events refused because they had had their effect before.', 'type'),
    failed: counter('events_failed_total', 'Events that left nothing behind.', 'reason'),
    seconds: histogram('event_duration_seconds', 'From an event’s coming to its commit.', WORK),
    deliveries: counter('deliveries_total', 'Attempts to deliver, by how they ended.', 'channel', 'outcome'),
    retries: counter('delivery_retries_total', 'Attempts to deliver that were not the first.', 'channel'),
    delay: histogram('delivery_delay_seconds', 'From an event’s commit to the platform’s yes.', DELAYS, 'channel'),
    waits: histogram('rate_limit_wait_seconds', 'What calls waited for their platform’s pace.', WAITS, 'channel'),
    held: counter('rate_limit_refusals_total', 'Calls that the platform refused as too many.', 'channel'),
    breaches: counter('sla_breaches_total', 'Promised times that passed.', 'promise'),
    jobs: counter('job_failures_total', 'Jobs that failed; most are tried again.', 'queue'),
    ...modelCountsIn(registry),
  }
}

const modelCountsIn = (registry: Registry) => {
  const registers = [registry]
  return {
    modelCalls: new Counter({
      name: 'frontdesk_model_calls_total',
      help: 'Requests to the language model, by how they ended.',
      labelNames: ['purpose', 'outcome'],
      registers,
    }),
    modelSeconds: new Histogram({
      name: 'frontdesk_model_seconds',
      help: 'From a request to the language model until its end.',
      buckets: ANSWERS,
      labelNames: ['purpose'],
      registers,
    }),
    modelTokens: new Counter({
      name: 'frontdesk_model_tokens_total',
      help: 'Tokens of the language model.',
      labelNames: ['kind'],
      registers,
    }),
    modelLeftAlone: new Gauge({
      name: 'frontdesk_model_left_alone',
      help: '1 where the language model is not asked, since it failed again and again.',
      labelNames: ['part'],
      registers,
    }),
  }
}

type Gauges = ReturnType<typeof gaugesIn>

const gaugesIn = (registry: Registry) => {
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Gauge({ name: `frontdesk_${name}`, help, labelNames, registers: [registry] })
  return {
    ready: gauge('ready', '1 where a part is well, by what /readyz looks at.', 'part'),
    depth: gauge('outbox_depth', 'Deliveries that wait.', 'channel'),
    oldest: gauge('outbox_oldest_age_seconds', 'How long the oldest delivery that waits has done so.', 'channel'),
    tickets: gauge('tickets_open', 'Open tickets.', 'status'),
    connections: gauge('database_pool_connections', 'Connections of the pool.', 'state'),
    tokensLeft: gauge('model_tokens_left', 'What is left of the language model’s tokens of the day.'),
    waiting: gauge('database_pool_waiting', 'Who waits for a connection of the pool.'),
  }
}

// A list could lack one unnoticed; a record can’t.
const FAULTS = Object.keys({ retry: 0, ambiguous: 0, permanent: 0, misconfigured: 0 } satisfies Record<
  ChannelErrorKind,
  0
>)

const MODEL_FAULTS = Object.keys({
  ...{ away: 0, spent: 0, garbled: 0, refused: 0, misconfigured: 0, dropped: 0 },
} satisfies Record<ModelErrorKind, 0>)
const PURPOSES = Object.keys({
  ...{ answer: 0, draft: 0, summary: 0, article: 0, translation: 0, embedding: 0 },
} satisfies Record<About, 0>)

// What has not happened yet stands at zero: the first time would else be no increase.
const fromZero = (counts: Counts): void => {
  for (const channel of outlets) {
    for (const outcome of ['delivered', ...FAULTS]) counts.deliveries.inc({ channel, outcome }, 0)
    counts.retries.inc({ channel }, 0)
  }
  for (const reason of ['notStored', 'fault']) counts.failed.inc({ reason }, 0)
  for (const promise of ['firstResponse', 'resolution']) counts.breaches.inc({ promise }, 0)
  for (const queue of jobQueues) counts.jobs.inc({ queue }, 0)
  for (const part of ['answers', 'embeddings']) counts.modelLeftAlone.set({ part }, 0)
  for (const kind of ['sent', 'received']) counts.modelTokens.inc({ kind }, 0)
  for (const purpose of PURPOSES)
    for (const outcome of ['answered', ...MODEL_FAULTS]) counts.modelCalls.inc({ purpose, outcome }, 0)
}

const metricsOf = (counts: Counts): Metrics => ({
  received: (type) => counts.received.inc({ type }),
  decided: (type, outcome, seconds) => {
    counts.seconds.observe(seconds)
    if (outcome === 'repeated') counts.repeated.inc({ type })
    else counts.decided.inc({ type, outcome })
  },
  failed: (reason) => counts.failed.inc({ reason }),
  tried: ({ channel, outcome, attempt, delaySeconds }) => {
    counts.deliveries.inc({ channel, outcome })
    if (attempt > 1) counts.retries.inc({ channel })
    if (outcome === 'delivered') counts.delay.observe({ channel }, delaySeconds)
  },
  paced: (channel, seconds) => counts.waits.observe({ channel }, seconds),
  held: (channel) => counts.held.inc({ channel }),
  breached: (promise) => counts.breaches.inc({ promise }),
  jobFailed: (queue) => counts.jobs.inc({ queue }),
  modelAsked: ({ about, outcome, ms, tokens }) => {
    counts.modelCalls.inc({ purpose: about, outcome })
    counts.modelSeconds.observe({ purpose: about }, ms / 1_000)
    counts.modelTokens.inc({ kind: 'sent' }, tokens.sent)
    counts.modelTokens.inc({ kind: 'received' }, tokens.received)
  },
  modelLeftAlone: (part, isLeftAlone) => counts.modelLeftAlone.set({ part }, isLeftAlone ? 1 : 0),
})

const setAll = (gauges: Gauges, { ready, pool, modelTokensLeft, waiting }: Standing): void => {
  for (const [part, isReady] of Object.entries(ready)) gauges.ready.set({ part }, isReady ? 1 : 0)
  gauges.connections.set({ state: 'idle' }, pool.idle)
  gauges.connections.set({ state: 'busy' }, pool.busy)
  gauges.waiting.set(pool.waiting)
  // What can't be read is not told: an old number would look like a true one.
  for (const gauge of [gauges.depth, gauges.oldest, gauges.tickets]) gauge.reset()
  // A gauge without labels stands at zero where it was never set, which would say that none are left.
  gauges.tokensLeft.remove()
  if (modelTokensLeft !== null) gauges.tokensLeft.set(modelTokensLeft)
  if (waiting === null) return
  const outbox = new Map(waiting.outbox.map((row) => [row.outlet, row] as const))
  for (const channel of outlets) {
    gauges.depth.set({ channel }, outbox.get(channel)?.waiting ?? 0)
    gauges.oldest.set({ channel }, outbox.get(channel)?.oldestSeconds ?? 0)
  }
  const tickets = new Map(waiting.tickets.map((row) => [row.status, row.tickets] as const))
  for (const status of ['new', 'claimed', 'waiting', 'snoozed'])
    gauges.tickets.set({ status }, tickets.get(status) ?? 0)
}
