// A manager changes or takes back what they wrote: before it goes nothing of it was said, and afterwards the customer's copy follows.

import type { StaffRule } from './claiming.ts'
import type { Body, Say } from './decision.ts'
import type { ManagerEvent } from './events.ts'
import {
  change,
  managerAuthor,
  markMessage,
  notice,
  type Part,
  refuse,
  reviseInThread,
  type Scene,
  showCard,
  storeNote,
  together,
} from './saying.ts'
import type { StoredMessage } from './stored-message.ts'
import { translateReply } from './translating.ts'
import type { Manager, Ticket } from './types.ts'

type Edited = Extract<ManagerEvent, { type: 'ManagerEdited' }>

/** Other words in the place of those before; a reply that was made a note is taken back. */
export const reviseReply =
  ({ by, words, audience, messageId }: Edited): StaffRule =>
  (scene, ticket, actor) => {
    const { named } = scene.state
    if (named === null || named.author !== 'manager') return {}
    if (audience === 'staff' && named.audience === 'everyone') {
      return together(takeBack(scene, ticket, actor), noteInstead(scene, ticket, actor, { by, messageId, words }))
    }
    if (named.document.children.length === 0) return addWords(scene, ticket, actor, { named, words })
    const [translating, waits] = translateReply(scene, ticket, { message: named.id, document: words })
    const awaits = waits.notBefore === undefined ? {} : { awaits: true as const }
    const stored = change({ type: 'EditMessage', message: named.id, words, held: named.fate === 'held', ...awaits })
    const revised = together(stored, translating)
    if (named.fate !== 'said') return revised
    return together(revised, {
      deliveries: [
        {
          to: { kind: 'chat' },
          content: { kind: 'edit', author: managerAuthor(actor), body: { document: words } },
          message: named.id,
          ticket: ticket.id,
          ...waits,
        },
      ],
    })
  }

// Files came alone, and get their words now: no words stand anywhere that could be changed.
const addWords = (
  scene: Scene,
  ticket: Ticket,
  actor: Manager,
  { named, words }: { readonly named: StoredMessage; readonly words: Edited['words'] },
): Part => {
  const stored = change({ type: 'EditMessage', message: named.id, words, held: false })
  if (named.fate === 'unsaid') return stored
  const [translating, waits] = translateReply(scene, ticket, { message: named.id, document: words })
  const { now, settings } = scene.context
  const held = named.fate === 'held' ? { notBefore: new Date(now.getTime() + settings.replyHold) } : {}
  return together(stored, translating, {
    deliveries: [
      {
        to: { kind: 'chat' },
        content: { kind: 'message', author: managerAuthor(actor), body: { document: words } },
        message: named.id,
        ticket: ticket.id,
        ...held,
        ...waits,
      },
    ],
  })
}

/** The manager's words are gone: unsaid where they were held, else deleted at the customer's too. The claim stays. */
export const takeBack: StaffRule = (scene, ticket, actor) => {
  const { named } = scene.state
  if (named === null || named.author !== 'manager') return {}
  const say = named.fate === 'said' ? 'staff.replyDeleted' : 'staff.takenBack'
  return together(withdraw(ticket, named), copyReads(ticket, named, actor, { say }))
}

// What was written elsewhere stands in the thread as the desk's own copy: nobody may take it for said.
const copyReads = (ticket: Ticket, { id, inThread, manager }: StoredMessage, actor: Manager, body: Body): Part =>
  inThread ? reviseInThread(ticket.id, body, managerAuthor(manager ?? actor), id) : {}

const withdraw = (ticket: Ticket, named: StoredMessage): Part => {
  const removed = change({ type: 'RemoveMessage', message: named.id, held: named.fate === 'held' })
  switch (named.fate) {
    case 'held':
      return together(removed, unanswered(ticket), notice({ say: 'staff.takenBack' }))
    case 'said':
      return together(removed, deleteCopy(ticket, named), notice({ say: 'staff.deletedToo' }))
    case 'unsaid':
      return removed
  }
}

// What the customer never got is no answer, and the card tells when one is due.
const unanswered = ({ id, answeredAt }: Ticket): Part =>
  answeredAt === null ? {} : together(change({ type: 'ReviewAnswer', ticket: id }), showCard(id))

/** What is held never goes, or is a note from now on; for what has gone already it is too late, and the manager hears what can be done instead. */
export const undo =
  ({ by, into }: Extract<ManagerEvent, { type: 'ManagerUndid' }>): StaffRule =>
  (scene, ticket, actor) => {
    const { named } = scene.state
    if (named === null) return notice({ say: 'staff.takenBack' })
    if (named.author !== 'manager' || named.fate !== 'held') return refuse('state', tooLate(scene, named))
    if (into === 'nothing') return takeBack(scene, ticket, actor)
    const { origin: messageId, document: words } = named
    return together(
      withdraw(ticket, named),
      copyReads(ticket, named, actor, { say: 'staff.note', document: words }),
      noteInstead(scene, ticket, actor, { by, messageId, words }),
      notice({ say: 'staff.madeNote' }),
    )
  }

const tooLate = ({ context }: Scene, { saidAt, inThread }: StoredMessage): Say => {
  const seconds = Math.max(Math.round((context.now.getTime() - (saidAt ?? context.now).getTime()) / 1_000), 0)
  // The desk's own copy in the thread is nothing that they could delete.
  return { say: inThread ? 'staff.alreadyWentFromForm' : 'staff.alreadyWent', params: { seconds } }
}

type InsteadOf = Pick<Edited, 'by' | 'words'> & { readonly messageId: string | null }

const noteInstead = (scene: Scene, ticket: Ticket, actor: Manager, { by, words, messageId }: InsteadOf): Part =>
  together(
    storeNote({
      id: scene.context.newId(),
      author: managerAuthor(actor),
      words,
      ticket: ticket.id,
      channel: by.channel,
      messageId,
    }),
    markMessage(ticket.id, messageId, 'note'),
  )

const deleteCopy = (ticket: Ticket, named: StoredMessage): Part => ({
  deliveries: [
    {
      to: { kind: 'chat' },
      content: { kind: 'delete', instead: { say: 'customer.withdrawn' } },
      message: named.id,
      ticket: ticket.id,
    },
  ],
})
