// Whose an open ticket is.

import type { Manager, OpenTicket } from './types.ts'

/** The manager who has it, also while it waits for the customer or is put off; null where nobody does. */
export const holderOf = (ticket: OpenTicket): Manager | null => {
  const standing = ticket.status === 'snoozed' ? ticket.comesBack : ticket
  return standing.status === 'new' ? null : standing.holder
}
