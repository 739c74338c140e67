// Faults by chance: the same seed gives the same faults in the same order.
import { createHash } from 'node:crypto'
import type { Strike } from '../faults.ts'
import type { ModelFault, ModelFaultOrder } from './faults.ts'

/** How often each strikes, of 1; the rest goes well. */
export type Chances = {
  readonly seed: number
  readonly of: Partial<Record<ModelFault, number>>
  /** How long, in milliseconds, what hangs or stalls does so; 50 unless told. */
  readonly delay?: number
}

/** Draws for each call whether a fault strikes it. */
export function chanceOf({ seed, of, delay = 50 }: Chances): (method: string) => Strike<ModelFaultOrder> | undefined {
  let drawn = 0
  return () => {
    drawn += 1
    let left = createHash('sha256').update(`${seed}/${drawn}`).digest().readUInt32BE() / 2 ** 32
    // By entries: the record's own keys are the faults' names.
    for (const [kind, share] of Object.entries(of) as [ModelFault, number][]) {
      left -= share
      if (left < 0) return { order: { kind }, released: new Promise((resolve) => setTimeout(resolve, delay)) }
    }
    return undefined
  }
}
