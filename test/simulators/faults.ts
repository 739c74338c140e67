// Faults that a test switches on and takes off again: what both simulators share. The names are in each one's own list.

/** What a test orders: a fault by its name, and what it strikes. `Given` is what a call, an update or an event brings along. */
export type FaultOrder<Kind extends string, Given> = {
  readonly kind: Kind
  /** What it strikes: a method of the platform's API, or what the fault's own line names; all methods where it is left out. */
  readonly method?: string
  /** How many of them; 1 unless told. */
  readonly times?: number
  /** It strikes only where this is true. */
  readonly when?: (given: Given) => boolean
}

/** A fault that was switched on. */
export type Fault = {
  /** How often it has struck so far. */
  readonly struck: () => number
  /** Takes it off, and lets go what it holds. */
  readonly release: () => void
}

/** A fault that strikes now; `released` resolves once it is taken off. */
export type Strike<Order> = { readonly order: Order; readonly released: Promise<void> }

export type Faults<Order, Given> = {
  /** Switches a fault on. */
  readonly order: (order: Order) => Fault
  /** The oldest fault that strikes this method, or of these kinds alone; counted. Undefined where all goes well. */
  readonly take: (method: string, given: Given, kinds?: readonly string[]) => Strike<Order> | undefined
  /** Takes all of them off. */
  readonly releaseAll: () => void
}

/** The faults of one simulator; none yet. */
export function createFaults<Order extends FaultOrder<string, Given>, Given>(): Faults<Order, Given> {
  const active = new Set<Strike<Order> & { left: number; struck: number; readonly release: () => void }>()
  return {
    order: (order) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      const release = () => {
        active.delete(fault)
        resolve()
      }
      const fault = { order, left: order.times ?? 1, struck: 0, released: promise, release }
      active.add(fault)
      return { struck: () => fault.struck, release }
    },
    take: (method, given, kinds) => {
      const isStruck = ({ left, order }: { left: number; order: Order }) =>
        left > 0 &&
        (kinds?.includes(order.kind) ?? true) &&
        (order.method === undefined || order.method.toLowerCase() === method.toLowerCase()) &&
        (order.when?.(given) ?? true)
      const found = [...active].find(isStruck)
      if (found === undefined) return undefined
      found.left -= 1
      found.struck += 1
      return found
    },
    releaseAll: () => {
      for (const { release } of [...active]) release()
    },
  }
}
