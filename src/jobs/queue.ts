// The only importer of pg-boss: durable jobs for what happens later. Jobs carry ids, never people's words.

import { fromPrisma, PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Transaction } from '../database/client.ts'

const TIMER = 'timer'
const PRUNE = 'prune'
const LEARN = 'learn'
const REPORT = 'report'
const BATCH = 200

const timerJob = z.object({ timer: z.string() })

export interface Queue {
  /** Sets timers inside a transaction: they exist if and only if that commits. */
  setTimers(tx: Transaction, timers: readonly { readonly id: string; readonly at: Date }[]): Promise<void>
  /** Begins to run what is due: timers by their id, the daily pruning, and each minute's looks at what there is to learn and at a report that is due. */
  start(work: Work): Promise<void>
  /** Takes no new jobs and lets those under way finish. */
  stop(): Promise<void>
}

interface Work {
  readonly fire: (timer: string) => Promise<void>
  readonly prune: () => Promise<void>
  readonly learn: () => Promise<void>
  readonly report: () => Promise<void>
}

/** Connects to the job tables in the database at `url`, making them where they are missing. */
export const openQueue = async (url: string, log: Logger): Promise<Queue> => {
  const boss = new PgBoss({ connectionString: url, max: 3, application_name: 'frontdesk jobs' })
  boss.on('error', (error) => log.warn({ err: error }, 'jobs wait: the database did not answer'))
  await boss.start()
  await boss.createQueue(TIMER, { retryLimit: 20, retryDelay: 5, retryBackoff: true, retryDelayMax: 300 })
  await boss.createQueue(PRUNE)
  // One at a time, in whichever process.
  await boss.createQueue(LEARN, { policy: 'singleton', retryLimit: 0 })
  await boss.createQueue(REPORT, { policy: 'singleton', retryLimit: 0 })
  const eachMinute = async (name: string, work: () => Promise<void>, failed: string): Promise<void> => {
    await boss.work(name, () => work().catch((error: unknown) => log.warn({ err: error }, failed)))
    await boss.schedule(name, '* * * * *')
    // What came up before a stop, or was missed since, need not wait for the next minute.
    await boss.send(name)
  }
  return {
    setTimers: async (tx, timers) => {
      const jobs = timers.map(({ id, at }) => ({ data: { timer: id }, startAfter: at }))
      await boss.insert(TIMER, jobs, { db: fromPrisma(tx) })
    },
    start: async ({ fire, prune, learn, report }) => {
      await boss.work(TIMER, { pollingIntervalSeconds: 1, batchSize: BATCH, burstWhenBatchFull: true }, (jobs) =>
        Promise.all(
          jobs.map((job) =>
            // One that fails must not take the others of its batch along: it alone is tried again.
            fire(timerJob.parse(job.data).timer).catch((error: unknown) => {
              log.warn({ err: error, job: job.id }, 'a timer could not fire; it is tried again')
              return boss.fail(TIMER, job.id, { reason: String(error) })
            }),
          ),
        ),
      )
      await boss.work(PRUNE, () =>
        prune().catch((error: unknown) => {
          log.warn({ err: error }, 'what has had its time could not be removed; the next night tries again')
          throw error
        }),
      )
      await eachMinute(LEARN, learn, 'nothing could be learned; the next minute tries again')
      await eachMinute(REPORT, report, 'a report that is due could not be told; the next minute tries again')
      // At a quiet hour, and not on the hour, when everybody's jobs begin.
      await boss.schedule(PRUNE, '17 3 * * *')
    },
    stop: () => boss.stop({ graceful: true, timeout: 5_000 }),
  }
}
