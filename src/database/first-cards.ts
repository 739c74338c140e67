// Cards that are still to be shown for the first time, of tickets that nobody has taken: they come in turn, and are counted.

import { Prisma } from './client.ts'

/**
 * Whether somebody has taken the ticket `t`. That is a person's act: a rule gives a thousand tickets to managers in the minute
 * in which they come, and their cards would be in each other's way.
 */
export const isTaken = Prisma.sql`(t.holder_id IS NOT NULL
  AND EXISTS (SELECT FROM audit a WHERE a.ticket_id = t.id AND a.manager_id IS NOT NULL))`

/** Whether the delivery `d` at the destination `p` is such a card, of the ticket `t`. */
export const isFirstCard = Prisma.sql`(d.kind = 'card' AND p.posted IS NULL AND t.id IS NOT NULL AND NOT ${isTaken})`
