// A decision becomes rows: one small function for each kind of change, then everything to be said in one statement.

import type { BanChange } from '../core/ban-changes.ts'
import type { Change } from '../core/decision.ts'
import type { SuggestionChange } from '../core/suggestions.ts'
import type { TranslationChange } from '../core/translation.ts'
import type { Form } from '../core/types.ts'
import type { Prisma, Transaction } from '../database/client.ts'
import { endAway } from './away.ts'
import { settleBan } from './banning.ts'
import { dropDraft, storeConsultation } from './consultations.ts'
import { settleCustomer } from './customers.ts'
import { lockReached, sayElsewhere, showCards } from './elsewhere.ts'
import type { ErasedTexts } from './erasing.ts'
import { forgetCustomer } from './forgetting.ts'
import { standGuard } from './guard.ts'
import { settleLink } from './joining.ts'
import { editMessage, releaseHeld, removeMessage } from './messages.ts'
import { openTicket } from './open-ticket.ts'
import { retryDelivery } from './retrying.ts'
import type { Shell } from './shell.ts'
import { type Decided, speak, speakGuarded } from './speaking.ts'
import { isSuggestionChange, storeSuggestion } from './suggestions.ts'
import { isStep } from './ticket-steps.ts'
import { settleTicket } from './tickets.ts'
import { isOfNewWords, isTranslationChange, storeTranslation } from './translations.ts'
import { openAccount } from './web-accounts.ts'

interface Stored {
  /** Where something new is to be said. */
  readonly destinations: readonly string[]
  /** The other conversations that changed. */
  readonly elsewhere: readonly string[]
  /** What was erased, where a customer was forgotten. */
  readonly erased: ErasedTexts['receipt'] | null
}

/**
 * Stores a decision, all or nothing. Throws `Overtaken` where it is void.
 * Most events are words that only go on: their one statement is its own transaction, which saves every other round trip. A step of a ticket goes with its words, and its timers with both.
 */
export const apply = async (shell: Shell, decided: Decided): Promise<Stored> => {
  const { state, decision, now } = decided
  const numbers = new Map(state.tickets.map((ticket) => [ticket.id, ticket.number]))
  if (isOneStatement(decided)) {
    const { timers } = decision
    if (timers.length === 0)
      return { destinations: await speakGuarded(shell.db, shell, decided, numbers), elsewhere: [], erased: null }
    return shell.db.$transaction(async (tx) => {
      const destinations = await speakGuarded(tx, shell, decided, numbers)
      await shell.setTimers(tx, timers)
      return { destinations, elsewhere: [], erased: null }
    })
  }
  return shell.db.$transaction(async (tx) => {
    const elsewhere = await lockReached(tx, state, decision)
    await standGuard(tx, decided)
    const woken: string[] = []
    let erased: Stored['erased'] = null
    for (const change of decision.changes) {
      if (change.type === 'RetryDelivery') woken.push(await retryDelivery(tx, change.delivery))
      else if (change.type === 'SayElsewhere') woken.push(await sayElsewhere(tx, shell, change, decided.at))
      else if (change.type === 'ForgetCustomer') {
        const forgotten = await forgetCustomer(tx, shell, state.customer.id, now)
        woken.push(...forgotten.woken)
        erased = forgotten.receipt
      } else if (isBan(change)) woken.push(...(await settleBan(tx, shell, state, change, now)))
      else if (change.type === 'Consult')
        await storeConsultation(tx, shell, { conversation: state.conversation.id, change, now })
      else if (isTranslationChange(change)) {
        if (!isOfNewWords(change, decision.changes) && (await storeTranslation(tx, change, now)))
          woken.push(`${state.conversation.channel}:chat:${state.conversation.id}`)
      } else if (isSuggestionChange(change)) await storeSuggestion(tx, state.conversation.id, change, now)
      else if (change.type === 'OpenAccount') await openAccount(tx, state, change, now)
      else if (change.type === 'OpenTicket') numbers.set(change.id, await openTicket(tx, state, change, now))
      else if (!goesWithWords(change)) await applied(tx, decided, change)
    }
    if (decision.changes.some(({ type }) => joins.has(type))) {
      woken.push(...(await showCards(tx, shell, [state.conversation.id, ...elsewhere])))
    }
    if (decided.event.type === 'DeliveryRefused') await giveUp(tx, decided.event.delivery, decided.event.reason)
    if (decision.timers.length > 0) await shell.setTimers(tx, decision.timers)
    const spoken = await speak(tx, shell, decided, numbers)
    for (const change of decision.changes) {
      if (isTranslationChange(change) && isOfNewWords(change, decision.changes)) await storeTranslation(tx, change, now)
    }
    return { destinations: [...woken, ...spoken], elsewhere, erased }
  })
}

// What cards tell of a customer changes with them.
const joins: ReadonlySet<Change['type']> = new Set(['JoinCustomers', 'LeaveCustomer', 'TakeAlong'])

const isBan = (change: Change): change is BanChange =>
  change.type === 'BanCustomer' || change.type === 'UnbanCustomer' || change.type === 'TellBan'

// What the statements store that every event has anyway.
type WithWords = Extract<Change, { type: 'AddMessage' | 'SetLease' | 'SetFlow' }>

const goesWithWords = (change: Change): change is WithWords =>
  change.type === 'AddMessage' || change.type === 'SetLease' || change.type === 'SetFlow'

/** Whether a decision only adds words, and leaves all else in the conversation as it was but for the leases that run by them. */
export const isWordsAlone = ({ decision, event }: Pick<Decided, 'decision' | 'event'>): boolean =>
  decision.changes.every(goesWithWords) && decision.timers.length === 0 && event.type !== 'DeliveryRefused'

// A rule that chooses a manager counts their tickets under a lock first; of two steps of one ticket each has its own row to set.
const isOneStatement = ({ decision: { changes }, event }: Decided): boolean => {
  const steps = changes.filter(isStep)
  return (
    event.type !== 'DeliveryRefused' &&
    changes.every((change) => goesWithWords(change) || isStep(change)) &&
    !steps.some((step) => step.type === 'AssignTicket' && step.by === null) &&
    new Set(steps.map(({ ticket }) => ticket)).size === steps.length
  )
}

type OtherChange = Exclude<
  Change,
  {
    type:
      | 'OpenTicket'
      | WithWords['type']
      | 'RetryDelivery'
      | 'SayElsewhere'
      | 'ForgetCustomer'
      | 'OpenAccount'
      | 'Consult'
      | SuggestionChange['type']
      | TranslationChange['type']
      | BanChange['type']
  }
>

const applied = async (tx: Transaction, { state, now }: Decided, change: OtherChange): Promise<void> => {
  const { id: conversation } = state.conversation
  switch (change.type) {
    case 'SetForm':
      return setForm(tx, conversation, change.form)
    case 'EndAway':
      return endAway(tx, change.manager)
    case 'EditMessage':
      return editMessage(tx, change, now)
    case 'RemoveMessage':
      return removeMessage(tx, change, now)
    case 'ReleaseHeld':
      return releaseHeld(tx, conversation)
    case 'DropDraft':
      return dropDraft(tx, change, now)
    case 'RegisterCustomer':
    case 'ChangeCustomer':
    case 'SetTier':
    case 'ChooseLanguage':
    case 'SetRefusesModel':
    case 'SetReachable':
      return settleCustomer(tx, state, change, now)
    case 'OfferLink':
    case 'EnterLink':
    case 'AcceptLink':
    case 'DropLink':
    case 'MissLink':
    case 'JoinCustomers':
    case 'LeaveCustomer':
    case 'TakeAlong':
      return settleLink(tx, state, change, now)
    case 'AddToTicket':
      await tx.message.updateMany({
        where: { id: { in: [...change.messages] } },
        data: { ticketId: change.ticket },
      })
      return
    default:
      await settleTicket(tx, change, now)
  }
}

const setForm = async (tx: Transaction, id: string, form: Form): Promise<void> => {
  await tx.conversation.update({ where: { id }, data: { form: json(form) }, select: { id: true } })
}

const giveUp = (tx: Transaction, delivery: string, reason: string) =>
  tx.delivery.update({ where: { id: delivery }, data: { state: 'undelivered', error: reason }, select: { id: true } })

// Prisma's JSON input type admits no readonly arrays; what goes in is plain data of our own.
const json = (value: object): Prisma.InputJsonValue => JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue
