// The customer's commands; every one is answered, and none but `cancel` gives up what a form keeps.

import { tellAssistance } from './assistance-wish.ts'
import { browse, openArticle } from './browsing.ts'
import { firstSteps } from './buttons.ts'
import { fromPlainText } from './document.ts'
import type { CustomerEvent } from './events.ts'
import { forget } from './forget.ts'
import { gather } from './gathering.ts'
import { resume, wrote } from './intake.ts'
import { askLanguage } from './language.ts'
import { link } from './link.ts'
import { askForPerson, askPersonWith } from './person.ts'
import { registerOnWish, tellProfile } from './profile.ts'
import { questionIn, type Words, wordsOf } from './questions.ts'
import { askAgain, cancelForm, keepMeanwhile, mustRegister, purposeOf, register, skipEmail } from './registration.ts'
import { closeRequest, tellRequests } from './requests.ts'
import { type Part, type Scene, setForm, speak, together } from './saying.ts'
import { activeTicket, reopenableTicket } from './tickets.ts'

type Commanded = Extract<CustomerEvent, { type: 'CustomerCommanded' }>

/** A command with what was written after it. */
export const commanded = (scene: Scene, event: Commanded): Part => {
  switch (event.command) {
    case 'start':
      return start(scene, event.argument)
    case 'human':
      return human(scene, event)
    case 'ask':
      return ask(scene, event)
    case 'faq':
      return browse(scene, event)
    case 'status':
    case 'tickets':
      return tellRequests(scene, event.argument)
    case 'close':
      return closeRequest(scene, event.argument)
    case 'register':
      return registerOnWish(scene)
    case 'profile':
      return tellProfile(scene)
    case 'language':
      return askLanguage(scene, event.argument)
    case 'assistant':
      return tellAssistance(scene)
    case 'forget':
      return forget(scene)
    case 'link':
      return link(scene, event.argument)
    case 'cancel':
      return cancel(scene)
    case 'skip':
      return skip(scene)
    default:
      return help(scene)
  }
}

const LINK_TO_ARTICLE = /^faq_(.{1,60})$/

const start = (scene: Scene, argument: string): Part => {
  const { form } = scene.state.conversation
  if (form.kind === 'registering') return together(tell(scene, 'customer.welcome'), askAgain(scene, form))
  if (mustRegister(scene) && form.kind === 'idle') {
    return together(tell(scene, 'customer.welcome'), register(scene, purposeOf('answer', questionIn(form))))
  }
  const welcome = speak(scene, { body: { say: 'customer.welcome' }, steps: firstSteps })
  const [, id] = LINK_TO_ARTICLE.exec(argument.trim()) ?? []
  const article = id === undefined ? null : scene.context.version(id)
  return article === null ? welcome : openArticle(scene, article)
}

const human = (scene: Scene, event: Commanded): Part => {
  const { form } = scene.state.conversation
  if (event.argument.trim() === '') return askForPerson(scene)
  // Nobody waits for a changed name: the person does not either.
  if (form.kind === 'registering' && form.purpose.aim !== 'change') {
    return keepMeanwhile(scene, form, argumentOf(scene, event), 'ticket')
  }
  return askPersonWith(scene, argumentOf(scene, event))
}

const argumentOf = (scene: Scene, event: Commanded): Words =>
  wordsOf(scene, { ...event, words: fromPlainText(event.argument) })

const ask = (scene: Scene, event: Commanded): Part => {
  const { form } = scene.state.conversation
  if (event.argument.trim() !== '' && form.kind === 'registering') {
    return keepMeanwhile(scene, form, argumentOf(scene, event))
  }
  if (form.kind === 'registering') return askAgain(scene, form)
  const isAlone = event.argument.trim() === ''
  const isOpen = activeTicket(scene.state) !== null
  // Plain words would go to the ticket that is open, or reopen the last one: this is another matter.
  if (isAlone && questionIn(form) === null && (isOpen || reopenableTicket(scene) !== null)) {
    return together(setForm({ kind: 'asking' }), tell(scene, 'customer.askQuestion'))
  }
  if (isAlone) return tell(scene, 'customer.ask')
  if (isOpen && questionIn(form) !== null) return wrote(scene, { ...event, words: fromPlainText(event.argument) })
  // Beside a ticket that is open somebody is at work.
  return gather(isOpen ? asking(scene) : scene, argumentOf(scene, event))
}

const asking = ({ state, context }: Scene): Scene => ({
  context,
  state: { ...state, conversation: { ...state.conversation, form: { kind: 'asking' } } },
})

const cancel = (scene: Scene): Part => {
  const { form } = scene.state.conversation
  if (form.kind === 'registering') return cancelForm(scene, form)
  if (form.kind !== 'asking') return tell(scene, 'customer.nothingToCancel')
  return together(setForm({ kind: 'idle', kept: null }), tell(scene, 'customer.cancelled'))
}

const skip = (scene: Scene): Part => {
  const { form } = scene.state.conversation
  if (form.kind !== 'registering') return help(scene)
  return form.step.asks === 'email' ? skipEmail(scene, form, resume) : askAgain(scene, form)
}

// Slack keeps words after a slash to itself, unless a space is before it.
const help = (scene: Scene): Part =>
  tell(scene, scene.state.conversation.channel === 'slack' ? 'customer.helpInSlack' : 'customer.help')

const tell = (scene: Scene, say: string): Part => speak(scene, { body: { say } })
