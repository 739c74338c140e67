// Slack's rate limits, kept ahead of time by the pacer. https://docs.slack.dev/apis/web-api/rate-limits

import type { Limit } from '../../src/pacing.ts'

const minute = 60_000

// Tiers count for each method on its own, over the whole workspace.
const perMinute: Readonly<Record<string, number>> = {
  'chat.update': 50,
  'chat.delete': 50,
  'chat.postEphemeral': 100,
  'files.info': 100,
  'files.delete': 50,
  'files.getUploadURLExternal': 100,
  'files.completeUploadExternal': 100,
  'reactions.add': 50,
  'reactions.remove': 50,
  'conversations.members': 100,
  'conversations.open': 50,
  'conversations.info': 50,
  'conversations.history': 50,
  'conversations.replies': 50,
  'users.conversations': 50,
  'users.info': 100,
  'views.open': 100,
  'views.update': 100,
  'views.publish': 100,
}

/** What puts a message into a channel. */
const posts = ['chat.postMessage', 'files.completeUploadExternal']

/**
 * The table that the pacer and the simulator both take. One post a second in a channel; "several hundred" a minute in the workspace, spread
 * evenly: where a crowd spends a minute's in ten seconds, a manager's answer waits for the other fifty. Its window is longer by 5 %, since
 * two calls may arrive closer together than they left.
 */
export const slackLimits: readonly Limit[] = [
  { name: 'posts in a channel', methods: posts, per: 'place', count: 1, within: 1000 },
  { name: 'posts in the workspace', methods: posts, per: 'all', count: 5, within: 1050 },
  ...Object.entries(perMinute).map(
    ([method, count]): Limit => ({ name: method, methods: [method], per: 'all', count, within: minute }),
  ),
]
