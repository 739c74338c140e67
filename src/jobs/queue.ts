// The only importer of pg-boss: durable jobs for what happens later. Jobs carry ids, never people's words.

import { fromPrisma, PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import { z } from 'zod'
import { KEPT_ALIVE, type Transaction } from '../database/client.ts'

const TIMER = 'timer'
const PRUNE = 'prune'
const LEARN = 'learn'
const REPORT = 'report'
const CONSULT = 'consult'
const VECTORS = 'vectors'
const RETENTION = 'retention'
const BATCH = 200

const timerJob = z.object({ timer: z.string() })
const consultJob = z.object({ consultation: z.string() })

export interface Queue {
  /** Sets timers inside a transaction: they exist if and only if that commits. */
  setTimers(tx: Transaction, timers: readonly { readonly id: string; readonly at: Date }[]): Promise<void>
  /** Has a consultation asked, once the transaction has committed. */
  consult(tx: Transaction, consultation: string): Promise<void>
  /** Sets jobs that another desk left unfinished, inside the transaction of a connection of the caller's. Throws where there is no such queue. */
  carryOver(connection: Asked, jobs: readonly CarriedJob[]): Promise<void>
  /** Begins to run what is due: timers and consultations by their ids, the pruning and erasing of each night, and each minute's looks at what there is to learn, at a report that is due and at articles without vectors. */
  start(work: Work): Promise<void>
  /** Takes no new jobs and lets those under way finish. */
  stop(): Promise<void>
}

interface Asked {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
}

interface Work {
  readonly fire: (timer: string) => Promise<void>
  /** False where it has to be looked at again later. */
  readonly consult: (consultation: string) => Promise<boolean>
  readonly prune: () => Promise<void>
  readonly learn: () => Promise<void>
  readonly report: () => Promise<void>
  /** Left out where there is no embedding model. */
  readonly vectors?: () => Promise<void>
  /** Left out where texts are kept. False where it was stopped before its end. */
  readonly retention?: () => Promise<boolean>
}

/** The queues whose unfinished jobs belong to a desk, wherever it moves; each start sets all others anew. */
export const CARRIED_QUEUES: readonly string[] = [TIMER, CONSULT]

/** A job that another desk left unfinished. */
export interface CarriedJob {
  readonly queue: string
  readonly data: object
  readonly startAfter: Date
}

/** Connects to the job tables in the database at `url`, making them where they are missing. */
export const openQueue = async (url: string, log: Logger): Promise<Queue> => {
  const boss = new PgBoss({ connectionString: url, max: 3, options: KEPT_ALIVE, application_name: 'frontdesk jobs' })
  boss.on('error', (error) => log.warn({ err: error }, 'jobs wait: the database did not answer'))
  await boss.start()
  await createQueues(boss)
  return {
    setTimers: async (tx, timers) => {
      const jobs = timers.map(({ id, at }) => ({ data: { timer: id }, startAfter: at }))
      await boss.insert(TIMER, jobs, { db: fromPrisma(tx) })
    },
    consult: async (tx, consultation) => {
      await boss.send(CONSULT, { consultation }, { db: fromPrisma(tx) })
    },
    carryOver: (connection, jobs) => carryOver(boss, connection, jobs),
    start: async ({ fire, consult, prune, learn, report, vectors, retention }) => {
      await takeUp(boss, TIMER)
      await workOnEach(boss, TIMER, (data) => fire(timerJob.parse(data).timer), log)
      await workOnEach(
        boss,
        CONSULT,
        async (data) => {
          if (!(await consult(consultJob.parse(data).consultation))) throw new NotYet('it is under way')
        },
        log,
      )
      await boss.work(PRUNE, () =>
        prune().catch((error: unknown) => {
          log.warn({ err: error }, 'what has had its time could not be removed; the next night tries again')
          throw error
        }),
      )
      await eachMinute(boss, LEARN, told(log, learn, 'nothing could be learned; the next minute tries again'))
      await eachMinute(
        boss,
        REPORT,
        told(log, report, 'a report that is due could not be told; the next minute tries again'),
      )
      // What was set up with a model must not pile up without one.
      if (vectors === undefined) await boss.unschedule(VECTORS)
      else
        await eachMinute(boss, VECTORS, told(log, vectors, 'not all texts have vectors yet; the next minute goes on'))
      // At a quiet hour, and not on the hour, when everybody's jobs begin.
      await boss.schedule(PRUNE, '17 3 * * *')
      await eachNight(boss, retention, log)
    },
    stop: () => boss.stop({ graceful: true, timeout: 5_000 }),
  }
}

// What is erased is to be gone from the disk by the pruning of the next night, at the latest.
const eachNight = async (boss: PgBoss, erase: Work['retention'], log: Logger): Promise<void> => {
  if (erase === undefined) return boss.unschedule(RETENTION)
  await boss.work(RETENTION, async () => {
    const isWhole = await erase().catch((error: unknown) => {
      log.warn({ err: error }, 'texts older than RETENTION could not all be erased; it goes on in a minute')
      throw error
    })
    if (!isWhole) throw new NotYet('what is left is erased by the next run')
  })
  await boss.schedule(RETENTION, '47 2 * * *')
}

const carryOver = async (boss: PgBoss, connection: Asked, jobs: readonly CarriedJob[]): Promise<void> => {
  const db = { executeSql: (text: string, values?: unknown[]) => connection.query(text, values) }
  for (const [queue, its] of Map.groupBy(jobs, (job) => job.queue)) {
    const set = its.map(({ data, startAfter }) => ({ data, startAfter }))
    await boss.insert(queue, set, { db })
  }
}

const createQueues = async (boss: PgBoss): Promise<void> => {
  await boss.createQueue(TIMER, {
    ...{ retryLimit: 20, retryDelay: 5, retryBackoff: true, retryDelayMax: 300 },
    // What a process took along when it died is tried again a minute later, by whichever process is left.
    heartbeatSeconds: 30,
  })
  // Each has a deadline of its own; what a process took along when it died is looked at again behind that.
  await boss.createQueue(CONSULT, { retryLimit: 10, retryDelay: 10, expireInSeconds: 120 })
  await boss.createQueue(PRUNE)
  // One at a time, in whichever process; what one left when it died, or stopped, another goes on with. The first run on a large desk takes hours.
  await boss.createQueue(RETENTION, {
    ...{ policy: 'singleton', retryLimit: 10, retryDelay: 60, heartbeatSeconds: 30, expireInSeconds: 20 * 3_600 },
  })
  // One at a time, in whichever process.
  for (const name of [LEARN, REPORT, VECTORS]) await boss.createQueue(name, { policy: 'singleton', retryLimit: 0 })
}

// Whoever starts may be the next of a process that was killed: what that one was about is tried again at once. Where another
// process is about it now, it is done twice, and the second time has no effect.
const takeUp = async (boss: PgBoss, name: string): Promise<void> => {
  const { rows } = await boss
    .getDb()
    .executeSql(`SELECT id FROM pgboss.job WHERE name = $1 AND state = 'active'`, [name])
  const ids = z
    .array(z.object({ id: z.string() }))
    .parse(rows)
    .map(({ id }) => id)
  if (ids.length > 0) await boss.fail(name, ids, { reason: 'its process ended' })
}

/** It is tried again as if it had failed, and nothing is wrong. */
class NotYet extends Error {
  override readonly name = 'NotYet'
}

// One that fails must not take the others of its batch along: it alone is tried again.
const workOnEach = (boss: PgBoss, name: string, work: (data: unknown) => Promise<void>, log: Logger) =>
  boss.work(name, { pollingIntervalSeconds: 1, batchSize: BATCH, burstWhenBatchFull: true }, (jobs) =>
    Promise.all(
      jobs.map((job) =>
        work(job.data).catch((error: unknown) => {
          if (!(error instanceof NotYet))
            log.warn({ err: error, job: job.id }, `a job of ${name} could not be done; it is tried again`)
          return boss.fail(name, job.id, { reason: String(error) })
        }),
      ),
    ),
  )

const eachMinute = async (boss: PgBoss, name: string, work: () => Promise<void>): Promise<void> => {
  await boss.work(name, work)
  await boss.schedule(name, '* * * * *')
  // What came up before a stop, or was missed since, need not wait for the next minute.
  await boss.send(name)
}

const told = (log: Logger, work: () => Promise<void>, failed: string) => (): Promise<void> =>
  work().catch((error: unknown) => log.warn({ err: error }, failed))
