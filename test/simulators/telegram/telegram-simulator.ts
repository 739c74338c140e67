// A Telegram Bot API server for tests and the demo: real HTTP on loopback, the platform's rules, and people to drive it.

import type { Fault } from '../faults.ts'
import type { Arguments } from './arguments.ts'
import { METHODS, menuKey, privateScopes } from './bot-methods.ts'
import type { BotState } from './bot-state.ts'
import type { Profile } from './chats.ts'
import { createTelegramFaults, type TelegramFaultOrder, type TelegramFaults } from './faults.ts'
import { download } from './file-methods.ts'
import { createFloodGate, type FloodLimit } from './flood.ts'
import { createGroup, type Group } from './groups.ts'
import { createPerson, type Person } from './person.ts'
import { conflict, Refusal } from './refusal.ts'
import { type Call, type Handling, listen } from './server.ts'
import { createUpdateQueue, type RawUpdate } from './update-queue.ts'
import type { Attempt, WebhookOptions } from './webhook.ts'

/**
 * `limits` switches flood control on; `now` gives milliseconds; `queryLifetimeMs` is how long a press can be answered (15 s);
 * `disk` makes it a server of one's own, which answers getFile with a place in this folder.
 */
export type SimulatorOptions = {
  readonly token?: string
  readonly port?: number
  readonly limits?: readonly FloodLimit[]
  readonly now?: () => number
  readonly queryLifetimeMs?: number
  readonly webhook?: WebhookOptions
  readonly disk?: string
}

export type TelegramSimulator = {
  /** The root to use instead of https://api.telegram.org. */
  readonly url: string
  readonly token: string
  /** The calls with a good token, in the order of arrival: all of them, up to the last 50,000 to 100,000. */
  readonly calls: readonly Call[]
  /** Every attempt to bring an update to a webhook, in order. */
  readonly attempts: readonly Attempt[]
  /** The person with this id, made at the first call. */
  user(profile: Profile): Person
  /** Makes a group chat, to which the bot may write at once; `id` is negative. */
  group(id: number, title: string): Group
  /** Switches a fault on. */
  fault(order: TelegramFaultOrder): Fault
  /** Queues an update as it is; returns its id. */
  push(update: RawUpdate): number
  /** Hands out an update again although it was confirmed. */
  redeliver(updateId: number): void
  /** Lets update ids jump, forward or back, as after a silent week. */
  jumpIds(by: number): void
  /** Updates not yet confirmed. */
  pending(): number
  /** The command menu that a person of this language ('' for any other) sees in the private chat, as command names. */
  commands(languageCode: string, userId?: number): readonly string[]
  /** The menu of a group. */
  groupCommands(): readonly string[]
  /** From now on the token is refused with 401. */
  revokeToken(): void
  /** Resolves with the first call of this method that fits, as soon as it arrives or, by its `status`, is answered. Rejects after 15 s. */
  called(method: string, isWanted?: (call: Call) => boolean): Promise<Call>
  /** Ends polls and hanging calls and closes every connection. */
  stop(): Promise<void>
}

const TOKEN = '4242424242:AAE-simulated-token-for-the-desk-000'
const PATIENCE_MS = 15_000
const MAX_CALLS = 100_000

/** Starts the server in this process, on a free port of 127.0.0.1 unless told otherwise. */
export async function startTelegram(options: SimulatorOptions = {}): Promise<TelegramSimulator> {
  const token = options.token ?? TOKEN
  const faults = createTelegramFaults()
  const state = createState(options, token, faults)
  const calls: Call[] = []
  const watchers = new Set<(call: Call) => void>()
  const tell = (call: Call) => {
    for (const watcher of [...watchers]) watcher(call)
  }
  let isRevoked = false
  const handling: Handling = {
    faults,
    isGoodToken: (given) => given === token && !isRevoked,
    perform: state.perform,
    download: (path) => download(state, path),
    note: (method, args) => {
      const call: Call = { method, args, at: state.now(), status: null, error: null }
      calls.push(call)
      if (calls.length > MAX_CALLS) calls.splice(0, MAX_CALLS / 2)
      tell(call)
      return call
    },
    finish: tell,
  }
  const { server, url } = await listen(handling, options.port ?? 0)
  const people = new Map<number, Person>()
  return {
    ...{ url, token, calls, attempts: state.attempts },
    user: (profile) => {
      const person = people.get(profile.id) ?? createPerson(state, profile)
      people.set(profile.id, person)
      return person
    },
    group: (id, title) => createGroup(state, id, title),
    fault: faults.order,
    push: state.queue.push,
    redeliver: state.queue.redeliver,
    jumpIds: state.queue.jump,
    pending: state.queue.size,
    commands: (language, userId = 0) =>
      menu(
        state,
        privateScopes(userId).flatMap((scope) => [menuKey(scope, language), menuKey(scope, '')]),
      ),
    groupCommands: () => menu(state, [menuKey('all_group_chats', ''), menuKey('default', '')]),
    revokeToken: () => {
      isRevoked = true
      state.queue.interrupt(new Refusal(401, 'Unauthorized'))
    },
    called: (method, isWanted = () => true) => waitForCall(calls, watchers, method, isWanted),
    stop: async () => {
      faults.releaseAll()
      state.webhook?.stop()
      state.queue.interrupt(conflict('terminated by server stop'))
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

function createState(options: SimulatorOptions, token: string, faults: TelegramFaults): BotState {
  const now = options.now ?? Date.now
  const state: BotState = {
    bot: { id: Number(token.split(':')[0]), is_bot: true, first_name: 'Frontdesk', username: 'frontdesk_test_bot' },
    queue: createUpdateQueue(now, faults),
    chats: new Map(),
    queries: new Map(),
    commands: new Map(),
    files: new Map(),
    links: new Map(),
    disk: options.disk ?? null,
    webhook: null,
    webhookSetAt: Number.NEGATIVE_INFINITY,
    webhookOptions: options.webhook ?? {},
    attempts: [],
    queryLifetimeMs: options.queryLifetimeMs ?? 15_000,
    now,
    passFlood: createFloodGate(options.limits ?? [], now),
    faults,
    perform: (method, args) => perform(state, method, args),
  }
  return state
}

function menu({ commands }: BotState, keys: readonly string[]): readonly string[] {
  const first = keys.map((key) => commands.get(key) ?? []).find((found) => found.length > 0)
  return (first ?? []).map(({ command }) => command)
}

function perform(state: BotState, method: string, args: Arguments): unknown {
  const run = METHODS.get(method.toLowerCase())
  if (!run) throw new Refusal(404, 'Not Found: method not found')
  return run(state, args)
}

async function waitForCall(
  calls: readonly Call[],
  watchers: Set<(call: Call) => void>,
  method: string,
  isWanted: (call: Call) => boolean,
): Promise<Call> {
  const isFound = (call: Call) => call.method.toLowerCase() === method.toLowerCase() && isWanted(call)
  const before = calls.find(isFound)
  if (before) return before
  const { promise, resolve, reject } = Promise.withResolvers<Call>()
  const watch = (call: Call) => {
    if (isFound(call)) resolve(call)
  }
  watchers.add(watch)
  const timer = setTimeout(() => reject(new Error(`no such call of ${method} in ${PATIENCE_MS} ms`)), PATIENCE_MS)
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    watchers.delete(watch)
  }
}
