// A desk in memory: it keeps chats and tickets well enough for pages to live on, and records each event that came in.

import { createHash } from 'node:crypto'
import {
  ChannelError,
  type FileRef,
  type Inbound,
  NotStored,
  type OpenedFile,
  type Receive,
} from '../../../src/channel.ts'
import type { TeamMember } from '../../../src/desk/team.ts'
import type { UndeliveredRow } from '../../../src/desk/undelivered.ts'
import {
  type ArticleRow,
  CHAT_PAGE,
  type ChatMessage,
  type ChatView,
  type Desk,
  type DeskChange,
  type DeskManager,
  type Person,
  type TicketMessage,
  type TicketRow,
  type TicketView,
} from '../../../src/desk.ts'
import { type Document, fromMarkdown } from '../../../src/document.ts'
import { emptyFaq } from '../../support/empty-faq.ts'
import { noAssistance } from '../../support/no-assistance.ts'
import { noExports } from '../../support/no-exports.ts'
import { noIncidents } from '../../support/no-incidents.ts'
import { noOperations } from '../../support/no-operations.ts'
import { noReports } from '../../support/no-reports.ts'
import { noTeam } from '../../support/no-team.ts'
import { createMemoryAccounts } from './memory-accounts.ts'
import { createMemoryChat } from './memory-chat.ts'
import { memorySearch } from './memory-search.ts'

type Author = ChatMessage['author']
type Outcome = Awaited<ReturnType<Receive>>
type ManagerEvent = Extract<Inbound['event'], { by: unknown; ticket: unknown }>

/** Makes an empty desk; `says` and `opens` put something on it, `links` are the tokens of good sign-in links, `owners` the managers whose own some of them are, `gone` those who left their platform's staff, `locales` the languages that guests are known by. */
export const createMemoryDesk = () => {
  const chats = new Map<string, ChatMessage[]>()
  const tickets = new Map<number, TicketView>()
  const sessions = new Map<string, DeskManager>()
  const { desk: customers, ...told } = createMemoryChat()
  const searching = memorySearch(tickets, sessions)
  const links = new Set<string>()
  const gone = new Set<string>()
  const team: TeamMember[] = []
  const lost: UndeliveredRow[] = []
  const owners = new Map<string, DeskManager>()
  const locales = new Map<string, string>()
  const articles: ArticleRow[] = []
  const accounts = createMemoryAccounts()
  const received: Inbound[] = []
  const keys = new Set<string>()
  const refs = new Map<string, FileRef>()
  const listeners = new Set<(change: DeskChange) => void>()
  const gates: {
    isAway: boolean
    freeBytes: number
    answer: Outcome | null
    seenAt: Date
    chats: () => Promise<void>
  } = {
    isAway: false,
    freeBytes: 5e9,
    answer: null,
    seenAt: new Date(),
    chats: async () => {},
  }

  const changed = (conversation: string | null) => {
    for (const listener of [...listeners]) listener({ conversation })
  }
  const says = (
    guest: string,
    author: Author,
    document: Document,
    buttons: ChatMessage['buttons'] = [],
    post: string | null = null,
    files: ChatMessage['files'] = [],
  ) => {
    const messages = chats.get(guest) ?? []
    const position = (messages.at(-1)?.position ?? 0) + 1
    const at = new Date(Date.UTC(2026, 4, 4, 9, position))
    chats.set(guest, [
      ...messages,
      { id: `${guest.slice(0, 8)}-${position}`, position, post, author, document, files, buttons, at },
    ])
    changed(guest)
  }
  const kept = (files: readonly FileRef[] = []): ChatMessage['files'] =>
    files.map((file) => {
      const id = crypto.randomUUID()
      refs.set(id, file)
      return { id, name: file.name ?? file.kind, kind: file.kind, bytes: file.bytes }
    })
  /** What other channels open, by their ids of it. */
  const opened = new Map<string, OpenedFile>()
  const elsewhere = async ({ at }: FileRef): Promise<OpenedFile> => {
    const file = opened.get(at.id)
    if (file === undefined) throw new ChannelError('permanent', 'gone', { reason: 'fileGone' })
    return file
  }
  const opens = (number: number, parts: Partial<TicketView> = {}) => {
    tickets.set(number, { ...emptyTicket(number), ...parts })
    changed(`c-${number}`)
  }
  const adds = (
    ticket: TicketView,
    message: Pick<TicketMessage, 'author' | 'audience' | 'document'>,
    id = `${ticket.number}-${ticket.messages.length + 1}`,
  ) => {
    const delivery = message.audience === 'staff' ? 'none' : 'waiting'
    const at = new Date(Date.UTC(2026, 4, 4, 10, ticket.messages.length))
    return {
      ...ticket,
      messages: [
        ...ticket.messages,
        {
          ...message,
          id,
          at,
          editedAt: null,
          earlier: [],
          deletedAt: null,
          translation: null,
          files: [],
          delivery,
          heldUntil: null,
          reason: null,
        } as const,
      ],
    }
  }

  const byManager = (event: ManagerEvent): Outcome => {
    const number = 'number' in event.ticket ? event.ticket.number : 0
    const ticket = tickets.get(number)
    if (ticket === undefined) return { kind: 'refused', because: 'unknown', notice: { say: 'staff.unknownTicket' } }
    const author = { role: 'manager', id: event.by.externalId, name: event.by.name } as const
    if (event.type === 'ManagerClaimed' && ticket.holder !== null) {
      const params = { name: ticket.holder, number: { numberOf: ticket.id } }
      return { kind: 'refused', because: 'held', notice: { say: 'staff.heldBy', params } }
    }
    if (event.type === 'ManagerReleased' && ticket.holder === null) {
      return { kind: 'refused', because: 'state', notice: { say: 'staff.notClaimed', params: { number } } }
    }
    if (event.type === 'ManagerClaimed') opens(number, { ...ticket, state: 'claimed', holder: event.by.name })
    if (event.type === 'ManagerReleased') opens(number, { ...ticket, state: 'new', holder: null })
    if (event.type === 'ManagerResolved') opens(number, { ...ticket, state: 'resolved', dueAt: null })
    if (event.type === 'ManagerReplied')
      opens(number, adds(ticket, { author, audience: 'everyone', document: event.words }, event.storedAs))
    if (event.type === 'ManagerNoted')
      opens(number, adds(ticket, { author, audience: 'staff', document: event.words }, event.storedAs))
    if (event.type === 'ManagerAnswered') {
      const document = articles.find(({ id }) => id === event.article)?.answer ?? fromMarkdown('')
      opens(number, adds(ticket, { author, audience: 'everyone', document: event.instead ?? document }, event.storedAs))
    }
    return { kind: 'done' }
  }

  const happened = ({ event }: Inbound): Outcome => {
    if ('by' in event && 'ticket' in event) return byManager(event)
    if (event.type === 'SignInLinkUsed') {
      const link = [...links].find((token) => hashed(token) === event.token)
      if (link === undefined) return { kind: 'refused', because: 'state', notice: { say: 'web.linkUsed' } }
      links.delete(link)
      const anybody = {
        channel: 'web',
        externalId: 'manager-1',
        name: event.name ?? 'Manager 1',
        admin: false,
      } as const
      sessions.set(event.session, owners.get(link) ?? anybody)
      return { kind: 'done' }
    }
    if (event.type === 'ManagerSignedOut') sessions.delete(event.token)
    if (event.type === 'CustomerWrote') {
      const post = event.messageId.split(':').at(-1) ?? null
      says(event.from.externalId, { role: 'customer', name: null }, event.words, [], post, kept(event.files))
    }
    return { kind: 'done' }
  }

  const receive: Receive = async (inbound) => {
    if (gates.isAway) throw new NotStored('the database is away')
    received.push(inbound)
    if (keys.has(inbound.key)) return { kind: 'repeated' }
    keys.add(inbound.key)
    return gates.answer ?? (await accounts.happened(inbound)) ?? happened(inbound)
  }

  const desk: Desk = {
    ...emptyFaq,
    ...noAssistance,
    ...accounts.desk,
    ...noIncidents,
    ...noTeam,
    ...noOperations,
    ...noExports,
    ...noReports,
    ...customers,
    customersFile: async (id, { externalId }) =>
      (chats.get(externalId) ?? []).some(({ files }) => files.some((file) => file.id === id))
        ? (refs.get(id) ?? null)
        : null,
    staffFile: async (id) => refs.get(id) ?? null,
    card: async () => Promise.reject(new Error('a card is never asked for here')),
    ...searching.desk,
    queue: async (most) => {
      const open = [...tickets.values()].filter(({ state }) => state !== 'resolved')
      return { rows: open.slice(0, most), total: open.length }
    },
    mine: async () => ({ rows: [], total: 0 }),
    unclaimed: async () => ({ rows: [], total: 0 }),
    cardsWaiting: async () => 0,
    away: async () => [],
    undelivered: async () => lost,
    historyReadUntil: async () => null,
    ticket: async (number) => tickets.get(number) ?? null,
    chat: async ({ externalId }: Person, after): Promise<ChatView> => {
      await gates.chats()
      const messages = chats.get(externalId)
      if (messages === undefined) return { conversations: [], locale: null, messages: [] }
      const page =
        after === null
          ? messages.slice(-CHAT_PAGE)
          : messages.filter(({ position }) => position > after).slice(0, CHAT_PAGE)
      // What comes late comes in another chat of theirs.
      const conversations = [externalId, ...(told.late.length > 0 ? ['taken along'] : [])]
      return { conversations, locale: null, messages: page }
    },
    threads: async () => [],
    hasChat: async ({ externalId }) => chats.has(externalId),
    chatSaying: async () => null,
    localeOf: async ({ externalId }) => locales.get(externalId) ?? null,
    mergeTargets: async () => [],
    earlier: async () => [],
    trail: async () => [],
    articlesFor: async (_number, words, limit) => withWords(articles, words).slice(0, limit),
    article: async (id) => articles.find((one) => one.id === id) ?? null,
    searchTitles: async () => [],
    searchArticles: async (words, limit) => withWords(articles, words).slice(0, limit),
    stats: async () => ({ text: '' }),
    scheduledReport: () => Promise.reject(new Error('no reports here')),
    team: async () => team,
    managerOfSession: async (hash) => {
      const manager = sessions.get(hash)
      return manager === undefined ? null : { ...manager, seenAt: gates.seenAt }
    },
    signInLink: async (hash) => {
      const token = [...links].find((one) => hashed(one) === hash)
      return token === undefined ? null : { manager: owners.get(token)?.name ?? null, suggested: null }
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  return {
    ...told,
    ...searching,
    desk,
    receive,
    received,
    says,
    kept,
    opened,
    elsewhere,
    opens,
    changed,
    links,
    owners,
    gone,
    team,
    lost,
    locales,
    articles,
    accounts,
    gates,
    listeners,
  }
}

export const hashed = (token: string): string => createHash('sha256').update(token).digest('hex')

const withWords = (articles: readonly ArticleRow[], words: string) =>
  articles.filter(({ title }) => title.toLowerCase().includes(words.toLowerCase()))

export const emptyTicket = (number: number): TicketView => {
  const row: TicketRow = {
    id: `t-${number}`,
    number,
    state: 'new',
    snoozedUntil: null,
    holder: null,
    customer: null,
    channel: 'web',
    question: 'Where is my parcel?',
    translatedQuestion: null,
    subject: null,
    priority: 'normal',
    tags: [],
    card: null,
    openedAt: new Date(Date.UTC(2026, 4, 4, 9)),
    dueAt: new Date(Date.UTC(2026, 4, 4, 10)),
  }
  return {
    ...row,
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
    isTaken: false,
    offers: [],
    ratedBefore: null,
    latestBefore: null,
    messages: [],
  }
}
