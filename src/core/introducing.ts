// Another site tells who its visitor is, so that they are not asked.

import { change, type Part, type Scene, showCard, together } from './saying.ts'
import { openTickets } from './tickets.ts'
import type { VisitorIntroduced } from './visitor-introduced.ts'

/** Keeps the name and the address that the site vouches for; without a name, nothing of it. Nobody is joined with somebody else by it. */
export const introduce = ({ state, context }: Scene, { name, email: told }: VisitorIntroduced): Part => {
  const { customer } = state
  const email = told ?? customer.email
  if (name === null || customer.ban !== null) return {}
  // Where everybody has to leave an address, who has none yet is asked.
  if (email === null && context.settings.registration === 'required') return {}
  if (!customer.registered) return change({ type: 'RegisterCustomer', name, email })
  if (customer.name === name && customer.email === email) return {}
  return together(change({ type: 'ChangeCustomer', name, email }), ...openTickets(state).map(({ id }) => showCard(id)))
}
