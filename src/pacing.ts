// Keeps a platform's rate limits ahead of time. The limits are data, one table for each platform, beside its adapter.

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

/** A place whose calls of one priority had no turn for so long goes before every priority, so that nothing starves. */
const PATIENCE = 10_000

/** How many last turns are remembered; a place forgotten counts as served longest ago. */
const REMEMBERED_TURNS = 1_000

/** From how many windows on the idle ones are looked for and forgotten. */
const IDLE_WINDOWS = 256

/** setTimeout takes no more (https://nodejs.org/api/timers.html#settimeoutcallback-delay-args); whoever wakes early sleeps again. */
const LONGEST_TIMER = 2_147_483_647

interface Waiting {
  readonly call: Call
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
 * within a place by arrival; what had no turn for 10 s goes next.
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
    windows.count(one.call)
    turns.note(one.call, clock.now())
    one.go()
  }
  const sleepUntil = (time: number): void => {
    stopTimer()
    wakeAt = time
    stopTimer = Number.isFinite(time) ? clock.after(Math.max(0, time - clock.now()), serve) : () => {}
  }
  const serve = (): void => {
    for (const rank of ranks([...waiting], clock.now(), turns)) {
      const ready = (): Waiting[] => rank.filter((one) => waiting.has(one) && windows.isOpen(one.call))
      for (let left = ready(); left.length > 0; left = ready()) {
        for (const one of nextOfEachPlace(left, turns)) if (windows.isOpen(one.call)) letGo(one)
      }
    }
    sleepUntil(
      [...waiting].reduce((first, one) => Math.min(first, windows.opensAt(one.call)), Number.POSITIVE_INFINITY),
    )
  }
  const admit = (one: Waiting): void => {
    waiting.add(one)
    const opens = windows.opensAt(one.call)
    // Until `wakeAt` no other waiting call may go, so this one passes nobody.
    if (clock.now() >= wakeAt) serve()
    else if (opens <= clock.now()) letGo(one)
    else if (opens < wakeAt) sleepUntil(opens)
  }
  return {
    turn: (call) => new Promise((go) => admit({ call, since: clock.now(), go })),
    hold: (call, milliseconds) => windows.hold(call, clock.now() + milliseconds),
  }
}

/** Waiting calls by rank, the impatient first, then by priority; within a rank by arrival. */
const ranks = (waiting: readonly Waiting[], now: number, turns: Turns): Waiting[][] => {
  const rankOf = ({ call, since }: Waiting): number =>
    now - Math.max(since, turns.last(call).at) >= PATIENCE ? Number.NEGATIVE_INFINITY : call.priority
  const byRank = Map.groupBy(waiting, rankOf)
  return [...byRank].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, calls]) => calls)
}

/** The oldest call of each place, the place served longest ago first. */
const nextOfEachPlace = (left: readonly Waiting[], turns: Turns): Waiting[] => {
  const next = new Map<string, Waiting>()
  for (const one of left) if (!next.has(one.call.place)) next.set(one.call.place, one)
  return [...next.values()].sort((one, other) => turns.last(one.call).count - turns.last(other.call).count)
}

type Turns = ReturnType<typeof createTurns>

/** Remembers when each place had its last turn in a priority. */
const createTurns = () => {
  const turns = new Map<string, { readonly count: number; readonly at: number }>()
  const keyOf = ({ place, priority }: Call): string => `${priority} ${place}`
  let count = 0
  return {
    last: (call: Call) => turns.get(keyOf(call)) ?? { count: 0, at: Number.NEGATIVE_INFINITY },
    note(call: Call, at: number): void {
      count += 1
      turns.delete(keyOf(call))
      turns.set(keyOf(call), { count, at })
      const oldest = turns.size > REMEMBERED_TURNS ? turns.keys().next().value : undefined
      if (oldest !== undefined) turns.delete(oldest)
    },
  }
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
  const opensAt = (call: Call): number =>
    countedFor(limits, call).reduce((time, { key }) => Math.max(time, opening(windows.get(key))), 0)
  return {
    opensAt,
    isOpen: (call: Call): boolean => opensAt(call) <= clock.now(),
    count(call: Call): void {
      forgetIdle()
      for (const { limit, made } of countedFor(limits, call).map(windowOf)) {
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
