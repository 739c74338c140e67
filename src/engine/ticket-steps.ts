// The steps of a ticket's life: what each sets, and what the audit trail says of it.

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

interface Step {
  readonly what: string
  readonly by: string | null
  readonly facts?: Readonly<Record<string, unknown>>
  readonly set: Prisma.Sql
}

/** Takes one, with its entry in the trail, in one statement: where thousands of tickets change at once each further one is felt. */
export const storeStep = async (tx: Transaction, change: StepChange, now: Date): Promise<void> => {
  const { what, by, facts, set } = stepOf(change, now)
  await tx.$executeRaw`
    WITH stepped AS (UPDATE tickets SET ${set} WHERE id = ${change.ticket}::uuid RETURNING id)
    INSERT INTO audit (ticket_id, what, manager_id, facts, at)
    SELECT id, ${what}, ${by}::uuid, ${facts ? JSON.stringify(facts) : null}::jsonb, ${now} FROM stepped`
}

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
      return { what: 'released', by: change.by, set: nobodys(now) }
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
    return { what: 'resolved', by: change.by, set }
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
