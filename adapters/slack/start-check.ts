// What can be wrong with a Slack app is said at the start, with the remedy, and keeps nothing else of the desk from working.

import type { Logger } from 'pino'
import { z } from 'zod'
import { type Api, priorities } from './api.ts'
import { adviceOn, slackCode } from './errors.ts'
import { botScopes } from './manifest.ts'
import { refusalOf } from './staff-watch.ts'

// The SDK's own reading of the header x-oauth-scopes, which another server than Slack's may not send.
const granted = z.object({ response_metadata: z.object({ scopes: z.array(z.string()) }) })
const opened = z.object({ channel: z.object({ id: z.string() }) })

/** Logs what an operator has to mend: the token, the scopes, the bot's place in the staff channel. Never throws. */
export const checkAtStart = async (
  api: Api,
  staffChannel: string | null,
  log: Pick<Logger, 'warn' | 'error'>,
): Promise<void> => {
  try {
    tellOfScopes(await api.call('auth.test', {}, priorities.answer), log)
    if (staffChannel === null) {
      log.warn('Slack has no channel for tickets: set SLACK_STAFF_CHANNEL to the id of one, and invite the bot there')
      return
    }
    const code = await refusalOf(api, staffChannel)
    if (code === 'is_archived')
      log.error({ channel: staffChannel }, `the Slack staff channel can't be used: ${adviceOn(code)}`)
    else if (code === 'not_in_channel')
      log.error({ channel: staffChannel }, `the bot is not in the Slack staff channel: ${adviceOn(code)}`)
    else if (code !== null) refuse(code, log)
  } catch (error) {
    const code = slackCode(error)
    if (code === null) log.warn({ err: error }, 'Slack did not answer the check at the start; the desk keeps trying')
    else refuse(code, log)
  }
}

const refuse = (code: string, log: Pick<Logger, 'error'>): void =>
  log.error({ code }, `Slack refused the check at the start (${code}): ${adviceOn(code)}`)

const tellOfScopes = (answer: unknown, log: Pick<Logger, 'error'>): void => {
  const scopes = granted.safeParse(answer).data?.response_metadata.scopes
  const missing = botScopes.filter((scope) => scopes?.includes(scope) === false)
  if (missing.length === 0) return
  const wait = missing.some((scope) => scope.startsWith('files:'))
    ? '; until then files wait, and what is said after them with them'
    : ''
  log.error(
    `the Slack app lacks scopes: add ${missing.join(', ')} under OAuth & Permissions, and install it again${wait}`,
  )
}

/**
 * The direct message between the bot and a person.
 * @throws the errors of @slack/web-api
 */
export const openDirect = async (api: Api, user: string): Promise<string> =>
  opened.parse(await api.call('conversations.open', { users: user }, priorities.reply)).channel.id
