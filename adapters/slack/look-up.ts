// Looks whether a delivery was said after all, before it is said again: Slack has no idempotency key, but keeps a post's metadata.

import { z } from 'zod'
import { type Api, priorities } from './api.ts'
import { fileObject } from './file-objects.ts'
import { deliveryMark } from './render.ts'

const found = z.object({
  ts: z.string(),
  subtype: z.string().optional(),
  user: z.string().optional(),
  files: z.array(fileObject).optional(),
  metadata: z
    .object({ event_type: z.string(), event_payload: z.object({ delivery: z.string(), part: z.number() }) })
    .optional()
    .catch(undefined),
})
type FoundMessage = z.infer<typeof found>

const page = z.object({
  messages: z.array(found),
  response_metadata: z.object({ next_cursor: z.string() }).partial().optional(),
})

export interface Sought {
  readonly delivery: string
  readonly channel: string
  readonly thread: string | null
  /** When the first attempt began. */
  readonly triedAt: Date
  /** The numbers of the parts that may have been said. */
  readonly parts: readonly number[]
}

/** What the clock of Slack and ours may differ, and then some. */
const marginSeconds = 60

/**
 * Finds the parts of a delivery that Slack has, by part number.
 * @param pause waited between the first look and a second one, which is taken where a part is missing: it may still be on its way
 * @throws the errors of @slack/web-api
 */
export const lookUp = async (
  api: Api,
  sought: Sought,
  pause: () => Promise<void>,
): Promise<ReadonlyMap<number, string>> => {
  const first = await look(api, sought)
  if (sought.parts.every((part) => first.has(part))) return first
  await pause()
  return look(api, sought)
}

const look = async (api: Api, { delivery, ...where }: Sought): Promise<Map<number, string>> => {
  const found = new Map<number, string>()
  for (const { ts, metadata } of await messagesSince(api, where)) {
    const payload = metadata?.event_type === deliveryMark ? metadata.event_payload : undefined
    if (payload?.delivery === delivery) found.set(payload.part, ts)
  }
  return found
}

/**
 * What a channel or thread shows from a little before an attempt on.
 * @throws the errors of @slack/web-api
 */
export const messagesSince = (
  api: Api,
  { triedAt, ...place }: Pick<Sought, 'channel' | 'thread' | 'triedAt'>,
): Promise<FoundMessage[]> =>
  messagesIn(api, place, { oldest: String(Math.floor(triedAt.getTime() / 1000) - marginSeconds) })

/**
 * One message; undefined where it is gone.
 * @throws the errors of @slack/web-api
 */
export const messageAt = async (
  api: Api,
  place: Pick<Sought, 'channel' | 'thread'>,
  ts: string,
): Promise<FoundMessage | undefined> =>
  (await messagesIn(api, place, { oldest: ts, latest: ts, inclusive: true })).find((message) => message.ts === ts)

const messagesIn = async (
  api: Api,
  { channel, thread }: Pick<Sought, 'channel' | 'thread'>,
  stretch: Readonly<Record<string, unknown>>,
): Promise<FoundMessage[]> => {
  const base = {
    channel,
    ...stretch,
    include_all_metadata: true,
    limit: 200,
    ...(thread === null ? {} : { ts: thread }),
  }
  const method = thread === null ? 'conversations.history' : 'conversations.replies'
  const messages: FoundMessage[] = []
  let cursor = ''
  do {
    const answer = page.parse(await api.call(method, cursor === '' ? base : { ...base, cursor }, priorities.lookUp))
    messages.push(...answer.messages)
    cursor = answer.response_metadata?.next_cursor ?? ''
  } while (cursor !== '')
  return messages
}
