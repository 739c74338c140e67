// Files on their way into a thread or a direct message: all of a delivery in one message, looked for before they are shared again.

import { z } from 'zod'
import { ChannelError, type Delivery, type Receipt, type SentContent } from '../../src/channel.ts'
import { messageId, messagePlace } from './addresses.ts'
import { type Api, priorities } from './api.ts'
import { nothingSaid, toChannelError } from './errors.ts'
import type { FileObject } from './file-objects.ts'
import { messageAt, messagesSince } from './look-up.ts'
import { escapeText } from './mrkdwn.ts'
import { type Place, placeOf, type SendingParts } from './posting.ts'
import { createRecent, type Recent } from './recent.ts'
import { shownName } from './render.ts'
import { type Uploaded, uploadFile } from './uploading.ts'

type Files = Extract<SentContent, { kind: 'files' }>

/** What an attempt shared, as far as this process knows: Slack tells no message's id, and files bear no mark of their delivery. */
interface Shared {
  readonly ids: readonly string[]
  /** Why some of them could not go along. */
  readonly refusal: ChannelError | null
  /** Whether Slack said that it shares them. */
  isSure: boolean
}

type Seen = Awaited<ReturnType<typeof messagesSince>>[number]

/** Deliveries that may be in doubt at once; those given up are never heard of again. Beyond it a message is recognised as after a crash. */
const mostAttempted = 1000

const identity = z.object({ user_id: z.string() })

/** Makes what sends files. It throws ChannelError; where only some can go they go, and `sent` names their message. */
export const createSendFiles = (parts: SendingParts) => {
  const attempted = createRecent<Shared>(mostAttempted)
  return async (delivery: Delivery, given: Files): Promise<Receipt> => {
    const place = placeOf(parts, delivery)
    const content = { ...given, files: await unsent(parts.api, delivery, given, place) }
    if (content.files.length === 0) return { ids: delivery.sent }
    const known = await earlier(parts, delivery, { content, place, shared: attempted.get(delivery.id) ?? null })
    const { ids: shared, refusal } = known ?? (await share(parts, delivery, { content, place, attempted }))
    attempted.delete(delivery.id)
    const ids = [...delivery.sent, ...shared]
    if (refusal !== null)
      throw new ChannelError('permanent', refusal.message, {
        cause: refusal,
        reason: refusal.reason ?? 'fileGone',
        sent: ids,
      })
    return { ids }
  }
}

/** What is sent again after a part of it could not go: the rest alone. */
const unsent = async (api: Api, { sent }: Delivery, { files }: Files, place: Place): Promise<Files['files']> => {
  try {
    const left: FileObject[] = []
    for (const id of sent) left.push(...((await messageAt(api, place, messagePlace(id).ts))?.files ?? []))
    return sent.length === 0 ? files : files.filter((file) => !takeAlike(left, file))
  } catch (error) {
    throw nothingSaid(error, place.channel)
  }
}

/** Takes the file that looks like this one out of those that are left, if there is one. */
const takeAlike = (left: FileObject[], { name, bytes }: Files['files'][number]): boolean => {
  const at = left.findIndex((file) => (name === null || file.name === name) && (bytes === null || file.size === bytes))
  return at >= 0 && left.splice(at, 1).length === 1
}

interface Said {
  readonly ids: readonly string[]
  readonly refusal: ChannelError | null
}

interface Work {
  readonly content: Files
  readonly place: Place
}

/** What an earlier attempt said, if it did. */
const earlier = async (
  parts: SendingParts,
  { triedAt }: Delivery,
  { content, place, shared }: Work & { readonly shared: Shared | null },
): Promise<Said | null> => {
  if (triedAt === null) return null
  try {
    const isIt = shared === null ? await alike(parts.api, content) : hasAll(shared.ids)
    const ts = await seen(parts, { ...place, triedAt }, isIt, laterLooks)
    const refusal = shared?.refusal ?? null
    if (ts !== null) return { ids: [messageId(place.channel, ts)], refusal }
    return shared?.isSure ? { ids: [], refusal } : null
  } catch (error) {
    throw nothingSaid(error, place.channel)
  }
}

const share = async (
  parts: SendingParts,
  delivery: Delivery,
  { content, place, attempted }: Work & { readonly attempted: Recent<Shared> },
): Promise<Said> => {
  const began = new Date()
  const { uploads, missing, refusal } = await uploadAll(parts.api, content)
  if (uploads.length === 0 && refusal !== null) throw refusal
  const shared: Shared = { ids: uploads.map(({ id }) => id), refusal, isSure: false }
  attempted.set(delivery.id, shared)
  const comment = commentOn(content, missing, parts.words(parts.locale, 'slack.customer'))
  const priority = content.author.role === 'manager' ? priorities.reply : priorities.word
  try {
    await parts.api.call('files.completeUploadExternal', completion(place, uploads, comment), priority)
  } catch (error) {
    const fault = toChannelError(error, place.channel)
    if (fault.kind !== 'ambiguous') attempted.delete(delivery.id)
    throw fault
  }
  shared.isSure = true
  try {
    // What is said next must stand behind it, so this waits until it stands there.
    const ts = await seen(parts, { ...place, triedAt: began }, hasAll(shared.ids), firstLooks)
    return { ids: ts === null ? [] : [messageId(place.channel, ts)], refusal }
  } catch (error) {
    throw new ChannelError('ambiguous', 'files were shared, and their message is not known yet', { cause: error })
  }
}

const uploadAll = async (api: Api, { files }: Files) => {
  const uploads: Uploaded[] = []
  const missing: string[] = []
  let refusal: ChannelError | null = null
  for (const file of files) {
    try {
      uploads.push(await uploadFile(api, file))
    } catch (error) {
      if (!(error instanceof ChannelError) || error.kind !== 'permanent') throw error
      refusal ??= error
      missing.push(file.name ?? file.kind)
    }
  }
  return { uploads, missing, refusal }
}

const completion = (place: Place, uploads: readonly Uploaded[], comment: string) => ({
  channel_id: place.channel,
  ...(place.thread === null ? {} : { thread_ts: place.thread }),
  files: uploads,
  ...(comment === '' ? {} : { initial_comment: comment }),
})

// A file's message always stands under the bot's own name, so it says whose they are, and what is missing among them.
const commentOn = ({ author }: Files, missing: readonly string[], nameless: string): string => {
  const name = shownName(author, nameless)
  return [
    ...(name === null ? [] : [`📎 *${escapeText(name)}*`]),
    ...missing.map((each) => `⚠️ ${escapeText(each)}`),
  ].join('\n')
}

/** Pauses between looks, in the usual one: a share mostly stands there within a second. */
const firstLooks = [1 / 8, 1 / 8, 1 / 4, 1 / 2, 1, 1, 1]
const laterLooks = [1, 1]

const seen = async (
  { api, pause }: SendingParts,
  where: Place & { readonly triedAt: Date },
  isIt: (message: Seen) => boolean,
  pauses: readonly number[],
): Promise<string | null> => {
  for (const wait of [0, ...pauses]) {
    if (wait > 0) await pause(wait)
    const found = (await messagesSince(api, where)).find(isIt)
    if (found) return found.ts
  }
  return null
}

const hasAll =
  (ids: readonly string[]) =>
  ({ files = [] }: Seen): boolean =>
    ids.length > 0 && ids.every((id) => files.some((file) => file.id === id))

// After a crash nobody knows the files' ids: what the bot itself shared then, of these names and sizes, is taken for it.
const alike = async (api: Api, content: Files): Promise<(message: Seen) => boolean> => {
  const { user_id } = identity.parse(await api.call('auth.test', {}, priorities.lookUp))
  return ({ user, files = [] }) => {
    const left = [...files]
    const isThere = content.files.every((file) => takeAlike(left, file))
    return user === user_id && isThere && left.length === 0
  }
}
