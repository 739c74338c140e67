// Who costs the team only time is answered no more: what they write is still kept, and an admin can take it back at any time.

import type { StaffRule } from './claiming.ts'
import { fromPlainText } from './document.ts'
import type { CustomerEvent, InternalEvent, TicketEvent } from './events.ts'
import { keepUnsupported, returned } from './intake.ts'
import { isOwnAffair, pressesOwnAffair } from './own-affair.ts'
import { readPress } from './press.ts'
import { wordsOf } from './questions.ts'
import { change, customerAuthor, type Part, refuse, reviseInThread, type Scene, speak, together } from './saying.ts'

type Commanded = Extract<CustomerEvent, { type: 'CustomerCommanded' }>

const LONGEST_REASON = 500

/** An admin bans the customer of a ticket. */
export const ban =
  ({ reason: given }: Extract<TicketEvent, { type: 'ManagerBanned' }>): StaffRule =>
  ({ state }, { id, number }, { id: by, name, admin }) => {
    if (!admin) return adminsAlone
    if (state.customer.ban !== null) return refuse('state', { say: 'staff.alreadyBanned', params: { number } })
    const reason = given.trim().slice(0, LONGEST_REASON)
    const line =
      reason === ''
        ? { say: 'staff.banned', params: { name, number } }
        : { say: 'staff.bannedFor', params: { name, number }, document: fromPlainText(reason) }
    return change({ type: 'BanCustomer', ticket: id, by, reason: reason === '' ? null : reason, line })
  }

/** An admin takes a ban back; wherever it was told that is told, too. */
export const unban: StaffRule = (scene, { id, number }, { id: by, name, admin }) => {
  if (!admin) return adminsAlone
  const { ban } = scene.state.customer
  if (ban === null) return refuse('state', { say: 'staff.notBanned', params: { number } })
  return together(
    change({ type: 'UnbanCustomer', ticket: id, by, line: { say: 'staff.unbanned', params: { name } } }),
    ...ban.toldIn.map((conversation) => tellUnbanned(scene, conversation)),
  )
}

const tellUnbanned = (scene: Scene, conversation: string): Part => {
  const body = { say: 'customer.unbanned' }
  return conversation === scene.state.conversation.id
    ? speak(scene, { body })
    : change({ type: 'SayElsewhere', id: scene.context.newId(), conversation, body, buttons: [] })
}

const adminsAlone = refuse('state', { say: 'staff.banAdminsAlone' })

/** What an event of a banned customer's means; null where it means what it means for anybody, and for everybody else. */
export const whileBanned = (scene: Scene, event: CustomerEvent | InternalEvent): Part | null => {
  if (scene.state.customer.ban === null) return null
  switch (event.type) {
    case 'CustomerWrote':
      return together(returned(scene), change(wordsOf(scene, event).stored(null)), tellOnce(scene), {
        outcome: { kind: 'kept' },
      })
    case 'CustomerSentUnsupported':
      return together(returned(scene), keepUnsupported(scene, event, null), tellOnce(scene))
    case 'CustomerCommanded':
      return commandedWhileBanned(scene, event)
    case 'CustomerPressed':
      return stillMeansSomething(event.press) ? null : tellOnce(scene)
    case 'CustomerDeleted':
      return deletedWhileBanned(scene)
    case 'CustomerReacted':
      return {}
    case 'ModelAnswered':
      return event.answer.purpose === 'answer' ? {} : null
    case 'MessageTaken':
      return refuse('state', { say: 'staff.writerBanned' })
    default:
      return null
  }
}

const tellOnce = (scene: Scene): Part => (scene.state.customer.ban?.toldIn.length === 0 ? tell(scene) : {})

const tell = (scene: Scene): Part => {
  const { customer, conversation } = scene.state
  const toldHere = customer.ban?.toldIn.includes(conversation.id) ?? false
  return together(toldHere ? {} : change({ type: 'TellBan' }), speak(scene, { body: { say: 'customer.banned' } }))
}

/** Commands whose argument is the customer's own words. */
const withWords: ReadonlySet<string> = new Set(['ask', 'human', 'faq'])

// Who asks what there is hears how things stand.
const commandedWhileBanned = (scene: Scene, event: Commanded): Part | null => {
  const { command } = event
  if (isOwnAffair(command)) return null
  if (command === 'start' || command === 'help') return together(returned(scene), tell(scene))
  return together(returned(scene), keepArgument(scene, event, null), tellOnce(scene))
}

/** The customer's own words after a command are stored, with the ticket they belong to; nothing else comes of them. */
export const keepArgument = (scene: Scene, event: Commanded, ticket: string | null): Part => {
  const { command, argument } = event
  if (!withWords.has(command) || argument.trim() === '') return {}
  return change(wordsOf(scene, { ...event, words: fromPlainText(argument) }).stored(ticket))
}

// What the desk never wrote on a button is refused as ever.
const stillMeansSomething = (text: string): boolean => {
  const press = readPress(text)
  return press === null || pressesOwnAffair(press)
}

// Gone is gone, in the thread too; but nothing new is said there.
const deletedWhileBanned = ({ state }: Scene): Part => {
  const { named } = state
  if (named === null) return {}
  const { id, ticket, inThread } = named
  return together(
    change({ type: 'RemoveMessage', message: id, held: false }),
    ticket !== null && inThread
      ? reviseInThread(ticket, { say: 'staff.deletedByCustomer' }, customerAuthor(state), id)
      : {},
  )
}
