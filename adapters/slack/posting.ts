// How anything new gets into Slack: where it goes, and that what was perhaps said is looked for before it is said again.

import type { Logger } from 'pino'
import { z } from 'zod'
import { ChannelError, type Delivery, type Receipt, type Words } from '../../src/channel.ts'
import type { Desk } from '../../src/desk.ts'
import { messageId, messagePlace } from './addresses.ts'
import type { Api } from './api.ts'
import { toChannelError } from './errors.ts'
import type { ThreadUse } from './known.ts'
import type { LinkTo } from './links.ts'
import { lookUp } from './look-up.ts'
import type { Naming, PostCall } from './render.ts'

export interface SendingParts {
  readonly api: Api
  readonly desk: Pick<Desk, 'card' | 'cardsWaiting' | 'unclaimed' | 'incident' | 'scheduledReport' | 'hasAssistant'>
  readonly words: Words
  /** The desk's own language, for cards and for what stands in for a name. */
  readonly locale: string
  readonly staffChannel: string | null
  readonly thread: ThreadUse
  readonly linkTo: LinkTo
  /** Waits before another look for what may be on its way; `times` so long as usual, once unless told. */
  readonly pause: (times?: number) => Promise<void>
  readonly log: Logger
}

export interface Place {
  readonly channel: string
  readonly thread: string | null
}

const posted = z.object({ ts: z.string() })

/**
 * Where a delivery goes: an address is a direct message, or the card that a thread hangs on; without one it is for the staff channel itself.
 * @throws ChannelError where there is no staff channel
 */
export const placeOf = (parts: Pick<SendingParts, 'staffChannel'>, { address }: Pick<Delivery, 'address'>): Place => {
  if (address === null) return { channel: staffChannelOf(parts), thread: null }
  if (!address.includes(':')) return { channel: address, thread: null }
  const { channel, ts } = messagePlace(address)
  return { channel, thread: ts }
}

/** How people are named in what is posted. */
export const namingOf = ({ api, words, locale }: Pick<SendingParts, 'api' | 'words' | 'locale'>): Naming => ({
  nameless: words(locale, 'slack.customer'),
  standsBeside: api.may('chat:write.customize'),
})

/**
 * The staff channel.
 * @throws ChannelError where there is none
 */
export const staffChannelOf = ({ staffChannel }: Pick<SendingParts, 'staffChannel'>): string => {
  if (staffChannel !== null) return staffChannel
  throw new ChannelError(
    'misconfigured',
    'tickets have no Slack channel to go to: set SLACK_STAFF_CHANNEL to the id of one',
  )
}

/** Posts the parts of a delivery that haven't arrived. Throws ChannelError, whose `sent` names every part that has arrived so far. */
export const postAll = async (
  parts: SendingParts,
  delivery: Delivery,
  calls: readonly PostCall[],
  priority: number,
): Promise<Receipt> => {
  const ids = [...delivery.sent]
  const place = calls[0]?.channel ?? ''
  try {
    const found = await foundParts(parts, delivery, calls, ids.length)
    for (const [part, call] of calls.entries()) {
      if (part < ids.length) continue
      ids.push(found.get(part) ?? (await post(parts.api, call, priority)))
    }
    return { ids }
  } catch (error) {
    throw toChannelError(error, place, ids)
  }
}

/**
 * Posts one message; the answer is its id.
 * @throws the errors of @slack/web-api
 */
export const post = async (api: Api, call: PostCall, priority: number): Promise<string> =>
  messageId(call.channel, posted.parse(await api.call('chat.postMessage', { ...call }, priority)).ts)

/**
 * Those of a delivery's parts that were said in attempts whose end is not known, by part number.
 * @param calls all its parts, in order
 * @param skip how many of the first ones are known to have arrived
 * @throws the errors of @slack/web-api
 */
export const foundParts = async (
  { api, pause }: Pick<SendingParts, 'api' | 'pause'>,
  { id, triedAt }: Pick<Delivery, 'id' | 'triedAt'>,
  calls: readonly PostCall[],
  skip: number,
): Promise<ReadonlyMap<number, string>> => {
  const [call] = calls
  if (!call || triedAt === null || skip >= calls.length) return new Map()
  const { channel, thread_ts: thread = null } = call
  const parts = [...calls.keys()].slice(skip)
  const found = await lookUp(api, { delivery: id, channel, thread, triedAt, parts }, pause)
  return new Map([...found].map(([part, ts]) => [part, messageId(channel, ts)]))
}
