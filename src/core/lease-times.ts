// When a holder's lease of a ticket is over.

import { addBusinessTime, type Opening } from './business-time.ts'
import type { Settings } from './settings.ts'
import type { Ticket } from './types.ts'

/** What decides for how long a claim lasts. */
export type LeaseSettings = Pick<Settings, 'claimLease'> & Opening

/** When its holder is reminded of a customer who waits, and when the claim lapses; null where no lease runs. */
export const leaseOf = (
  { status, leaseFrom }: { readonly status: Ticket['status']; readonly leaseFrom: Date | null },
  settings: LeaseSettings,
): { readonly half: Date; readonly end: Date } | null =>
  status !== 'claimed' || leaseFrom === null || settings.claimLease <= 0
    ? null
    : { half: halfOf(leaseFrom, settings), end: addBusinessTime(leaseFrom, settings.claimLease, settings) }

/** Half of a lease after a moment: no lease that begins later needs a look before. */
export const halfOf = (from: Date, settings: LeaseSettings): Date =>
  addBusinessTime(from, Math.ceil(settings.claimLease / 2), settings)
