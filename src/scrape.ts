// What is looked at when Prometheus asks: what /readyz looks at, what waits by the database, and the pool.

import type { Database } from './database/client.ts'
import { type Checks, faultsOf, type ServerLog } from './http/health.ts'
import type { MetricsDoor } from './http/metrics.ts'
import type { Standing } from './metrics/metrics.ts'
import type { Prometheus } from './metrics/prometheus.ts'
import { readWaiting } from './reading/waiting.ts'

interface Parts {
  readonly db: Database
  readonly pool: { readonly totalCount: number; readonly idleCount: number; readonly waitingCount: number }
  /** What /readyz looks at, the database among it. */
  readonly checks: () => Checks
  /** Of the day's; null where there is no language model. */
  readonly modelTokensLeft: () => number | null
  readonly prometheus: Prometheus
  readonly log: ServerLog
}

/** Makes what `GET /metrics` answers: within 2 s also where the database is away, then without what is read there. */
export const createScrape =
  ({ db, pool, checks, modelTokensLeft, prometheus, log }: Parts): MetricsDoor['scrape'] =>
  async () => {
    const { totalCount, idleCount, waitingCount } = pool
    const read: { waiting: Standing['waiting'] } = { waiting: null }
    const looked: Checks = {
      ...checks(),
      // It is well where it tells what waits.
      database: async () => {
        read.waiting = await readWaiting(db)
        return null
      },
    }
    const faults = (await faultsOf(looked, log)) ?? {}
    const ready = Object.fromEntries(Object.keys(looked).map((part) => [part, !(part in faults)]))
    const connections = { idle: idleCount, busy: totalCount - idleCount, waiting: waitingCount }
    const standing = { ready, pool: connections, modelTokensLeft: modelTokensLeft() }
    return {
      contentType: prometheus.contentType,
      text: await prometheus.text({ ...standing, waiting: ready.database ? read.waiting : null }),
    }
  }
