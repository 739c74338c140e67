// How the desk works, counted: each statement looks only at what waits, however much was delivered.

import { z } from 'zod'
import type { Database } from '../database/client.ts'
import type { JobRow, OperationsView, OutboxRow, ParkedRow, StrugglingRow } from '../desk/operations.ts'
import { readLatestErasures } from './erasures.ts'

const STRUGGLING = 20
const PARKED = 10
const ERASED = 5
/** What is due begins within a second or two. */
const OVERDUE_SECONDS = 60

/** Reads it all, each part by a statement of its own. */
export const readOperations = async (db: Database): Promise<OperationsView> => {
  const [outbox, struggling, count, rows, erased, jobs, database] = await Promise.all([
    readOutbox(db),
    readStruggling(db),
    db.parkedEvent.count(),
    readParked(db),
    readLatestErasures(db, ERASED),
    readJobs(db),
    readDatabase(db),
  ])
  return { outbox, struggling, parked: { count, rows }, erased, jobs, database }
}

const readOutbox = (db: Database): Promise<OutboxRow[]> => db.$queryRaw<OutboxRow[]>`
  SELECT p.channel AS outlet, count(*)::int AS waiting, (count(*) FILTER (WHERE d.attempts > 0))::int AS again, min(d.created_at) AS "oldestAt"
  FROM deliveries d JOIN destinations p ON p.name = d.destination WHERE d.state = 'pending' GROUP BY p.channel ORDER BY 1`

const readStruggling = (db: Database): Promise<StrugglingRow[]> => db.$queryRaw<StrugglingRow[]>`
  SELECT p.channel AS outlet, d.kind, t.number AS ticket, d.attempts, left(d.error, 300) AS reason, d.created_at AS since, d.not_before AS "nextAt"
  FROM deliveries d JOIN destinations p ON p.name = d.destination LEFT JOIN tickets t ON t.id = coalesce(d.ticket_id, p.ticket_id)
  WHERE d.state = 'pending' AND d.attempts > 0 ORDER BY d.created_at, d.seq LIMIT ${STRUGGLING}`

const readParked = (db: Database): Promise<ParkedRow[]> => db.$queryRaw<ParkedRow[]>`
  SELECT key, channel, parked_at AS at FROM parked_events ORDER BY parked_at DESC, key LIMIT ${PARKED}`

// The first start makes these tables; jobs that wait stand in an index of their own.
const readJobs = async (db: Database): Promise<JobRow[]> => {
  const [made] = await db.$queryRaw<{ there: boolean }[]>`SELECT to_regclass('pgboss.queue') IS NOT NULL AS there`
  if (made?.there !== true) return []
  return db.$queryRaw<JobRow[]>`
    SELECT q.name AS queue, coalesce(w.waiting, 0) AS waiting, coalesce(w.overdue, 0) AS overdue, q.active_count AS active, q.failed_count AS failed, s.cron AS schedule
    FROM pgboss.queue q LEFT JOIN pgboss.schedule s ON s.name = q.name LEFT JOIN LATERAL (
      SELECT count(*)::int AS waiting, (count(*) FILTER (WHERE j.start_after < now() - make_interval(secs => ${OVERDUE_SECONDS})))::int AS overdue
      FROM pgboss.job j WHERE j.name = q.name AND j.state < 'active') w ON true
    WHERE q.name NOT LIKE '\\_\\_%' ORDER BY q.name`
}

const databaseRow = z.object({ version: z.string(), bytes: z.coerce.number(), connections: z.number() })

const readDatabase = async (db: Database): Promise<OperationsView['database']> => {
  const [row] = await db.$queryRaw<unknown[]>`
    SELECT current_setting('server_version') AS version, pg_database_size(current_database()) AS bytes,
      (SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database()) AS connections`
  return databaseRow.parse(row)
}
