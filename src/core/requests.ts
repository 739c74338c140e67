// What customers ask about their requests by command: of all that are open, or of one by its number.

import { reopenButton } from './buttons.ts'
import type { CustomerEvent } from './events.ts'
import { type Part, type Scene, speak } from './saying.ts'
import { closeTicket, goesOn, isReopenable, tellElsewhere, tellStatus, tellWhere } from './tickets.ts'
import type { OpenTicket, ResolvedTicket } from './types.ts'

type Commanded = Extract<CustomerEvent, { type: 'CustomerCommanded' }>

// No longer than every number of nine digits, which the database takes too.
const NUMBER = /^#?\s*(\d{1,9})$/

/** The number of the ticket that a command asks about; null where it asks about none in particular. */
export const ticketAsked = (event: Commanded) => (asksForTickets(event) ? numberIn(event.argument) : null)

/** Whether a command is about tickets, wherever the customer opened them. */
export const asksForTickets = ({ command }: Commanded): boolean => ['status', 'tickets', 'close'].includes(command)

/** Where the customer's requests stand, or the one whose number was given, however long it is closed. */
export const tellRequests = (scene: Scene, argument: string): Part => {
  const number = numberIn(argument)
  return number === null ? tellStatus(scene) : withTicket(scene, number, tellWhere)
}

/** Closes the newest open request, or the one whose number was given. */
export const closeRequest = (scene: Scene, argument: string): Part => {
  const number = numberIn(argument)
  if (number !== null) return withTicket(scene, number, closeTicket)
  return argument.trim() === '' ? closeTicket(scene) : speak(scene, { body: { say: 'customer.closeWhich' } })
}

const withTicket = (scene: Scene, number: number, ofOpen: (scene: Scene, ticket: OpenTicket) => Part): Part => {
  const ticket = scene.state.tickets.find((one) => one.number === number)
  if (ticket === undefined) {
    const elsewhere = scene.state.elsewhere.find((one) => one.number === number)
    return elsewhere === undefined
      ? speak(scene, { body: { say: 'customer.unknownTicket', params: { number } } })
      : tellElsewhere(scene, elsewhere)
  }
  if (ticket.status === 'merged') return speak(scene, { body: goesOn(ticket), ticket: ticket.into.id })
  return ticket.status === 'resolved' ? tellResolved(scene, ticket) : ofOpen(scene, ticket)
}

const tellResolved = (scene: Scene, ticket: ResolvedTicket): Part =>
  speak(scene, {
    body: { say: 'customer.ticketResolved', params: { number: ticket.number } },
    buttons: isReopenable(scene, ticket) ? [reopenButton(ticket.number)] : [],
    ticket: ticket.id,
  })

const numberIn = (argument: string): number | null => {
  const [, digits] = NUMBER.exec(argument.trim()) ?? []
  return digits === undefined ? null : Number(digits)
}
