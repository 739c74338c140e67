// Who answers tickets.

import type { ChannelName } from './types.ts'

/** Which manager acts, as the platform tells it. */
export interface ManagerRef {
  readonly channel: ChannelName
  readonly externalId: string
  readonly name: string
}

export interface Manager {
  readonly id: string
  readonly name: string
  readonly admin: boolean
  /** As they said last, which may be over by now; null once they are back. */
  readonly away: Away | null
  /** An admin has shut them out: they do nothing here until one lets them in again. */
  readonly disabled?: boolean | undefined
}

/** That a manager is away: since when, and until when; null where they will say so. */
export interface Away {
  readonly since: Date
  readonly until: Date | null
}

/** Whether a manager is away at a moment: it ends by itself. */
export const isAway = ({ away }: Pick<Manager, 'away'>, now: Date): boolean =>
  away !== null && (away.until === null || away.until > now)
