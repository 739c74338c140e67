// Posts whose words are erased go for good, and so do the files that the bot shared with them: Slack keeps a file whose message is deleted.

import { ChannelError, type Delivery, type Receipt } from '../../src/channel.ts'
import { messagePlace } from './addresses.ts'
import { type Api, priorities } from './api.ts'
import { isOutOfReach, nothingSaid, slackCode } from './errors.ts'
import { messageAt } from './look-up.ts'
import { placeOf, type SendingParts } from './posting.ts'
import type { Delete } from './render.ts'
import { deletePost } from './revising.ts'

/** Deletes all of it; what is gone already is as good as deleted. Throws ChannelError, for good where all but what Slack keeps is gone. */
export const erasePosts = async (
  parts: SendingParts,
  delivery: Delivery,
  { posted, erases }: Delete,
): Promise<Receipt> => {
  let hasAll = true
  for (const id of posted) {
    const { channel } = messagePlace(id)
    try {
      const files = erases?.files === true ? await filesOf(parts, delivery, id) : []
      for (const file of files) hasAll = (await isDeleted(parts.api, file)) && hasAll
      await deletePost(parts.api, id, priorities.erasing)
    } catch (error) {
      if (!isOutOfReach(error, channel, parts.staffChannel)) throw nothingSaid(error, channel)
      hasAll = false
    }
  }
  if (!hasAll)
    throw new ChannelError('permanent', 'Slack keeps files or posts that were to be deleted', { reason: 'rejected' })
  return { ids: [] }
}

const filesOf = async (parts: SendingParts, delivery: Delivery, id: string): Promise<readonly string[]> => {
  const { thread } = placeOf(parts, delivery)
  const { channel, ts } = messagePlace(id)
  const message = await messageAt(parts.api, { channel, thread }, ts)
  return (message?.files ?? []).map((file) => file.id)
}

/** https://docs.slack.dev/reference/methods/files.delete#errors */
const gone = new Set<string | null>(['file_not_found', 'file_deleted'])
const kept = new Set<string | null>([
  'cant_delete_file',
  'delete_not_allowed',
  'file_deleting_disabled',
  'access_denied',
])

const isDeleted = async (api: Api, file: string): Promise<boolean> => {
  try {
    await api.call('files.delete', { file }, priorities.erasing)
    return true
  } catch (error) {
    const code = slackCode(error)
    if (gone.has(code)) return true
    if (kept.has(code)) return false
    throw error
  }
}
