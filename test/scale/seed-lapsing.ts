// Claims whose time is over all at once: open tickets whose customers wait, each with the timer that looks at its lease.

import pg from 'pg'
import { pino } from 'pino'
import { openDatabase } from '../../src/database/client.ts'
import { openQueue } from '../../src/jobs/queue.ts'
import { createTimers } from '../../src/jobs/timers.ts'

const BATCH = 1_000

/** Makes claims of the seeded tickets with the numbers from `from` up to and with `to`, all to lapse at `due`; `posted` says where the card of each stands. */
export const seedLapsing = async (url: string, from: number, posted: readonly string[], due: Date): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const numbers = posted.map((_, index) => from + index)
  try {
    const { rows } = await client.query<{ id: string }>(
      `UPDATE tickets SET status = 'claimed', answered_at = NULL, resolved_at = NULL, rating = NULL,
         lease_from = now() - interval '1 year', holder_id = (SELECT id FROM managers WHERE external_id = 'USEED1')
       WHERE number = ANY($1) RETURNING id`,
      [numbers],
    )
    await client.query(
      `UPDATE destinations p SET posted = s.posted FROM tickets t, unnest($1::int[], $2::text[]) AS s (number, posted)
       WHERE t.number = s.number AND p.name = 'slack:card:' || t.id`,
      [numbers, posted],
    )
    await setTimers(
      url,
      rows.map(({ id }) => id),
      due,
    )
  } finally {
    await client.end()
  }
}

// By the desk's own hand, so that what fires is what would be stored.
const setTimers = async (url: string, tickets: readonly string[], due: Date): Promise<void> => {
  const db = openDatabase(url)
  const log = pino({ level: 'silent' })
  const queue = await openQueue(url, log)
  const receive = () => Promise.reject(new Error('nothing fires here'))
  const timers = createTimers({ db, queue, receive, log })
  for (let at = 0; at < tickets.length; at += BATCH) {
    const some = tickets
      .slice(at, at + BATCH)
      .map((ticket) => ({ at: due, subject: { kind: 'lease', ticket } }) as const)
    await db.$transaction((tx) => timers.set(tx, some))
  }
  timers.stop()
  await queue.stop()
  await db.$disconnect()
}
