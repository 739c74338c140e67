// Whoever acts as a manager must be one.

import { type Inbound, NotStored } from '../../src/channel.ts'
import { lastingRefusal } from './errors.ts'
import type { Members } from './members.ts'
import { isMessage, type Payload } from './payloads.ts'
import type { Staff } from './staff.ts'

export interface ManagerParts {
  readonly members: Members
  readonly staff: Pick<Staff, 'has'>
  readonly guestManagers: boolean
}

/**
 * Why somebody may not do what they did, as a key of the words for it; null where they may.
 * @throws NotStored where Slack can't tell now: who can't be looked up may be a guest, and their words wait
 */
export const whyNotManager = async (
  { members, staff, guestManagers }: ManagerParts,
  payload: Payload,
  { event }: Inbound,
): Promise<string | null> => {
  if (!('by' in event)) return null
  const { externalId } = event.by
  if (!guestManagers) {
    const member = await members.find(externalId)
    if (member === undefined) throw new NotStored('Slack does not tell now whether a manager is a guest')
    if (member.guest) return 'slack.guest'
  }
  // Only members write in a channel; who looks into a public one without joining it sees its buttons, too.
  return isMessage(payload) || (await isStaff(staff, externalId)) ? null : 'slack.notMember'
}

// A desk must not lose what its managers press over a scope.
const isStaff = async (staff: Pick<Staff, 'has'>, user: string): Promise<boolean> => {
  try {
    return await staff.has(user)
  } catch (error) {
    if (lastingRefusal(error) === null) throw error
    return true
  }
}
