// What managers say: replies, notes, answers from the FAQ, and what can't be passed on.

import { type StaffRule, takeUp } from './claiming.ts'
import type { HeldReply, Say } from './decision.ts'
import type { Document } from './document.ts'
import type { ManagerEvent } from './events.ts'
import type { FileRef } from './files.ts'
import { holderOf } from './holder.ts'
import { whenLate } from './lateness.ts'
import { learn } from './learning.ts'
import {
  change,
  managerAuthor,
  markMessage,
  type Part,
  refuse,
  type Scene,
  type Speech,
  showCard,
  showInThread,
  speak,
  storeNote,
  tellThread,
  together,
} from './saying.ts'
import { showFiles } from './showing-files.ts'
import { isOpen } from './tickets.ts'
import { translateReply } from './translating.ts'
import type { ChannelName, Manager, Ticket } from './types.ts'

type Of<Type extends ManagerEvent['type']> = Extract<ManagerEvent, { type: Type }>

/** A reply goes to the customer whoever holds the ticket, and claims one that nobody does; in the thread of a resolved one it is asked for first. */
export const reply =
  ({ by, messageId, words, files = [], storedAs }: Of<'ManagerReplied'>): StaffRule =>
  (scene, ticket, actor) => {
    if (messageId === null) return answerWithCopy(scene, ticket, actor, { words, files, storedAs })
    const said = { words, files, origin: { channel: by.channel, externalId: messageId } }
    if (ticket.status === 'resolved') return askFirst(scene, ticket, actor, said)
    return answerInThread(scene, ticket, actor, { ...inThread(scene, said), ...whenLate(scene, ticket) })
  }

interface SaidInThread {
  readonly words: Document
  readonly files: readonly FileRef[]
  readonly origin: { readonly channel: ChannelName; readonly externalId: string }
}

interface Written {
  readonly document: Document
}

const inThread = (
  { context }: Scene,
  { words, files, origin }: SaidInThread,
): Speech & { id: string; body: Written } => ({
  id: context.newId(),
  body: { document: words },
  files,
  origin,
  // It is in the thread already: it is marked there once it has arrived.
  confirms: origin.externalId,
})

// Colleagues talk in old threads, too. Until somebody says otherwise it is a note.
const askFirst = (
  scene: Scene,
  { id: ticket, number }: Ticket,
  actor: Manager,
  { words, files, origin }: SaidInThread,
): Part => {
  const id = scene.context.newId()
  const note = {
    id,
    author: managerAuthor(actor),
    audience: 'staff',
    body: { document: words },
    files,
    ticket,
    origin,
  } as const
  const button = { label: { say: 'staff.sendAndReopen' }, press: `note.send:${number}:${id}` }
  const isBanned = scene.state.customer.ban !== null
  return together(
    change({ type: 'AddMessage', ...note }),
    tellThread(scene, ticket, { say: 'staff.resolvedSoNote', params: { number } }, isBanned ? [] : [button]),
  )
}

/** What was kept as a note, since its ticket was resolved, is for the customer after all: the ticket is open again, and its sender's. */
export const sendNote =
  ({ by }: Of<'ManagerSentNote'>): StaffRule =>
  (scene, ticket, actor) => {
    const { named } = scene.state
    if (scene.state.customer.ban !== null) return goesNowhere(ticket)
    if (named === null || named.origin === null || named.manager === null || named.audience !== 'staff') {
      return refuse('state', { say: 'staff.noteGone' })
    }
    const { document: words, files, origin } = named
    const said = { words, files, origin: { channel: by.channel, externalId: origin } }
    return together(
      change({ type: 'RemoveMessage', message: named.id, held: false }),
      ticket.status === 'resolved' ? reopenFor(scene, ticket, actor) : {},
      // Whoever sends it, they are its writer's words.
      answerInThread(scene, ticket, actor, { ...inThread(scene, said), author: managerAuthor(named.manager) }),
    )
  }

/** Refuses what would go to a banned customer: their answer would be shown to nobody. */
export const goesNowhere = ({ number }: Ticket): Part =>
  refuse('state', { say: 'staff.writesToBanned', params: { number } })

const reopenFor = (scene: Scene, { id }: Ticket, { id: holder, name }: Manager): Part =>
  together(
    change({ type: 'ReopenTicket', ticket: id, holder, by: holder }),
    showCard(id),
    tellThread(scene, id, { say: 'staff.reopenedBy', params: { name } }),
  )

/** An article's answer as the manager's own reply, as it stands or as they changed it; the thread shows what was sent. */
export const replyWithArticle =
  ({ article: id, instead, storedAs }: Of<'ManagerAnswered'>): StaffRule =>
  (scene, ticket, actor) => {
    const article = scene.context.article(id)
    const words = instead ?? article?.answer
    if (words === undefined) return refuse('unknown', { say: 'staff.unknownArticle' })
    return together(
      answerWithCopy(scene, ticket, actor, { words, files: [], storedAs }),
      article === null ? {} : learnFromPick(scene, ticket, actor, id),
    )
  }

// Of a resolved ticket other things than its question may have been answered by now, and of a forgotten one's nothing is left.
const learnFromPick = ({ state }: Scene, ticket: Ticket, { id: by }: Manager, article: string): Part =>
  isOpen(ticket) && state.customer.ban === null
    ? learn({ state, question: state.question, article, kind: 'picked', by })
    : {}

const answerWithCopy = (
  scene: Scene,
  ticket: Ticket,
  actor: Manager,
  {
    words,
    files,
    storedAs: id = scene.context.newId(),
  }: Omit<SaidInThread, 'origin'> & { storedAs: string | undefined },
): Part => {
  if (scene.state.customer.ban !== null) return goesNowhere(ticket)
  const faster = scene.state.answeredSince.find(({ id: other }) => other !== actor.id)
  if (faster !== undefined) return refuse('answered', { say: 'staff.answeredMeanwhile', params: { name: faster.name } })
  const body = { document: words }
  const author = managerAuthor(actor)
  const isSilent = words.children.length === 0 && files.length > 0
  return together(
    answer(scene, ticket, actor, { id, body, files }),
    isSilent ? {} : showInThread(ticket.id, body, author, id),
    showFiles(scene, ticket.id, author, { files, album: null, message: id }),
    offerRecall(scene, ticket, actor, id),
  )
}

// There is no message of theirs in the thread that they could delete.
const offerRecall = (scene: Scene, ticket: Ticket, actor: Manager, message: string): Part =>
  tellWriter(scene, ticket, { message, isTheirs: false }, warnOfHolder(ticket, actor))

const answerInThread = (
  scene: Scene,
  ticket: Ticket,
  actor: Manager,
  speech: Speech & { id: string; body: Written },
): Part => together(answer(scene, ticket, actor, speech), offerUndo(scene, ticket, actor, speech.id))

/** After so long without a word a manager may have forgotten who reads what is written in the thread: milliseconds. */
const FORGOTTEN_AFTER = 10 * 60_000

// Whoever writes all the time knows, and would only be disturbed; not so one whose colleague may be writing at the same time.
const offerUndo = (scene: Scene, ticket: Ticket, actor: Manager, message: string): Part => {
  const isIdle = scene.context.now.getTime() - ticket.quietSince.getTime() >= FORGOTTEN_AFTER
  const warning = warnOfHolder(ticket, actor)
  return warning === null && ticket.answeredAt !== null && !isIdle
    ? {}
    : tellWriter(scene, ticket, { message, isTheirs: true }, warning)
}

// A reply goes whoever has its ticket, but never unseen by its writer.
const warnOfHolder = (ticket: Ticket, { id }: Manager): Say | null => {
  const holder = isOpen(ticket) ? holderOf(ticket) : null
  return holder === null || holder.id === id
    ? null
    : { say: 'staff.othersReply', params: { name: holder.name, number: ticket.number } }
}

const tellWriter = (
  { context: { settings } }: Scene,
  { number }: Ticket,
  reply: Pick<HeldReply, 'message' | 'isTheirs'>,
  warning: Say | null,
): Part =>
  settings.replyHold <= 0 && warning === null
    ? {}
    : {
        outcome: {
          kind: 'done',
          ...(warning && { notice: warning }),
          ...(settings.replyHold > 0 && { held: { ...reply, ticket: number, time: settings.replyHold } }),
        },
      }

const answer = (scene: Scene, ticket: Ticket, actor: Manager, speech: Speech & { id: string; body: Written }): Part => {
  const { id: message, body } = speech
  const [translating, waits] = translateReply(scene, ticket, { message, document: body.document })
  return together(
    takeUp(scene, ticket, actor),
    speak(scene, { author: managerAuthor(actor), ...speech, ...held(scene), ...waits, ticket: ticket.id }),
    ticket.answeredAt === null ? change({ type: 'RecordAnswer', ticket: ticket.id, by: actor.id }) : {},
    translating,
  )
}

// For a moment a reply can be taken back, wherever it was written.
const held = ({ context: { now, settings } }: Scene): Partial<Speech> =>
  settings.replyHold > 0 ? { notBefore: new Date(now.getTime() + settings.replyHold) } : {}

/** A note stays among the staff. */
export const note =
  ({ by, messageId, words, storedAs }: Of<'ManagerNoted'>): StaffRule =>
  (scene, ticket, actor) => {
    const id = storedAs ?? scene.context.newId()
    const author = managerAuthor(actor)
    return together(
      storeNote({ id, author, words, ticket: ticket.id, channel: by.channel, messageId }),
      messageId === null
        ? showInThread(ticket.id, { say: 'staff.note', document: words }, author, id)
        : markMessage(ticket.id, messageId, 'note'),
    )
  }

/** Something that can't go to the customer yet: the manager hears so, and what to do instead. */
export const replyUnsupported =
  ({ messageId }: Of<'ManagerSentUnsupported'>): StaffRule =>
  (scene, { id }) =>
    together(markMessage(id, messageId, 'failed'), tellThread(scene, id, { say: 'staff.filesStay' }))
