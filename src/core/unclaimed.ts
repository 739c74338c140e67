// Which tickets the staff are reminded of.

import { businessTimeBetween, type Opening } from './business-time.ts'
import type { Settings } from './settings.ts'

/** What decides when a ticket has waited too long to be claimed. */
export type ClaimSettings = Pick<Settings, 'claimReminder'> & Opening

/** Whether a ticket has been nobody's, since then, for so long that the staff are reminded of it. */
export const isOverdueForClaim = (since: Date, settings: ClaimSettings, now: Date): boolean =>
  settings.claimReminder > 0 && businessTimeBetween(since, now, settings) >= settings.claimReminder

/** The latest moment of which `isOverdueForClaim` is true, so that a database can look for it; null where nobody is reminded. */
export const overdueForClaimSince = (settings: ClaimSettings, now: Date): Date | null => {
  if (settings.claimReminder <= 0) return null
  const isOverdue = (ago: number): boolean => isOverdueForClaim(new Date(now.getTime() - ago), settings, now)
  let [tooShort, enough] = [0, settings.claimReminder]
  while (!isOverdue(enough)) [tooShort, enough] = [enough, 2 * enough]
  while (enough - tooShort > 1) {
    const middle = Math.floor((tooShort + enough) / 2)
    if (isOverdue(middle)) enough = middle
    else tooShort = middle
  }
  return new Date(now.getTime() - enough)
}
