// How long a delivery that failed waits for its next attempt.

import type { ChannelError } from '../channel.ts'
import type { Outlet } from '../core/types.ts'

const RETRY_SECONDS = [1, 2, 4, 8, 15, 30, 60]
// A mail server that is away or wants to be asked again later is so for minutes; whoever greylists mostly for five.
const MAIL_SECONDS = [5, 15, 60, 120, 300, 600]
const MISCONFIGURED_SECONDS = 30

/** The seconds to wait after `attempts` attempts; what the platform asks for itself is obeyed. */
export const secondsAfter = (fault: ChannelError, outlet: Outlet, attempts: number): number => {
  if (fault.retryAfterSeconds !== null) return fault.retryAfterSeconds
  if (fault.kind === 'misconfigured') return MISCONFIGURED_SECONDS
  const pauses = outlet === 'mail' ? MAIL_SECONDS : RETRY_SECONDS
  return pauses[Math.min(attempts, pauses.length) - 1] ?? 1
}
