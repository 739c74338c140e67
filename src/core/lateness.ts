// Words that their platform brings late: they stand where they came, and tell when they were written.

import type { Scene } from './saying.ts'
import type { Ticket } from './types.ts'

/** Clocks that differ by less make nothing late: milliseconds. */
const CLOCKS_DIFFER = 60_000

/** Whether the one was before the other, whatever little their clocks differ. */
export const isBefore = (one: Date, other: Date): boolean => other.getTime() - one.getTime() >= CLOCKS_DIFFER

/** When the words at hand were written, where later ones about the ticket were passed on before them; else empty. */
export const whenLate = ({ context: { at } }: Scene, { writtenUntil }: Ticket): { readonly writtenAt?: Date } =>
  writtenUntil !== null && isBefore(at, writtenUntil) ? { writtenAt: at } : {}
