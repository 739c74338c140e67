// Faults that a test switches on: how the next matching calls go wrong, on the wire or in the answer.
import type { Arguments } from './arguments.ts'

/**
 * What goes wrong. `reset` cuts the connection before the call has any effect, `reset-after` after it took effect;
 * `unparsable` refuses the formatting, whatever it is. `hang` holds the call back before it takes effect, `hang-after` only its answer, both until `release()`;
 * `cut` breaks a file off in its middle, `gone` knows it no more.
 */
export type FaultKind =
  | 'unparsable'
  | 'rate-limit'
  | 'server-error'
  | 'bad-gateway'
  | 'reset'
  | 'reset-after'
  | 'hang'
  | 'hang-after'
  | 'cut'
  | 'gone'
/** `times` defaults to 1; without `method` every call matches; `retryAfter` is in seconds (5). */
export type FaultRequest = {
  readonly kind: FaultKind
  readonly method?: string
  readonly times?: number
  readonly retryAfter?: number
  readonly when?: (args: Arguments) => boolean
}
/** A fault that was switched on; `release()` ends it and lets every call go that hangs in it. */
export type Fault = FaultRequest & { readonly used: number; readonly released: Promise<void>; release(): void }

export type Faults = {
  /** Switches a fault on. */
  add(request: FaultRequest): Fault
  /** The fault that this call meets, counted as used; undefined for a call that goes well. */
  take(method: string, args: Arguments): Fault | undefined
  /** Ends every fault. */
  clear(): void
}

/** Makes an empty list of faults; where several match a call, the oldest is taken. */
export function createFaults(): Faults {
  let active: (Fault & { used: number })[] = []
  const add = (request: FaultRequest): Fault => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const fault = { ...request, used: 0, released: promise, release: () => end(fault) }
    const end = (ended: typeof fault) => {
      active = active.filter((other) => other !== ended)
      resolve()
    }
    active.push(fault)
    return fault
  }
  const take = (method: string, args: Arguments): Fault | undefined => {
    const isMatch = (fault: Fault) =>
      fault.used < (fault.times ?? 1) &&
      (fault.method === undefined || fault.method.toLowerCase() === method.toLowerCase()) &&
      (fault.when?.(args) ?? true)
    const fault = active.find(isMatch)
    if (fault) fault.used += 1
    return fault
  }
  return {
    add,
    take,
    clear: () => {
      for (const fault of active) fault.release()
    },
  }
}
