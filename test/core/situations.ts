// Situations that rules start from.

import { newClock } from '../../src/core/clocks.ts'
import { fromPlainText } from '../../src/core/document.ts'
import type { Settings } from '../../src/core/settings.ts'
import type { StoredMessage } from '../../src/core/stored-message.ts'
import type { Form, Question, Rating, State, Suggesting, Ticket } from '../../src/core/types.ts'
import { ana, aWorld, type World } from './world.ts'

type Changed = Partial<Omit<World, 'state' | 'settings'>> & {
  form?: Form
  tickets?: readonly Ticket[]
  knownName?: string | null
  reachable?: boolean
  registered?: boolean
  ban?: State['customer']['ban']
  refusesModel?: boolean
  settings?: Partial<Settings>
  refused?: State['refused']
  seen?: State['incident']
  awaiting?: State['awaiting']
}

/** A desk in the situation named; the customer is registered unless it says otherwise. */
export const desk = (changed: Changed = {}): World => {
  const {
    form,
    tickets,
    knownName,
    reachable,
    registered = true,
    ban = null,
    refusesModel = false,
    settings,
    refused,
    seen,
    awaiting = [],
    ...rest
  } = changed
  const base = aWorld()
  const { conversation, customer } = base.state
  return {
    ...base,
    ...rest,
    settings: { ...base.settings, ...settings },
    state: {
      ...base.state,
      tickets: tickets ?? [],
      refused: refused ?? null,
      incident: seen ?? null,
      awaiting,
      customer: {
        ...customer,
        ...(registered ? { name: 'Ion', email: 'ion@example.com', registered } : {}),
        ban,
        refusesModel,
      },
      conversation: {
        ...conversation,
        form: form ?? conversation.form,
        knownName: knownName === undefined ? conversation.knownName : knownName,
        reachable: reachable ?? true,
      },
    },
  }
}

/** A message that is stored already. */
export const stored = (id: string, ticket: string | null, changed: Partial<StoredMessage> = {}): StoredMessage => ({
  id,
  ticket,
  author: 'customer',
  files: [],
  manager: null,
  audience: 'everyone',
  document: fromPlainText('stored words'),
  fate: 'unsaid',
  saidAt: null,
  origin: null,
  inThread: false,
  ...changed,
})

export const question = (text = 'Where is my order?'): Question => ({
  messages: ['q-1'],
  words: fromPlainText(text),
  text,
})

export const idle: Form = { kind: 'idle', kept: null }
export const kept: Form = { kind: 'idle', kept: question() }
/** The model is asked what answers the question. */
export const consulting = (round = 1): Form => ({
  kind: 'consulting',
  question: question(),
  consultation: 'n-1',
  round,
})

export const asking: Form = { kind: 'asking' }

/** Articles were offered for the question; the names are theirs. */
export const suggesting = (articles: readonly string[], round = 1, shown: number | null = null): Suggesting => ({
  kind: 'suggesting',
  question: question(),
  suggestion: 's-1',
  articles,
  round,
  shown,
  assumed: false,
})

/** The form waits for the name, or for the e-mail of the one named; for the ticket of a question unless told. */
export const registering = (name: string | null, purpose: 'ticket' | 'answer' | 'welcome' = 'ticket'): Form => ({
  kind: 'registering',
  step: name === null ? { asks: 'name' } : { asks: 'email', name },
  purpose: purpose === 'welcome' ? { aim: purpose } : { aim: purpose, question: question() },
})

const opened = new Date('2026-03-02T09:00:00Z')
const facts = (number: number) => ({
  id: `t-${number}`,
  number,
  openedAt: opened,
  answeredAt: null,
  priority: 'normal' as const,
  clock: newClock(opened),
  quietSince: new Date('2026-03-02T09:45:00Z'),
  writtenUntil: null,
  leaseFrom: null,
  wasResolved: false,
  claimedAt: null,
  translation: null,
})

export const newTicket = (number = 1): Ticket => ({ ...facts(number), status: 'new', since: opened })

/** It went into the ticket of that number. */
export const mergedTicket = (number: number, into: number): Ticket => ({
  ...facts(number),
  status: 'merged',
  into: { id: `t-${into}`, number: into },
})

export const claimedTicket = (number = 1, holder = ana): Ticket => ({ ...facts(number), status: 'claimed', holder })

export const waitingTicket = (number = 1, holder = ana): Ticket => ({
  ...facts(number),
  status: 'waiting',
  holder,
  since: new Date('2026-03-02T09:30:00Z'),
  remindedAt: null,
})

/** Put off until noon, two hours from now; nobody's, or the holder's. */
export const snoozedTicket = (number = 1, holder: typeof ana | null = null): Ticket => ({
  ...facts(number),
  status: 'snoozed',
  until: new Date('2026-03-02T12:00:00Z'),
  comesBack: holder === null ? { status: 'new', since: opened } : { status: 'claimed', holder },
})

/** Resolved half an hour ago, unless told when. */
export const resolvedTicket = (
  number = 1,
  changed: { at?: Date; holder?: typeof ana | null; rating?: Rating | null; ratedAt?: Date } = {},
): Ticket => ({
  ...facts(number),
  status: 'resolved',
  resolvedAt: changed.at ?? new Date('2026-03-02T09:30:00Z'),
  holder: changed.holder === undefined ? ana : changed.holder,
  rating: changed.rating ?? null,
  ratedAt: changed.ratedAt ?? null,
})
