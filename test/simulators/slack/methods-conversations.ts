/** conversations.* and users.*: https://docs.slack.dev/reference/methods/conversations.history and its neighbours. */
import { type Arguments, count, flag, required, text } from './arguments.ts'
import type { Method } from './methods.ts'
import { SlackRefusal } from './refusal.ts'
import { type Channel, directMessage, type Member, type StoredMessage, type Workspace, wire } from './workspace.ts'

export const conversationMethods: Readonly<Record<string, Method>> = {
  'conversations.open': {
    scope: 'im:write',
    run: (given, { workspace }) => {
      const user = required(given, 'users')
      if (!workspace.members.has(user)) throw new SlackRefusal('user_not_found')
      return { channel: { id: directMessage(workspace, user).id } }
    },
  },
  'conversations.info': {
    scope: 'channels:read',
    run: (given, { workspace }) => {
      const channel = visible(workspace, required(given, 'channel'))
      return {
        channel: {
          id: channel.id,
          name: channel.id.toLowerCase(),
          is_channel: channel.kind === 'channel',
          is_group: channel.kind === 'group',
          is_im: channel.kind === 'im',
          is_private: channel.kind !== 'channel',
          is_archived: channel.archived,
          is_member: channel.members.has(workspace.bot.user),
          ...(channel.person === undefined ? {} : { user: channel.person }),
        },
      }
    },
  },
  'conversations.members': {
    scope: 'channels:read',
    run: (given, { workspace }) => {
      const channel = visible(workspace, required(given, 'channel'))
      const page = paged([...channel.members], given, 100, 1000)
      return { members: page.items, response_metadata: { next_cursor: page.next } }
    },
  },
  'users.conversations': {
    scope: 'channels:read',
    run: (given, { workspace }) => {
      const kinds = (text(given, 'types') ?? 'public_channel').split(',')
      const mine = [...workspace.channels.values()].filter(
        (channel) => channel.members.has(workspace.bot.user) && kinds.includes(kindNames[channel.kind]),
      )
      const page = paged(mine, given, 100, 999)
      return {
        channels: page.items.map(({ id, person }) => ({ id, ...(person === undefined ? {} : { user: person }) })),
        response_metadata: { next_cursor: page.next },
      }
    },
  },
  'conversations.history': { scope: 'channels:history', run: (given, { workspace }) => history(given, workspace) },
  'conversations.replies': { scope: 'channels:history', run: (given, { workspace }) => replies(given, workspace) },
  'users.info': {
    scope: 'users:read',
    run: (given, { workspace }) => {
      const member = workspace.members.get(required(given, 'user'))
      if (!member) throw new SlackRefusal('user_not_found')
      return { user: memberView(workspace, member) }
    },
  },
}

const kindNames: Readonly<Record<Channel['kind'], string>> = {
  channel: 'public_channel',
  group: 'private_channel',
  im: 'im',
}

/** @throws SlackRefusal `channel_not_found` (a private channel without the bot looks the same), `not_in_channel` */
export function memberChannel(workspace: Workspace, id: string): Channel {
  const channel = visible(workspace, id)
  if (!channel.members.has(workspace.bot.user)) throw new SlackRefusal('not_in_channel')
  return channel
}

function visible(workspace: Workspace, id: string): Channel {
  const channel = workspace.channels.get(id)
  if (!channel || (channel.kind !== 'channel' && !channel.members.has(workspace.bot.user)))
    throw new SlackRefusal('channel_not_found')
  return channel
}

/** Newest first, without replies in threads (a broadcast reply is in both). */
function history(given: Arguments, workspace: Workspace): Record<string, unknown> {
  const channel = memberChannel(workspace, required(given, 'channel'))
  const top = channel.messages.filter((each) => !isReply(each) || each.subtype === 'thread_broadcast')
  return listing(top.filter((each) => inWindow(each, given)).reverse(), given)
}

/** The parent, then its replies, oldest first. The parent comes along whatever the window is. */
function replies(given: Arguments, workspace: Workspace): Record<string, unknown> {
  const channel = memberChannel(workspace, required(given, 'channel'))
  const ts = required(given, 'ts')
  const parent = channel.byTs.get(ts)
  if (!parent) throw new SlackRefusal('thread_not_found')
  const thread = channel.messages.filter((each) => each.thread_ts === ts && each.ts !== ts && inWindow(each, given))
  return listing([parent, ...thread], given)
}

function listing(messages: readonly StoredMessage[], given: Arguments): Record<string, unknown> {
  const page = paged(messages, given, 100, 999)
  const metadata = flag(given, 'include_all_metadata')
  return {
    messages: page.items.map((each) => wire(each, { metadata })),
    has_more: page.next !== '',
    response_metadata: { next_cursor: page.next },
  }
}

function isReply(message: StoredMessage): boolean {
  return message.thread_ts !== undefined && message.thread_ts !== message.ts
}

function inWindow(message: StoredMessage, given: Arguments): boolean {
  const oldest = seconds(text(given, 'oldest'), 0)
  const latest = seconds(text(given, 'latest'), Number.POSITIVE_INFINITY)
  const at = Number(message.ts)
  return flag(given, 'inclusive') ? at >= oldest && at <= latest : at > oldest && at < latest
}

function seconds(given: string | undefined, otherwise: number): number {
  if (given === undefined) return otherwise
  const value = Number(given)
  if (Number.isNaN(value)) throw new SlackRefusal('invalid_ts_oldest')
  return value
}

function paged<Item>(
  items: readonly Item[],
  given: Arguments,
  otherwise: number,
  most: number,
): { items: Item[]; next: string } {
  const limit = count(given, 'limit', otherwise, most)
  const cursor = text(given, 'cursor')
  const from = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64').toString())
  if (Number.isNaN(from)) throw new SlackRefusal('invalid_cursor')
  const next = from + limit < items.length ? Buffer.from(String(from + limit)).toString('base64') : ''
  return { items: items.slice(from, from + limit), next }
}

function memberView(workspace: Workspace, member: Member): Record<string, unknown> {
  return {
    id: member.id,
    team_id: workspace.team,
    name: member.name,
    real_name: member.realName,
    deleted: false,
    is_bot: false,
    is_app_user: false,
    is_restricted: member.guest,
    is_ultra_restricted: false,
    tz: member.timezone,
    locale: member.locale,
    profile: {
      real_name: member.realName,
      display_name: member.name,
      ...(member.email === undefined ? {} : { email: member.email }),
    },
  }
}
