// The one line in the staff channel that lists what nobody has claimed: changed where it stands, and posted anew where people should look again.

import type { Delivery, FinishedContent, Receipt, Words } from '../../src/channel.ts'
import type { Listed, UnclaimedRow } from '../../src/desk/lists.ts'
import { messagePlace } from './addresses.ts'
import { priorities } from './api.ts'
import { moment } from './card.ts'
import { slackCode, toChannelError } from './errors.ts'
import { fitting, headOf, numberLink } from './lists.ts'
import { escapeText } from './mrkdwn.ts'
import { postAll, type SendingParts, staffChannelOf } from './posting.ts'
import { renderLine, renderRevision } from './render.ts'

type Reminder = Extract<FinishedContent, { kind: 'reminder' }>

/** So long a line is looked at again where it stands: it takes a new place in the channel once in that time at most. Milliseconds. */
const STANDS_FOR = 30 * 60_000
/** `chat.update` takes no more than 4,000 characters. */
const mostText = 3500

/** Shows what waits. The receipt is where it stands; empty where nothing waits any more, so that the next line is a new one. */
export const sendReminder = async (
  parts: SendingParts,
  delivery: Delivery,
  { posted, again }: Reminder,
): Promise<Receipt> => {
  const waiting = await parts.desk.unclaimed(mostShown)
  const { words, locale } = parts
  if (waiting.total === 0) {
    if (posted !== null) await changeLine(parts, posted, words(locale, 'slack.unclaimed.none'))
    return { ids: [] }
  }
  const text = await lineOf(parts, waiting)
  const isOld = posted !== null && Date.now() - Number(messagePlace(posted).ts) * 1_000 >= STANDS_FOR
  if (posted !== null && !(again && isOld) && (await changeLine(parts, posted, text))) return { ids: [posted] }
  const receipt = await postAll(parts, delivery, [renderLine(delivery, text, staffChannelOf(parts))], priorities.card)
  if (posted !== null) await remove(parts, posted)
  return receipt
}

const lineOf = async (parts: SendingParts, waiting: Listed<UnclaimedRow>): Promise<string> => {
  const { words, locale } = parts
  const all = await Promise.all(waiting.rows.map((ticket) => ticketLine(parts, ticket)))
  const lines = fitting(all, mostText)
  const rest = waiting.total - lines.length
  return [
    words(locale, 'slack.unclaimed.title', { count: waiting.total }),
    ...lines,
    ...(rest > 0 ? [words(locale, 'slack.list.more', { count: rest })] : []),
  ].join('\n')
}

const mostShown = 30
const mostHead = 80

const ticketLine = async (
  { linkTo, words, locale }: Pick<SendingParts, 'linkTo'> & { readonly words: Words; readonly locale: string },
  { number, card, subject, question, since }: UnclaimedRow,
): Promise<string> => {
  const head = escapeText(headOf(subject ?? question, mostHead))
  return `• ${await numberLink({ linkTo }, { number, card })} ${head} · ${words(locale, 'slack.unclaimed.since')} ${moment(since)}`
}

/** Changes a line of the desk's where it stands; false where it stands there no more. Throws ChannelError. */
export const changeLine = async ({ api }: SendingParts, posted: string, text: string): Promise<boolean> => {
  const call = renderRevision(posted, { text })
  try {
    await api.call('chat.update', { ...call }, priorities.card)
    return true
  } catch (error) {
    if (slackCode(error) === 'message_not_found') return false
    throw toChannelError(error, call.channel)
  }
}

// What is left standing above the new line only repeats it.
const remove = async ({ api, log }: SendingParts, posted: string): Promise<void> => {
  await api
    .call('chat.delete', { ...messagePlace(posted) }, priorities.card)
    .catch((error: unknown) => log.debug({ err: error }, 'an old reminder in Slack could not be deleted'))
}
