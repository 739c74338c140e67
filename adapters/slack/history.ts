// Reads the desk's threads and direct messages from Slack's own history: what was written, and what was changed of it.

import type { Logger } from 'pino'
import { z } from 'zod'
import { messagePlace } from './addresses.ts'
import { type Api, priorities } from './api.ts'
import { lastingRefusal, slackCode } from './errors.ts'

export interface Stretch {
  readonly api: Api
  readonly staffChannel: string | null
  /** The ids of messages in whose threads customers are answered, or managers reply. */
  readonly threads: () => Promise<readonly string[]>
  readonly log: Pick<Logger, 'warn'>
  /** Milliseconds of the clock: what was written or changed before is passed over. */
  readonly since: number
  /** Nobody waits for the rest any more. */
  readonly isOver: () => boolean
}

/** A message, or a change of one, in the shape of an event. */
export interface Fetched {
  readonly channel: string
  /** When it was written or changed. */
  readonly ts: string
  readonly event: object
}

const hour = 3_600_000
/** How long before the stretch a message may have been written for its change to be found. */
const editReach = 24 * hour
/** How far back a channel's or direct message's own history is read for what has new replies: a page of it tells of 200 threads at once. */
const parentReach = 14 * 24 * hour

const message = z.looseObject({
  ts: z.string(),
  latest_reply: z.string().optional(),
  edited: z.object({ ts: z.string() }).optional(),
})
const messagePage = z.object({ messages: z.array(message) })
const channelPage = z.object({ channels: z.array(z.object({ id: z.string() })) })
const cursorOf = z.object({ response_metadata: z.object({ next_cursor: z.string() }) })

type Message = z.infer<typeof message>

/**
 * Yields what a stretch of time brought, each thread and direct message in order of `ts`.
 * @throws the errors of @slack/web-api
 */
export async function* readHistory(stretch: Stretch): AsyncGenerator<Fetched> {
  const { api, staffChannel, since } = stretch
  const oldest = secondsOf(since - editReach)
  const parents = oldestParent(since)
  if (staffChannel !== null) {
    const cards = await messages(api, 'conversations.history', { channel: staffChannel, oldest: parents })
    for (const { ts } of cards.filter((card) => hasReplies(card, since))) {
      if (stretch.isOver()) return
      yield* newsOf(staffChannel, await repliesTo(api, staffChannel, ts, oldest), since)
    }
  }
  const directs = await pages(api, 'users.conversations', { types: 'im' }, (page) => channelPage.parse(page).channels)
  for (const { id } of directs) {
    // A desk may have hundreds of these, at 50 a minute.
    if (stretch.isOver()) return
    yield* newsOf(id, await direct(stretch, id, oldest), since)
  }
  // Each of these costs a call: cards that were among the channel's messages above are passed over.
  for (const thread of await stretch.threads()) {
    if (stretch.isOver()) return
    const { channel, ts } = messagePlace(thread)
    if (channel === staffChannel && Number(ts) > Number(parents)) continue
    yield* newsOf(channel, await repliesWhereTold(stretch, { channel, ts, oldest }), since)
  }
}

interface Replies {
  readonly channel: string
  readonly ts: string
  readonly oldest: string
}

/** The bot was taken out of the channel, or the message was deleted: Slack tells no more of that thread. */
const gone = new Set(['thread_not_found', 'channel_not_found', 'not_in_channel'])

// One thread that Slack will never tell of must not keep the others waiting; one that it can't tell of now is read again.
const repliesWhereTold = async ({ api, log }: Pick<Stretch, 'api' | 'log'>, place: Replies): Promise<Message[]> => {
  const { channel, ts, oldest } = place
  try {
    return await repliesTo(api, channel, ts, oldest)
  } catch (error) {
    const code = slackCode(error)
    if (code === null || lastingRefusal(error) === null) throw error
    if (!gone.has(code)) log.warn({ err: error, channel, ts }, 'Slack refuses to tell of a thread')
    return []
  }
}

/**
 * What a stretch of time brought in one direct message (`thread` null) or one thread, in order of `ts`.
 * @throws the errors of @slack/web-api
 */
export const readPlace = async (
  stretch: Pick<Stretch, 'api' | 'since'>,
  { channel, thread }: { readonly channel: string; readonly thread: string | null },
): Promise<Fetched[]> => {
  const oldest = secondsOf(stretch.since - editReach)
  const found = thread === null ? direct(stretch, channel, oldest) : repliesTo(stretch.api, channel, thread, oldest)
  return [...newsOf(channel, await found, stretch.since)]
}

// People may answer in threads of a direct message too, which its history leaves out.
const direct = async (
  { api, since }: Pick<Stretch, 'api' | 'since'>,
  channel: string,
  oldest: string,
): Promise<Message[]> => {
  const found = await messages(api, 'conversations.history', { channel, oldest: oldestParent(since) })
  for (const { ts } of found.filter((one) => hasReplies(one, since)))
    found.push(...(await repliesTo(api, channel, ts, oldest)))
  return found.sort((a, b) => Number(a.ts) - Number(b.ts))
}

const oldestParent = (since: number): string => secondsOf(Math.min(since - editReach, Date.now() - parentReach))

/** Whether there are replies among which something may have been written or changed. */
const hasReplies = ({ latest_reply }: Message, since: number): boolean =>
  Number(latest_reply ?? 0) * 1000 >= since - editReach

const repliesTo = async (api: Api, channel: string, ts: string, oldest: string): Promise<Message[]> => {
  const thread = await messages(api, 'conversations.replies', { channel, ts, oldest })
  return thread.filter((reply) => reply.ts !== ts)
}

function* newsOf(channel: string, found: readonly Message[], since: number): Generator<Fetched> {
  for (const one of found) {
    // The change goes first: of words that were never read it is nobody's news, and they are stored as they read now.
    if (one.edited && isSince(one.edited.ts, since))
      yield { channel, ts: one.edited.ts, event: changeOf(one, one.edited.ts) }
    if (isSince(one.ts, since)) yield { channel, ts: one.ts, event: one }
  }
}

const isSince = (ts: string, since: number): boolean => Number(ts) * 1000 >= since

const changeOf = (found: Message, ts: string): object => ({
  subtype: 'message_changed',
  ts,
  message: found,
  previous_message: { ts: found.ts },
})

const secondsOf = (milliseconds: number): string => String(milliseconds / 1000)

const messages = (api: Api, method: string, given: Readonly<Record<string, unknown>>): Promise<Message[]> =>
  pages(api, method, given, (page) => messagePage.parse(page).messages)

const pages = async <Item>(
  api: Api,
  method: string,
  given: Readonly<Record<string, unknown>>,
  itemsOf: (page: unknown) => readonly Item[],
): Promise<Item[]> => {
  const items: Item[] = []
  let cursor = ''
  do {
    const page = await api.call(
      method,
      { ...given, limit: 200, ...(cursor === '' ? {} : { cursor }) },
      priorities.catchUp,
    )
    items.push(...itemsOf(page))
    cursor = cursorOf.safeParse(page).data?.response_metadata.next_cursor ?? ''
  } while (cursor !== '')
  return items
}
