// The story of the engine: recall and load, decide, apply and enqueue in one transaction; only after its commit the event is acknowledged.

import { type Inbound, NotStored, type Receive } from '../channel.ts'
import { decide } from '../core/decide.ts'
import type { Change, Decision, Outcome } from '../core/decision.ts'
import type { ConversationEvent } from '../core/events.ts'
import { isBefore } from '../core/lateness.ts'
import { namesIn } from '../core/learning.ts'
import { textsGathered, textsToMatch } from '../core/matched-texts.ts'
import type { Context, State } from '../core/types.ts'
import { isPassing } from '../database/client.ts'
import { apply, isWordsAlone } from './apply.ts'
import { inTurn } from './cards-in-turn.ts'
import { isDeskEvent, receiveDeskEvent } from './desk-events.ts'
import { Overtaken } from './guard.ts'
import { createLanes } from './lanes.ts'
import { newLinkCode } from './link-code.ts'
import { load } from './load.ts'
import { createLaneFinder, type Lane, NotYetKnown, settle } from './locate.ts'
import { recall } from './recall.ts'
import { createRecent, type Recent, withWords } from './recent.ts'
import { type Effects, type Handled, handled, type Shell } from './shell.ts'
import { giveUpStaffLine } from './staff-lines.ts'

const ATTEMPTS = 6
const FIRST_WAIT = 40
const UNKNOWN_TICKET: Outcome = { kind: 'refused', because: 'unknown', notice: { say: 'staff.unknownTicket' } }

/**
 * Makes the one way into the engine. The promise resolves after the commit.
 * Rejects with `NotStored` where the database is away or too busy (bring the event again), and with the error itself where the event can't be handled.
 */
export const createReceive = (shell: Shell): Receive => {
  const lanes = createLanes()
  const laneOf = createLaneFinder(shell.db)
  const engine = { shell, recent: createRecent(() => performance.now()) }
  return async (inbound) => {
    const started = performance.now()
    const lane = await stored(() => laneOf(inbound))
    const { outcome, effects } = await lanes.run(lane.name, () => stored(() => handle(engine, lane, inbound)))
    shell.committed(effects)
    logEvent(shell, inbound, outcome, effects, performance.now() - started)
    return outcome
  }
}

interface Engine {
  readonly shell: Shell
  readonly recent: Recent
}

const handle = async ({ shell, recent }: Engine, lane: Lane, { key, at, event }: Inbound): Promise<Handled> => {
  if (!isDeskEvent(event)) return receiveConversationEvent({ shell, recent }, lane, { key, at, event })
  const received = await shell.db.$transaction((tx) => receiveDeskEvent(tx, shell, key, event))
  if (event.type === 'ManagerDisabled') recent.forget()
  return received
}

type ConversationInbound = Inbound & { readonly event: ConversationEvent }

const receiveConversationEvent = async (engine: Engine, lane: Lane, inbound: ConversationInbound): Promise<Handled> => {
  const { shell, recent } = engine
  const { key, at, event } = inbound
  const now = shell.now()
  const readAt = performance.now()
  const found = recent.take(lane, event, isBefore(at, now)) ?? { ...(await recall(shell.db, shell, inbound)), readAt }
  if (found.repeated) return handled({ kind: 'repeated' })
  if (found.place === null) {
    if (event.type === 'DeliveryRefused') return giveUpStaffLine(shell, key, event.delivery, event.reason)
    // Whoever was never met, or is forgotten, marks what nobody here knows any more.
    if (event.type === 'CustomerReacted') return handled({ kind: 'done' })
    const isMet = await settle(shell.db, event)
    return isMet ? receiveConversationEvent(engine, lane, inbound) : handled(UNKNOWN_TICKET)
  }
  const loaded = await load(shell.db, shell, found, event)
  await prepareQuestions(shell, loaded.state, textsToMatch(loaded.state, event, { now, settings: shell.settings }))
  const decision = decide(loaded.state, event, contextOf(shell, { now, at }, loaded.state))
  // One message is one ticket, once it is, and what was stopped may go on: a refusal must not stand in its way for ever.
  const comesAgain = event.type === 'MessageTaken' || event.type === 'IncidentOver'
  if (comesAgain && decision.outcome.kind === 'refused') return handled(decision.outcome)
  const { erased, ...stored } = await apply(shell, { ...inbound, ...loaded, place: found.place, decision, now })
  if (isWordsAlone({ decision, event })) {
    recent.keep(lane, found.place, withWords(loaded.row, decision, inbound.at), found.readAt)
  }
  // Ahead of the end of the window, so that nobody has to wait then.
  if (!loaded.state.customer.refusesModel)
    void prepareQuestions(shell, loaded.state, decision.changes.flatMap(textsAhead))
  const { conversation, subject } = found.place
  return {
    outcome: erased === null ? decision.outcome : withReceipt(decision.outcome, erased),
    effects: {
      ...{ conversation, ticket: subject ?? ticketOf(decision), awaited: isAwaited(event) },
      ...{ ...inTurn(decision, shell.staffChannel, stored.destinations), elsewhere: stored.elsewhere },
      breaches: breachesOf(decision),
      consultations: decision.changes.flatMap((change) => (change.type === 'Consult' ? [change.id] : [])),
    },
  }
}

// Only what was stored tells what there was to be erased.
const withReceipt = (
  outcome: Outcome,
  { number, counts: { requests, messages, files } }: NonNullable<Awaited<ReturnType<typeof apply>>['erased']>,
): Outcome =>
  outcome.kind === 'done' && outcome.notice !== undefined
    ? { ...outcome, notice: { ...outcome.notice, params: { requests, messages, files, receipt: number } } }
    : outcome

const prepareQuestions = async ({ knowledge }: Shell, asker: State, texts: readonly string[]): Promise<void> => {
  const names = namesIn(asker)
  await Promise.all(texts.map((text) => knowledge.prepare(text, names)))
}

const textsAhead = (change: Change): readonly string[] =>
  change.type === 'SetForm' && change.form.kind === 'gathering' ? textsGathered(change.form) : []

// A question that is complete is answered, and a ticket that just came is given to somebody; other timers remind.
const isAwaited = (event: ConversationEvent): boolean =>
  event.type !== 'TimerFired' || ['burst', 'assign', 'consultation'].includes(event.timer.kind)

const ticketOf = ({ changes }: Decision): string | null => {
  const tickets = changes.map((change) => {
    if (change.type === 'OpenTicket') return change.id
    return 'ticket' in change ? change.ticket : null
  })
  return tickets.find((ticket) => ticket !== null) ?? null
}

const breachesOf = ({ changes }: Decision): Effects['breaches'] =>
  changes.flatMap((change) => {
    if (change.type !== 'RecordAlarm') return []
    if (change.alarm === 'firstBreach') return ['firstResponse' as const]
    return change.alarm === 'resolutionBreach' ? ['resolution' as const] : []
  })

const contextOf = (shell: Shell, times: Pick<Context, 'now' | 'at'>, { conversation }: State): Context => ({
  ...times,
  newId: () => crypto.randomUUID(),
  newCode: newLinkCode,
  match: (question) => shell.knowledge.match(question, conversation.locale),
  article: shell.knowledge.article,
  version: (id) => shell.knowledge.version(id, conversation.locale),
  titles: (words) => shell.knowledge.titles(words, conversation.locale),
  incidentIn: (question) => shell.knowledge.incidentIn(question, conversation.locale),
  openIncident: shell.knowledge.openIncident,
  settings: shell.settings,
  languageOf: shell.languageOfText,
  usualAnswer: shell.usualAnswer(),
  isModelReady: shell.isModelReady(),
})

// The whole event again: what lost a race or its connection left nothing behind.
const stored = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      const mayPass = error instanceof NotYetKnown || error instanceof Overtaken || isPassing(error)
      if (!mayPass) throw error
      if (attempt === ATTEMPTS)
        throw new NotStored('the event could not be stored: the database is away or too busy', { cause: error })
      // Whoever was overtaken knows that the other is through.
      if (attempt > 1 || !(error instanceof Overtaken)) await pause(FIRST_WAIT * 2 ** (attempt - 1))
    }
  }
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds * (0.75 + Math.random() / 2)))

const logEvent = (shell: Shell, { key, event }: Inbound, outcome: Outcome, effects: Effects, ms: number): void => {
  const { conversation, ticket } = effects
  const took = Math.round(ms * 10) / 10
  shell.log.info({ event: event.type, key, conversation, ticket, outcome: outcome.kind, ms: took }, 'event')
}
