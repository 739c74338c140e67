// What is counted while the desk works, in the desk's own words; how it is told to Prometheus only `prometheus.ts` knows.

import type { Outcome } from '../core/decision.ts'
import type { DomainEvent } from '../core/events.ts'
import type { JobQueue } from '../core/problems.ts'
import type { ChannelName } from '../core/types.ts'
import type { Attempt } from '../jobs/deliver.ts'
import type { Observation } from '../llm/guard.ts'

type EventType = DomainEvent['type']

export interface Metrics {
  /** An event came to the engine; one that a platform brings again counts again. */
  received(type: EventType): void
  /** It had its effect, or had it before (`repeated`), so many seconds after it came. */
  decided(type: EventType, outcome: Outcome['kind'], seconds: number): void
  /** It left nothing behind: `notStored` is brought again, `fault` is a bug. */
  failed(why: 'notStored' | 'fault'): void
  /** A delivery was tried. */
  tried(attempt: Attempt): void
  /** A call waited so many seconds for its platform's pace, mostly none. */
  paced(channel: ChannelName, seconds: number): void
  /** The platform itself asked for silence. */
  held(channel: ChannelName): void
  /** A promised time passed without its answer or its resolution. */
  breached(promise: 'firstResponse' | 'resolution'): void
  /** A job failed; most are tried again. */
  jobFailed(queue: JobQueue): void
  /** The language model was asked, and answered or didn't. */
  modelAsked(observation: Observation): void
  /** The language model is left alone for a while, since it failed again and again; or it answers again. */
  modelLeftAlone(about: 'answers' | 'embeddings', isLeftAlone: boolean): void
}

/** How things stand at a scrape. */
export interface Standing {
  /** Whether each part that /readyz looks at is well, by its name. */
  readonly ready: Readonly<Record<string, boolean>>
  /** This process's connections to the database, and who waits for one. */
  readonly pool: { readonly idle: number; readonly busy: number; readonly waiting: number }
  /** What is left of the day's tokens, as far as this process knows; null where there is no language model. */
  readonly modelTokensLeft: number | null
  /** What waits, by the database; null where that could not be read. */
  readonly waiting: {
    readonly outbox: readonly { readonly outlet: string; readonly waiting: number; readonly oldestSeconds: number }[]
    readonly tickets: readonly { readonly status: string; readonly tickets: number }[]
  } | null
}
