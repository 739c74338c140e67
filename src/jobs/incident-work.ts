// The end of an incident, one ticket and one follower after the other, each an event and a transaction of its own.
//
// That an incident is being resolved is stored with it, and so is whom its end has reached: the work needs no job of its own to survive
// a crash. Every process looks for such incidents, one at a time works on each, and what one left another goes on with.

import type { Logger } from 'pino'
import type { Receive } from '../channel.ts'
import type { ConversationEvent } from '../core/events.ts'
import { type Database, Prisma } from '../database/client.ts'
import type { Listener } from '../database/listener.ts'

type IncidentOver = Extract<ConversationEvent, { type: 'IncidentOver' }>

interface Parts {
  readonly db: Database
  readonly listener: Pick<Listener, 'tryLock' | 'unlock' | 'subscribe'>
  readonly receive: Receive
  readonly log: Pick<Logger, 'warn'>
}

/** A missed word of change is made good by looking this often: milliseconds. */
const LOOK_EVERY = 2_000
/**
 * So many customers may be waiting at once to hear what was decided for them: they hear at the platforms' pace, and whoever stops it
 * stops it near what the card shows.
 */
const MOST_WAITING = 20
const LOOK_AGAIN = 100
/** So many are looked up at once: of thousands each look takes its time. */
const AT_A_TIME = 10

/** Begins to look for incidents that are being resolved; answers what ends it, once the step under way is stored. */
export const startIncidentWork = (parts: Parts): (() => Promise<void>) => {
  let stopping = false
  let round: Promise<void> | null = null
  let isWanted = false
  const look = (): void => {
    isWanted = true
    round ??= (async () => {
      while (isWanted && !stopping) {
        isWanted = false
        await resolveAll(parts, () => stopping).catch((error: unknown) =>
          parts.log.warn({ err: error }, 'incidents wait to be resolved: the database did not answer'),
        )
      }
      round = null
    })()
  }
  const unsubscribe = parts.listener.subscribe('incidents', look)
  const timer = setInterval(look, LOOK_EVERY)
  look()
  return async () => {
    stopping = true
    clearInterval(timer)
    unsubscribe()
    await round
  }
}

const resolveAll = async (parts: Parts, isStopping: () => boolean): Promise<void> => {
  const running = await parts.db.incident.findMany({ where: { state: 'resolving' }, select: { id: true } })
  for (const { id } of running) {
    const lock = `incident work:${id}`
    if (isStopping() || !(await parts.listener.tryLock([lock])).has(lock)) continue
    try {
      await resolveOne(parts, id, isStopping)
    } finally {
      await parts.listener.unlock([lock])
    }
  }
}

const resolveOne = async (parts: Parts, incident: string, isStopping: () => boolean): Promise<void> => {
  let after: Position = { rank: 0, id: '' }
  let isAll = true
  for (;;) {
    if (!(await hasRoom(parts.db, incident, isStopping))) return
    const next = await nextOf(parts.db, incident, after)
    if (next.length === 0) break
    for (const one of next) {
      if (isStopping()) return
      after = one
      const of = one.rank === TICKETS ? { ticket: one.id } : { conversation: one.id }
      const reached = await reach(parts, { type: 'IncidentOver', incident, of })
      if (reached === 'failed') isAll = false
      // It may have been stopped: what is left is asked anew.
      if (reached === 'refused') break
    }
  }
  if (!isAll) return
  const event = { type: 'IncidentEnded', incident } as const
  await parts.receive({ key: `incident:${incident}:ended:${crypto.randomUUID()}`, at: new Date(), event })
}

// One that fails must not keep the others from hearing: the next look comes back to it.
const reach = async ({ receive, log }: Parts, event: IncidentOver): Promise<'done' | 'refused' | 'failed'> => {
  const [of] = Object.values(event.of)
  try {
    const { kind } = await receive({ key: `incident:${event.incident}:${of}`, at: new Date(), event })
    return kind === 'refused' ? 'refused' : 'done'
  } catch (error) {
    log.warn(
      { err: error, incident: event.incident, of },
      'the end of an incident could not be told; it is tried again',
    )
    return 'failed'
  }
}

interface Position {
  readonly rank: number
  readonly id: string
}

const TICKETS = 1
const FOLLOWERS = 2

// Tickets first: whoever has one hears there. Nothing once it was stopped.
const nextOf = (db: Database, incident: string, after: Position): Promise<Position[]> => db.$queryRaw`
    SELECT w.rank, w.id FROM (
      SELECT ${TICKETS}::int AS rank, l.ticket_id::text AS id FROM incident_tickets l JOIN tickets t ON t.id = l.ticket_id
      WHERE l.incident_id = ${incident}::uuid AND l.answered_at IS NULL AND t.status <> 'resolved'
      UNION ALL
      SELECT ${FOLLOWERS}::int, f.conversation_id::text FROM incident_followers f
      WHERE f.incident_id = ${incident}::uuid AND f.told_at IS NULL
    ) w WHERE (w.rank, w.id) > (${after.rank}::int, ${after.id})
      AND EXISTS (SELECT FROM incidents n WHERE n.id = ${incident}::uuid AND n.state = 'resolving')
    ORDER BY w.rank, w.id LIMIT ${AT_A_TIME}`

// Chats where something else can't be said just now don't count: they would hold up everybody for as long.
const waitingIn = (incident: string): Prisma.Sql => Prisma.sql`
  SELECT count(DISTINCT d.destination)::int AS count FROM deliveries d
  WHERE d.state = 'pending' AND d.destination LIKE '%:chat:%' AND d.conversation_id IN (
      SELECT t.conversation_id FROM incident_tickets l JOIN tickets t ON t.id = l.ticket_id WHERE l.incident_id = ${incident}::uuid
      UNION SELECT f.conversation_id FROM incident_followers f WHERE f.incident_id = ${incident}::uuid)
    AND NOT EXISTS (SELECT FROM deliveries e WHERE e.destination = d.destination AND e.state = 'pending'
      AND (e.attempts > 1 OR e.not_before IS NOT NULL))`

const hasRoom = async (db: Database, incident: string, isStopping: () => boolean): Promise<boolean> => {
  while (!isStopping()) {
    const [row] = await db.$queryRaw<{ count: number }[]>`${waitingIn(incident)}`
    if ((row?.count ?? 0) < MOST_WAITING) return true
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN))
  }
  return false
}
