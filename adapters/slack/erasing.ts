// Posts whose words are erased go for good, and so do the files that the bot shared with them: Slack keeps a file whose message is deleted.

import { ChannelError, type Delivery, type Receipt } from '../../src/channel.ts'
import { messagePlace } from './addresses.ts'
import { type Api, priorities } from './api.ts'
import { isOutOfReach, nothingSaid, slackCode } from './errors.ts'
import { messageAt } from './look-up.ts'
import { placeOf, type SendingParts } from './posting.ts'
import type { Delete } from './render.ts'
import { deletePost } from './revising.ts'

/**
 * Deletes all of it; what is gone already is as good as deleted, and what Slack refuses for good keeps nothing behind it.
 * Throws ChannelError, for good only where all that Slack deletes is gone.
 */
export const eraseStanding = async (
  parts: SendingParts,
  delivery: Delivery,
  { posted, erases }: Delete,
): Promise<Receipt> => {
  let hasAll = true
  const reached = async (id: string, step: () => Promise<boolean>): Promise<void> => {
    hasAll = (await isDone(parts, messagePlace(id).channel, step)) && hasAll
  }
  for (const id of posted) {
    if (erases?.files === true) await reached(id, () => areFilesDeleted(parts, delivery, id))
    await reached(id, async () => {
      await deletePost(parts.api, id, priorities.erasing)
      return true
    })
  }
  if (!hasAll)
    throw new ChannelError('permanent', 'Slack keeps files or posts that were to be deleted', { reason: 'rejected' })
  return { ids: [] }
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
const gone = new Set<string | null>(['file_not_found', 'file_deleted'])

const isDeleted = async (api: Api, file: string): Promise<true> => {
  try {
    await api.call('files.delete', { file }, priorities.erasing)
  } catch (error) {
    if (!gone.has(slackCode(error))) throw error
  }
  return true
}
