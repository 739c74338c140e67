// What managers say: replies, notes, answers from the FAQ, and what can't be passed on.

import { type StaffRule, takeUp } from './claiming.ts'
import type { Origin } from './decision.ts'
import { type Document, plainText } from './document.ts'
import type { ManagerEvent } from './events.ts'
import {
  change,
  managerAuthor,
  markMessage,
  type Part,
  refuse,
  type Scene,
  speak,
  tellThread,
  together,
} from './saying.ts'
import type { Manager, Ticket } from './types.ts'

type Of<Type extends ManagerEvent['type']> = Extract<ManagerEvent, { type: Type }>

/** A reply goes to the customer whoever holds the ticket, and claims one that nobody does. */
export const reply =
  ({ by, messageId, words }: Of<'ManagerReplied'>): StaffRule =>
  (scene, ticket, actor) =>
    messageId === null
      ? together(answer(scene, ticket, actor, words), tellThread(ticket.id, { document: words }, managerAuthor(actor)))
      : answer(scene, ticket, actor, words, { channel: by.channel, externalId: messageId })

/** An article's answer as the manager's own reply; the thread shows what was sent. */
export const replyWithArticle =
  ({ article: id }: Of<'ManagerAnswered'>): StaffRule =>
  (scene, ticket, actor) => {
    const article = scene.context.article(id)
    if (article === null) return refuse('unknown', { say: 'staff.unknownArticle' })
    return together(
      answer(scene, ticket, actor, article.answer),
      tellThread(ticket.id, { document: article.answer }, managerAuthor(actor)),
    )
  }

// Words written on the staff's platform are in the thread already: these are marked there once they have arrived.
const answer = (scene: Scene, ticket: Ticket, actor: Manager, words: Document, origin?: Origin): Part =>
  together(
    takeUp(ticket, actor),
    speak(scene, {
      author: managerAuthor(actor),
      body: { document: words },
      ticket: ticket.id,
      ...(origin === undefined ? {} : { origin, confirms: origin.externalId }),
    }),
    ticket.answeredAt === null ? change({ type: 'RecordAnswer', ticket: ticket.id }) : {},
  )

/** A note stays among the staff. */
export const note =
  ({ by, messageId, words }: Of<'ManagerNoted'>): StaffRule =>
  (scene, ticket, actor) =>
    together(
      change({
        type: 'AddMessage',
        id: scene.context.newId(),
        author: managerAuthor(actor),
        audience: 'staff',
        body: { document: words },
        ticket: ticket.id,
        origin: messageId === null ? null : { channel: by.channel, externalId: messageId },
      }),
      messageId === null
        ? tellThread(ticket.id, { say: 'staff.note', params: { words: plainText(words) } }, managerAuthor(actor))
        : markMessage(ticket.id, messageId, 'note'),
    )

/** Something that can't go to the customer yet: the manager hears so, and what to do instead. */
export const replyUnsupported =
  ({ messageId }: Of<'ManagerSentUnsupported'>): StaffRule =>
  (_scene, { id }) =>
    together(markMessage(id, messageId, 'failed'), tellThread(id, { say: 'staff.filesStay' }))
