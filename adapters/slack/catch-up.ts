// Slack keeps nothing past its three retries, about 6 minutes: after every connect, and after every event that could not be stored, the desk
// reads what it may have missed. What it knows already has the same key, and is passed over.

import type { Logger } from 'pino'
import { z } from 'zod'
import { type Api, priorities } from './api.ts'
import { adviceOn, lastingRefusal } from './errors.ts'

export interface CatchUpParts {
  readonly api: Api
  readonly staffChannel: string | null
  readonly log: Pick<Logger, 'warn' | 'error'>
  /** Takes a message that was fetched; rejects where the database is away. */
  readonly take: (body: unknown) => Promise<void>
  /** Milliseconds before the first of those readings that wait; the pauses double up to 5 minutes. */
  readonly pause: number
}

export interface CatchUp {
  /** Reads what was said since the last complete reading. A reading under way is followed by another: it may have passed what is new. Never rejects. */
  run(): Promise<void>
  /** Something that Slack brought was not stored: it is read after a pause, and again after longer ones, until a reading was complete. */
  missed(): void
  /** Resolves when nothing is read any more. */
  stop(): Promise<void>
}

/** How far back the first reading after a start goes. */
const firstReach = 24 * 3_600_000
/** What a later reading goes back beyond the one before: what was under way then, or in Slack's retries. */
const overlap = 10 * 60_000
/** Cards older than this are not looked at for new replies. */
const oldestCard = 14 * 24 * 3_600_000
const longestPause = 300_000

const identity = z.object({ team_id: z.string(), user_id: z.string() })
const message = z.looseObject({
  ts: z.string(),
  latest_reply: z.string().optional(),
  edited: z.object({ ts: z.string() }).optional(),
})
const messagePage = z.object({ messages: z.array(message) })
const channelPage = z.object({ channels: z.array(z.object({ id: z.string() })) })
const cursorOf = z.object({ response_metadata: z.object({ next_cursor: z.string() }) })

type Message = z.infer<typeof message>

/** Makes the reader of what was missed. */
export const createCatchUp = (parts: CatchUpParts): CatchUp => {
  const state: State = { since: Date.now() - firstReach, isOwed: true, failures: 0, isStopping: false }
  let reading: Promise<void> | null = null
  let timer: NodeJS.Timeout | null = null
  const waitNoLonger = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
  }
  const run = async (): Promise<void> => {
    if (state.isStopping) return
    waitNoLonger()
    state.isOwed = true
    reading ??= readOwed(parts, state).then((shouldRetry) => {
      reading = null
      if (shouldRetry) later()
    })
    await reading
  }
  const later = (): void => {
    if (!state.isStopping) timer ??= setTimeout(run, Math.min(longestPause, parts.pause * 2 ** state.failures)).unref()
  }
  return {
    run,
    missed: () => {
      // While nothing is owed, all that Slack brought up to now was stored.
      if (!state.isOwed && reading === null) state.since = Math.max(state.since, Date.now() - overlap)
      state.isOwed = true
      if (reading === null) later()
    },
    stop: async () => {
      state.isStopping = true
      waitNoLonger()
      await reading
    },
  }
}

interface State {
  /** Milliseconds of the clock: what is older was read or stored. */
  since: number
  /** Whether there may be something that no reading so far has passed. */
  isOwed: boolean
  /** Readings in a row that failed. */
  failures: number
  isStopping: boolean
}

/** Reads until nothing is owed; the answer is whether a reading failed in a way that may pass. */
const readOwed = async (parts: CatchUpParts, state: State): Promise<boolean> => {
  while (state.isOwed && !state.isStopping) {
    state.isOwed = false
    const began = Date.now()
    try {
      await readMissed(parts, state)
      state.since = began - overlap
      state.failures = 0
    } catch (error) {
      state.isOwed = true
      state.failures += 1
      return mayPass(error, parts.log)
    }
  }
  return false
}

const mayPass = (error: unknown, log: CatchUpParts['log']): boolean => {
  const refusal = lastingRefusal(error)
  const what = 'what was said in Slack meanwhile could not be read whole'
  if (refusal === null) log.warn({ err: error }, `${what}; trying again`)
  else log.error({ err: error }, `${what} (${refusal}): ${adviceOn(refusal)}`)
  return refusal === null
}

type Reading = Readonly<Pick<State, 'since' | 'isStopping'>>

const readMissed = async (parts: CatchUpParts, reach: Reading): Promise<void> => {
  const { team_id, user_id } = identity.parse(await parts.api.call('auth.test', {}, priorities.catchUp))
  const oldest = String(reach.since / 1000)
  const hand = async (channel: string, found: Message): Promise<void> => {
    if (reach.isStopping || Number(found.ts) * 1000 < reach.since) return
    const take = (event: object): Promise<void> =>
      parts.take({
        type: 'event_callback',
        team_id,
        authorizations: [{ user_id }],
        event: { type: 'message', channel, ...event },
      })
    if (found.edited) await take(changeOf(found, found.edited.ts))
    await take(found)
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

// The change goes first: of words that were never read it is nobody's news, and they are stored as they read now.
const changeOf = (found: Message, ts: string): object => ({
  subtype: 'message_changed',
  ts,
  message: found,
  previous_message: { ts: found.ts },
})

const threadsWithNews = async ({ api, staffChannel }: CatchUpParts, { since }: Reading) => {
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
