// The doctor's look at Slack.

import type { Config } from '../config.ts'
import { ask, bad, type Finding, good, type PlatformAnswer, recordOf } from './finding.ts'

type SlackConfig = NonNullable<Config['slack']>

/** The bot scopes that the app's manifest asks for (https://docs.slack.dev/reference/scopes). */
const SCOPES = [
  ...['app_mentions:read', 'channels:history', 'channels:read', 'chat:write', 'chat:write.customize', 'commands'],
  ...['files:read', 'files:write', 'groups:history', 'groups:read', 'im:history', 'im:read', 'im:write'],
  ...['metadata.message:read', 'reactions:read', 'reactions:write', 'users:read'],
]

/** Checks the bot's token and scopes, the staff channel, and Socket Mode's token. */
export const checkSlack = async (slack: Config['slack']): Promise<readonly Finding[]> => {
  if (slack === null) return [good('Slack', 'off; SLACK_BOT_TOKEN turns it on')]
  const who = await call(slack, 'auth.test', slack.botToken)
  if (who.body.ok !== true) return [bad('Slack', refusal(slack, who, 'SLACK_BOT_TOKEN'))]
  const checks = await Promise.all([checkChannel(slack), checkSocket(slack)])
  return [
    good('Slack', `${String(who.body.user)} in ${String(who.body.team)}`),
    ...scopesFinding(who),
    ...checks.flat(),
  ]
}

const call = (
  slack: SlackConfig,
  method: string,
  token: string,
  fields: Record<string, string> = {},
): Promise<PlatformAnswer> =>
  ask(`${slack.apiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: new URLSearchParams(fields),
  })

const refusal = ({ apiUrl }: SlackConfig, { status, cause, body }: PlatformAnswer, name: string): string => {
  if (status === null)
    return `${new URL(apiUrl).host} can't be reached (${cause}); check the network and SLACK_API_URL.`
  if (typeof body.error === 'string')
    return `the token is refused (${body.error}); copy it again from the app's page into ${name}.`
  return `the answer was ${status}; check SLACK_API_URL, and try again later.`
}

// Slack names a token's scopes in a header; another server may not.
const scopesFinding = ({ headers }: PlatformAnswer): Finding[] => {
  const header = headers.get('x-oauth-scopes')
  if (header === null) return []
  const given = new Set(header.split(',').map((scope) => scope.trim()))
  const missing = SCOPES.filter((scope) => !given.has(scope))
  if (missing.length === 0) return [good('Slack scopes', 'all there')]
  return [
    bad('Slack scopes', `${missing.join(', ')} missing; add them under OAuth & Permissions and install the app again.`),
  ]
}

const checkChannel = async (slack: SlackConfig): Promise<readonly Finding[]> => {
  const { status, cause, body } = await call(slack, 'conversations.info', slack.botToken, {
    channel: slack.staffChannel,
  })
  const about = 'Slack staff channel'
  const channel = recordOf(body.channel)
  if (body.ok !== true) {
    const why = String(body.error ?? (status === null ? cause : status))
    return [
      bad(about, `it can't be read (${why}); check that SLACK_STAFF_CHANNEL is its id and that the bot is a member.`),
    ]
  }
  if (channel.is_archived === true)
    return [bad(about, 'it is archived; unarchive it, or set SLACK_STAFF_CHANNEL to another.')]
  if (channel.is_member === false) return [bad(about, `the bot is not in it; write /invite and the bot's name there.`)]
  return [good(about, `#${String(channel.name ?? slack.staffChannel)}`)]
}

const checkSocket = async (slack: SlackConfig): Promise<readonly Finding[]> => {
  if (slack.appToken === null) return []
  const answer = await call(slack, 'apps.connections.open', slack.appToken)
  if (answer.body.ok === true) return [good('Slack Socket Mode', 'open')]
  return [
    bad('Slack Socket Mode', `${refusal(slack, answer, 'SLACK_APP_TOKEN')} It needs the scope connections:write.`),
  ]
}
