// What the adapter's tests stand on: the adapter with the real Bolt against the simulated workspace, and a desk made of plain values.

import pino from 'pino'
import { afterEach } from 'vitest'
import { createSlack } from '../../../adapters/slack/index.ts'
import {
  type Channel,
  type Delivery,
  type Inbound,
  NotStored,
  type Receive,
  type SentContent,
} from '../../../src/channel.ts'
import type { ArticleDraft } from '../../../src/core/article-draft.ts'
import type { ArticleEvent } from '../../../src/core/events.ts'
import type { DeskAssistance } from '../../../src/desk/assistance.ts'
import type { ArticleSheet, BackTestView, FaqReview, RevisionRow } from '../../../src/desk/faq.ts'
import type { UnclaimedRow } from '../../../src/desk/lists.ts'
import type { UndeliveredRow } from '../../../src/desk/undelivered.ts'
import type { ArticleRow, AwayRow, CardView, Desk, TicketMessage, TicketRow } from '../../../src/desk.ts'
import { fromPlainText, plainText } from '../../../src/document.ts'
import type { Lead } from '../../../src/leading.ts'
import { createWords } from '../../../src/locales/words.ts'
import type { Pacer } from '../../../src/pacing.ts'
import { type SlackOptions, type SlackSimulator, startSlack } from '../../simulators/slack/slack-simulator.ts'
import { alone } from '../../support/alone.ts'
import { emptyArticles, emptyReview } from '../../support/empty-faq.ts'
import { noAccounts } from '../../support/no-accounts.ts'
import { noAssistance } from '../../support/no-assistance.ts'
import { noChatNews } from '../../support/no-chat-news.ts'
import { noExports } from '../../support/no-exports.ts'
import { noFiles } from '../../support/no-files.ts'
import { noIncidents } from '../../support/no-incidents.ts'
import { noOperations } from '../../support/no-operations.ts'
import { noReports } from '../../support/no-reports.ts'
import { noSearch } from '../../support/no-search.ts'
import { noTeam } from '../../support/no-team.ts'
import { picture } from '../../support/picture.ts'

const nothing = { count: 0, examples: [] }
const noEffect = async (): Promise<BackTestView> => ({ asked: 0, gained: nothing, lost: nothing, changed: nothing })

export const staffChannel = 'C1DESK'

type Outcome = Awaited<ReturnType<Receive>>

interface LogLine {
  readonly level: number
  readonly msg: string
  /** What stands in the desk's way, in lines about such. */
  readonly trouble?: string
}

export interface Stand {
  readonly receive: Receive
  readonly sim: SlackSimulator
  readonly slack: Channel
  readonly anna: ReturnType<SlackSimulator['person']>
  readonly received: Inbound[]
  /** What the next events get; the last one stays. */
  answers: ((inbound: Inbound) => Promise<Outcome>)[]
  /** `fits` is the number of the ticket whose question it answers. */
  readonly articles: { id: string; title: string; fits?: number }[]
  card: CardView
  /** Up to when an earlier process read Slack's history, or this one by now. */
  readUntil: Date | null
  queue: readonly TicketRow[]
  undelivered: readonly UndeliveredRow[]
  unclaimed: readonly UnclaimedRow[]
  /** How many cards wait to be shown. */
  cardsWaiting: number
  away: readonly AwayRow[]
  earlier: readonly TicketRow[]
  mergeTargets: readonly TicketRow[]
  /** Whether articles can't be read now. */
  isAway: boolean
  /** The tickets of whoever looks at the Home tab. */
  requests: readonly TicketRow[]
  messages: readonly TicketMessage[]
  /** What the assistant writes, once it is there; null for a desk that has none. */
  assistant: DeskAssistance['whenWritten'] | null
  /** What a ticket leaves to the FAQ. */
  draft: ArticleDraft
  readonly sheets: ArticleSheet[]
  revisions: readonly RevisionRow[]
  /** What a change of the FAQ would do, and the changes that were tried. */
  effect: () => Promise<BackTestView>
  readonly tried: ArticleEvent[]
  isBackTesting: boolean
  review: FaqReview
  /** The threads of people that are chats, as `U1:C1:1.1`. */
  readonly threads: Set<string>
  /** Which of them the desk said a message in. */
  readonly saidIn: Map<string, string>
  /** The id of the only admin; null for none. */
  admin: string | null
  /** The ids of those whom an admin has shut out. */
  readonly shutOut: Set<string>
  readonly lines: LogLine[]
  readonly stop: () => Promise<void>
}

const unpaced: Pacer = { turn: async () => {}, hold: () => {} }

export const done = async (): Promise<Outcome> => ({ kind: 'done' })

export const cardView: CardView & { readonly mergedInto: null; readonly latestBefore: null } = {
  id: 't1',
  number: 12,
  state: 'new',
  snoozedUntil: null,
  holder: null,
  customer: 'Ion Popescu',
  channel: 'telegram',
  question: 'How do I change my address?',
  translatedQuestion: null,
  subject: null,
  priority: 'normal',
  tags: [],
  card: null,
  isTaken: false,
  offers: [],
  ratedBefore: null,
  latestBefore: null,
  openedAt: new Date('2026-11-20T10:00:00Z'),
  dueAt: new Date('2026-11-20T11:00:00Z'),
  leaseUntil: null,
  locale: 'en',
  email: null,
  ticketsBefore: 0,
  tier: 'normal',
  refusesModel: false,
  translation: null,
  bannedBy: null,
  incident: null,
  reopened: 0,
  rating: null,
  mergedInto: null,
}

export interface StandOptions {
  readonly slack?: SlackOptions
  readonly guestManagers?: boolean
  readonly timeout?: number
  readonly patience?: number
  readonly pacer?: Pacer
  /** Of being connected; nobody else's unless told. */
  readonly lead?: Lead
  readonly lookUpPause?: number
  readonly lookEvery?: number
  /** HTTP mode, with this secret. */
  readonly signingSecret?: string
  /** A workspace that there is already, with another adapter in it. */
  readonly workspace?: SlackSimulator
  /** Don't start the adapter yet. */
  readonly later?: boolean
}

/** Starts a workspace with Anna in the staff channel, and the adapter in it. */
export const stand = async (options: StandOptions = {}): Promise<Stand> => {
  const sim = options.workspace ?? (await startSlack({ retryScale: 0.001, ...options.slack }))
  const anna = sim.person({ id: 'U1ANNA', name: 'anna', realName: 'Anna Banks' })
  if (options.workspace === undefined) sim.channel({ id: staffChannel, members: ['U1ANNA'] })
  const lines: LogLine[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  const received: Inbound[] = []
  const parts = {
    sim,
    anna,
    received,
    answers: [done],
    articles: [],
    card: cardView,
    readUntil: null,
    queue: [],
    undelivered: [],
    unclaimed: [],
    cardsWaiting: 0,
    away: [],
    earlier: [],
    mergeTargets: [],
    requests: [],
    isAway: false,
    messages: [],
    assistant: null,
    draft: { title: 'Moving', question: 'How do I move?', answer: 'By *van*.', isCut: false },
    sheets: [],
    revisions: [],
    effect: noEffect,
    tried: [],
    isBackTesting: false,
    review: emptyReview,
    threads: new Set<string>(),
    saidIn: new Map<string, string>(),
    admin: null,
    shutOut: new Set<string>(),
    lines,
  }
  const slack = createSlack({
    desk: deskOf(() => result),
    newSignInLink: (manager) => {
      const expiresAt = new Date('2026-11-20T11:00:00Z')
      return {
        url: 'https://desk.example/desk/sign-in/once',
        event: { type: 'SignInLinkMade', token: 'hash', admin: false, manager, expiresAt },
      }
    },
    words: createWords(),
    log,
    options: {
      botToken: sim.botToken,
      appToken: options.signingSecret === undefined ? sim.appToken : null,
      signingSecret: options.signingSecret ?? null,
      apiUrl: sim.apiUrl,
      staffChannel,
      guestManagers: options.guestManagers ?? false,
      thread: 'replies',
      locale: 'en',
      lead: options.lead ?? alone,
      lookAgain: 5,
      pacer: options.pacer ?? unpaced,
      publicUrl: 'https://desk.example',
      lookUpPause: options.lookUpPause ?? 5,
      catchUpPause: 5,
      ...(options.lookEvery !== undefined && { lookEvery: options.lookEvery }),
      closePatience: 50,
      timeout: options.timeout ?? 5000,
      patience: options.patience ?? 5000,
    },
  })
  const receive: Receive = async (inbound) => {
    if (inbound.event.type === 'HistoryRead') {
      result.readUntil = inbound.event.until
      wake()
      return done()
    }
    const answer = result.answers.length > 1 ? result.answers.shift() : result.answers[0]
    const outcome = await (answer ?? done)(inbound)
    received.push(inbound)
    wake()
    return outcome
  }
  const result: Stand = {
    ...parts,
    slack,
    receive,
    stop: async () => {
      await slack.stop()
      if (options.workspace === undefined) await sim.stop()
    },
  }
  if (!options.later) await slack.start(receive)
  return result
}

/** Starts stands that are stopped after each test. */
export const stands = (): typeof stand => {
  const open: Stand[] = []
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.stop()))
  })
  return async (options) => {
    const one = await stand(options)
    open.push(one)
    return one
  }
}

let made = 0
export const delivery = (content: SentContent, extra: Partial<Delivery> = {}): Delivery => {
  made += 1
  return { id: `d${made}`, address: null, content, triedAt: null, sent: [], ...extra }
}

export const newCard = { kind: 'card', ticket: 't1', posted: null } as const

/** Posts a card and returns its receipt and its message. */
export const postCard = async ({ slack, sim }: Stand) => {
  const { ids } = await slack.send(delivery(newCard))
  const post = sim.posts(staffChannel).at(-1)
  if (!ids[0] || !post) throw new Error('there is no card')
  return { id: ids[0], post }
}

/** The words of everything received, in order. */
export const wordsIn = ({ received }: Stand): string[] =>
  received.flatMap(({ event }) => ('words' in event ? [plainText(event.words)] : []))

export const awayDatabase = async (): Promise<never> => {
  throw new NotStored('the database is away')
}

const waiting = new Set<() => void>()
const wake = () => {
  for (const look of [...waiting]) look()
}

/** Resolves once the look finds something; looks again after each event received. */
export const until = <Value>(look: () => Value | undefined): Promise<Value> =>
  new Promise((resolve) => {
    const again = () => {
      const found = look()
      if (found === undefined) return
      waiting.delete(again)
      resolve(found)
    }
    waiting.add(again)
    again()
  })

const articleRow = (id: string, title: string): ArticleRow => ({
  id,
  title,
  answer: fromPlainText('the answer'),
  markdown: 'the **answer**',
})

const whole = <Row>(rows: readonly Row[]) => ({ rows, total: rows.length })

const deskOf = (of: () => Stand): Desk => ({
  ...noFiles,
  articleSheet: async (id) => of().sheets.find((one) => one.id === id) ?? null,
  articleHistory: async () => of().revisions,
  unclaimed: async () => whole(of().unclaimed),
  cardsWaiting: async () => of().cardsWaiting,
  backTest: async (change) => {
    of().tried.push(change)
    return of().effect()
  },
  isBackTesting: () => of().isBackTesting,
  articleDraft: async (number) => (number === of().card.number ? of().draft : null),
  faqReview: async () => of().review,
  ...emptyArticles,
  tryQuestion: async () => ({ shown: 'nothing', found: [] }),
  ...noAccounts,
  ...noAssistance,
  get hasAssistant() {
    return of().assistant !== null
  },
  get translates() {
    return of().assistant !== null
  },
  whenWritten: async (...given) => (await of().assistant?.(...given)) ?? null,
  ...noIncidents,
  ...noSearch,
  ...noChatNews,
  ...noTeam,
  away: async () => of().away,
  ...noOperations,
  ...noExports,
  ...noReports,
  card: async () => of().card,
  queue: async () => whole(of().queue),
  mine: async ({ externalId }) => whole(of().queue.filter(({ holder }) => holder === externalId)),
  undelivered: async () => of().undelivered,
  historyReadUntil: async () => of().readUntil,
  isAdmin: async ({ externalId }) => externalId === of().admin,
  isShutOut: async ({ externalId }) => of().shutOut.has(externalId),
  ticket: async (number) => (number === of().card.number ? { ...of().card, messages: of().messages } : null),
  requests: async (_who, limit) => of().requests.slice(0, limit),
  threads: async () => [...of().threads].map((name) => name.slice(name.indexOf(':') + 1)),
  hasChat: async ({ externalId }) => of().threads.has(externalId),
  chatSaying: async ({ externalId }, message) => {
    const name = of().saidIn.get(message)
    return name?.startsWith(`${externalId}:`) ? name : null
  },
  localeOf: async () => null,
  chat: async () => ({ conversations: [], locale: null, messages: [] }),
  searchArticles: async (sought, limit) =>
    of()
      .articles.filter(({ title }) => title.toLowerCase().includes(sought.toLowerCase()))
      .slice(0, limit)
      .map(({ id, title }) => articleRow(id, title)),
  searchTitles: async (sought, limit) =>
    of()
      .articles.filter(({ title }) => title.toLowerCase().includes(sought.toLowerCase()))
      .slice(0, limit),
  mergeTargets: async () => of().mergeTargets,
  earlier: async () => of().earlier,
  trail: async () => [],
  articlesFor: async (number, sought, limit) => {
    if (of().isAway) throw new Error('the database is away')
    return of()
      .articles.filter(({ title }) => title.toLowerCase().includes(sought.toLowerCase()))
      .toSorted((one, other) => Number(other.fits === number) - Number(one.fits === number))
      .slice(0, limit)
  },
  article: async (id) => {
    const found = of().articles.find((one) => one.id === id)
    return found ? articleRow(id, found.title) : null
  },
  stats: async (asker, _locale, period) => {
    const isParted = period.includes('by')
    const unlessAway = (): void => {
      if (of().isAway) throw new Error('the database is away')
    }
    if (isParted) unlessAway()
    const draw = async () => {
      unlessAway()
      return picture
    }
    return { text: `**3** opened ${period} for ${asker.externalId}`, draw: isParted ? null : draw }
  },
  scheduledReport: async ({ from, to }) => ({
    title: 'A report',
    text: `**3** opened from ${from} to ${to}`,
    draw: async () => picture,
  }),
  onChange: () => () => {},
})
