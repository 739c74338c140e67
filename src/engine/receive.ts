// The story of the engine: one event is one transaction. Remember it, lock and load, decide, apply, enqueue; commit; only then it is acknowledged.

import { type Inbound, NotStored, type Receive } from '../channel.ts'
import { decide } from '../core/decide.ts'
import type { Outcome } from '../core/decision.ts'
import { isPassing, type Transaction } from '../database/client.ts'
import { apply } from './apply.ts'
import { isDeskEvent, receiveDeskEvent } from './desk-events.ts'
import { createLanes } from './lanes.ts'
import { load } from './load.ts'
import { createLaneFinder, locate, NotYetKnown } from './locate.ts'
import { remember } from './remember.ts'
import type { Effects, Shell } from './shell.ts'

const ATTEMPTS = 6
const FIRST_WAIT = 40

/**
 * Makes the one way into the engine. The promise resolves after the commit.
 * Rejects with `NotStored` where the database is away or too busy (bring the event again), and with the error itself where the event can't be handled.
 */
export const createReceive = (shell: Shell): Receive => {
  const lanes = createLanes()
  const laneOf = createLaneFinder(shell.db)
  return async (inbound) => {
    const started = performance.now()
    const key = await stored(() => laneOf(inbound))
    const { outcome, effects } = await lanes.run(key, () => stored(() => transact(shell, inbound)))
    shell.committed(effects)
    logEvent(shell, inbound, outcome, effects, performance.now() - started)
    return outcome
  }
}

interface Handled {
  readonly outcome: Outcome
  readonly effects: Effects
}

const transact = (shell: Shell, inbound: Inbound): Promise<Handled> =>
  shell.db.$transaction(async (tx): Promise<Handled> => {
    if (isDeskEvent(inbound.event)) return receiveDeskEvent(tx, shell, inbound.key, inbound.event)
    return receiveConversationEvent(tx, shell, inbound)
  })

const receiveConversationEvent = async (tx: Transaction, shell: Shell, { key, event }: Inbound): Promise<Handled> => {
  if (isDeskEvent(event)) throw new Error('a desk event has no conversation')
  const now = shell.now()
  const found = await remember(tx, shell, key, event)
  if (found.repeated) return nothing({ kind: 'repeated' })
  const place = found.place ?? (await locate(tx, event))
  if (place === null) return nothing({ kind: 'refused', because: 'unknown', notice: { say: 'staff.unknownTicket' } })
  const { state, address } = await load(tx, shell, place, event, found.known)
  const decision = decide(state, event, {
    now,
    newId: () => crypto.randomUUID(),
    match: (question) => shell.knowledge.match(question, state.conversation.locale),
    article: shell.knowledge.article,
    settings: shell.settings,
  })
  const destinations = await apply(tx, shell, { state, address, event, decision, now })
  return { outcome: decision.outcome, effects: { conversation: state.conversation.id, destinations } }
}

const nothing = (outcome: Outcome): Handled => ({ outcome, effects: { conversation: null, destinations: [] } })

// The whole event again: a transaction that lost a race or its connection left nothing behind.
const stored = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      const mayPass = error instanceof NotYetKnown || isPassing(error)
      if (!mayPass) throw error
      if (attempt === ATTEMPTS)
        throw new NotStored('the event could not be stored: the database is away or too busy', { cause: error })
      await pause(FIRST_WAIT * 2 ** (attempt - 1))
    }
  }
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds * (0.75 + Math.random() / 2)))

const logEvent = (shell: Shell, { key, event }: Inbound, outcome: Outcome, effects: Effects, ms: number): void =>
  shell.log.info(
    { event: event.type, key, conversation: effects.conversation, outcome: outcome.kind, ms: Math.round(ms * 10) / 10 },
    'event',
  )
