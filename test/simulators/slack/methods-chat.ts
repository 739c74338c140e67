/** chat.* and reactions.*: https://docs.slack.dev/reference/methods/chat.postMessage and its neighbours. */
import { type Arguments, flag, nested, required, text } from './arguments.ts'
import { checkBlocks, checkPostText, checkUpdateText, isRecord } from './blocks.ts'
import type { Method } from './methods.ts'
import { memberChannel } from './methods-conversations.ts'
import { SlackRefusal } from './refusal.ts'
import {
  addMessage,
  type Channel,
  changeMessage,
  directMessage,
  removeMessage,
  type StoredMessage,
  tell,
  type Workspace,
  wire,
} from './workspace.ts'

export const chatMethods: Readonly<Record<string, Method>> = {
  'chat.postMessage': { scope: 'chat:write', run: (given, { workspace, scopes }) => post(given, workspace, scopes) },
  'chat.update': { scope: 'chat:write', run: (given, { workspace }) => update(given, workspace) },
  'chat.delete': {
    scope: 'chat:write',
    run: (given, { workspace }) => {
      const channel = writable(workspace, required(given, 'channel'))
      const message = ownMessage(workspace, channel, required(given, 'ts'), 'cant_delete_message')
      removeMessage(workspace, channel, message)
      return { channel: channel.id, ts: message.ts }
    },
  },
  'chat.postEphemeral': { scope: 'chat:write', run: (given, { workspace }) => postEphemeral(given, workspace) },
  'chat.getPermalink': {
    run: (given, { workspace }) => {
      const channel = memberChannel(workspace, required(given, 'channel'))
      const message = existing(channel, required(given, 'message_ts'))
      return {
        channel: channel.id,
        permalink: `https://simulator.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}`,
      }
    },
  },
  'reactions.add': {
    scope: 'reactions:write',
    run: (given, { workspace }) => {
      const { channel, message, name } = reactionTarget(given, workspace)
      const reaction = message.reactions.find((each) => each.name === name)
      if (reaction?.users.includes(workspace.bot.user)) throw new SlackRefusal('already_reacted')
      if (reaction) reaction.users.push(workspace.bot.user)
      else message.reactions.push({ name, users: [workspace.bot.user] })
      tellReaction(workspace, channel, message, name, 'reaction_added')
      return {}
    },
  },
  'reactions.remove': {
    scope: 'reactions:write',
    run: (given, { workspace }) => {
      const { channel, message, name } = reactionTarget(given, workspace)
      const reaction = message.reactions.find((each) => each.name === name && each.users.includes(workspace.bot.user))
      if (!reaction) throw new SlackRefusal('no_reaction')
      reaction.users.splice(reaction.users.indexOf(workspace.bot.user), 1)
      if (reaction.users.length === 0) message.reactions.splice(message.reactions.indexOf(reaction), 1)
      tellReaction(workspace, channel, message, name, 'reaction_removed')
      return {}
    },
  },
}

function post(given: Arguments, workspace: Workspace, scopes: ReadonlySet<string>): Record<string, unknown> {
  const channel = writable(workspace, required(given, 'channel'))
  const username = text(given, 'username')
  if (username !== undefined && !scopes.has('chat:write.customize')) {
    throw new SlackRefusal('missing_scope', { needed: 'chat:write.customize', provided: [...scopes].join(',') })
  }
  const blocks = readBlocks(given)
  const said = checkPostText(text(given, 'text'), blocks)
  const thread = text(given, 'thread_ts')
  if (thread !== undefined) checkParent(channel, thread)
  const metadata = readMetadata(given)
  const message = addMessage(workspace, channel, {
    text: said,
    bot_id: workspace.bot.id,
    app_id: workspace.bot.app,
    ...(username === undefined ? { user: workspace.bot.user } : { username, subtype: 'bot_message' }),
    ...(thread === undefined ? {} : { thread_ts: thread }),
    ...(thread !== undefined && flag(given, 'reply_broadcast') ? { subtype: 'thread_broadcast' } : {}),
    ...(blocks ? { blocks } : {}),
    ...(metadata ? { metadata } : {}),
  })
  return { channel: channel.id, ts: message.ts, message: wire(message, { metadata: true }) }
}

function update(given: Arguments, workspace: Workspace): Record<string, unknown> {
  const channel = writable(workspace, required(given, 'channel'))
  const message = ownMessage(workspace, channel, required(given, 'ts'), 'cant_update_message')
  const blocks = readBlocks(given)
  const said = checkUpdateText(text(given, 'text'), blocks)
  const metadata = readMetadata(given)
  changeMessage(workspace, channel, message, {
    by: workspace.bot.user,
    ...(said === undefined ? {} : { text: said }),
    // Text alone replaces blocks too: a message shows its blocks, and old ones would hide the new text.
    ...(blocks || said !== undefined ? { blocks: blocks ?? [] } : {}),
    ...(metadata ? { metadata } : {}),
  })
  return { channel: channel.id, ts: message.ts, text: message.text, message: wire(message, { metadata: true }) }
}

function postEphemeral(given: Arguments, workspace: Workspace): Record<string, unknown> {
  const channel = writable(workspace, required(given, 'channel'))
  const user = required(given, 'user')
  if (!channel.members.has(user)) throw new SlackRefusal('user_not_in_channel')
  const blocks = readBlocks(given)
  const said = checkPostText(text(given, 'text'), blocks)
  const thread = text(given, 'thread_ts')
  return {
    message_ts: addNotice(workspace, user, {
      channel: channel.id,
      text: said,
      blocks: blocks ?? [],
      ...(thread === undefined ? {} : { threadTs: thread }),
    }),
  }
}

/** Shows something to one person alone and returns its `ts`. */
export function addNotice(
  workspace: Workspace,
  user: string,
  notice: { channel: string; text: string; blocks: NonNullable<StoredMessage['blocks']>; threadTs?: string },
): string {
  const ts = workspace.stamp()
  workspace.notices.set(user, [...(workspace.notices.get(user) ?? []), { ...notice, ts }])
  workspace.changed()
  return ts
}

/** Takes away what was shown to one person alone. */
export function removeNotice(workspace: Workspace, user: string, ts: string): void {
  const left = workspace.notices.get(user)?.filter((notice) => notice.ts !== ts) ?? []
  workspace.notices.set(user, left)
  workspace.changed()
}

/** A channel the bot may write to; a user id stands for the direct message with that person. */
function writable(workspace: Workspace, id: string): Channel {
  const channel =
    id.startsWith('U') && workspace.members.has(id) ? directMessage(workspace, id) : memberChannel(workspace, id)
  if (channel.archived) throw new SlackRefusal('is_archived')
  return channel
}

function checkParent(channel: Channel, ts: string): void {
  const parent = channel.byTs.get(ts)
  // A reply's ts is refused here; Slack itself would start a broken thread (slackapi/bolt-python#276).
  if (!parent || (parent.thread_ts !== undefined && parent.thread_ts !== parent.ts))
    throw new SlackRefusal('thread_not_found')
}

function existing(channel: Channel, ts: string): StoredMessage {
  const message = channel.byTs.get(ts)
  if (!message || message.subtype === 'tombstone') throw new SlackRefusal('message_not_found')
  return message
}

function ownMessage(workspace: Workspace, channel: Channel, ts: string, code: string): StoredMessage {
  const message = existing(channel, ts)
  if (message.bot_id !== workspace.bot.id && message.user !== workspace.bot.user) throw new SlackRefusal(code)
  return message
}

function reactionTarget(given: Arguments, workspace: Workspace) {
  const channel = memberChannel(workspace, required(given, 'channel'))
  return { channel, message: existing(channel, required(given, 'timestamp')), name: required(given, 'name') }
}

function tellReaction(
  workspace: Workspace,
  channel: Channel,
  message: StoredMessage,
  name: string,
  type: string,
): void {
  const item = { type: 'message', channel: channel.id, ts: message.ts }
  tell(workspace, channel, {
    type,
    user: workspace.bot.user,
    reaction: name,
    item,
    item_user: message.user,
    event_ts: workspace.stamp(),
  })
  workspace.changed()
}

function readBlocks(given: Arguments): NonNullable<StoredMessage['blocks']> | undefined {
  const blocks = nested(given, 'blocks', 'invalid_blocks_format')
  return blocks === undefined ? undefined : checkBlocks(blocks)
}

function readMetadata(given: Arguments): StoredMessage['metadata'] {
  const metadata = nested(given, 'metadata', 'invalid_metadata_format')
  if (metadata === undefined) return undefined
  if (!isRecord(metadata) || typeof metadata.event_type !== 'string' || !isRecord(metadata.event_payload)) {
    throw new SlackRefusal('invalid_metadata_schema')
  }
  if (!/^[A-Za-z0-9_-]+$/.test(metadata.event_type)) throw new SlackRefusal('invalid_metadata_format')
  if (JSON.stringify(metadata).length > 16_000) throw new SlackRefusal('metadata_too_large')
  return { event_type: metadata.event_type, event_payload: metadata.event_payload }
}
