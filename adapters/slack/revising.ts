// What was said in Slack is changed where it stands, or taken away. Doing either twice changes nothing more.

import type { Delivery, Receipt } from '../../src/channel.ts'
import { messagePlace } from './addresses.ts'
import { type Api, priorities } from './api.ts'
import { slackCode, toChannelError } from './errors.ts'
import { foundParts, namingOf, placeOf, post, type SendingParts } from './posting.ts'
import { type Delete, type Edit, renderMessage, renderRevision } from './render.ts'

/**
 * Gives the parts of a message other words; what is too many is deleted, what is missing posted. The receipt names the parts that stand then.
 * Nobody can change the name that a post stands under: it stays.
 */
export const reviseMessage = async (parts: SendingParts, delivery: Delivery, content: Edit): Promise<Receipt> => {
  const place = placeOf(parts, delivery)
  const calls = renderMessage(delivery, { ...content, kind: 'message', buttons: [] }, place, namingOf(parts))
  const priority = content.author.role === 'manager' ? priorities.reply : priorities.word
  const ids = [...delivery.sent]
  let found: ReadonlyMap<number, string> | null = null
  try {
    for (const [part, call] of calls.entries()) {
      if (part < ids.length) continue
      const there = content.posted[part]
      if (there !== undefined && (await isStill(update(parts.api, renderRevision(there, call), priority)))) {
        ids.push(there)
        continue
      }
      found ??= await foundParts(parts, delivery, calls, part)
      ids.push(found.get(part) ?? (await post(parts.api, call, priority)))
    }
    await deleteAll(parts.api, content.posted.slice(calls.length))
    return { ids }
  } catch (error) {
    throw toChannelError(error, place.channel, ids)
  }
}

const update = (api: Api, call: ReturnType<typeof renderRevision>, priority: number): Promise<unknown> =>
  api.call('chat.update', { ...call }, priority)

/** Deletes every part of a message; one that is gone already is as good as deleted. */
export const deleteMessage = async ({ api }: Pick<SendingParts, 'api'>, { posted }: Delete): Promise<Receipt> => {
  try {
    await deleteAll(api, posted)
    return { ids: [] }
  } catch (error) {
    throw toChannelError(error, posted[0]?.split(':')[0] ?? '')
  }
}

const deleteAll = async (api: Api, posted: readonly string[]): Promise<void> => {
  for (const id of posted) await isStill(api.call('chat.delete', { ...messagePlace(id) }, priorities.reply))
}

/** Answers of Slack's where there is nothing left to change. */
const gone = new Set<string | null>(['message_not_found', 'cant_delete_message'])

const isStill = async (change: Promise<unknown>): Promise<boolean> => {
  try {
    await change
    return true
  } catch (error) {
    if (gone.has(slackCode(error))) return false
    throw error
  }
}
