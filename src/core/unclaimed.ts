// Which tickets the staff are reminded of.

import { businessTimeBetween, type Opening } from './business-time.ts'
import type { Settings } from './settings.ts'

/** What decides when a ticket has waited too long to be claimed. */
export type ClaimSettings = Pick<Settings, 'claimReminder'> & Opening

/** Whether a ticket has been nobody's, since then, for so long that the staff are reminded of it. */
export const isOverdueForClaim = (since: Date, settings: ClaimSettings, now: Date): boolean =>
  settings.claimReminder > 0 && businessTimeBetween(since, now, settings) >= settings.claimReminder
