// What only opens or shows something, and stores nothing: it waits behind nothing, since a trigger is good for 3 seconds.

import type { Logger } from 'pino'
import type { Desk } from '../../src/desk.ts'
import { type AskerParts, askerOf } from './asker.ts'
import { answerDeskCommand, type CommandParts } from './commands.ts'
import { faqWanted } from './faq-command.ts'
import { type FaqOpening, faqPressed, openFaq } from './faq-opening.ts'
import { faqSent, isFaq } from './faq-submissions.ts'
import type { Acknowledge } from './handle.ts'
import { askAction, showHome } from './home.ts'
import { listTickets } from './incident-command.ts'
import { incidentOfView, incidentOpening, resolveModal, searchAnswers } from './incident-modals.ts'
import { type Opening, showModal } from './modal.ts'
import type { Asker } from './notices.ts'
import { openTicketModal } from './opened-ticket.ts'
import type { Payload } from './payloads.ts'
import { openPicker, pickerAction, pickerCallback, searchPicker, showChosen, ticketOfView } from './picker.ts'
import type { SettledKeys } from './settled-keys.ts'
import { shareAction, shareFigures } from './stats-command.ts'
import { supportForm } from './support-form.ts'
import { type Action, readAction, ticketPressed } from './ticket-actions.ts'
import type { WritingParts } from './writing.ts'

export interface ImmediateParts extends AskerParts, CommandParts, Omit<WritingParts, 'notices' | 'staff'> {
  readonly desk: Desk
  readonly settled: SettledKeys
  readonly log: Pick<Logger, 'warn'>
}

type Press = Extract<Payload, { kind: 'press' }>['press']

/** Whether a payload is answered here. */
export const isImmediate = (payload: Payload): boolean => {
  switch (payload.kind) {
    case 'press':
      return openingOf(payload.press) !== null
    case 'command':
      return payload.command.command !== '/support' || payload.command.text.trim() === ''
    case 'home':
    case 'search':
      return true
    case 'submission':
      return isFaq(payload.submission)
    default:
      return false
  }
}

/** Acknowledges it and answers it; a failure is told to whoever asked. */
export const answerAtOnce = async (parts: ImmediateParts, payload: Payload, ack: Acknowledge): Promise<void> => {
  if (payload.kind === 'search') return ack(await entries(parts, payload.search))
  if (payload.kind === 'submission') return submission(parts, payload.submission, ack, askerOf(parts, payload))
  await ack()
  // Looked up while the modal is opened already.
  const asked = askerOf(parts, payload)
  try {
    if (payload.kind === 'home') await showHome(parts, await asked)
    if (payload.kind === 'press') await press(parts, payload.press, asked)
    if (payload.kind === 'command') await command(parts, payload.command, asked)
  } catch (error) {
    parts.log.warn({ err: error }, 'a Slack interaction could not be answered')
    // Whoever only looks has nothing to do again.
    if (payload.kind !== 'home') await parts.notices.say(await asked, 'slack.tryAgain')
  }
}

// A menu that gets no answer spins; one without entries lets its reader type on.
const entries = async (parts: ImmediateParts, { view, value }: Search): Promise<object> => {
  try {
    const isIncident = incidentOfView(view?.private_metadata ?? '') !== null
    if (isIncident) return await searchAnswers(parts, value)
    return await searchPicker(parts, ticketOfView(view?.private_metadata ?? '') ?? 0, value)
  } catch (error) {
    parts.log.warn({ err: error }, 'articles could not be searched for a Slack menu')
    return { options: [] }
  }
}

type Search = Extract<Payload, { kind: 'search' }>['search']
type Command = Extract<Payload, { kind: 'command' }>['command']
type Submission = Extract<Payload, { kind: 'submission' }>['submission']

const command = async (parts: ImmediateParts, given: Command, asked: Promise<Asker>): Promise<void> => {
  const trigger = given.trigger_id
  if (given.command === '/support') return openForm(parts, trigger, asked)
  const wanted = faqWanted(given.text)
  if (wanted !== null) return openFaq(parts, { trigger }, { wanted, review: null }, asked)
  return answerDeskCommand(parts, await asked, given.text)
}

// Whoever sent it sees in the modal what became of it.
const submission = async (
  parts: ImmediateParts,
  given: Submission,
  ack: Acknowledge,
  asked: Promise<Asker>,
): Promise<void> => {
  try {
    await faqSent(parts, given, ack, asked)
  } catch (error) {
    parts.log.warn({ err: error }, 'a modal of the FAQ could not be taken')
  }
}

const openForm = (parts: ImmediateParts, trigger: string, asked: Promise<Asker>): Promise<void> =>
  showModal(parts, { trigger }, 'slack.support.title', async () => supportForm(parts.words, (await asked).locale))

type Wanted =
  | { readonly kind: 'faq'; readonly opening: FaqOpening }
  | { readonly kind: 'question' }
  | { readonly kind: 'share'; readonly period: string }
  | { readonly kind: 'resolve' | 'list'; readonly incident: number }
  | { readonly kind: 'picker'; readonly number: number }
  | { readonly kind: 'chosen'; readonly number: number; readonly article: string }
  | { readonly kind: 'ticket'; readonly number: number; readonly action: Action }

const openingOf = (press: Press): Wanted | null => {
  const { actions, view, message } = press
  const [action] = actions
  if (!action) return null
  const faq = faqPressed(press)
  if (faq !== null) return { kind: 'faq', opening: faq }
  const incident = incidentOpening(action)
  if (incident !== null) return incident
  const { action_id: id, selected_option: chosen } = action
  if (id === askAction) return { kind: 'question' }
  if (id === shareAction) return { kind: 'share', period: action.value ?? '' }
  if (view?.callback_id === pickerCallback) {
    const number = ticketOfView(view.private_metadata)
    return id === pickerAction && number !== null && chosen ? { kind: 'chosen', number, article: chosen.value } : null
  }
  const number = ticketPressed(action) ?? numberIn(message?.text)
  if (number === null) return null
  if (id === 'ticket.faq') return { kind: 'picker', number }
  if (id === 'ticket.more' && (chosen?.value === 'waiting' || chosen?.value === 'summary')) return null
  const name = id === 'ticket.more' ? chosen?.value : /^ticket\.(?:more\.)?(\w+)$/.exec(id)?.[1]
  const wanted = readAction(name ?? '')
  return wanted === null ? null : { kind: 'ticket', number, action: wanted }
}

// A card's text begins with its ticket's number.
const numberIn = (text: string | undefined): number | null => {
  const number = Number(/^#(\d{1,9}) /.exec(text ?? '')?.[1])
  return Number.isNaN(number) ? null : number
}

const press = async (parts: ImmediateParts, pressed: Press, asked: Promise<Asker>): Promise<void> => {
  const wanted = openingOf(pressed)
  if (wanted === null) return
  const at: Opening = pressed.view === undefined ? { trigger: pressed.trigger_id } : { view: pressed.view.id }
  switch (wanted.kind) {
    case 'faq': {
      const trigger = pressed.trigger_id
      return openFaq(parts, pressed.view === undefined ? { trigger } : { onto: trigger }, wanted.opening, asked)
    }
    case 'share': {
      // A second press, in haste, must not show it twice.
      const key = `share:${pressed.container?.message_ts ?? pressed.trigger_id}`
      if (parts.settled.has(key)) return
      parts.settled.add(key)
      return shareFigures(parts, await asked, wanted.period).catch((error: unknown) => {
        parts.settled.delete(key)
        throw error
      })
    }
    case 'list':
      return listTickets(parts, await asked, wanted.incident)
    case 'resolve':
      return showModal(parts, at, 'incident.resolving', async () =>
        resolveModal(parts, (await asked).locale, wanted.incident),
      )
    case 'question':
      return openForm(parts, pressed.trigger_id, asked)
    case 'picker':
      return openPicker(parts, at, wanted.number, asked)
    case 'chosen': {
      const { locale } = await asked
      return showChosen(parts, { ...wanted, view: pressed.view?.id ?? '', locale })
    }
    case 'ticket':
      return openTicketModal(parts, at, { ...wanted, pressed, asked })
  }
}
