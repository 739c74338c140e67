// Names of the workspace's members, looked up once an hour at most. https://docs.slack.dev/reference/methods/users.info

import type { Logger } from 'pino'
import { z } from 'zod'
import { type Api, priorities } from './api.ts'
import { adviceOn, lastingRefusal } from './errors.ts'
import type { Member } from './known.ts'
import { createRecent } from './recent.ts'

const answer = z.object({
  user: z.object({
    name: z.string(),
    real_name: z.string().optional(),
    locale: z.string().optional(),
    tz: z.string().optional(),
    is_bot: z.boolean().optional(),
    is_restricted: z.boolean().optional(),
    is_ultra_restricted: z.boolean().optional(),
    profile: z.object({ real_name: z.string().optional(), display_name: z.string().optional() }).optional(),
  }),
})

export interface Members {
  /**
   * The member with this id; undefined where Slack can't tell now: words must not wait for a name.
   * Where Slack will never tell, they have no name and are no guest: they are in the channel, and a desk must not lose its staff's words over a scope.
   */
  find(id: string): Promise<Member | undefined>
}

const lifetime = 3_600_000
/** More people than write within an hour; a workspace may have more. */
const most = 10_000
/** How long a lasting refusal is kept: the scope that is missing may be given meanwhile. */
const refusedLifetime = 60_000
/** Slack knows for sure that they are no member of this workspace; with a shared channel they may be in it all the same. */
const strangers = new Set(['user_not_found', 'user_not_visible'])

interface Kept {
  until: number
  readonly member: Promise<Member | undefined>
}

/** A cache before `users.info`; what failed is asked for again next time. */
export const createMembers = (api: Api, log: Pick<Logger, 'warn' | 'error'>): Members => {
  const kept = createRecent<Kept>(most)
  const told = new Set<string>()
  const keepFor = (user: string, milliseconds: number): void => {
    const entry = kept.get(user)
    if (entry) entry.until = performance.now() + milliseconds
  }
  const onFailure = (user: string, error: unknown): Member | undefined => {
    const refusal = lastingRefusal(error)
    if (refusal === null) {
      log.warn({ err: error }, 'a Slack name could not be looked up')
      keepFor(user, 0)
      return undefined
    }
    if (strangers.has(refusal)) return { name: user, locale: null, guest: true, bot: false }
    if (!told.has(refusal)) log.error({ err: error }, unknownMembers(refusal))
    told.add(refusal)
    keepFor(user, refusedLifetime)
    return { name: null, locale: null, guest: false, bot: false }
  }
  const ask = (user: string): Promise<Member | undefined> =>
    api
      .call('users.info', { user, include_locale: true }, priorities.answer)
      .then(readMember)
      .catch((error: unknown) => onFailure(user, error))
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

const unknownMembers = (refusal: string): string => {
  const remedy =
    refusal === 'missing_scope'
      ? 'give the Slack app the scope users:read under OAuth & Permissions, and install it again'
      : adviceOn(refusal)
  return `Slack does not tell who people are (${refusal}): ${remedy}. Until then they have no names, and guests count as full members`
}

const readMember = (given: unknown): Member => {
  const { user } = answer.parse(given)
  return {
    name: user.profile?.display_name || user.profile?.real_name || user.real_name || user.name,
    locale: user.locale?.split('-')[0] ?? null,
    ...(user.tz === undefined ? {} : { timeZone: user.tz }),
    bot: user.is_bot ?? false,
    guest: Boolean(user.is_restricted || user.is_ultra_restricted),
  }
}
