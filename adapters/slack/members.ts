// Names of the workspace's members, looked up once an hour at most. https://docs.slack.dev/reference/methods/users.info

import type { Logger } from 'pino'
import { z } from 'zod'
import { type Api, priorities } from './api.ts'
import { slackCode } from './errors.ts'
import type { Member } from './parse.ts'

const answer = z.object({
  user: z.object({
    name: z.string(),
    real_name: z.string().optional(),
    locale: z.string().optional(),
    is_restricted: z.boolean().optional(),
    is_ultra_restricted: z.boolean().optional(),
    profile: z.object({ real_name: z.string().optional(), display_name: z.string().optional() }).optional(),
  }),
})

export interface Members {
  /** The member with this id; undefined where Slack can't tell now: words must not wait for a name. */
  find(id: string): Promise<Member | undefined>
}

const lifetime = 3_600_000
/** Slack knows for sure that they are no member of this workspace; with a shared channel they may be in it all the same. */
const strangers = new Set(['user_not_found', 'user_not_visible'])

/** A cache before `users.info`; what failed is asked for again next time. */
export const createMembers = (api: Api, log: Pick<Logger, 'warn'>): Members => {
  const kept = new Map<string, { readonly until: number; readonly member: Promise<Member | undefined> }>()
  const ask = async (user: string): Promise<Member | undefined> => {
    try {
      return readMember(await api.call('users.info', { user, include_locale: true }, priorities.answer))
    } catch (error) {
      const code = slackCode(error)
      if (code !== null && strangers.has(code)) return { name: user, locale: null, guest: true }
      log.warn({ err: error, code }, 'a Slack name could not be looked up')
      kept.delete(user)
      return undefined
    }
  }
  return {
    find: (id) => {
      const now = performance.now()
      const found = kept.get(id)
      if (found && found.until > now) return found.member
      const member = ask(id)
      kept.set(id, { until: now + lifetime, member })
      return member
    },
  }
}

const readMember = (given: unknown): Member => {
  const { user } = answer.parse(given)
  return {
    name: user.profile?.display_name || user.profile?.real_name || user.real_name || user.name,
    locale: user.locale?.split('-')[0] ?? null,
    guest: Boolean(user.is_restricted || user.is_ultra_restricted),
  }
}
