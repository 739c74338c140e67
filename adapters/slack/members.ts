// Names of the workspace's members, looked up once an hour at most. https://docs.slack.dev/reference/methods/users.info

import type { Logger } from 'pino'
import { z } from 'zod'
import { type Api, priorities } from './api.ts'
import { adviceOn, lastingRefusal } from './errors.ts'
import type { Member } from './known.ts'
import { createRecent, type Recent } from './recent.ts'

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
  /** The same for words of customers: undefined too where it takes more than a moment, since a hundred names a minute can be asked for and more people may write. It is known when they write again. */
  glance(id: string): Promise<Member | undefined>
}

const lifetime = 3_600_000
/** More people than write within an hour; a workspace may have more. */
const most = 10_000
/** How long a lasting refusal is kept: the scope that is missing may be given meanwhile. */
const refusedLifetime = 60_000
/** Slack brings again what isn't acknowledged within 3 s. Milliseconds. */
const aMoment = 1_000
/** Slack knows for sure that they are no member of this workspace; with a shared channel they may be in it all the same. */
const strangers = new Set(['user_not_found', 'user_not_visible'])

interface Kept {
  until: number
  readonly member: Promise<Member | undefined>
}

type Asking = (user: string, priority: number) => Promise<Member | undefined>

/** A cache before `users.info`; what failed is asked for again next time. `moment` is how long a glance waits, in milliseconds. */
export const createMembers = (api: Api, log: Pick<Logger, 'warn' | 'error'>, moment = aMoment): Members => {
  const kept = createRecent<Kept>(most)
  const glances = new Map<string, Promise<Member | undefined>>()
  const ask = asking(api, log, kept)
  const known = (id: string): Kept['member'] | undefined => {
    const found = kept.get(id)
    return found && found.until > performance.now() ? found.member : undefined
  }
  const keep = (id: string, member: Kept['member'], milliseconds = lifetime): void =>
    kept.set(id, { until: performance.now() + milliseconds, member })
  const askInTurn = async (id: string): Promise<Member | undefined> => {
    const member = await ask(id, priorities.mark)
    glances.delete(id)
    if (member !== undefined && known(id) === undefined)
      keep(id, Promise.resolve(member), member.name === null ? refusedLifetime : lifetime)
    return member
  }
  return {
    find: (id) => {
      const found = known(id) ?? ask(id, priorities.answer)
      if (known(id) === undefined) keep(id, found)
      return found
    },
    glance: (id) => {
      const found = known(id)
      if (found !== undefined) return within(moment, found)
      // Whoever asks while the answer is on its way waits no second moment.
      const asked = glances.get(id) ?? within(moment, askInTurn(id))
      glances.set(id, asked)
      return asked
    },
  }
}

const asking = (api: Api, log: Pick<Logger, 'warn' | 'error'>, kept: Recent<Kept>): Asking => {
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
  return (user, priority) =>
    api
      .call('users.info', { user, include_locale: true }, priority)
      .then(readMember)
      .catch((error: unknown) => onFailure(user, error))
}

const within = async <T>(milliseconds: number, asked: Promise<T>): Promise<T | undefined> => {
  const patience = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => patience.resolve(undefined), milliseconds)
  try {
    return await Promise.race([asked, patience.promise])
  } finally {
    clearTimeout(timer)
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
