/** What the simulated workspace holds: people, channels, messages, and the clock that stamps them. */

export type Block = { readonly type: string; readonly [key: string]: unknown }

/** A message in Slack's own field names, as events and `conversations.history` carry it. */
export type StoredMessage = {
  readonly type: 'message'
  readonly ts: string
  readonly user?: string
  readonly bot_id?: string
  readonly app_id?: string
  readonly username?: string
  readonly subtype?: string
  readonly thread_ts?: string
  readonly client_msg_id?: string
  readonly team: string
  text: string
  blocks?: readonly Block[]
  metadata?: { readonly event_type: string; readonly event_payload: Record<string, unknown> }
  edited?: { readonly user: string; readonly ts: string }
  reactions: { readonly name: string; readonly users: string[] }[]
  files?: readonly Record<string, unknown>[]
  reply_count: number
  latest_reply?: string
}

export type Channel = {
  readonly id: string
  readonly kind: 'channel' | 'group' | 'im'
  readonly members: Set<string>
  /** For a direct message: the person at the other end. */
  readonly person?: string
  archived: boolean
  readonly messages: StoredMessage[]
  readonly byTs: Map<string, StoredMessage>
}

export type Member = {
  readonly id: string
  readonly name: string
  readonly realName: string
  readonly email?: string
  readonly guest: boolean
  readonly timezone: string
  readonly locale: string
}

/** A message that one person alone sees; Slack offers no way to read it back. */
export type Notice = {
  readonly channel: string
  readonly ts: string
  readonly threadTs?: string
  readonly text: string
  readonly blocks: readonly Block[]
}

export type Workspace = {
  readonly team: string
  readonly bot: { readonly user: string; readonly id: string; readonly app: string; readonly name: string }
  readonly members: Map<string, Member>
  readonly channels: Map<string, Channel>
  readonly notices: Map<string, Notice[]>
  /** A new `ts`: unique and strictly increasing in the whole workspace, so in each channel too. */
  readonly stamp: () => string
  /** Sends an event to the app; the Socket Mode part takes it from here. */
  announce: (event: Record<string, unknown>) => void
  /** Called after every visible change, so that waiting tests look again. */
  readonly changed: () => void
}

/**
 * An empty workspace with the bot in it.
 * @param changed called after every visible change
 * @param clock what stamps are made by, in milliseconds
 */
export function createWorkspace(changed: () => void, clock: () => number = Date.now): Workspace {
  let lastMicros = 0
  return {
    team: 'T0FRONT',
    bot: { user: 'U0BOT', id: 'B0BOT', app: 'A0FRONT', name: 'frontdesk' },
    members: new Map(),
    channels: new Map(),
    notices: new Map(),
    stamp: () => {
      lastMicros = Math.max(clock() * 1000, lastMicros + 100)
      const digits = String(lastMicros)
      return `${digits.slice(0, -6)}.${digits.slice(-6)}`
    },
    announce: () => {},
    changed,
  }
}

/** Adds a channel or a direct message. `members` are user ids; the bot is listed like anybody else. */
export function addChannel(
  workspace: Workspace,
  given: { id: string; kind: Channel['kind']; members: readonly string[]; person?: string },
): Channel {
  const channel: Channel = {
    id: given.id,
    kind: given.kind,
    members: new Set(given.members),
    ...(given.person === undefined ? {} : { person: given.person }),
    archived: false,
    messages: [],
    byTs: new Map(),
  }
  workspace.channels.set(channel.id, channel)
  return channel
}

/** The direct message between the bot and a person, made at first use. */
export function directMessage(workspace: Workspace, person: string): Channel {
  const id = `D${person.slice(1)}`
  const members = [person, workspace.bot.user]
  return workspace.channels.get(id) ?? addChannel(workspace, { id, kind: 'im', members, person })
}

export type NewMessage = Partial<
  Pick<
    StoredMessage,
    | 'user'
    | 'bot_id'
    | 'app_id'
    | 'username'
    | 'subtype'
    | 'thread_ts'
    | 'client_msg_id'
    | 'blocks'
    | 'metadata'
    | 'files'
  >
> & { readonly text: string }

/** Stores a message, tells the app about it (the bot's own come back too), and about the parent's new reply count. */
export function addMessage(workspace: Workspace, channel: Channel, given: NewMessage): StoredMessage {
  const message: StoredMessage = {
    type: 'message',
    ts: workspace.stamp(),
    team: workspace.team,
    reactions: [],
    reply_count: 0,
    ...given,
  }
  channel.messages.push(message)
  channel.byTs.set(message.ts, message)
  announceMessage(workspace, channel, wire(message))
  const mention = `<@${workspace.bot.user}>`
  if (message.bot_id === undefined && channel.kind !== 'im' && message.text.includes(mention)) {
    // One mention arrives twice, with equal ts and different event ids (slackapi/bolt-python#941).
    tell(workspace, channel, { ...wire(message), type: 'app_mention', channel: channel.id, event_ts: message.ts })
  }
  const parent = message.thread_ts === undefined ? undefined : channel.byTs.get(message.thread_ts)
  if (parent) {
    const before = wire(parent)
    parent.reply_count += 1
    parent.latest_reply = message.ts
    announceChange(workspace, channel, parent, before)
  }
  workspace.changed()
  return message
}

/** Changes text and blocks of a message. Only a person's own edit and `chat.update` set `edited`. */
export function changeMessage(
  workspace: Workspace,
  channel: Channel,
  message: StoredMessage,
  change: { text?: string; blocks?: readonly Block[]; metadata?: StoredMessage['metadata']; by: string },
): void {
  const before = wire(message)
  if (change.text !== undefined) message.text = change.text
  if (change.blocks !== undefined) message.blocks = change.blocks
  if (change.metadata !== undefined) message.metadata = change.metadata
  message.edited = { user: change.by, ts: workspace.stamp() }
  announceChange(workspace, channel, message, before)
  workspace.changed()
}

/** Changes the files that a message shows; nobody's words change with it. */
export function changeFiles(
  workspace: Workspace,
  channel: Channel,
  message: StoredMessage,
  files: readonly Record<string, unknown>[],
): void {
  const before = wire(message)
  message.files = files
  announceChange(workspace, channel, message, before)
  workspace.changed()
}

/** Removes a message; a parent with replies stays as a tombstone. */
export function removeMessage(workspace: Workspace, channel: Channel, message: StoredMessage): void {
  const previous = wire(message)
  channel.messages.splice(channel.messages.indexOf(message), 1)
  channel.byTs.delete(message.ts)
  if (message.reply_count > 0) {
    const tombstone: StoredMessage = {
      type: 'message',
      ts: message.ts,
      team: message.team,
      subtype: 'tombstone',
      user: 'USLACKBOT',
      text: 'This message was deleted.',
      thread_ts: message.ts,
      reactions: [],
      reply_count: message.reply_count,
    }
    channel.messages.push(tombstone)
    channel.messages.sort((a, b) => (a.ts < b.ts ? -1 : 1))
    channel.byTs.set(tombstone.ts, tombstone)
    announceMessage(workspace, channel, {
      ...hidden(workspace, 'message_changed'),
      message: wire(tombstone),
      previous_message: previous,
    })
  } else {
    announceMessage(workspace, channel, {
      ...hidden(workspace, 'message_deleted'),
      deleted_ts: message.ts,
      previous_message: previous,
    })
  }
  workspace.changed()
}

/** Slack unfurls a link in a message: `message_changed` without `edited`, which must not be read as new words. */
export function unfurl(workspace: Workspace, channel: Channel, message: StoredMessage): void {
  const before = wire(message)
  announceMessage(workspace, channel, {
    ...hidden(workspace, 'message_changed'),
    message: { ...wire(message), attachments: [{ id: 1, from_url: 'https://example.com', title: 'Example' }] },
    previous_message: before,
  })
}

/** A message as the API shows it: metadata only where asked for, empty fields left out. */
export function wire(message: StoredMessage, { metadata = false } = {}): Record<string, unknown> {
  const { reactions, reply_count, latest_reply, metadata: kept, ...rest } = message
  return {
    ...rest,
    ...(reply_count > 0 ? { thread_ts: message.ts, reply_count, latest_reply } : {}),
    ...(reactions.length > 0
      ? { reactions: reactions.map((each) => ({ name: each.name, users: [...each.users], count: each.users.length })) }
      : {}),
    ...(metadata && kept ? { metadata: kept } : {}),
  }
}

function announceChange(
  workspace: Workspace,
  channel: Channel,
  message: StoredMessage,
  before: Record<string, unknown>,
): void {
  announceMessage(workspace, channel, {
    ...hidden(workspace, 'message_changed'),
    message: wire(message),
    previous_message: before,
  })
}

function hidden(workspace: Workspace, subtype: string): Record<string, unknown> {
  return { type: 'message', subtype, hidden: true, ts: workspace.stamp() }
}

function announceMessage(workspace: Workspace, channel: Channel, message: Record<string, unknown>): void {
  tell(workspace, channel, { ...message, channel: channel.id, channel_type: channel.kind, event_ts: message.ts })
}

/** Sends an event about a channel, where the bot is a member of it: elsewhere Slack tells it nothing. */
export function tell(workspace: Workspace, channel: Channel, event: Record<string, unknown>): void {
  if (channel.members.has(workspace.bot.user)) workspace.announce(event)
}
