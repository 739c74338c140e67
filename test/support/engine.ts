// The engine and its worker on a real database of the test's own, between fake channels.

import { pino } from 'pino'
import { expect } from 'vitest'
import type { Channel, Receive } from '../../src/channel.ts'
import type { Timer } from '../../src/core/decision.ts'
import type { SnoozeChoice } from '../../src/core/events.ts'
import type { Settings } from '../../src/core/settings.ts'
import type { Match, Priority } from '../../src/core/types.ts'
import { type Database, openDatabase } from '../../src/database/client.ts'
import { openListener } from '../../src/database/listener.ts'
import { fromPlainText } from '../../src/document.ts'
import { createReceive } from '../../src/engine/receive.ts'
import type { Effects } from '../../src/engine/shell.ts'
import { type Attempt, createDeliverer, type Deliverer } from '../../src/jobs/deliver.ts'
import type { MailSender } from '../../src/jobs/saying.ts'
import { createIncidents, type Incidents } from '../../src/knowledge/incidents.ts'
import { createWords, languageOf } from '../../src/locales/words.ts'
import { freshDatabase } from './database.ts'
import { eventually } from './eventually.ts'
import { createFakeChannel, type FakeChannel } from './fake-channel.ts'

export interface TestEngine {
  readonly url: string
  readonly db: Database
  readonly receive: Receive
  readonly deliverer: Deliverer
  readonly telegram: FakeChannel
  readonly slack: FakeChannel
  /** The open incidents that this process knows of. */
  readonly incidents: Pick<Incidents, 'openIncident'>
  /** Every delivery that was tried, as it is counted. */
  readonly tried: readonly Attempt[]
  /** Promised times that passed. */
  readonly breaches: readonly string[]
  /** Consultations that were asked for, by their ids. */
  readonly consultations: string[]
  /** Timers that were asked for. */
  readonly timers: Timer[]
  /** Resolves once everything that was to be said has been. */
  settled(): Promise<void>
  /** The same on the same database, as a second process would have it. */
  second(): Promise<Omit<TestEngine, 'second' | 'close'> & { close(): Promise<void> }>
  close(): Promise<void>
}

interface Wishes {
  readonly settings?: Partial<Settings>
  /** What fits every question, or what does at the moment. */
  readonly matches?: readonly Match[] | ((question: string) => readonly Match[])
  /** Finds out what a question means before it is matched; nothing where it is not given. */
  readonly prepare?: (question: string, names: readonly string[]) => Promise<void>
  /** The articles there are; those that fit, unless told. */
  readonly articles?: readonly Match[]
  /** What sends mail; nothing where none is given. */
  readonly mail?: MailSender
  /** The staff's channel: Slack unless told. */
  readonly staffChannel?: 'slack' | null
  /** What says things in Slack; the fake one unless told. */
  readonly slackOn?: (db: Database) => Pick<Channel, 'send'>
  /** Milliseconds between two changes of the line that tells how many cards wait. */
  readonly backlogEvery?: number
  /** The engine's clock; the real one where none is given. */
  readonly now?: () => Date
  /** Whom ADMIN_IDS names, as `channel:id`. */
  readonly admins?: readonly string[]
  /** Whether the language model may be asked; as the settings tell, unless given. */
  readonly isModelReady?: () => boolean
  /** Hears what each event left to be done. */
  readonly committed?: (effects: Effects) => void
}

const SETTINGS: Settings = {
  registration: 'off',
  locale: 'en',
  timeZone: 'Europe/Bucharest',
  businessHours: [],
  holidays: [],
  slaFirstResponse: 0,
  slaResolution: 0,
  claimReminder: 0,
  claimLease: 0,
  assignment: 'claim',
  managerCap: null,
  customerReminder: 0,
  autoClose: 0,
  reopenWindow: 7 * 86_400_000,
  replyHold: 0,
  staffIdentity: 'name',
  burstWindow: 0,
  floodLimit: 0,
  assistant: false,
  translate: 'off',
  staffMailboxes: [],
  escalation: [],
  admins: [],
}

/** Opens it; whatever is not wished otherwise: no registration, no articles, no reminders. */
export const openEngine = async (wishes: Wishes = {}): Promise<TestEngine> => {
  const database = await freshDatabase()
  const first = await openEngineOn(database.url, wishes)
  return {
    ...first,
    second: () => openEngineOn(database.url, wishes),
    close: async () => {
      await first.close()
      await database.drop()
    },
  }
}

/** The same on a database that is there already. */
export const openEngineOn = async (url: string, wishes: Wishes = {}) => {
  const { settings, matches = [], articles, mail = null, now = () => new Date() } = wishes
  const { admins = ['slack:UADMIN'], staffChannel = 'slack', prepare = async () => undefined } = wishes
  const fitting = typeof matches === 'function' ? matches : () => matches
  const all = articles ?? fitting('')
  const log = pino({ level: 'silent' })
  const db = openDatabase(url)
  const listener = await openListener(url, log)
  const [telegram, slack] = [createFakeChannel('telegram'), createFakeChannel('slack')]
  const timers: Timer[] = []
  const tried: Attempt[] = []
  const breaches: string[] = []
  const consultations: string[] = []
  const incidents = createIncidents(db)
  listener.subscribe('incidents', () => void incidents.reload())
  const receive = createReceive({
    db,
    words: createWords(),
    languageOf: (locale) => languageOf(locale, 'en'),
    knowledge: {
      match: fitting,
      prepare,
      article: (id) => all.find(({ article }) => article === id) ?? null,
      version: (id) => all.find(({ article }) => article === id) ?? null,
      titles: () => all,
      incidentIn: incidents.incidentIn,
      openIncident: incidents.openIncident,
    },
    settings: { ...SETTINGS, ...settings },
    usualAnswer: () => null,
    staffChannel,
    sendsMail: mail !== null,
    admins: new Set(admins),
    languageOfText: (text) => /^([a-z]{2}): /.exec(text)?.[1] ?? null,
    consult: async (_tx, id) => void consultations.push(id),
    isModelReady: wishes.isModelReady ?? (() => settings?.assistant === true),
    setTimers: async (_tx, asked) => void timers.push(...asked),
    committed: (effects) => {
      breaches.push(...effects.breaches)
      deliverer[effects.awaited ? 'wake' : 'wakeInTurn'](effects.destinations)
      deliverer.wakeCards(effects.cards)
      wishes.committed?.(effects)
    },
    now,
    log,
  })
  const channels = new Map([['telegram', telegram] as const, ['slack', wishes.slackOn?.(db) ?? slack] as const])
  const deliverer = createDeliverer({
    db,
    listener,
    channels,
    spokenByOne: new Set(),
    staffChannel,
    ...(wishes.backlogEvery !== undefined && { backlogEvery: wishes.backlogEvery }),
    mail,
    receive,
    log,
    tried: (attempt) => tried.push(attempt),
  })
  deliverer.start()
  const close = async (): Promise<void> => {
    await deliverer.stop()
    await listener.close()
    await db.$disconnect()
  }
  const settled = () => eventually(async () => expect(await db.delivery.count({ where: { state: 'pending' } })).toBe(0))
  return {
    url,
    db,
    receive,
    deliverer,
    telegram,
    slack,
    incidents,
    tried,
    breaches,
    timers,
    consultations,
    settled,
    close,
  }
}

let keys = 0
// A database that another run left may hold its keys.
const run = crypto.randomUUID()
const newKey = (): string => `test:${run}:${++keys}`

/** A customer, as the adapter would tell of them. */
export const customer = (receive: Receive, id: string, channel: 'telegram' | 'slack' | 'web' = 'telegram') => {
  const from = { channel, externalId: id, address: id, name: `Customer ${id}`, locale: 'en' } as const
  return {
    writes: (text: string, key = newKey(), at = new Date()) =>
      receive({
        key,
        at,
        event: { type: 'CustomerWrote', from, messageId: key, words: fromPlainText(text) },
      }),
    edits: (text: string, messageId: string) =>
      receive({
        key: newKey(),
        at: new Date(),
        event: { type: 'CustomerEdited', from, messageId, words: fromPlainText(text) },
      }),
    presses: (press: string) =>
      receive({ key: newKey(), at: new Date(), event: { type: 'CustomerPressed', from, press } }),
    commands: (command: string, argument = '') =>
      receive({
        key: newKey(),
        at: new Date(),
        event: { type: 'CustomerCommanded', from, messageId: newKey(), command, argument },
      }),
  }
}

/** A manager in Slack, at the ticket of this number. */
export const manager = (receive: Receive, id: string, name = id) => {
  const by = { channel: 'slack', externalId: id, name } as const
  const act = (
    event: { type: 'ManagerClaimed' | 'ManagerReleased' | 'ManagerResolved' | 'ManagerAwaitedCustomer' },
    number: number,
  ) => receive({ key: newKey(), at: new Date(), event: { ...event, by, ticket: { number } } })
  return {
    claims: (number: number) => act({ type: 'ManagerClaimed' }, number),
    releases: (number: number) => act({ type: 'ManagerReleased' }, number),
    resolves: (number: number) => act({ type: 'ManagerResolved' }, number),
    awaitsCustomer: (number: number) => act({ type: 'ManagerAwaitedCustomer' }, number),
    snoozes: (number: number, choice: SnoozeChoice) =>
      receive({ key: newKey(), at: new Date(), event: { type: 'ManagerSnoozed', by, ticket: { number }, choice } }),
    answers: (number: number, article: string) =>
      receive({
        key: newKey(),
        at: new Date(),
        event: { type: 'ManagerAnswered', by, ticket: { number }, article, instead: null },
      }),
    replies: (number: number, text: string, messageId: string = newKey(), at = new Date()) =>
      receive({
        key: newKey(),
        at,
        event: { type: 'ManagerReplied', by, ticket: { number }, messageId, words: fromPlainText(text) },
      }),
    edits: (number: number, text: string, messageId: string) =>
      receive({
        key: newKey(),
        at: new Date(),
        event: {
          type: 'ManagerEdited',
          by,
          ticket: { number },
          messageId,
          words: fromPlainText(text),
          audience: 'everyone',
        },
      }),
    deletes: (number: number, messageId: string) =>
      receive({ key: newKey(), at: new Date(), event: { type: 'ManagerDeleted', by, ticket: { number }, messageId } }),
    prioritizes: (number: number, priority: Priority, tier: Priority | null = null) =>
      receive({
        key: newKey(),
        at: new Date(),
        event: { type: 'ManagerPrioritized', by, ticket: { number }, priority, tier },
      }),
    bans: (number: number, reason = '') =>
      receive({ key: newKey(), at: new Date(), event: { type: 'ManagerBanned', by, ticket: { number }, reason } }),
    unbans: (number: number) =>
      receive({ key: newKey(), at: new Date(), event: { type: 'ManagerUnbanned', by, ticket: { number } } }),
    merges: (number: number, into: number) =>
      receive({
        key: newKey(),
        at: new Date(),
        event: { type: 'ManagerMerged', by, ticket: { number }, into, links: { from: null, into: null } },
      }),
    retries: (delivery: string) =>
      receive({ key: newKey(), at: new Date(), event: { type: 'DeliveryRetried', by, delivery } }),
    repliesInThread: (thread: string, text: string) =>
      receive({
        key: newKey(),
        at: new Date(),
        event: { type: 'ManagerReplied', by, ticket: { thread }, messageId: newKey(), words: fromPlainText(text) },
      }),
  }
}
