// Another site tells who its visitor is, so that they are not asked.

import { cleanEmail, cleanName } from './personal-fields.ts'
import { change, type Part, type Scene, showCard, together } from './saying.ts'
import { openTickets } from './tickets.ts'
import type { VisitorIntroduced } from './visitor-introduced.ts'

/** Keeps the name and the address that the site vouches for, as far as they can be one; without a name, nothing of it. Nobody is joined with somebody else by it. */
export const introduce = ({ state, context }: Scene, told: VisitorIntroduced): Part => {
  const { customer } = state
  const name = cleanName(told.name ?? '')
  const email = cleanEmail(told.email ?? '') ?? customer.email
  if (name === null || customer.ban !== null) return {}
  // Where everybody has to leave an address, who has none yet is asked.
  if (email === null && context.settings.registration === 'required') return {}
  if (!customer.registered) return change({ type: 'RegisterCustomer', name, email })
  if (customer.name === name && customer.email === email) return {}
  return together(change({ type: 'ChangeCustomer', name, email }), ...openTickets(state).map(({ id }) => showCard(id)))
}
