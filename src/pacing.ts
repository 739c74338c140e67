// Keeps a platform's rate limits ahead of time. The limits are data, one table for each platform, beside its adapter.

import { createTurns, type Turns } from './pacing-turns.ts'

/** At most `count` calls within any `within` milliseconds, counted for each place (a chat, a channel) or for all places together. */
export interface Limit {
  readonly name: string
  /** The platform's methods that count towards this limit; null for every one. */
  readonly methods: readonly string[] | null
  readonly per: 'place' | 'all'
  readonly count: number
  readonly within: number
}

export interface Call {
  readonly method: string
  readonly place: string
  /** Lower goes first where calls wait for the same limit: replies to customers before cards. */
  readonly priority: number
}

/** Time as the pacer needs it: milliseconds, and a timer that can be ended. A test hands in its own. */
export interface PacingClock {
  now(): number
  after(milliseconds: number, wake: () => void): () => void
}

export interface Pacer {
  /** Resolves when the call may be made, and counts it as made. */
  turn(call: Call): Promise<void>
  /** The platform asked for silence: calls that count towards the same limits wait at least so long (milliseconds). */
  hold(call: Call, milliseconds: number): void
}

/** Where the calls of one priority had no turn for so long beside more urgent ones, one of them goes before all, so that nothing starves. */
const PATIENCE = 10_000

/** From how many windows on the idle ones are looked for and forgotten. */
const IDLE_WINDOWS = 256

/** setTimeout takes no more (https://nodejs.org/api/timers.html#settimeoutcallback-delay-args); whoever wakes early sleeps again. */
const LONGEST_TIMER = 2_147_483_647

interface Waiting {
  readonly call: Call
  readonly counted: readonly Counted[]
  readonly since: number
  readonly go: () => void
}

/** Real time, by a clock that nobody can set back; its timers don't keep the process alive. */
export const systemClock: PacingClock = {
  now: () => performance.now(),
  after(milliseconds, wake) {
    const timer = setTimeout(wake, Math.min(Math.ceil(milliseconds), LONGEST_TIMER))
    timer.unref()
    return () => clearTimeout(timer)
  },
}

/**
 * Makes a pacer that keeps all `limits` at once, each as a sliding window. Waiting calls go by priority, within it place after place,
 * within a place by arrival. What waits for a limit behind more urgent calls has a turn in 10 s there, however many they are.
 * A hold closes what the refused call counts towards for its own place, since most refusals concern one chat; calls that have no such
 * limit close their limits for all places. Where a second place is refused while another is held, all places wait for the shorter hold.
 */
export const createPacer = (limits: readonly Limit[], clock: PacingClock): Pacer => {
  const windows = createWindows(limits, clock)
  const turns = createTurns()
  const waiting = new Set<Waiting>()
  let wakeAt = Number.POSITIVE_INFINITY
  let stopTimer = () => {}

  const letGo = (one: Waiting): void => {
    waiting.delete(one)
    windows.count(one.counted)
    turns.note(
      one.call,
      one.counted.map(({ key }) => key),
      clock.now(),
    )
    one.go()
  }
  const sleepUntil = (time: number): void => {
    stopTimer()
    wakeAt = time
    stopTimer = Number.isFinite(time) ? clock.after(Math.max(0, time - clock.now()), serve) : () => {}
  }
  const serve = (): void => {
    const isReady = (one: Waiting) => waiting.has(one) && windows.isOpen(one.counted)
    for (const rank of ranks([...waiting], { now: clock.now(), turns, isReady })) {
      for (let left = rank.filter(isReady); left.length > 0; left = left.filter(isReady)) {
        for (const one of nextOfEachPlace(left, turns)) if (windows.isOpen(one.counted)) letGo(one)
      }
    }
    sleepUntil(
      [...waiting].reduce((first, one) => Math.min(first, windows.opensAt(one.counted)), Number.POSITIVE_INFINITY),
    )
  }
  const admit = (one: Waiting): void => {
    waiting.add(one)
    const opens = windows.opensAt(one.counted)
    // Until `wakeAt` no other waiting call may go, so this one passes nobody.
    if (clock.now() >= wakeAt) serve()
    else if (opens <= clock.now()) letGo(one)
    else if (opens < wakeAt) sleepUntil(opens)
  }
  return {
    turn: (call) =>
      new Promise((go) => admit({ call, counted: countedFor(limits, call), since: clock.now(), go: () => go() })),
    hold: (call, milliseconds) => windows.hold(call, clock.now() + milliseconds),
  }
}

interface Moment {
  readonly now: number
  readonly turns: Turns
  readonly isReady: (one: Waiting) => boolean
}

/** Waiting calls by rank, the impatient first, then by priority; within a rank by arrival. */
const ranks = (waiting: readonly Waiting[], moment: Moment): (readonly Waiting[])[] => {
  const byPriority = Map.groupBy(waiting, ({ call }) => call.priority)
  const inOrder = [...byPriority].sort(([one], [other]) => one - other).map(([, calls]) => calls)
  return inOrder.length < 2 ? inOrder : [impatient(waiting, moment), ...inOrder]
}

/** Of each priority that had no turn for long at a limit where more urgent calls wait, one: many that are kept waiting must not stop what is urgent. */
const impatient = (waiting: readonly Waiting[], { now, turns, isReady }: Moment): Waiting[] => {
  const most = new Map<string, number>()
  for (const { call, counted } of waiting) {
    for (const { key } of counted) most.set(key, Math.min(most.get(key) ?? call.priority, call.priority))
  }
  const starved = waiting.filter(({ call, counted, since }) =>
    counted.some(
      ({ key }) =>
        (most.get(key) ?? call.priority) < call.priority &&
        now - Math.max(since, turns.lastAt(call.priority, key)) >= PATIENCE,
    ),
  )
  const byPriority = Map.groupBy(starved.filter(isReady), ({ call }) => call.priority)
  return [...byPriority.values()].flatMap((calls) => nextOfEachPlace(calls, turns).slice(0, 1))
}

/** The oldest call of each place, the place served longest ago first. */
const nextOfEachPlace = (left: readonly Waiting[], turns: Turns): Waiting[] => {
  const next = new Map<string, Waiting>()
  for (const one of left) if (!next.has(one.call.place)) next.set(one.call.place, one)
  return [...next.values()].sort((one, other) => turns.last(one.call) - turns.last(other.call))
}

interface Window {
  readonly limit: Limit
  /** When its last calls were made, at most as many as its limit allows. */
  readonly made: number[]
  heldUntil: number
}

const createWindows = (limits: readonly Limit[], clock: PacingClock) => {
  const windows = new Map<string, Window>()
  const heldPlaces = new Map<string, number>()
  let crowded = IDLE_WINDOWS
  const forgetIdle = (): void => {
    if (windows.size < crowded) return
    const now = clock.now()
    for (const [key, window] of windows) if (isIdle(window, now)) windows.delete(key)
    for (const [place, until] of heldPlaces) if (until <= now) heldPlaces.delete(place)
    crowded = Math.max(IDLE_WINDOWS, windows.size * 2)
  }
  const windowOf = ({ key, limit }: Counted): Window => {
    const window = windows.get(key) ?? { limit, made: [], heldUntil: 0 }
    windows.set(key, window)
    return window
  }
  const close = (counted: readonly Counted[], until: number): void => {
    for (const window of counted.map(windowOf)) window.heldUntil = Math.max(window.heldUntil, until)
  }
  const opensAt = (counted: readonly Counted[]): number =>
    counted.reduce((time, { key }) => Math.max(time, opening(windows.get(key))), 0)
  return {
    opensAt,
    isOpen: (counted: readonly Counted[]): boolean => opensAt(counted) <= clock.now(),
    count(counted: readonly Counted[]): void {
      forgetIdle()
      for (const { limit, made } of counted.map(windowOf)) {
        if (Number.isFinite(limit.count)) made.push(clock.now())
        if (made.length > limit.count) made.shift()
      }
    },
    hold(call: Call, until: number): void {
      const counted = countedFor(limits, call)
      const own = counted.filter(({ limit }) => limit.per === 'place')
      close(own.length > 0 ? own : counted, until)
      heldPlaces.delete(call.place)
      const elsewhere = Math.max(0, ...heldPlaces.values())
      if (elsewhere > clock.now()) close(counted, Math.min(until, elsewhere))
      heldPlaces.set(call.place, until)
    },
  }
}

interface Counted {
  readonly key: string
  readonly limit: Limit
}

const UNLIMITED: Limit = { name: 'unlimited', methods: null, per: 'place', count: Number.POSITIVE_INFINITY, within: 0 }

/** What a call counts towards; a call under no limit can still be held, by itself. */
const countedFor = (limits: readonly Limit[], { method, place }: Call): Counted[] => {
  const counted = limits.flatMap((limit, index) =>
    limit.methods === null || limit.methods.includes(method)
      ? [{ key: limit.per === 'place' ? `${index} ${place}` : `${index}`, limit }]
      : [],
  )
  return counted.length > 0 ? counted : [{ key: `${method} ${place}`, limit: UNLIMITED }]
}

const opening = (window: Window | undefined): number => {
  if (window === undefined) return 0
  const [first] = window.made
  const isFull = first !== undefined && window.made.length >= window.limit.count
  return Math.max(window.heldUntil, isFull ? first + window.limit.within : 0)
}

const isIdle = ({ heldUntil, limit, made }: Window, now: number): boolean =>
  heldUntil <= now && (made.at(-1) ?? Number.NEGATIVE_INFINITY) + limit.within <= now
