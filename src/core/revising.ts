// A manager changes or takes back what they wrote: before it goes nothing of it was said, and afterwards the customer's copy follows.

import type { StaffRule } from './claiming.ts'
import type { ManagerEvent } from './events.ts'
import { change, managerAuthor, markMessage, notice, type Part, together } from './saying.ts'
import type { StoredMessage, Ticket } from './types.ts'

type Edited = Extract<ManagerEvent, { type: 'ManagerEdited' }>

/** Other words in the place of those before; a reply that was made a note is taken back. */
export const reviseReply =
  ({ words, audience, messageId }: Edited): StaffRule =>
  (scene, ticket, actor) => {
    const { named } = scene.state
    if (named === null || named.author !== 'manager') return {}
    if (audience === 'staff' && named.audience === 'everyone') {
      return together(takeBack(scene, ticket, actor), markMessage(ticket.id, messageId, 'note'))
    }
    const revised = change({ type: 'EditMessage', message: named.id, words, held: named.fate === 'held' })
    if (named.fate !== 'said') return revised
    return together(revised, {
      deliveries: [
        {
          to: { kind: 'chat' },
          content: { kind: 'edit', author: managerAuthor(actor), body: { document: words } },
          message: named.id,
          ticket: ticket.id,
        },
      ],
    })
  }

/** The manager's words are gone: unsaid where they were held, else deleted at the customer's too. The claim stays. */
export const takeBack: StaffRule = (scene, ticket) => {
  const { named } = scene.state
  if (named === null || named.author !== 'manager') return {}
  const removed = change({ type: 'RemoveMessage', message: named.id, held: named.fate === 'held' })
  switch (named.fate) {
    case 'held':
      return together(removed, notice({ say: 'staff.takenBack' }))
    case 'said':
      return together(removed, deleteCopy(ticket, named), notice({ say: 'staff.deletedToo' }))
    case 'unsaid':
      return removed
  }
}

const deleteCopy = (ticket: Ticket, named: StoredMessage): Part => ({
  deliveries: [{ to: { kind: 'chat' }, content: { kind: 'delete' }, message: named.id, ticket: ticket.id }],
})
