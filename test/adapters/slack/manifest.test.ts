// The app asks Slack for no more than it uses: each scope stands here with what needs it (https://docs.slack.dev/reference/scopes).

import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { slackManifest } from '../../../adapters/slack/manifest.ts'

const folder = new URL('../../../adapters/slack/', import.meta.url)
const source = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && name !== 'manifest.ts')
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n')

/** For each scope: methods that the adapter calls, events that it hears, or words of its source that need it. */
const needed: Readonly<Record<string, readonly string[]>> = {
  'app_mentions:read': ['event app_mention'],
  'channels:history': ['event message.channels', 'conversations.history', 'conversations.replies'],
  'channels:read': ['conversations.info', 'conversations.members', 'users.conversations'],
  'chat:write': ['chat.postMessage', 'chat.update', 'chat.delete', 'chat.postEphemeral'],
  'chat:write.customize': ['username'],
  commands: ['/support', '/desk', "'message_action'"],
  'files:read': ['files.info', 'url_private'],
  'files:write': ['files.getUploadURLExternal', 'files.completeUploadExternal', 'files.delete'],
  'groups:history': ['event message.groups', 'conversations.history', 'conversations.replies'],
  'groups:read': ['conversations.info', 'conversations.members', 'users.conversations'],
  'im:history': ['event message.im', 'conversations.history'],
  'im:read': ['users.conversations'],
  'im:write': ['conversations.open'],
  'metadata.message:read': ['include_all_metadata'],
  'reactions:read': ['event reaction_added'],
  'reactions:write': ['reactions.add', 'reactions.remove'],
  'users:read': ['users.info'],
}
/** Methods that any token may call. */
const free = new Set([
  'auth.test',
  'views.open',
  'views.push',
  'views.update',
  'views.publish',
  'apps.connections.open',
])

const { oauth_config, settings } = slackManifest(null)
const events: readonly string[] = settings.event_subscriptions.bot_events
const isUsed = (use: string): boolean =>
  use.startsWith('event ') ? events.includes(use.slice('event '.length)) : source.includes(use)
const methods = [
  ...new Set(
    source.match(/(?<=')(?:apps|auth|bots|chat|conversations|files|reactions|team|users|views)\.[a-zA-Z.]+(?=')/g),
  ),
]

test('every scope of the app’s is needed by a call or an event', () => {
  expect([...oauth_config.scopes.bot].sort()).toEqual(Object.keys(needed).sort())
  for (const [scope, uses] of Object.entries(needed))
    expect(
      uses.filter((use) => !isUsed(use)),
      scope,
    ).toEqual([])
})

test('every method that is called is one that a scope is there for', () => {
  const allowed = new Set(Object.values(needed).flat())
  expect(methods.length).toBeGreaterThan(15)
  expect(methods.filter((method) => !allowed.has(method) && !free.has(method))).toEqual([])
})
