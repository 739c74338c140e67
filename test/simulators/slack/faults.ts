/** Troubles a test can order: each is used up by so many calls (or envelopes) and then over. */

export type FaultKind =
  /** HTTP 429 with `Retry-After`. */
  | 'rate-limited'
  /** HTTP 500 with an HTML body, nothing applied. */
  | 'server-error'
  /** HTTP 404, as of a server that lacks the method. */
  | 'not-found'
  /** Refused with `error`, at HTTP 200 as Slack does; nothing applied. */
  | 'refused'
  /** The connection is reset before anything was applied. */
  | 'reset-before'
  /** The connection is reset after the call was applied: its caller can't know. */
  | 'reset-after'
  /** Only for `files.download`: the connection breaks in the middle of the file. */
  | 'cut'
  /** Only for `files.download`: led to `location`. */
  | 'redirect'
  /** Nothing is applied or answered until `release()`. */
  | 'hang'
  /** Only for `events_api`: the ack is lost on its way, so that the event comes again. */
  | 'ack-lost'
  /** Only for `events_api`: the same envelope is sent twice, both with `retry_attempt` 0 (slackapi/bolt-js#2487). */
  | 'duplicate'

export type FaultOrder = {
  /** A Web API method, `files.download` or `files.upload` for the bytes of files, or `events_api` for what goes over the socket. */
  readonly method: string
  readonly kind: FaultKind
  /** How many calls it hits; 1 unless told. */
  readonly times?: number
  /** Asked before each call that it could hit; it hits where this is true, or where nothing is asked. */
  readonly when?: () => boolean
  /** For `rate-limited`: seconds in `Retry-After`; 1 unless told. */
  readonly retryAfter?: number
  /** For `redirect`. */
  readonly location?: string
  /** For `refused`: Slack's code. */
  readonly error?: string
}

export type Fault = {
  /** How often it has struck so far. */
  readonly struck: () => number
  /** Ends it, and lets go what hangs. */
  readonly release: () => void
}

export type ActiveFault = { readonly order: FaultOrder; left: number; struck: number; readonly released: Promise<void> }

export type Faults = {
  readonly order: (order: FaultOrder) => Fault
  /** The oldest fault that stands for this method and has one of these kinds, counted as struck. */
  readonly take: (method: string, kinds?: readonly FaultKind[]) => ActiveFault | undefined
  readonly releaseAll: () => void
}

/** The faults of one simulator. */
export function createFaults(): Faults {
  const active: { fault: ActiveFault; release: () => void }[] = []
  return {
    order: (order) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      const fault: ActiveFault = { order, left: order.times ?? 1, struck: 0, released: promise }
      const release = () => {
        fault.left = 0
        resolve()
      }
      active.push({ fault, release })
      return { struck: () => fault.struck, release }
    },
    take: (method, kinds) => {
      const found = active.find(
        ({ fault: { left, order } }) =>
          left > 0 && order.method === method && (kinds?.includes(order.kind) ?? true) && (order.when?.() ?? true),
      )
      if (!found) return undefined
      found.fault.left -= 1
      found.fault.struck += 1
      return found.fault
    },
    releaseAll: () => {
      for (const { release } of active) release()
    },
  }
}
