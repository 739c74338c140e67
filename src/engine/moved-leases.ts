// Leases move with the words, at every turn of a talk: they are written in the statement that stores these.

import type { Decision } from '../core/decision.ts'
import { Prisma } from '../database/client.ts'

/** The common table expressions that move them, behind `fresh` and each with a comma before it; empty where none moves. */
export const movedLeases = ({ changes }: Pick<Decision, 'changes'>): Prisma.Sql => {
  const moved = changes
    .filter((change) => change.type === 'SetLease')
    .map(
      ({ ticket, from }, index) => Prisma.sql`, ${Prisma.raw(`leased_${index}`)} AS (
        UPDATE tickets SET lease_from = ${from} FROM fresh WHERE id = ${ticket}::uuid)`,
    )
  return moved.length === 0 ? Prisma.empty : Prisma.join(moved, '')
}
