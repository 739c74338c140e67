/** A Slack workspace on loopback: Web API over HTTP, Socket Mode over WebSocket, and people who use it. */
import { EventEmitter, once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Fault } from '../faults.ts'
import { createEvents, type Events } from './events.ts'
import { createSlackFaults, type SlackFaultOrder } from './faults.ts'
import { createHttpMode, type HttpMode } from './http-mode.ts'
import { createViews } from './methods-views.ts'
import { createPerson, type Person } from './person.ts'
import { createRateLimits, type RateLimit } from './rate-limits.ts'
import { createResponseUrls } from './response-urls.ts'
import { createSocketMode, type SocketMode } from './socket-mode.ts'
import { createFiles, type StoredFiles } from './stored-files.ts'
import { createWebApi, type RecordedCall, type TokenState } from './web-api.ts'
import {
  addChannel,
  type Block,
  type Channel,
  createWorkspace,
  type StoredMessage,
  unfurl,
  type Workspace,
} from './workspace.ts'

export type SlackOptions = {
  readonly botToken?: string
  readonly appToken?: string
  /** Bot scopes; all that a help desk needs unless told. */
  readonly scopes?: readonly string[]
  /** Milliseconds an envelope waits for its ack; 3,000 unless told. */
  readonly ackMs?: number
  /** Factor on the retry delays of 0, 60 and 300 s; 1 unless told. */
  readonly retryScale?: number
  /** Milliseconds a trigger lives; 3,000 unless told. */
  readonly triggerMs?: number
  /** Rate limits to enforce; none unless told. */
  readonly limits?: readonly RateLimit[]
  /** The clock that messages are stamped by, in whole milliseconds; the machine's unless told. */
  readonly clock?: () => number
  /** The most bytes of an upload; 1 GB unless told. */
  readonly mostFileBytes?: number
  /** Milliseconds from the end of an upload to its message in the channel; 20 unless told. */
  readonly shareMs?: number
  /** Milliseconds after which `sees` and `until` give up; 10,000 unless told. */
  readonly patienceMs?: number
}

/** A file as a member of the channel can open it. */
export type SeenFile = {
  readonly id: string
  readonly name: string
  readonly mediaType: string
  readonly bytes: Buffer
  /** What a picture shows, where whoever shared it told. */
  readonly alt: string | null
}

/** A message as a member of the channel sees it now. */
export type SeenMessage = {
  readonly channel: string
  readonly ts: string
  /** The parent's `ts` where this is a reply. */
  readonly threadTs?: string
  /** The member's id, or the bot's user id. */
  readonly user: string
  /** The name shown: the one a post was made under, else the author's own. */
  readonly username: string
  readonly byBot: boolean
  readonly text: string
  readonly blocks: readonly Block[]
  readonly reactions: readonly string[]
  readonly edited: boolean
  /** Whether a reply stands in the channel, too. */
  readonly broadcast: boolean
  readonly files: readonly SeenFile[]
  readonly replies: readonly SeenMessage[]
}

export type SlackSimulator = {
  /** The Web API's root, ending in `/api/`: what `SLACK_API_URL` takes. */
  readonly apiUrl: string
  readonly botToken: string
  readonly appToken: string
  readonly team: string
  readonly bot: Workspace['bot']
  /** Adds a member of the workspace, or returns the one who is there. */
  readonly person: (given: {
    id: string
    name: string
    realName?: string
    email?: string
    guest?: boolean
    timezone?: string
    locale?: string
  }) => Person
  /** Adds a channel; the bot is in it where `bot` is not false. */
  readonly channel: (given: { id: string; members?: readonly string[]; private?: boolean; bot?: boolean }) => Channel
  /** Top-level messages, oldest first, each with its replies. */
  readonly posts: (channel: string) => readonly SeenMessage[]
  /** Resolves with the first message or reply that fulfils the predicate, now or later; rejects with what the channel shows. */
  readonly sees: (channel: string, predicate: (message: SeenMessage) => boolean) => Promise<SeenMessage>
  /** Resolves with the first value that isn't undefined; looks again after every change in the workspace. */
  readonly until: <Value>(look: () => Value | undefined, describe?: () => string) => Promise<Value>
  readonly fault: (order: SlackFaultOrder) => Fault
  readonly calls: readonly RecordedCall[]
  readonly socket: Pick<SocketMode, 'refresh' | 'raw' | 'cut' | 'connections'> &
    Pick<Events, 'lost' | 'appRateLimited' | 'event'>
  /** From now on everything goes by HTTP to the app's request URL, signed; rejects where that doesn't answer the challenge. */
  readonly sendByHttp: (to: { readonly url: string; readonly signingSecret: string }) => Promise<void>
  /** Makes every bot-token call fail with this code, or work again. */
  readonly setToken: (state: TokenState) => void
  readonly archive: (channel: string, archived?: boolean) => void
  readonly unfurl: (channel: string, ts: string) => void
  readonly stop: () => Promise<void>
}

const deskScopes = [
  'chat:write',
  'chat:write.customize',
  'im:history',
  'im:read',
  'im:write',
  'channels:history',
  'channels:read',
  'groups:history',
  'groups:read',
  'app_mentions:read',
  'commands',
  'files:read',
  'files:write',
  'reactions:read',
  'reactions:write',
  'users:read',
  'users:read.email',
  'metadata.message:read',
]

/** Starts a workspace on a free loopback port. */
export const startSlack = async (options: SlackOptions = {}): Promise<SlackSimulator> => {
  const changes = new EventEmitter().setMaxListeners(0)
  const changed = () => changes.emit('change')
  const workspace = createWorkspace(changed, options.clock)
  const faults = createSlackFaults()
  const views = createViews(options.triggerMs ?? 3000, changed)
  const botToken = options.botToken ?? 'xoxb-simulator'
  const appToken = options.appToken ?? 'xapp-simulator'
  const host = (): string => {
    const address = api.server.address()
    return `127.0.0.1:${isAddress(address) ? address.port : 0}`
  }
  const httpRoot = () => `http://${host()}`
  const responseUrls = createResponseUrls(workspace, httpRoot)
  const files = createFiles(workspace.team, httpRoot)
  const timers = new Set<NodeJS.Timeout>()
  const ackMs = options.ackMs ?? 3000
  const socket = createSocketMode({ ackMs, app: workspace.bot.app }, faults, () => `ws://${host()}`)
  let http: HttpMode | null = null
  const events = createEvents({
    retryScale: options.retryScale ?? 1,
    team: workspace.team,
    app: workspace.bot.app,
    botUser: workspace.bot.user,
    faults,
    attempt: (envelope, attempt) => (http ?? socket).attempt(envelope, attempt),
  })
  const scopes = new Set(options.scopes ?? deskScopes)
  const api = createWebApi({
    botToken,
    appToken,
    faults,
    responseUrls,
    limit: createRateLimits(options.limits ?? []),
    context: {
      workspace,
      views,
      scopes,
      openSocketUrl: socket.openUrl,
      files,
      fileLimits: { bytes: options.mostFileBytes ?? 1024 ** 3, shareMs: options.shareMs ?? 20 },
      httpRoot,
      later: (work, milliseconds) => void timers.add(setTimeout(work, milliseconds).unref()),
    },
  })
  workspace.announce = (event) => void events.event(event).then(changed)
  api.server.on('upgrade', socket.upgrade)
  api.server.listen(0, '127.0.0.1')
  await once(api.server, 'listening')

  const people = new Map<string, Person>()
  // A direct message is made at first use, and empty before.
  const posts = (id: string) =>
    id.startsWith('D') && !workspace.channels.has(id) ? [] : seen({ workspace, files }, theChannel(workspace, id))
  const until: SlackSimulator['until'] = (look, describe) => wait(changes, options.patienceMs ?? 10_000, look, describe)
  return {
    apiUrl: `http://${host()}/api/`,
    botToken,
    appToken,
    team: workspace.team,
    bot: workspace.bot,
    person: (given) => {
      const there = people.get(given.id)
      if (there) return there
      const member = {
        id: given.id,
        name: given.name,
        realName: given.realName ?? given.name,
        guest: given.guest ?? false,
        timezone: given.timezone ?? 'Europe/London',
        locale: given.locale ?? 'en-US',
        ...(given.email === undefined ? {} : { email: given.email }),
      }
      workspace.members.set(member.id, member)
      const person = createPerson(member, { workspace, views, events, responseUrls, files })
      people.set(member.id, person)
      return person
    },
    channel: (given) => {
      const members = [...(given.members ?? []), ...(given.bot === false ? [] : [workspace.bot.user])]
      return addChannel(workspace, { id: given.id, kind: given.private ? 'group' : 'channel', members })
    },
    posts,
    sees: (channel, predicate) =>
      until(
        () =>
          posts(channel)
            .flatMap((each) => [each, ...each.replies])
            .find(predicate),
        () => `no message in ${channel} is as expected; it shows:\n${shown(posts(channel))}`,
      ),
    until,
    fault: faults.order,
    calls: api.calls,
    socket: { ...socket, ...events },
    sendByHttp: async (to) => {
      http?.stop()
      http = createHttpMode({ ...to, ackMs })
      await http.verify()
    },
    setToken: (state) => {
      api.tokenState = state
    },
    archive: (channel, archived = true) => {
      theChannel(workspace, channel).archived = archived
    },
    unfurl: (channel, ts) => {
      const found = theChannel(workspace, channel)
      const message = found.byTs.get(ts)
      if (message) unfurl(workspace, found, message)
    },
    stop: async () => {
      faults.releaseAll()
      for (const timer of timers) clearTimeout(timer)
      events.stop()
      http?.stop()
      socket.stop()
      api.server.closeAllConnections()
      api.server.close()
      await once(api.server, 'close')
    },
  }
}

const theChannel = (workspace: Workspace, id: string): Channel => {
  const channel = workspace.channels.get(id)
  if (!channel) throw new Error(`the workspace has no channel ${id}`)
  return channel
}

type Shown = { readonly workspace: Workspace; readonly files: StoredFiles }

const seen = (all: Shown, channel: Channel): SeenMessage[] => {
  const replies = Map.groupBy(channel.messages.filter(isReply), (message) => message.thread_ts ?? '')
  return channel.messages
    .filter((message) => !isReply(message))
    .map((message) => ({
      ...look(all, channel, message),
      replies: (replies.get(message.ts) ?? []).map((each) => look(all, channel, each)),
    }))
}

const isReply = (message: StoredMessage): boolean => message.thread_ts !== undefined && message.thread_ts !== message.ts

const look = ({ workspace, files }: Shown, channel: Channel, message: StoredMessage): SeenMessage => ({
  channel: channel.id,
  ts: message.ts,
  ...(isReply(message) && message.thread_ts !== undefined ? { threadTs: message.thread_ts } : {}),
  user: message.user ?? workspace.bot.user,
  username: message.username ?? workspace.members.get(message.user ?? '')?.name ?? workspace.bot.name,
  byBot: message.bot_id !== undefined || message.user === workspace.bot.user,
  text: message.text,
  blocks: message.blocks ?? [],
  reactions: message.reactions.map((each) => each.name),
  edited: message.edited !== undefined,
  broadcast: message.subtype === 'thread_broadcast',
  files: (message.files ?? []).flatMap(({ id }) => {
    const file = files.all.get(String(id))
    if (!file || file.deleted) return []
    const { name, mediaType, bytes, alt } = file
    return [{ id: file.id, name, mediaType, bytes, alt }]
  }),
  replies: [],
})

const shown = (messages: readonly SeenMessage[], indent = ''): string =>
  messages
    .map(
      (each) =>
        `${indent}${each.username}: ${each.text} ${each.reactions.map((name) => `:${name}:`).join('')}\n${shown(each.replies, '    ')}`,
    )
    .join('')

const wait = <Value>(
  changes: EventEmitter,
  patienceMs: number,
  look: () => Value | undefined,
  describe?: () => string,
): Promise<Value> =>
  new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      changes.off('change', again)
    }
    const again = () => {
      try {
        const found = look()
        if (found === undefined) return
        end()
        resolve(found)
      } catch (error) {
        end()
        reject(error)
      }
    }
    const timer = setTimeout(() => {
      end()
      reject(new Error(describe?.() ?? 'what was awaited did not happen'))
    }, patienceMs)
    changes.on('change', again)
    again()
  })

const isAddress = (address: AddressInfo | string | null): address is AddressInfo =>
  typeof address === 'object' && address !== null
