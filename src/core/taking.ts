// A ticket made of what a customer said elsewhere: nobody asks them for anything first, and the staff see where it came from.

import type { CustomerEvent } from './events.ts'
import { questionWith, wordsOf } from './questions.ts'
import { change, type Part, type Scene, tellThread, together } from './saying.ts'
import { openTicket } from './tickets.ts'

type Taken = Extract<CustomerEvent, { type: 'MessageTaken' }>

/** Opens the ticket. */
export const takeMessage = (scene: Scene, event: Taken): Part => {
  const words = wordsOf(scene, event)
  const opened = openTicket(scene, questionWith(null, words))
  const ticket = opened.changes?.find(({ type }) => type === 'OpenTicket')
  const from = { name: event.takenBy, source: event.source ?? '' }
  const say = event.source === null ? 'staff.taken' : 'staff.takenFrom'
  return together(
    change(words.stored(null)),
    opened,
    ticket?.type === 'OpenTicket' ? tellThread(scene, ticket.id, { say, params: from }) : {},
  )
}
