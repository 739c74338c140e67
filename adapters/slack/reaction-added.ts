// The event that somebody put a sign on a message: https://docs.slack.dev/reference/events/reaction_added

import { z } from 'zod'
import { id, moment } from './fields.ts'

const reactionAdded = z.object({
  type: z.literal('event_callback'),
  team_id: id,
  /** The bot's own user. */
  authorizations: z.array(z.object({ user_id: id })).default([]),
  event: z.object({
    type: z.literal('reaction_added'),
    user: id,
    reaction: id,
    /** Absent where the message has no user, as some of the bot's have none. */
    item_user: id.optional(),
    item: z.object({ type: z.literal('message'), channel: id, ts: moment }),
    event_ts: moment,
  }),
})

/** A sign was put on the message `ts`, perhaps one of the bot's; `at` is when. */
export interface Reacted {
  readonly kind: 'reacted'
  readonly team: string
  readonly channel: string
  readonly ts: string
  readonly user: string
  /** By Slack's name for it. */
  readonly reaction: string
  readonly at: string
}

/** Null for all other events, for the bot's own signs, and for those on what people wrote. */
export const readReaction = (body: unknown): Reacted | null => {
  const read = reactionAdded.safeParse(body)
  if (!read.success) return null
  const { team_id: team, authorizations, event } = read.data
  const { user, reaction, item, item_user, event_ts: at } = event
  const isOwn = (id: string): boolean => authorizations.some(({ user_id }) => user_id === id)
  if (isOwn(user) || (item_user !== undefined && authorizations.length > 0 && !isOwn(item_user))) return null
  return { kind: 'reacted', team, channel: item.channel, ts: item.ts, user, reaction, at }
}
