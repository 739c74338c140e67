// A manager changes or takes back what they wrote: before it goes nothing of it was said, and afterwards the customer's copy follows.

import type { StaffRule } from './claiming.ts'
import type { ManagerEvent } from './events.ts'
import { change, managerAuthor, markMessage, notice, type Part, type Scene, together } from './saying.ts'
import type { Manager, StoredMessage, Ticket } from './types.ts'

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
    if (named.document.children.length === 0) return addWords(scene, ticket, actor, { named, words })
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

// Files came alone, and get their words now: no words stand anywhere that could be changed.
const addWords = (
  { context: { now, settings } }: Scene,
  ticket: Ticket,
  actor: Manager,
  { named, words }: { readonly named: StoredMessage; readonly words: Edited['words'] },
): Part => {
  const stored = change({ type: 'EditMessage', message: named.id, words, held: false })
  if (named.fate === 'unsaid') return stored
  const notBefore = new Date(now.getTime() + settings.replyHold)
  return together(stored, {
    deliveries: [
      {
        to: { kind: 'chat' },
        content: { kind: 'message', author: managerAuthor(actor), body: { document: words } },
        message: named.id,
        ticket: ticket.id,
        ...(named.fate === 'held' ? { notBefore } : {}),
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
