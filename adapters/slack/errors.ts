// What Slack's refusals mean for a delivery, and what an operator can do about them.
// Codes: https://docs.slack.dev/reference/methods/chat.postMessage#errors; error classes: @slack/web-api 8.2 errors.ts.

import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'
import { z } from 'zod'
import { ChannelError } from '../../src/channel.ts'
import { isDirect } from './payloads.ts'

/** Certainly not said, or harmless to say again. */
const later = new Set(['ratelimited', 'rate_limited', 'service_unavailable', 'team_added_to_org', 'accesslimited'])
/** Slack itself says that part of the work may have been done. */
const perhaps = new Set(['internal_error', 'fatal_error', 'request_timeout', 'file_update_failed'])

const remedies: Readonly<Record<string, string>> = {
  not_in_channel: 'invite the bot to the channel: /invite @<bot>',
  channel_not_found:
    'SLACK_STAFF_CHANNEL names no channel that the bot can see: check the id (C… or G…), and invite the bot',
  is_archived: 'the channel is archived: unarchive it, or name another in SLACK_STAFF_CHANNEL',
  messages_tab_disabled: 'switch on the Messages tab in the Slack app under App Home',
  invalid_auth: 'SLACK_BOT_TOKEN is not valid: copy it again from the Slack app, OAuth & Permissions',
  not_authed: 'SLACK_BOT_TOKEN is missing',
  account_inactive: 'the bot was removed from the workspace: install the Slack app again, then set SLACK_BOT_TOKEN',
  token_revoked: 'the token was revoked: install the Slack app again, then set SLACK_BOT_TOKEN',
  token_expired: 'the token expired: switch token rotation off in the Slack app, then set SLACK_BOT_TOKEN',
  not_allowed_token_type:
    'SLACK_BOT_TOKEN takes a token that begins with xoxb-, SLACK_APP_TOKEN one that begins with xapp-',
  unknown_method: 'SLACK_API_URL names a server that does not do all that Slack does',
  unreadable_answer: 'SLACK_API_URL names a server that does not answer as Slack does',
  posting_to_channel_denied: 'a workspace setting keeps the bot from posting there: allow it',
  no_permission: 'invite the bot to the channel: /invite @<bot>',
  invalid_channel:
    'SLACK_STAFF_CHANNEL names no channel that the bot can see: check the id (C… or G…), and invite the bot',
  missing_scope: 'give the Slack app the missing scope under OAuth & Permissions, and install it again',
}

/** Refusals of one recipient, by the reason the other side is told (keys under `refused.`). */
const reasons: Readonly<Record<string, string>> = {
  user_disabled: 'deactivated',
  user_not_found: 'deactivated',
  cannot_dm_bot: 'deactivated',
  message_not_found: 'messageGone',
  thread_not_found: 'messageGone',
  cannot_reply_to_message: 'messageGone',
  cant_update_message: 'messageGone',
  file_not_found: 'fileGone',
  file_deleted: 'fileGone',
  file_upload_size_restricted: 'fileTooLarge',
  file_uploads_disabled: 'fileRefused',
  file_uploads_except_images_disabled: 'fileRefused',
  storage_limit_reached: 'fileRefused',
}

/** Codes of a connection that was never made: nothing can have been said. */
const unreached = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Slack's own code in an error of its client, or null where the answer never came or wasn't one of Slack's. */
export const slackCode = (error: unknown): string | null =>
  error instanceof WebAPIPlatformError ? error.data.error : null

/** What Slack's answer will still be in a while: its code, or what stands for one. Null where it was busy, failed on its side, or wasn't reached. */
export const lastingRefusal = (error: unknown): string | null => {
  // Another server than Slack's own may lack a method, or answer it in another form.
  if (error instanceof WebAPIHTTPError && error.statusCode === 404) return 'unknown_method'
  if (error instanceof z.ZodError) return 'unreadable_answer'
  const code = slackCode(error)
  return code === null || later.has(code) || perhaps.has(code) ? null : code
}

/**
 * Turns an error of Slack's client into what the delivery's worker can act on.
 * @param place the channel it was meant for; a direct message that isn't found is its customer's affair, a channel the operator's
 * @param sent receipts of the parts that had arrived before
 */
export const toChannelError = (error: unknown, place: string, sent: readonly string[] = []): ChannelError => {
  if (error instanceof ChannelError) return error
  if (error instanceof WebAPIRateLimitedError) {
    return new ChannelError('retry', 'Slack asks to wait', { cause: error, retryAfterSeconds: error.retryAfter, sent })
  }
  if (error instanceof WebAPIPlatformError) return fromRefusal(error, place, sent)
  if (error instanceof WebAPIHTTPError) {
    return new ChannelError('ambiguous', `Slack answered with HTTP ${error.statusCode}`, { cause: error, sent })
  }
  if (error instanceof WebAPIRequestError) {
    const code = connectionCode(error.original)
    const kind = unreached.has(code) ? 'retry' : 'ambiguous'
    return new ChannelError(kind, `Slack's answer never came (${code})`, { cause: error, sent })
  }
  throw error
}

/** The same for a call after which certainly nothing was said yet: it may be made again. */
export const nothingSaid = (error: unknown, place = ''): ChannelError => {
  const fault = toChannelError(error, place)
  return fault.kind === 'ambiguous' ? new ChannelError('retry', fault.message, { cause: fault.cause }) : fault
}

const fromRefusal = (error: WebAPIPlatformError, place: string, sent: readonly string[]): ChannelError => {
  const code = error.data.error
  const needed = 'needed' in error.data ? String(error.data.needed) : undefined
  const options = { cause: error, sent }
  if (later.has(code)) return new ChannelError('retry', `Slack can't take it now (${code})`, options)
  if (perhaps.has(code)) return new ChannelError('ambiguous', `Slack failed on its side (${code})`, options)
  if (isDirect(place) && (code === 'channel_not_found' || code === 'invalid_channel'))
    return new ChannelError('permanent', 'the direct message is gone', { ...options, reason: 'chatNotFound' })
  const remedy = remedyOf(code)
  if (remedy)
    return new ChannelError(
      'misconfigured',
      `Slack refused (${code}${needed ? `: ${needed}` : ''}): ${remedy}`,
      options,
    )
  return new ChannelError('permanent', `Slack refused (${code})`, { ...options, reason: reasons[code] ?? 'rejected' })
}

const lost = new Set<string | null>(['channel_not_found', 'invalid_channel', 'not_in_channel', 'is_archived'])

/** Whether a post can't be reached since it stands in a channel that was the staff's before: nobody mends that for what is over. */
export const isOutOfReach = (error: unknown, channel: string, staffChannel: string | null): boolean =>
  channel !== staffChannel && !isDirect(channel) && lost.has(slackCode(error))

/** What an operator reads beside a refusal, whatever it is. */
export const adviceOn = (code: string): string => remedyOf(code) ?? 'see https://docs.slack.dev/reference/methods'

const appTokenRemedies: Readonly<Record<string, string>> = {
  missing_scope: 'SLACK_APP_TOKEN lacks the scope connections:write; make a token that has it',
  not_allowed_token_type: 'SLACK_APP_TOKEN takes an app-level token, which begins with xapp-',
}

/** What an operator does where Slack refuses a connection of Socket Mode, which asks with SLACK_APP_TOKEN. */
export const adviceOnAppToken = (code: string): string => {
  if (code === 'unknown_method' || code === 'unreadable_answer') return adviceOn(code)
  const fault =
    appTokenRemedies[code] ??
    'SLACK_APP_TOKEN is not valid; copy it again, or make one with the scope connections:write'
  return `${fault}, in the Slack app under Basic Information, App-Level Tokens, and see that Socket Mode is on`
}

/** What an operator does about one of Slack's codes; undefined where it isn't the operator's affair. */
export const remedyOf = (code: string): string | undefined =>
  code.startsWith('restricted_action')
    ? 'a workspace setting keeps the bot from posting there: allow it'
    : remedies[code]

const connectionCode = (error: Error): string => {
  const cause = error.cause
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.name
}
