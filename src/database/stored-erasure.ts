// The receipt of an erasure as it is stored: counts alone.

import { z } from 'zod'

const count = z.number().int()

/** What an erasure reached, and what it could not reach. */
export const erasedSchema = z.object({
  /** Requests and messages whose texts are gone, and files that belong to nothing any more. */
  requests: count,
  messages: count,
  files: count,
  /** Posts of managers in Slack, which only they or an admin of the workspace can delete. */
  managersPosts: count,
  /** The bot's own on Telegram that were too old to be deleted. */
  oldPosts: count,
  /** Mails that told of requests, which nobody calls back; not counted by age. */
  mails: count,
})

export type Erased = z.infer<typeof erasedSchema>

export const nothingErased: Erased = { requests: 0, messages: 0, files: 0, managersPosts: 0, oldPosts: 0, mails: 0 }

/** What two of them reached. */
export const summed = (one: Erased, other: Erased): Erased => ({
  requests: one.requests + other.requests,
  messages: one.messages + other.messages,
  files: one.files + other.files,
  managersPosts: one.managersPosts + other.managersPosts,
  oldPosts: one.oldPosts + other.oldPosts,
  mails: one.mails + other.mails,
})

const channel = z.enum(['telegram', 'slack'])

/** Posts of the bot's that a delivery deletes. */
export const removalsSchema = z.array(z.object({ delivery: z.string(), channel, posts: count }))

export type Removals = z.infer<typeof removalsSchema>
