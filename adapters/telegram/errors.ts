// What went wrong with a call, as a ChannelError that says what can be done about it.

import { TelegramError } from 'telegraf'
import { ChannelError } from '../../src/channel.ts'
import { Unsent } from './uploading.ts'

/** What to do about a token that Telegram refuses. */
export const TOKEN_REMEDY =
  'Telegram refuses the token: take the current one from @BotFather (/mybots, API Token), set TELEGRAM_BOT_TOKEN and start again'

/** What to do where two read one bot's updates: Telegram gives each update to one of them alone. */
export const CONFLICT_REMEDY = 'stop the other one, or give this desk a bot of its own'

/** Errors on the way to the server: the request never left, so nothing can have been said. */
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN'])

/** Why Telegram refuses for good (https://core.telegram.org/bots/api#making-requests has no list; these are the server's own texts). */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/blocked by the user|bot was kicked|not a member/i, 'blocked'],
  [/user is deactivated/i, 'deactivated'],
  [/can't initiate conversation/i, 'notStarted'],
  [/chat not found|PEER_ID_INVALID|group chat was (deleted|upgraded)/i, 'chatNotFound'],
  [/message to (edit|delete) not found|message can't be (edited|deleted)|MESSAGE_ID_INVALID/i, 'messageGone'],
  [/file is too big/i, 'fileTooLarge'],
]

/** Telegram's error_code, or null where no answer came or it was no error of Telegram's. */
export const codeOf = (error: unknown): number | null => (error instanceof TelegramError ? error.code : null)

/** Telegram's own words for a refusal; '' where no answer came. */
export const wordsOf = (error: unknown): string => (error instanceof TelegramError ? error.description : '')

/** How many seconds of silence Telegram asks for; null where it asks for none. */
export const retryAfterOf = (error: unknown): number | null =>
  error instanceof TelegramError ? (error.parameters?.retry_after ?? null) : null

/** Whether Telegram refuses this file in this shape, and would perhaps take it in another. */
export const isUnsuited = (error: unknown): boolean => codeOf(error) === 400 && reasonOf(wordsOf(error)) === 'rejected'

/**
 * Sorts the error of a failed send; one that is sorted already only gets `sent`. `sent` are the receipts of the parts that arrived before it.
 * The cause keeps the error's words alone: telegraf's own error carries the customer's text.
 */
export const toChannelError = (error: unknown, sent: readonly string[]): ChannelError => {
  if (error instanceof ChannelError) return withSent(error, sent)
  const code = codeOf(error)
  const cause = new Error(error instanceof Error ? error.message : String(error))
  if (code === null) return unanswered(error, { cause, sent })
  if (code === 429) {
    const seconds = retryAfterOf(error)
    const wait = seconds === null ? {} : { retryAfterSeconds: seconds }
    return new ChannelError('retry', 'Telegram asks for a pause', { cause, sent, ...wait })
  }
  if (code === 401 || code === 404) return new ChannelError('misconfigured', TOKEN_REMEDY, { cause, sent })
  if (code === 409 || code === 421)
    return new ChannelError('retry', 'Telegram can take no call just now', { cause, sent })
  if (code >= 500) return new ChannelError('ambiguous', `Telegram answered ${code}`, { cause, sent })
  const reason = code === 413 ? 'fileTooLarge' : reasonOf(wordsOf(error))
  return new ChannelError('permanent', `Telegram refused: ${wordsOf(error)}`, { cause, sent, reason })
}

const withSent = (
  { kind, message, cause, reason, retryAfterSeconds }: ChannelError,
  sent: readonly string[],
): ChannelError =>
  new ChannelError(kind, message, {
    cause,
    sent,
    ...(reason !== null && { reason }),
    ...(retryAfterSeconds !== null && { retryAfterSeconds }),
  })

const unanswered = (error: unknown, rest: { cause: Error; sent: readonly string[] }): ChannelError => {
  if (error instanceof Unsent) return new ChannelError('retry', 'an upload to Telegram broke off', rest)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (NEVER_LEFT.has(code)) return new ChannelError('retry', 'Telegram can not be reached', rest)
  return new ChannelError('ambiguous', 'Telegram gave no answer', rest)
}

const reasonOf = (words: string): string => REASONS.find(([pattern]) => pattern.test(words))?.[1] ?? 'rejected'
