// A desk in memory, for the rules alone: it applies changes to a state as strictly as the engine's database would.

import type { Candidate } from '../../src/core/assigning.ts'
import { decide } from '../../src/core/decide.ts'
import type { Change, Decision } from '../../src/core/decision.ts'
import { fromPlainText } from '../../src/core/document.ts'
import type { ConversationEvent } from '../../src/core/events.ts'
import { holderOf } from '../../src/core/holder.ts'
import type { IncidentChange } from '../../src/core/incident-changes.ts'
import type { KnownIncident } from '../../src/core/incidents.ts'
import { questionIn } from '../../src/core/questions.ts'
import type { Settings } from '../../src/core/settings.ts'
import type { StoredMessage } from '../../src/core/stored-message.ts'
import { isOpen } from '../../src/core/tickets.ts'
import type { Context, Manager, Match, State, Ticket, Title } from '../../src/core/types.ts'

export interface World {
  readonly state: State
  readonly now: Date
  /** When what comes next was written, by its platform's clock; now, unless told. */
  readonly at?: Date
  readonly settings: Settings
  /** How long first answers took lately; nothing is known unless told. */
  readonly usualAnswer?: number | null
  readonly matches: readonly (Match & Pick<Title, 'tags'>)[]
  /** The article to show in the place of one, by its id, where there is one in the customer's language. */
  readonly versions?: ReadonlyMap<string, string>
  /** Stored messages by `<channel>:<id there>` where they have an origin, with the ticket they belong to. */
  readonly messages: ReadonlyMap<string, StoredMessage>
  readonly ids: number
  /** The one that is open: whoever writes its title means it. */
  readonly incident?: KnownIncident
  /** The tickets that are linked to it and that its end has not reached. */
  readonly linked?: readonly string[]
  readonly follows?: boolean
  /** Who answers, as they are known now. */
  readonly people?: readonly Manager[]
  /** Who may be given a ticket. */
  readonly candidates?: readonly Candidate[]
}

export interface Step {
  readonly world: World
  readonly decision: Decision
}

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export const ana: Manager = { id: 'm-ana', name: 'Ana', admin: false, away: null }
export const bogdan: Manager = { id: 'm-bogdan', name: 'Bogdan', admin: false, away: null }
export const carmen: Manager = { id: 'm-carmen', name: 'Carmen', admin: true, away: null }
const managers = [ana, bogdan, carmen]

/** An article that fits with the confidence given. */
export const match = (article: string, confidence: number): Match => ({
  article,
  confidence,
  title: `Title of ${article}`,
  answer: fromPlainText(`Answer of ${article}`),
})

/** A desk where a customer has written nothing yet; `state` and the rest replace what they name. */
export const aWorld = (changed: Partial<Omit<World, 'state'>> & { state?: Partial<State> } = {}): World => ({
  now: new Date('2026-03-02T10:00:00Z'),
  matches: [],
  messages: new Map(),
  ids: 0,
  settings: {
    registration: 'on-ticket',
    locale: 'en',
    timeZone: 'Europe/Bucharest',
    businessHours: [],
    holidays: [],
    slaFirstResponse: 0,
    slaResolution: 0,
    claimReminder: 15 * MINUTE,
    claimLease: 0,
    assignment: 'claim',
    managerCap: null,
    customerReminder: 0,
    autoClose: 0,
    reopenWindow: 7 * DAY,
    replyHold: 0,
    staffIdentity: 'name',
    burstWindow: 0,
    floodLimit: 0,
    assistant: false,
    translate: 'off',
    staffMailboxes: [],
    escalation: [],
    admins: [],
  },
  ...changed,
  state: {
    conversation: {
      id: 'c-1',
      channel: 'telegram',
      locale: 'en',
      knownName: 'Ion Pop',
      timeZone: null,
      reachable: true,
      form: { kind: 'idle', kept: null },
      flow: null,
    },
    customer: { id: 'u-1', name: null, email: null, registered: false, tier: 'normal', refusesModel: false, ban: null },
    tickets: [],
    awaiting: [],
    queue: [],
    requests: null,
    elsewhere: [],
    linking: null,
    loginTaken: false,
    actor: null,
    assignee: null,
    candidates: [],
    subject: null,
    question: null,
    named: null,
    answeredSince: [],
    refused: null,
    incident: null,
    ...changed.state,
  },
})

/** What happens when an event comes to a desk. */
export const happen = (world: World, event: ConversationEvent): Step => {
  const { context, used } = contextOf(world)
  const state = loaded(world, event)
  const decision = decide(state, event, context)
  const after = decision.changes.reduce(applied, { ...world, state, ids: world.ids })
  return { decision, world: { ...after, ids: used() } }
}

/** The same desk some time later. */
export const later = (world: World, milliseconds: number): World => ({
  ...world,
  now: new Date(world.now.getTime() + milliseconds),
})

// Identifiers are as long as the engine's, so that what carries them is as long as in life.
const contextOf = ({
  now,
  at = now,
  settings,
  matches,
  versions,
  ids,
  incident = null,
  usualAnswer = null,
}: Omit<World, 'incident'> & { readonly incident?: KnownIncident | null }): {
  context: Context
  used: () => number
} => {
  let next = ids
  const article: Context['article'] = (id) => matches.find((one) => one.article === id) ?? null
  return {
    used: () => next,
    context: {
      now,
      at,
      settings,
      isModelReady: settings.assistant,
      languageOf: languageOfMarked,
      usualAnswer,
      newCode: () => 'ABCDEFGH',
      newId: () => `00000000-0000-4000-8000-${String(next++).padStart(12, '0')}`,
      match: () => matches,
      titles: () => matches,
      incidentIn: (question) => (incident !== null && question.includes(incident.title) ? incident : null),
      openIncident: (id) => (id === incident?.id ? incident : null),
      article,
      version: (id) => article(versions?.get(id) ?? id),
    },
  }
}

// A text's language stands before it, as in `pl: Dzień dobry`.
const languageOfMarked = (text: string): string | null => /^([a-z]{2}): /.exec(text)?.[1] ?? null

const loaded = (world: World, event: ConversationEvent): State => {
  const { state, messages, people = managers } = world
  return {
    ...state,
    candidates: world.candidates ?? [],
    incident: world.incident === undefined ? state.incident : seenBy(world, event),
    actor: 'by' in event ? (people.find(({ id }) => id === event.by.externalId) ?? null) : null,
    assignee: event.type === 'ManagerAssigned' ? (people.find(({ id }) => id === event.to.externalId) ?? null) : null,
    subject: subjectOf(state, event),
    question: ['ManagerMerged', 'ManagerAnswered'].includes(event.type)
      ? `Question of ${subjectOf(state, event)?.id}`
      : null,
    named: namedBy(messages, event),
    requests: event.type === 'CustomerCommanded' && event.command === 'profile' ? state.tickets.length : null,
  }
}

const seenBy = (
  { state, incident, linked = [], follows = false }: World,
  event: ConversationEvent,
): State['incident'] => {
  if (incident === undefined) return null
  const isLinked = linked.includes(subjectOf(state, event)?.id ?? '')
  const seen = { linked: isLinked ? incident.number : null, follows }
  const open = { ...seen, incident: { ...incident, state: 'open', telling: true } } as const
  switch (event.type) {
    case 'ManagerLinked':
      return event.incident === incident.number ? open : null
    case 'ManagerUnlinked':
      return isLinked ? open : null
    case 'CustomerPressed':
      return event.press === `incident.follow:${incident.number}` ? open : null
    case 'IncidentOver':
      return { ...seen, incident: { ...incident, state: 'resolving', answer: fromPlainText('Over.'), by: bogdan } }
    default:
      return null
  }
}

const namedBy = (messages: World['messages'], event: ConversationEvent): State['named'] => {
  if (event.type === 'CustomerWrote')
    return event.quotes === undefined ? null : messageAt(messages, `telegram:${event.quotes}`)
  if ('message' in event) return [...messages.values()].find(({ id }) => id === event.message) ?? null
  if (!('messageId' in event) || event.messageId === null) return null
  const channel = 'from' in event ? event.from.channel : event.by.channel
  return messageAt(messages, `${channel}:${event.messageId}`)
}

const messageAt = (messages: World['messages'], key: string): State['named'] => messages.get(key) ?? null

const subjectOf = ({ tickets }: State, event: ConversationEvent): Ticket | null => {
  // Of a summary; an answer's consultation is of no ticket yet.
  if (event.type === 'ModelAnswered' || event.type === 'ModelFailed') return tickets.at(-1) ?? null
  if (event.type === 'IncidentOver') {
    const { of } = event
    return 'ticket' in of ? (tickets.find(({ id }) => id === of.ticket) ?? null) : null
  }
  if (!('ticket' in event) || !('number' in event.ticket)) return null
  const { number } = event.ticket
  return tickets.find((ticket) => ticket.number === number) ?? null
}

const applied = (world: World, change: Change): World => {
  const { state, messages, now } = world
  switch (change.type) {
    case 'SetForm':
      return { ...world, state: { ...state, conversation: { ...state.conversation, form: change.form } } }
    case 'SetFlow':
      return { ...world, state: { ...state, conversation: { ...state.conversation, flow: change.flow } } }
    case 'SetReachable':
      return {
        ...world,
        state: { ...state, conversation: { ...state.conversation, reachable: change.reachable } },
      }
    case 'RegisterCustomer':
      if (state.customer.registered) throw new Error('a customer registers once')
      return {
        ...world,
        state: {
          ...state,
          customer: { ...state.customer, name: change.name, email: change.email, registered: true },
        },
      }
    case 'ChangeCustomer':
      if (!state.customer.registered) throw new Error('only who registered can change it')
      return { ...world, state: { ...state, customer: { ...state.customer, name: change.name, email: change.email } } }
    case 'SetRefusesModel':
      if (state.customer.refusesModel === change.refuses) throw new Error('a wish is set to another one')
      return { ...world, state: { ...state, customer: { ...state.customer, refusesModel: change.refuses } } }
    case 'ChooseLanguage':
      return { ...world, state: { ...state, conversation: { ...state.conversation, locale: change.locale } } }
    case 'EndAway':
      if (!change.manager) throw new Error('nobody is back')
      return world
    case 'MergeTicket':
      return { ...world, state: { ...state, tickets: state.tickets.map((one) => merged(state.tickets, one, change)) } }
    case 'AddMessage': {
      const key = change.origin === null ? change.id : `${change.origin.channel}:${change.origin.externalId}`
      const tickets = state.tickets.map((one) => (one.id === change.ticket ? withWords(one, change, world) : one))
      return { ...world, state: { ...state, tickets }, messages: new Map(messages).set(key, storedAs(change)) }
    }
    case 'OpenTicket': {
      const number = state.tickets.length + 1
      const { id, clock } = change
      const since = {
        openedAt: now,
        answeredAt: null,
        quietSince: now,
        writtenUntil: now,
        leaseFrom: now,
        wasResolved: false,
        claimedAt: null,
        translation: null,
      }
      const facts = { id, number, ...since, priority: change.pressing.priority, clock } as const
      const ticket: Ticket = { ...facts, status: 'new', since: now }
      const attached = [...messages].map(([key, message]) => {
        const isPart = change.question.messages.includes(message.id)
        return [key, isPart ? { ...message, ticket: change.id } : message] as const
      })
      return { ...world, messages: new Map(attached), state: { ...state, tickets: [...state.tickets, ticket] } }
    }
    case 'AddToTicket':
      return addedTo(world, change)
    case 'BanCustomer':
      return bannedBy(world)
    case 'UnbanCustomer':
      if (state.customer.ban === null) throw new Error('only a ban can be taken back')
      return { ...world, state: { ...state, customer: { ...state.customer, ban: null } } }
    case 'TellBan':
      return toldBan(world)
    case 'SetTier':
      if (state.customer.tier === change.tier) throw new Error('a tier is set to another one')
      return { ...world, state: { ...state, customer: { ...state.customer, tier: change.tier } } }
    case 'EditMessage':
    case 'RemoveMessage':
    case 'ReleaseHeld':
    case 'OfferLink':
    case 'EnterLink':
    case 'AcceptLink':
    case 'DropLink':
    case 'MissLink':
    case 'JoinCustomers':
    case 'LeaveCustomer':
    case 'TakeAlong':
    case 'OpenAccount':
    case 'SayElsewhere':
    case 'ForgetCustomer':
    case 'RecordSuggestion':
    case 'RecordUnanswered':
    case 'RecordSign':
    case 'SettleSuggestion':
    case 'AssistSuggestion':
    case 'AwaitTranslation':
    case 'TranslateQuestion':
    case 'TranslateMessage':
    case 'ReleaseReply':
    case 'Consult':
    case 'DropDraft':
    case 'RetryDelivery':
      return world
    case 'LinkTicket':
    case 'UnlinkTicket':
    case 'AnswerLinked':
    case 'FollowIncident':
    case 'TellFollower':
      return linkedAfter(world, change)
    default:
      return {
        ...world,
        state: {
          ...state,
          tickets: state.tickets.map((ticket) => (ticket.id === change.ticket ? changed(ticket, change, now) : ticket)),
        },
      }
  }
}

const linkedAfter = (world: World, change: IncidentChange): World => {
  if (change.type === 'TellFollower') return { ...world, follows: false }
  if (change.type === 'FollowIncident') {
    if (world.follows) throw new Error('a customer follows an incident once')
    return { ...world, follows: true }
  }
  const { linked = [] } = world
  const isLinked = linked.includes(change.ticket)
  if (isLinked === (change.type === 'LinkTicket') && world.incident !== undefined) {
    throw new Error(`${change.type} for a ticket that is ${isLinked ? '' : 'not '}linked`)
  }
  const others = linked.filter((one) => one !== change.ticket)
  return { ...world, linked: change.type === 'LinkTicket' ? [...others, change.ticket] : others }
}

const addedTo = (world: World, { ticket, messages: added }: Extract<Change, { type: 'AddToTicket' }>): World => {
  const messages = [...world.messages].map(
    ([key, message]) => [key, added.includes(message.id) ? { ...message, ticket } : message] as const,
  )
  return { ...world, messages: new Map(messages) }
}

const toldBan = (world: World): World => {
  const { conversation, customer } = world.state
  const toldIn = customer.ban?.toldIn ?? []
  if (customer.ban === null || toldIn.includes(conversation.id)) throw new Error('a ban is told once in a chat')
  const ban = { toldIn: [...toldIn, conversation.id] }
  return { ...world, state: { ...world.state, customer: { ...customer, ban } } }
}

// As the engine does it: what a form waits for is only kept, and nothing stays open.
const bannedBy = (world: World): World => {
  const { state, now } = world
  const { conversation, customer, tickets } = state
  if (customer.ban !== null) throw new Error('a customer is banned once')
  const resolved = tickets.map((ticket) => {
    if (!isOpen(ticket)) return ticket
    const holder = holderOf(ticket)?.id ?? null
    return changed(ticket, { type: 'ResolveTicket', ticket: ticket.id, by: null, holder }, now)
  })
  const form = { kind: 'idle', kept: questionIn(conversation.form) } as const
  return {
    ...world,
    state: {
      ...state,
      tickets: resolved,
      customer: { ...customer, ban: { toldIn: [] } },
      conversation: { ...conversation, form },
    },
  }
}

const storedAs = ({
  id,
  ticket,
  author,
  audience,
  body,
  files,
  origin,
}: Extract<Change, { type: 'AddMessage' }>): StoredMessage => ({
  id,
  ticket,
  author: author.role,
  audience,
  document: 'document' in body ? body.document : fromPlainText(body.say),
  fate: author.role === 'customer' || audience === 'staff' ? 'unsaid' : 'said',
  saidAt: null,
  origin: origin?.externalId ?? null,
  inThread: author.role === 'customer',
  files: files ?? [],
  manager: author.role === 'manager' ? { id: author.id, name: author.name } : null,
})

const withWords = (ticket: Ticket, { author }: Extract<Change, { type: 'AddMessage' }>, { now, at = now }: World) => {
  const { writtenUntil } = ticket
  const isNewest = author.role !== 'bot' && (writtenUntil === null || writtenUntil < at)
  return { ...ticket, quietSince: now, writtenUntil: isNewest ? at : writtenUntil }
}

const merged = (
  tickets: readonly Ticket[],
  ticket: Ticket,
  change: Extract<Change, { type: 'MergeTicket' }>,
): Ticket => {
  const into = tickets.find(({ id }) => id === change.into)
  if (into === undefined || !isOpen(into)) throw new Error('a ticket can only be merged into an open one')
  const isMoved = ticket.id === change.ticket || (ticket.status === 'merged' && ticket.into.id === change.ticket)
  if (!isMoved) return ticket
  if (ticket.id === change.ticket && (!isOpen(ticket) || ticket.id === into.id))
    throw new Error('only another open one')
  return { ...factsOf(ticket), status: 'merged', into: { id: into.id, number: into.number } }
}

const theManager = (id: string): Manager => {
  const found = managers.find((one) => one.id === id)
  if (found === undefined) throw new Error(`there is no manager ${id}`)
  return found
}

type TicketChange = Exclude<
  Extract<Change, { ticket: string | null }>,
  {
    type:
      | 'AddMessage'
      | 'Consult'
      | 'AwaitTranslation'
      | 'TranslateQuestion'
      | 'BanCustomer'
      | 'UnbanCustomer'
      | 'SetTier'
      | 'MergeTicket'
      | IncidentChange['type']
  }
>

const factsOf = ({
  id,
  number,
  openedAt,
  answeredAt,
  priority,
  clock,
  quietSince,
  writtenUntil,
  leaseFrom,
  wasResolved,
  claimedAt,
  translation,
}: Ticket): Pick<
  Ticket,
  | 'id'
  | 'number'
  | 'openedAt'
  | 'answeredAt'
  | 'priority'
  | 'clock'
  | 'quietSince'
  | 'writtenUntil'
  | 'leaseFrom'
  | 'wasResolved'
  | 'claimedAt'
  | 'translation'
> => ({
  id,
  number,
  openedAt,
  answeredAt,
  priority,
  clock,
  quietSince,
  writtenUntil,
  leaseFrom,
  wasResolved,
  claimedAt,
  translation,
})

const changed = (ticket: Ticket, change: TicketChange, now: Date): Ticket => {
  const { answeredAt } = ticket
  const facts = factsOf(ticket)
  const refuse = () => new Error(`${change.type} can't be for a ticket that is ${ticket.status}`)
  switch (change.type) {
    case 'ClaimTicket': {
      const holder = managers.find((one) => one.id === change.manager)
      if (!isOpen(ticket) || holderOf(ticket) !== null || holder === undefined) throw refuse()
      return { ...facts, status: 'claimed', holder, claimedAt: change.at }
    }
    case 'AssignTicket': {
      const holder = managers.find((one) => one.id === change.manager)
      if (!isOpen(ticket) || holder === undefined) throw refuse()
      return { ...facts, status: 'claimed', holder, claimedAt: null }
    }
    case 'AwaitCustomer': {
      const holder = isOpen(ticket) ? holderOf(ticket) : null
      if (ticket.status === 'waiting' || holder === null) throw refuse()
      return { ...facts, status: 'waiting', holder, since: now, remindedAt: null }
    }
    case 'SnoozeTicket':
      if (!isOpen(ticket) || change.until <= now) throw refuse()
      return { ...facts, status: 'snoozed', until: change.until, comesBack: awake(holderOf(ticket), now) }
    case 'ResumeTicket': {
      if (ticket.status !== 'waiting' && ticket.status !== 'snoozed') throw refuse()
      if (holderOf(ticket)?.id !== (change.holder ?? undefined)) throw refuse()
      return { ...facts, ...awake(holderOf(ticket), now) }
    }
    case 'SetPriority':
      return { ...ticket, priority: change.priority }
    case 'RemindCustomer':
      if (ticket.status !== 'waiting' || ticket.remindedAt !== null) throw refuse()
      return { ...ticket, remindedAt: now }
    case 'SetClock':
      return { ...ticket, clock: change.clock }
    case 'RecordAlarm':
    case 'SetSubject':
    case 'SetTags':
    case 'WriteArticle':
    case 'AddToTicket':
      return ticket
    case 'SetLease':
      return { ...ticket, leaseFrom: change.from }
    case 'LapseClaim':
      if (ticket.status !== 'claimed' || ticket.holder.id !== change.holder) throw refuse()
      return { ...facts, status: 'new', since: now }
    case 'ReleaseTicket':
      if (!isOpen(ticket) || holderOf(ticket) === null) throw refuse()
      return { ...facts, status: 'new', since: now }
    case 'ResolveTicket': {
      if (!isOpen(ticket)) throw refuse()
      const holder = managers.find((one) => one.id === change.holder) ?? null
      return { ...facts, status: 'resolved', resolvedAt: now, holder, rating: null, ratedAt: null }
    }
    case 'ReopenTicket':
      if (ticket.status !== 'resolved') throw refuse()
      return change.holder === null
        ? { ...facts, wasResolved: true, status: 'new', since: now }
        : { ...facts, wasResolved: true, status: 'claimed', holder: theManager(change.holder) }
    // Here a reply that is taken back was the only one.
    case 'ReviewAnswer':
      return { ...ticket, answeredAt: null }
    case 'SetTranslation':
      return { ...ticket, translation: change.translation }
    case 'RecordAnswer':
      return { ...ticket, answeredAt: answeredAt ?? now }
    case 'RateTicket':
      if (ticket.status !== 'resolved') throw refuse()
      return {
        ...ticket,
        ratedAt: change.ratedAt,
        rating: { score: change.score, comment: ticket.rating?.comment ?? null },
      }
    default:
      return commented(ticket, change.comment)
  }
}

const awake = (holder: Manager | null, since: Date) =>
  holder === null ? ({ status: 'new', since } as const) : ({ status: 'claimed', holder } as const)

const commented = (ticket: Ticket, comment: string): Ticket => {
  if (ticket.status !== 'resolved' || ticket.rating === null) throw new Error('only a rating has a comment')
  return { ...ticket, rating: { ...ticket.rating, comment } }
}
