// Who is a manager in Slack: the members of the staff channel, guests only where the desk wants them, and admins.

import { z } from 'zod'
import type { Desk } from '../../src/desk.ts'
import { type Api, priorities } from './api.ts'
import type { Members } from './members.ts'

export interface Staff {
  /**
   * Whether a person is a manager.
   * @throws the errors of @slack/web-api
   */
  has(user: string): Promise<boolean>
  /**
   * The members of the staff channel who are managers, by name.
   * @throws the errors of @slack/web-api
   */
  list(): Promise<readonly { readonly value: string; readonly text: string }[]>
}

export interface StaffParts {
  readonly api: Api
  readonly members: Members
  readonly desk: Pick<Desk, 'isAdmin'>
  readonly staffChannel: string | null
  readonly guestManagers: boolean
}

const page = z.object({
  members: z.array(z.string()),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
})
/** Whoever leaves the channel is a manager no longer than this. */
const lifetime = 60_000
/** Each is a look-up at first, and a menu holds no more. */
const mostListed = 100

/** Reads the staff channel's members once a minute at most; whoever is not among the kept ones is looked for at once. */
export const createStaff = ({ api, members, desk, staffChannel, guestManagers }: StaffParts): Staff => {
  let kept: { readonly until: number; readonly ids: ReadonlySet<string> } = { until: 0, ids: new Set() }
  const isManager = async (user: string): Promise<boolean> => {
    const member = await members.find(user)
    return member !== undefined && !member.bot && (guestManagers || !member.guest)
  }
  const isMember = async (user: string): Promise<boolean> => {
    if (staffChannel === null) return false
    if (kept.until < performance.now() || !kept.ids.has(user)) {
      kept = { until: performance.now() + lifetime, ids: await readMembers(api, staffChannel) }
    }
    return kept.ids.has(user)
  }
  return {
    has: async (user) => {
      if (await desk.isAdmin({ channel: 'slack', externalId: user })) return true
      if (!(await isMember(user))) return false
      return isManager(user)
    },
    list: async () => {
      if (staffChannel === null) return []
      const ids = [...(await readMembers(api, staffChannel))].slice(0, mostListed)
      const found = await Promise.all(
        ids.map(async (value) => ({
          value,
          isListed: await isManager(value),
          text: (await members.find(value))?.name ?? value,
        })),
      )
      return found.filter(({ isListed }) => isListed).toSorted((one, other) => one.text.localeCompare(other.text))
    },
  }
}

const readMembers = async (api: Api, channel: string): Promise<ReadonlySet<string>> => {
  const ids = new Set<string>()
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const given = { channel, limit: 1000, ...(cursor === '' ? {} : { cursor }) }
    const answer = page.parse(await api.call('conversations.members', given, priorities.answer))
    for (const id of answer.members) ids.add(id)
    cursor = answer.response_metadata?.next_cursor || undefined
  }
  return ids
}
