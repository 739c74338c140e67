// The part of the port to read that tells what was done with a ticket. `src/reading/` implements it.

export interface DeskTrail {
  /** All that was done with a ticket, the oldest first; none for one that there is not. */
  trail(number: number): Promise<readonly TrailEntry[]>
}

/** What can be done with a ticket; each has words under `trail.`. */
export const trailSteps = [
  ...(['opened', 'claimed', 'assigned', 'released', 'lapsed', 'answered', 'warned', 'breached', 'reminded'] as const),
  ...(['waiting', 'snoozed', 'resumed', 'resolved', 'merged', 'tookIn', 'reopened', 'rated', 'commented'] as const),
  ...([
    'openedAfter',
    'assignedByRule',
    'named',
    'prioritized',
    'tiered',
    'byTier',
    'pressed',
    'tagged',
    'article',
    'banned',
    'unbanned',
    'linked',
    'unlinked',
    'wentOn',
    'returned',
  ] as const),
] as const
export type TrailStep = (typeof trailSteps)[number]

export interface TrailEntry {
  readonly at: Date
  readonly what: TrailStep
  /** The manager who did it; null for the customer and for the desk itself. */
  readonly by: string | null
  readonly facts: TrailFacts
}

/** What is known of a step beside who and when; managers by name, tickets and incidents by number. */
export interface TrailFacts {
  readonly to?: string | undefined
  readonly holder?: string | undefined
  readonly ticket?: number | undefined
  readonly incident?: number | undefined
  readonly until?: Date | undefined
  readonly dueAt?: Date | undefined
  readonly promise?: 'firstResponse' | 'resolution' | undefined
  readonly priority?: string | undefined
  readonly tags?: readonly string[] | undefined
  readonly score?: number | undefined
  readonly reason?: string | undefined
  readonly article?: string | undefined
}

const UNKNOWN = '–'

/** The words of a step by their key, with what they need; `moment` writes a time. */
export const trailWords = (
  { what, by, facts }: TrailEntry,
  moment: (at: Date) => string,
): { readonly key: string; readonly params: Readonly<Record<string, string | number>> } => {
  const { until, dueAt, tags, reason, promise } = facts
  const params = {
    by: by ?? UNKNOWN,
    to: facts.to ?? UNKNOWN,
    holder: facts.holder ?? UNKNOWN,
    ticket: facts.ticket ?? UNKNOWN,
    incident: facts.incident ?? UNKNOWN,
    priority: facts.priority ?? UNKNOWN,
    score: facts.score ?? UNKNOWN,
    article: facts.article ?? UNKNOWN,
    until: until ? moment(until) : UNKNOWN,
    dueAt: dueAt ? moment(dueAt) : UNKNOWN,
    tags: tags?.join(', ') || UNKNOWN,
    reason: reason === undefined ? '' : ` (${reason})`,
  }
  const step = what === 'warned' || what === 'breached' ? `${what}.${promise ?? 'resolution'}` : what
  return { key: `trail.${step}`, params }
}
