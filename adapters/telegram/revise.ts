// Changes of what stands in a chat already: other words in its place, or none any more.

import type { FinishedContent, Receipt } from '../../src/channel.ts'
import { toChannelError, wordsOf } from './errors.ts'
import { type Part, render } from './render.ts'

type Edit = Extract<FinishedContent, { kind: 'edit' }>
type Delete = Extract<FinishedContent, { kind: 'delete' }>

/** The calls that it takes, in one chat. Each throws what the client throws. */
export interface Revising {
  /** Sends a message and answers its id. */
  say(part: Part): Promise<string>
  /** Puts other words into a message. */
  change(id: string, part: Part): Promise<void>
  /** Deletes messages, at least one. */
  remove(ids: readonly string[]): Promise<void>
}

/** Telegram deletes no more in one call. */
const MOST_AT_ONCE = 100

/**
 * Puts the words of `content` in the place of what is posted: part for part, what is over is deleted, what is missing follows.
 * `sent` names the parts that stand as they should from earlier attempts. Answers all that stand. Throws ChannelError.
 */
export const edit = async (
  { say, change, remove }: Revising,
  content: Edit,
  sent: readonly string[],
): Promise<Receipt> => {
  const parts = render({ ...content, kind: 'message', buttons: [] })
  const ids = [...sent]
  try {
    for (const part of parts.slice(sent.length)) {
      const standing = content.posted[ids.length]
      if (standing !== undefined) await change(standing, part).catch(unlessSame)
      ids.push(standing ?? (await say(part)))
    }
    await removeAll(remove, content.posted.slice(parts.length))
  } catch (error) {
    throw toChannelError(error, ids)
  }
  return { ids }
}

/** Deletes what is posted; what is gone already is as it should be. Throws ChannelError. */
export const takeBack = async ({ remove }: Pick<Revising, 'remove'>, { posted }: Delete): Promise<Receipt> => {
  try {
    await removeAll(remove, posted)
  } catch (error) {
    throw toChannelError(error, [])
  }
  return { ids: [] }
}

const removeAll = async (remove: Revising['remove'], ids: readonly string[]): Promise<void> => {
  for (let at = 0; at < ids.length; at += MOST_AT_ONCE) await remove(ids.slice(at, at + MOST_AT_ONCE))
}

const unlessSame = (error: unknown): void => {
  if (!/message is not modified/i.test(wordsOf(error))) throw error
}
