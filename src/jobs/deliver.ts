// The outbox worker: each destination's oldest undelivered row is sent, its receipt written, and on to the next (design rules 4, 5, 6).

import type { Logger } from 'pino'
import { ChannelError, type ChannelErrorKind, type Receipt, type Receive } from '../channel.ts'
import type { ChannelName, Outlet } from '../core/types.ts'
import { type Batched, createBatches } from '../database/batches.ts'
import { type Database, isPassing } from '../database/client.ts'
import type { Listener } from '../database/listener.ts'
import { type BacklogLine, createBacklogLine } from './backlog.ts'
import { createLeases, type Leases } from './leases.ts'
import { type Head, keepSent, type Step, settleFailed, takeSteps, withNews } from './outbox.ts'
import { secondsAfter } from './pauses.ts'
import { type Speakers, said } from './saying.ts'
import { createWakingLanes } from './waking-lanes.ts'

export interface Deliverer {
  /** There is something new to say at these destinations, for which somebody waits. */
  wake(destinations: readonly string[]): void
  /** There is something new to say at these, for which nobody waits: a few of each channel at a time. */
  wakeInTurn(destinations: readonly string[]): void
  /** There are cards to show for the first time, of tickets that nobody has taken: they come one after another, and nothing else waits behind them. */
  wakeCards(destinations: readonly string[]): void
  /** Looks for whatever waits, now and each second from now on. */
  start(): void
  /** Begins no more deliveries and resolves once those under way have ended and their receipts are written. */
  stop(): Promise<void>
}

interface Parts extends Speakers {
  readonly db: Database
  readonly listener: Pick<Listener, 'tryLock' | 'unlock' | 'onLost' | 'announce' | 'tell' | 'subscribe'>
  readonly receive: Receive
  /** The channels where one process says all that is said, so that what it counts keeps the platform's limits. */
  readonly spokenByOne: ReadonlySet<string>
  /** The channel that shows cards; null where there is none. */
  readonly staffChannel: ChannelName | null
  /** Between two changes of the line that tells how many cards wait; 10,000 milliseconds unless told. */
  readonly backlogEvery?: number
  readonly log: Logger
  /** Told of each attempt once it has ended. */
  readonly tried: (attempt: Attempt) => void
}

export interface Attempt {
  readonly channel: Outlet
  readonly outcome: 'delivered' | ChannelErrorKind
  /** Counts from 1. */
  readonly attempt: number
  /** From when it might be said to the attempt's end. */
  readonly delaySeconds: number
}

const SWEEP_EVERY = 1_000
// Few connections of the pool: after a long absence thousands of destinations have news, and what comes in must not wait for them.
const BATCHES = { atOnce: 2, most: 100 }
const RECEIPT_AGAIN = 500
// What thousands of timers set off at one moment, or a start finds, must not stand before what people write meanwhile.
const IN_TURN = 4
/** A crowd of their own: a channel takes a post a second, and what is to be said elsewhere must not wait for thousands of them. */
const CARDS = 'cards'
const NEWS = 'deliveries'

/** Makes the worker of all destinations: one lane for each at a time in this process, one process for each by a lease, or for all of its platform. */
export const createDeliverer = (parts: Parts): Deliverer => {
  const leases = createLeases({ ...parts, now: () => performance.now() })
  const backlog = createBacklogLine({ ...parts, take: leases.take })
  const step = createBatches(async (steps: readonly Step[]) => {
    const { next, woken } = await takeSteps(parts.db, steps)
    wake(woken)
    return next
  }, BATCHES)
  let sweeping: NodeJS.Timeout | null = null
  let stopping = false
  const lanes = createWakingLanes(async (destination, inTurn) => {
    const mayGoOn = () => !stopping && leases.holds(destination)
    await drain(parts, leases, { destination, inTurn, mayGoOn, wake, step }).catch((error: unknown) =>
      parts.log.warn(
        { err: error, destination },
        'deliveries wait: the outbox could not be read or written; the sweep tries again',
      ),
    )
  }, IN_TURN)
  const wake = (destinations: readonly string[]): void => {
    if (!stopping) for (const destination of destinations) lanes.wake(destination)
  }
  const inTurn = (crowdOf: (destination: string) => string) => (destinations: readonly string[]) => {
    if (!stopping) for (const destination of destinations) lanes.wakeInTurn(destination, crowdOf(destination))
  }
  const [wakeInTurn, wakeCards] = [inTurn(channelIn), inTurn(() => CARDS)]
  const sweep = async (): Promise<void> => {
    try {
      leases.askAgain()
      await look(parts.db, { wake, wakeInTurn, wakeCards }, backlog)
      await leases.giveBackIdle(lanes.busy())
    } catch (error) {
      parts.log.warn({ err: error }, 'the sweep for deliveries failed; it runs again in a second')
    }
  }
  return {
    wake,
    wakeInTurn,
    wakeCards,
    start: () => {
      parts.listener.subscribe(NEWS, (destination) => {
        if (leases.holds(destination)) wake([destination])
      })
      void sweep()
      sweeping = setInterval(() => void sweep(), SWEEP_EVERY)
    },
    stop: async () => {
      stopping = true
      if (sweeping !== null) clearInterval(sweeping)
      await lanes.idle()
      await leases.giveBackAll()
    },
  }
}

const look = async (
  db: Database,
  { wake, wakeInTurn, wakeCards }: Pick<Deliverer, 'wake' | 'wakeInTurn' | 'wakeCards'>,
  backlog: BacklogLine,
): Promise<void> => {
  const { cards, others, cardsWaiting } = await withNews(db)
  wakeInTurn(others)
  wakeCards(cards)
  wake(await backlog(cardsWaiting))
}

// A destination's name begins with its channel.
const channelIn = (destination: string): string => destination.slice(0, destination.indexOf(':'))

interface Lane {
  readonly destination: string
  /** Whether nobody waits for it. */
  readonly inTurn: boolean
  readonly mayGoOn: () => boolean
  readonly wake: Deliverer['wake']
  readonly step: Batched<Step, Head | null>
}

const drain = async (parts: Parts, leases: Leases, lane: Lane): Promise<void> => {
  if (!(await leases.take(lane.destination))) {
    // Whoever has the lease speaks there, and finds the news by its sweep; of what somebody waits for it is told.
    if (!lane.inTurn) parts.listener.announce(NEWS, lane.destination)
    return
  }
  let head = await nextOf(lane)
  while (head !== null) {
    head = await delivered(parts, head, lane)
  }
}

const nextOf = async ({ destination, mayGoOn, step }: Lane): Promise<Head | null> =>
  mayGoOn() ? step({ destination, arrived: null, goOn: true }) : null

// Answers the next delivery of the same destination where it may be tried at once.
const delivered = async (parts: Parts, head: Head, lane: Lane): Promise<Head | null> => {
  const started = performance.now()
  const receipt = await said(parts, head)
  parts.tried(attemptOf(head, receipt, (performance.now() - started) / 1_000))
  if (receipt instanceof ChannelError) return failed(parts, head, receipt, started, lane)
  const next = await settled(parts, head, receipt, lane)
  if (head.held && head.conversation !== null) parts.listener.tell('changes', head.conversation)
  logDelivery(parts.log, head, 'delivered', started)
  return next
}

const attemptOf = (
  { channel, attempts, waitedSeconds }: Head,
  end: Receipt | ChannelError,
  seconds: number,
): Attempt => ({
  channel,
  outcome: end instanceof ChannelError ? end.kind : 'delivered',
  attempt: attempts,
  delaySeconds: waitedSeconds + seconds,
})

// What was said is said: its receipt is written as soon as the database is back, or the words would be said again.
const settled = (
  parts: Parts,
  head: Head,
  receipt: Receipt,
  { destination, mayGoOn, step }: Lane,
): Promise<Head | null> =>
  untilStored(parts, head, () => step({ destination, arrived: { head, receipt }, goOn: mayGoOn() }))

const untilStored = async <T>(parts: Parts, head: Head, store: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await store()
    } catch (error) {
      if (!isPassing(error)) throw error
      parts.log.warn({ err: error, delivery: head.delivery.id }, 'what became of a delivery waits for the database')
      await new Promise((resolve) => setTimeout(resolve, RECEIPT_AGAIN))
    }
  }
}

const failed = async (
  parts: Parts,
  head: Head,
  fault: ChannelError,
  started: number,
  lane: Lane,
): Promise<Head | null> => {
  logDelivery(parts.log, head, fault.kind, started, fault)
  if (fault.kind === 'permanent') {
    // Whoever sends it again, or takes it back, has to know what arrived of it.
    if (fault.sent.length > 0) await untilStored(parts, head, () => keepSent(parts.db, head, fault))
    if (await isTold(parts, head, fault.reason ?? 'unknown')) return nextOf(lane)
  }
  const seconds = secondsAfter(fault, head.channel, head.attempts)
  await untilStored(parts, head, () => settleFailed(parts.db, head, fault, seconds))
  setTimeout(() => lane.wake([head.destination]), seconds * 1_000).unref()
  return null
}

// Whether the engine took the refusal, which makes it news; where it could not, the delivery waits and is tried again.
const isTold = async ({ receive, log }: Parts, { delivery: { id } }: Head, reason: string): Promise<boolean> => {
  const event = { type: 'DeliveryRefused', delivery: id, reason } as const
  try {
    await receive({ key: `delivery:${id}:refused`, at: new Date(), event })
    return true
  } catch (error) {
    log.error({ err: error, delivery: id }, 'a refused delivery could not be told; it is tried again')
    return false
  }
}

const logDelivery = (log: Logger, head: Head, outcome: string, started: number, fault?: ChannelError): void => {
  const line = {
    delivery: head.delivery.id,
    destination: head.destination,
    conversation: head.conversation,
    ticket: head.ticket,
    kind: head.delivery.content.kind,
    outcome,
    attempt: head.attempts,
    ms: Math.round((performance.now() - started) * 10) / 10,
  }
  if (fault === undefined) log.info(line, 'delivery')
  else
    log[fault.kind === 'misconfigured' || fault.message === 'the adapter failed' ? 'error' : 'warn'](
      { ...line, err: fault },
      'delivery',
    )
}
