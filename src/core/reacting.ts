// What customers say by a sign alone, such as a thumb: the staff read it where it is about a ticket that is open.

import type { Say } from './decision.ts'
import { plainText } from './document.ts'
import type { CustomerEvent } from './events.ts'
import { namesOf } from './files.ts'
import { type Part, resurfaceLine, type Scene, tellThread } from './saying.ts'
import type { StoredMessage } from './stored-message.ts'
import { isOutOfMind, openAs } from './tickets.ts'

/** How much of what it is on is quoted: code points. */
const LONGEST_QUOTE = 80

/** A sign on something that the desk said. It is no word: it opens and reopens nothing, and ends no pause. */
export const reacted = (scene: Scene, { reaction }: Extract<CustomerEvent, { type: 'CustomerReacted' }>): Part => {
  const { named } = scene.state
  if (named === null || named.author === 'customer') return {}
  const ticket = openAs(scene.state, named.ticket)
  if (ticket === null) return {}
  const tell = isOutOfMind(scene, ticket) ? resurfaceLine : tellThread
  return tell(scene, ticket.id, lineOf(reaction, named))
}

const lineOf = (reaction: string | null, named: StoredMessage): Say => {
  const words = quoted(named)
  return reaction === null
    ? { say: 'staff.reactedSomehow', params: { words } }
    : { say: 'staff.reacted', params: { reaction, words } }
}

const quoted = ({ document, files }: StoredMessage): string => {
  const text = (plainText(document) || namesOf(files)).replace(/\s+/g, ' ').trim()
  const points = [...text]
  return points.length <= LONGEST_QUOTE ? text : `${points.slice(0, LONGEST_QUOTE).join('').trimEnd()}…`
}
