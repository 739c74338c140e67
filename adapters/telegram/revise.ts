// Changes of what stands in a chat already: other words in its place, or none any more.

import { ChannelError, type FinishedContent, type Receipt } from '../../src/channel.ts'
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
  /** Puts words under a file. */
  caption(id: string, part: Part): Promise<void>
  /** Deletes messages, at least one. */
  remove(ids: readonly string[]): Promise<void>
}

/** Telegram deletes no more in one call. */
const MOST_AT_ONCE = 100

/**
 * Puts the words of `content` in the place of what is posted: part for part, what is over is deleted; what is missing, or gone, is said.
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
      const isThere = standing !== undefined && (await isStill(change(standing, part)))
      ids.push(isThere ? standing : await say(part))
    }
    await removeAll(remove, content.posted.slice(parts.length))
  } catch (error) {
    throw toChannelError(error, ids)
  }
  return { ids }
}

/**
 * Deletes what is posted; what is gone already is as it should be. After 48 hours Telegram deletes nothing, but still takes changes:
 * then that it was taken back stands in its place, and under its files. The receipt of what is erased names it. Throws ChannelError, for good
 * where something else that is to be erased may stand there: a bot can't look for it.
 */
export const takeBack = async (
  { remove, ...revising }: Pick<Revising, 'remove' | 'change' | 'caption'>,
  { posted, instead, erases }: Delete,
): Promise<Receipt> => {
  const [part] = instead === undefined ? [] : render({ kind: 'message', author: bot, document: instead, buttons: [] })
  try {
    await removeAll(remove, posted).catch(async (error: unknown) => {
      if (!isTooOld(error)) throw error
      if (part === undefined && posted.length > 1) return removeEach(remove, posted)
      if (part === undefined) throw error
      for (const id of posted) await isStill(replace(revising, id, part))
    })
  } catch (error) {
    throw error instanceof ChannelError ? error : toChannelError(error, [])
  }
  if ((erases?.perhaps?.length ?? 0) > 0)
    throw new ChannelError('permanent', 'nobody knows whether Telegram shows it', { reason: 'rejected', sent: posted })
  return { ids: erases === undefined ? [] : posted }
}

const removeAll = async (remove: Revising['remove'], ids: readonly string[]): Promise<void> => {
  for (let at = 0; at < ids.length; at += MOST_AT_ONCE) await remove(ids.slice(at, at + MOST_AT_ONCE))
}

const isTooOld = (error: unknown): boolean => /message can't be deleted/i.test(wordsOf(error))

// Telegram deletes none of many where one is too old. Throws for what stays, naming what went.
const removeEach = async (remove: Revising['remove'], ids: readonly string[]): Promise<void> => {
  const gone: string[] = []
  let refusal: unknown = null
  for (const id of ids) {
    try {
      await remove([id])
      gone.push(id)
    } catch (error) {
      if (!isTooOld(error)) throw toChannelError(error, [])
      refusal = error
    }
  }
  if (refusal !== null) throw toChannelError(refusal, gone)
}

const bot = { role: 'bot' } as const

const replace = async ({ change, caption }: Pick<Revising, 'change' | 'caption'>, id: string, part: Part) => {
  try {
    await change(id, part)
  } catch (error) {
    if (!/no text in the message to edit/i.test(wordsOf(error))) throw error
    await caption(id, part)
  }
}

/** Whether a message is there, and reads as it should now; false where it is gone. */
const isStill = async (change: Promise<void>): Promise<boolean> => {
  try {
    await change
    return true
  } catch (error) {
    const words = wordsOf(error)
    if (/message is not modified/i.test(words)) return true
    if (/message to edit not found|MESSAGE_ID_INVALID/i.test(words)) return false
    throw error
  }
}
