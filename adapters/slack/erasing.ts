// Posts whose words are erased go for good, and so do the files that the bot shared with them: Slack keeps a file whose message is deleted.

import { ChannelError, type Delivery, type Doubted, type Receipt } from '../../src/channel.ts'
import { messageId, messagePlace } from './addresses.ts'
import { type Api, priorities } from './api.ts'
import { isOutOfReach, nothingSaid, slackCode } from './errors.ts'
import { lookUp, messageAt } from './look-up.ts'
import { type Place, placeOf, type SendingParts } from './posting.ts'
import type { Delete } from './render.ts'

/**
 * Deletes all of it; what is gone already is as good as deleted, and what Slack refuses for good keeps nothing behind it.
 * The receipt names what is gone. Throws ChannelError, for good only where all that Slack deletes is gone, which its `sent` names.
 */
export const eraseStanding = async (
  parts: SendingParts,
  delivery: Delivery,
  { posted, erases }: Delete,
): Promise<Receipt> => {
  let hasAll = true
  const reached = async (channel: string, step: () => Promise<boolean>): Promise<boolean> => {
    const isReached = await isDone(parts, channel, step)
    hasAll = isReached && hasAll
    return isReached
  }
  const standing = new Set(posted)
  for (const doubted of erases?.perhaps ?? []) {
    const place = placeOf(parts, delivery)
    await reached(place.channel, async () => {
      const ids = await idsOf(parts, place, doubted)
      for (const id of ids) standing.add(id)
      // Files bear no mark by which they could be found.
      return ids.length > 0 || !doubted.files
    })
  }
  const gone: string[] = []
  for (const id of standing) {
    const { channel } = messagePlace(id)
    const isBare = erases?.files !== true || (await reached(channel, () => areFilesDeleted(parts, delivery, id)))
    const isGone = await reached(channel, () => isPostDeleted(parts.api, id))
    if (isBare && isGone) gone.push(id)
  }
  if (!hasAll)
    throw new ChannelError('permanent', 'Slack keeps files or posts that were to be deleted', {
      ...{ reason: 'rejected', sent: gone },
    })
  return { ids: gone }
}

// Where its parts stand, if it was said.
const idsOf = async (parts: SendingParts, place: Place, { delivery, triedAt }: Doubted): Promise<string[]> => {
  const sought = { ...place, delivery, triedAt: new Date(triedAt), parts: [0] }
  const found = await lookUp(parts.api, sought, parts.pause)
  return [...found.values()].map((ts) => messageId(place.channel, ts))
}

const isDone = async (parts: SendingParts, channel: string, step: () => Promise<boolean>): Promise<boolean> => {
  try {
    return await step()
  } catch (error) {
    if (isOutOfReach(error, channel, parts.staffChannel)) return false
    const fault = nothingSaid(error, channel)
    if (fault.kind !== 'permanent') throw fault
    return false
  }
}

// Slack refuses this for what another app said, which still stands, and for the mark where a thread's deleted first post was.
const isPostDeleted = async (api: Api, id: string): Promise<boolean> => {
  const { channel, ts } = messagePlace(id)
  try {
    await api.call('chat.delete', { channel, ts }, priorities.erasing)
    return true
  } catch (error) {
    const code = slackCode(error)
    if (code === 'message_not_found') return true
    if (code !== 'cant_delete_message') throw error
    return (await messageAt(api, { channel, thread: ts }, ts))?.subtype === 'tombstone'
  }
}

const areFilesDeleted = async (parts: SendingParts, delivery: Delivery, id: string): Promise<boolean> => {
  let hasAll = true
  for (const file of await filesOf(parts, delivery, id))
    hasAll = (await isDone(parts, messagePlace(id).channel, () => isDeleted(parts.api, file))) && hasAll
  return hasAll
}

const filesOf = async (parts: SendingParts, delivery: Delivery, id: string): Promise<readonly string[]> => {
  const { thread } = placeOf(parts, delivery)
  const { channel, ts } = messagePlace(id)
  const message = await messageAt(parts.api, { channel, thread }, ts)
  return (message?.files ?? []).map((file) => file.id)
}

/** https://docs.slack.dev/reference/methods/files.delete#errors */
const filesGone = new Set<string | null>(['file_not_found', 'file_deleted'])

const isDeleted = async (api: Api, file: string): Promise<true> => {
  try {
    await api.call('files.delete', { file }, priorities.erasing)
  } catch (error) {
    if (!filesGone.has(slackCode(error))) throw error
  }
  return true
}
