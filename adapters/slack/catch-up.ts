// Slack keeps nothing past its three retries, about 6 minutes: after every connect the desk reads what it may have missed.
// What it knows already has the same key, and is passed over.

import type { Logger } from 'pino'
import { z } from 'zod'
import { type Api, priorities } from './api.ts'
import { slackCode } from './errors.ts'

export interface CatchUpParts {
  readonly api: Api
  readonly staffChannel: string | null
  readonly log: Pick<Logger, 'info' | 'warn'>
  /** Handles a payload as if Slack had sent it; rejects where the database is away. */
  readonly handle: (body: unknown) => Promise<void>
}

export interface CatchUp {
  /** Reads what was said since the last complete reading; one reading at a time. Never rejects. */
  run(): Promise<void>
  /** Resolves when nothing is read any more. */
  stop(): Promise<void>
}

/** How far back the first reading after a start goes. */
const firstReach = 24 * 3_600_000
/** What a later reading goes back beyond the one before: what was under way then. */
const overlap = 10 * 60_000
/** Cards older than this are not looked at for new replies. */
const oldestCard = 14 * 24 * 3_600_000
const retryAfter = 30_000

const identity = z.object({ team_id: z.string(), user_id: z.string() })
const message = z.looseObject({ ts: z.string(), latest_reply: z.string().optional() })
const messagePage = z.object({ messages: z.array(message) })
const channelPage = z.object({ channels: z.array(z.object({ id: z.string() })) })
const cursorOf = z.object({ response_metadata: z.object({ next_cursor: z.string() }) })

type Message = z.infer<typeof message>

/** Makes the reader of what was missed. */
export const createCatchUp = (parts: CatchUpParts): CatchUp => {
  const state = { since: Date.now() - firstReach, isStopping: false }
  let reading: Promise<void> | null = null
  let again: NodeJS.Timeout | undefined
  const read = async (): Promise<void> => {
    const began = Date.now()
    try {
      await readMissed(parts, state)
      state.since = began - overlap
    } catch (error) {
      const code = slackCode(error)
      parts.log.warn({ code, err: error }, 'what was said in Slack meanwhile could not be read whole')
      // A refusal stays one; anything else may pass.
      if (code === null && !state.isStopping) again = setTimeout(run, retryAfter).unref()
    }
  }
  const run = async (): Promise<void> => {
    if (state.isStopping) return
    clearTimeout(again)
    reading ??= read().finally(() => {
      reading = null
    })
    await reading
  }
  return {
    run,
    stop: async () => {
      state.isStopping = true
      clearTimeout(again)
      await reading
    },
  }
}

interface Reach {
  readonly since: number
  readonly isStopping: boolean
}

const readMissed = async (parts: CatchUpParts, reach: Reach): Promise<void> => {
  const { team_id, user_id } = identity.parse(await parts.api.call('auth.test', {}, priorities.catchUp))
  const oldest = String(reach.since / 1000)
  const hand = async (channel: string, found: Message): Promise<void> => {
    if (reach.isStopping || Number(found.ts) * 1000 < reach.since) return
    const event = { ...found, type: 'message', channel }
    await parts.handle({ type: 'event_callback', team_id, authorizations: [{ user_id }], event })
  }
  for (const { channel, thread } of await threadsWithNews(parts, reach)) {
    for (const found of await messages(parts.api, 'conversations.replies', { channel, ts: thread, oldest }))
      await hand(channel, found)
  }
  const directs = await pages(
    parts.api,
    'users.conversations',
    { types: 'im' },
    (page) => channelPage.parse(page).channels,
  )
  for (const { id } of directs) {
    // A desk may have hundreds of these, at 50 a minute.
    if (reach.isStopping) return
    const found = await messages(parts.api, 'conversations.history', { channel: id, oldest })
    for (const one of found.reverse()) await hand(id, one)
  }
}

const threadsWithNews = async ({ api, staffChannel }: CatchUpParts, { since }: Reach) => {
  if (staffChannel === null) return []
  const oldest = String((Date.now() - oldestCard) / 1000)
  const cards = await messages(api, 'conversations.history', { channel: staffChannel, oldest })
  return cards
    .filter(({ latest_reply }) => Number(latest_reply ?? 0) * 1000 >= since)
    .map(({ ts }) => ({ channel: staffChannel, thread: ts }))
}

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
