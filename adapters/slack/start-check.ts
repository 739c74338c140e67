// What can be wrong with a Slack app is said at the start, with the remedy, and keeps nothing else of the desk from working.

import type { Logger } from 'pino'
import { z } from 'zod'
import { type Api, priorities } from './api.ts'
import { adviceOn, remedyOf, slackCode } from './errors.ts'
import { botScopes } from './manifest.ts'

const channelInfo = z.object({
  channel: z.object({ is_member: z.boolean().optional(), is_archived: z.boolean().optional() }),
})
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
    const { channel } = channelInfo.parse(
      await api.call('conversations.info', { channel: staffChannel }, priorities.answer),
    )
    if (channel.is_archived)
      log.error({ channel: staffChannel }, `the Slack staff channel can't be used: ${remedyOf('is_archived')}`)
    else if (!channel.is_member)
      log.error({ channel: staffChannel }, `the bot is not in the Slack staff channel: ${remedyOf('not_in_channel')}`)
  } catch (error) {
    const code = slackCode(error)
    if (code === null) log.warn({ err: error }, 'Slack did not answer the check at the start; the desk keeps trying')
    else log.error({ code }, `Slack refused the check at the start (${code}): ${adviceOn(code)}`)
  }
}

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
