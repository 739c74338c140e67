// Whether somebody who came from Slack to the staff desk is a manager still: they may have left the staff's channel meanwhile.

import type { Logger } from 'pino'
import type { Staff } from './staff.ts'

/** As `Staff.has`, and never rejects: while Slack does not tell, whoever was let in stays as they were known last. */
export const createStillStaff = (
  staff: Pick<Staff, 'has'>,
  log: Pick<Logger, 'warn'>,
): ((user: string) => Promise<boolean>) => {
  const known = new Map<string, boolean>()
  return async (user) => {
    try {
      const isStaff = await staff.has(user)
      known.set(user, isStaff)
      return isStaff
    } catch (error) {
      log.warn({ err: error }, 'Slack does not tell whether somebody on the staff desk is a manager still')
      return known.get(user) ?? true
    }
  }
}
