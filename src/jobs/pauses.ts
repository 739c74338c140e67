// How long a delivery that failed waits for its next attempt.

import type { ChannelError } from '../channel.ts'
import type { Outlet } from '../core/types.ts'

const RETRY_SECONDS = [1, 2, 4, 8, 15, 30, 60]
// A mail server that is away or wants to be asked again later is so for minutes; whoever greylists mostly for five.
const MAIL_SECONDS = [5, 15, 60, 120, 300]
const MISCONFIGURED_SECONDS = 30

/** The seconds to wait after `attempts` attempts; what the platform asks for itself is obeyed. */
export const secondsAfter = (fault: ChannelError, outlet: Outlet, attempts: number): number => {
  if (fault.retryAfterSeconds !== null) return fault.retryAfterSeconds
  const least = fault.kind === 'misconfigured' ? MISCONFIGURED_SECONDS : 1
  if (outlet !== 'mail') return fault.kind === 'misconfigured' ? least : nth(RETRY_SECONDS, attempts)
  // Who signs in wrongly again and again is locked out.
  return Math.max(least, nth(MAIL_SECONDS, attempts))
}

const nth = (pauses: readonly number[], attempts: number): number => pauses[Math.min(attempts, pauses.length) - 1] ?? 1
