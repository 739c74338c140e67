// The steps of a ticket's life and its leases: what each sets, and what the audit trail says of it.

import type { Change } from '../core/decision.ts'
import { Prisma, type Transaction } from '../database/client.ts'

type Named<Type extends Change['type']> = Extract<Change, { type: Type }>
type Paused = Named<'AwaitCustomer' | 'SnoozeTicket' | 'ResumeTicket'>
type Arranged = Named<'SetSubject' | 'SetPriority' | 'SetTags'>
type Rated = Named<'RateTicket' | 'CommentRating'>

/** What is a single step of a ticket, and nothing else. */
export type StepChange =
  | Paused
  | Arranged
  | Rated
  | Named<'AssignTicket' | 'ClaimTicket' | 'ReleaseTicket' | 'LapseClaim' | 'ResolveTicket' | 'ReopenTicket'>

// All of them, by the compiler: one that is missing here would not be stored.
const steps: Readonly<Record<StepChange['type'], true>> = {
  ...{ AssignTicket: true, ClaimTicket: true, ReleaseTicket: true, LapseClaim: true },
  ...{ ResolveTicket: true, ReopenTicket: true, AwaitCustomer: true, SnoozeTicket: true, ResumeTicket: true },
  ...{ SetSubject: true, SetPriority: true, SetTags: true, RateTicket: true, CommentRating: true },
}

/** Whether a change is a step. */
export const isStep = (change: Change): change is StepChange => change.type in steps

interface Step {
  readonly what: string
  readonly by: string | null
  readonly facts?: Readonly<Record<string, unknown>>
  readonly set: Prisma.Sql
}

/** Takes a step that has a statement of its own. */
export const storeStep = async (tx: Transaction, step: StepChange, now: Date): Promise<void> => {
  await tx.$executeRaw`WITH fresh AS (SELECT 1)${movedTickets([step], now)} SELECT FROM fresh`
}

/**
 * The common table expressions that take steps, one of a ticket at most, and move leases, behind `fresh` and each with a comma before it;
 * empty where nothing moves. Where thousands of tickets change at once each further statement is felt, and leases move at every turn of a talk.
 */
export const movedTickets = (changes: readonly Change[], now: Date): Prisma.Sql => {
  const taken = changes.filter(isStep).map((change) => ({ ticket: change.ticket, ...stepOf(change, now) }))
  const sets = [
    ...taken.map(({ ticket, set }) => ({ ticket, set })),
    ...changes
      .filter((change) => change.type === 'SetLease')
      .map(({ ticket, from }) => ({ ticket, set: Prisma.sql`lease_from = ${from}` })),
  ]
  const moved = [...Map.groupBy(sets, ({ ticket }) => ticket)].map(
    ([ticket, of], index) => Prisma.sql`, ${Prisma.raw(`moved_${index}`)} AS (
      UPDATE tickets SET ${Prisma.join(of.map(({ set }) => set))} FROM fresh WHERE id = ${ticket}::uuid)`,
  )
  const entries = taken.map(({ ticket, what, by, facts = null }) => ({ ticket, what, by, facts }))
  const all = entries.length === 0 ? moved : [...moved, trail(entries, now)]
  return all.length === 0 ? Prisma.empty : Prisma.join(all, '')
}

const trail = (entries: readonly object[], now: Date): Prisma.Sql => Prisma.sql`, trail AS (
  INSERT INTO audit (ticket_id, what, manager_id, facts, at) SELECT ticket, what, by, facts, ${now}
  FROM fresh, jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) AS e (ticket uuid, what text, by uuid, facts jsonb))`

// The moment is the snoozed state's alone: every other state takes it away.
const CLAIMED = Prisma.sql`status = 'claimed', snoozed_until = NULL`
const nobodys = (now: Date): Prisma.Sql =>
  Prisma.sql`status = 'new', snoozed_until = NULL, holder_id = NULL, waiting_since = ${now}`
const claimedBy = (manager: string, at: Date | null): Prisma.Sql =>
  Prisma.sql`${CLAIMED}, holder_id = ${manager}::uuid, claimed_at = ${at}`

const stepOf = (change: StepChange, now: Date): Step => {
  // biome-ignore lint/nursery/useExhaustiveSwitchCases: it does not see through Extract; the compiler checks that every case returns.
  switch (change.type) {
    case 'ClaimTicket':
      return { what: 'claimed', by: change.manager, set: claimedBy(change.manager, change.at) }
    case 'AssignTicket':
      return { what: 'assigned', by: change.by, facts: { to: change.manager }, set: claimedBy(change.manager, null) }
    case 'AwaitCustomer':
    case 'SnoozeTicket':
    case 'ResumeTicket':
      return paused(change, now)
    case 'SetSubject':
    case 'SetPriority':
    case 'SetTags':
      return arranged(change)
    case 'ReleaseTicket':
      return change.by === null
        ? { what: 'returned', by: null, facts: { holder: change.from }, set: nobodys(now) }
        : { what: 'released', by: change.by, set: nobodys(now) }
    case 'LapseClaim':
      return { what: 'lapsed', by: null, facts: { holder: change.holder }, set: nobodys(now) }
    case 'ResolveTicket':
    case 'ReopenTicket':
      return ended(change, now)
    case 'RateTicket':
    case 'CommentRating':
      return rated(change)
  }
}

const ended = (change: Named<'ResolveTicket' | 'ReopenTicket'>, now: Date): Step => {
  const holder = Prisma.sql`holder_id = ${change.holder}::uuid`
  if (change.type === 'ResolveTicket') {
    const set = Prisma.sql`status = 'resolved', snoozed_until = NULL, resolved_at = ${now}, ${holder}`
    // Where its customer or silence ended it, figures count it for whoever had it.
    const facts = change.by === null && change.holder !== null ? { facts: { holder: change.holder } } : {}
    return { what: 'resolved', by: change.by, ...facts, set }
  }
  const state = change.holder === null ? nobodys(now) : Prisma.sql`${CLAIMED}, ${holder}, waiting_since = ${now}`
  const set = Prisma.sql`${state}, claimed_at = NULL, resolved_at = NULL, reopened = reopened + 1`
  return { what: 'reopened', by: change.by, set }
}

const rated = (change: Rated): Step =>
  change.type === 'RateTicket'
    ? {
        ...{ what: 'rated', by: null, facts: { score: change.score } },
        set: Prisma.sql`rating = ${change.score}, rated_at = ${change.ratedAt}`,
      }
    : {
        ...{ what: 'rated', by: null, facts: { comment: true } },
        set: Prisma.sql`rating_comment = ${change.comment}`,
      }

const paused = (change: Paused, now: Date): Step => {
  // biome-ignore lint/nursery/useExhaustiveSwitchCases: it does not see through Extract; the compiler checks that every case returns.
  switch (change.type) {
    case 'AwaitCustomer': {
      const set = Prisma.sql`status = 'waiting', snoozed_until = NULL, waiting_since = ${now}, customer_reminded_at = NULL`
      return { what: 'waiting', by: change.by, set }
    }
    case 'SnoozeTicket': {
      const set = Prisma.sql`status = 'snoozed', snoozed_until = ${change.until}`
      return { what: 'snoozed', by: change.by, facts: { until: change.until.toISOString() }, set }
    }
    case 'ResumeTicket':
      // The time that it was put off is nobody's neglect.
      return { what: 'resumed', by: change.by, set: change.holder === null ? nobodys(now) : CLAIMED }
  }
}

const arranged = (change: Arranged): Step => {
  // biome-ignore lint/nursery/useExhaustiveSwitchCases: it does not see through Extract; the compiler checks that every case returns.
  switch (change.type) {
    case 'SetSubject':
      return { what: 'named', by: change.by, set: Prisma.sql`subject = ${change.subject}` }
    case 'SetPriority': {
      const { priority } = change
      return {
        ...{ what: 'prioritized', by: change.by, facts: { priority } },
        set: Prisma.sql`priority = ${priority}::ticket_priority`,
      }
    }
    case 'SetTags': {
      const tags = [...change.tags]
      return { what: 'tagged', by: change.by, facts: { tags }, set: Prisma.sql`tags = ${tags}::text[]` }
    }
  }
}
