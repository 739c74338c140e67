// Customers write in their language and the staff read in the desk's, and the other way: where it is on for a ticket, what is said is translated.

import type { StaffRule } from './claiming.ts'
import type { Failure, ModelAnswer } from './consultations.ts'
import { consult, mayConsult } from './consulting.ts'
import { type Document, joined, plainText } from './document.ts'
import { quoteOf } from './questions.ts'
import {
  change,
  customerAuthor,
  lineInThread,
  type Part,
  refuse,
  reviseInThread,
  type Scene,
  type Speech,
  showCard,
  tellThread,
  together,
} from './saying.ts'
import type { StoredMessage } from './stored-message.ts'
import type { TicketTranslation, TranslatedWords } from './translation.ts'
import type { Question, Ticket } from './types.ts'

type Translation = Extract<ModelAnswer, { purpose: 'translation' }>

/** So long a reply waits for its translation: then it goes as it was written. Milliseconds. */
const HELD = 5_000
/** What comes later can't be stored before the reply goes. */
const PATIENCE = 4_500
/** So much of what was written stands below its translation in the thread, in characters. */
const LONGEST_ORIGINAL = 1_000

/** A ticket begins: where its customer writes another language than the desk's, it is translated, or the staff hear that it can be. */
export const translateOpened = (scene: Scene, ticket: string, question: Question): Part => {
  const language = foreignIn(scene, question.text)
  if (language === null || !mayConsult(scene)) return {}
  return scene.context.settings.translate === 'auto'
    ? turnOn(scene, ticket, language)
    : tellThread(scene, ticket, { say: 'assistant.foreign', params: { language: nameOf(scene, language) } })
}

/** The customer's words about a ticket, where it is translated or is to be by itself. */
export const translateWords = (scene: Scene, ticket: Ticket, words: TranslatedWords): Part => {
  const { translation, id } = ticket
  const language = foreignIn(scene, plainText(words.document))
  if (translation === null) {
    const isWanted = language !== null && scene.context.settings.translate === 'auto' && mayConsult(scene)
    return isWanted ? turnOn(scene, id, language) : {}
  }
  if (translation === 'ended') return {}
  // A short word tells no language; but whoever writes the desk's own needs no translation.
  const isOwn = scene.context.languageOf(plainText(words.document)) === scene.context.settings.locale
  return isOwn || !mayConsult(scene) ? {} : ask(scene, id, scene.context.settings.locale, [words])
}

/** A manager's reply to a customer whose ticket is translated: it waits for its translation, for five seconds at the most. */
export const translateReply = (
  scene: Scene,
  ticket: Ticket,
  words: TranslatedWords,
): [Part, Pick<Speech, 'notBefore'>] => {
  const { context, state } = scene
  const text = plainText(words.document)
  if (!isOn(ticket.translation) || state.customer.refusesModel || text.trim() === '') return [{}, {}]
  const to = ticket.translation.from
  if (to === null) return [tellThread(scene, ticket.id, { say: 'assistant.languageUnknown' }), {}]
  if (context.languageOf(text) === to) return [{}, {}]
  if (!mayConsult(scene)) return [untranslated(scene, ticket.id, 'away'), {}]
  const held = Math.max(HELD, context.settings.replyHold)
  return [ask(scene, ticket.id, to, [words]), { notBefore: new Date(context.now.getTime() + held) }]
}

/** A manager has a ticket translated from now on, with all that its customer wrote, or no more. */
export const translate =
  ({ on }: { readonly on: boolean }): StaffRule =>
  (scene, ticket, { name }) => {
    const { context, state } = scene
    const { id, number } = ticket
    if (!on) {
      if (!isOn(ticket.translation)) return refuse('state', { say: 'assistant.notTranslated', params: { number } })
      return together(
        change({ type: 'SetTranslation', ticket: id, translation: 'ended' }),
        showCard(id),
        lineInThread(id, { say: 'assistant.translationOff', params: { name } }),
      )
    }
    if (context.settings.translate === 'off') return refuse('state', { say: 'assistant.off' })
    if (state.customer.refusesModel) return refuse('state', { say: 'assistant.unwanted' })
    if (!context.isModelReady) return refuse('state', { say: 'assistant.away' })
    const told = foreignIn(scene, state.question ?? '')
    const spoken = state.conversation.locale === context.settings.locale ? null : state.conversation.locale
    return together(
      turnOn(scene, id, told ?? spoken),
      lineInThread(id, { say: 'assistant.translationOn', params: { name } }),
    )
  }

/** The translation is there: each message that still waits for it is read in it. */
export const takeTranslation = (scene: Scene, { texts, question, from }: Translation): Part => {
  const { subject, awaiting } = scene.state
  if (subject === null) return {}
  const { id, translation } = subject
  return together(
    isOn(translation) && translation.from === null && from !== null
      ? change({ type: 'SetTranslation', ticket: id, translation: { from } })
      : {},
    question === null ? {} : together(change({ type: 'TranslateQuestion', ticket: id, text: question }), showCard(id)),
    ...awaiting.map((message) => {
      const found = texts.find(({ message: of }) => of === message.id)
      return found === undefined ? letGo(scene, message, null) : translated(scene, subject, message, found.document)
    }),
  )
}

/** There is none: what waited for it goes as it was written, and its writer hears so. */
export const goUntranslated = (scene: Scene, why: Failure): Part => {
  const { subject, awaiting } = scene.state
  if (subject === null || awaiting.length === 0) return {}
  const isReply = awaiting.some(({ author }) => author === 'manager')
  return together(
    ...awaiting.map((message) => letGo(scene, message, null)),
    untranslated(scene, subject.id, why, isReply),
  )
}

const translated = (scene: Scene, { id: ticket }: Ticket, message: StoredMessage, words: Document): Part => {
  const { id, inThread, document, author } = message
  if (author === 'manager') return letGo(scene, message, words)
  const language = scene.context.settings.locale
  const shown = joined([words, quoteOf(document, LONGEST_ORIGINAL)])
  return together(
    change({ type: 'TranslateMessage', message: id, language, document: words }),
    inThread
      ? reviseInThread(ticket, { say: 'assistant.translated', document: shown }, customerAuthor(scene.state), id)
      : {},
  )
}

// A reply is held for its translation; a customer's words stand in the thread already.
const letGo = ({ state, context }: Scene, { id, author }: StoredMessage, words: Document | null): Part => {
  const { translation = null } = state.subject ?? {}
  const language = isOn(translation) ? translation.from : null
  return author === 'manager'
    ? change({ type: 'ReleaseReply', message: id, language, words, hold: context.settings.replyHold })
    : change({ type: 'TranslateMessage', message: id, language: context.settings.locale, document: null })
}

const untranslated = (scene: Scene, ticket: string, why: Failure, isReply = true): Part =>
  why === 'dropped'
    ? {}
    : tellThread(scene, ticket, {
        say: isReply ? 'assistant.replyUntranslated' : 'assistant.wordsUntranslated',
        params: { why },
      })

const turnOn = (scene: Scene, ticket: string, from: string | null): Part =>
  together(
    change({ type: 'SetTranslation', ticket, translation: { from } }),
    showCard(ticket),
    ask(scene, ticket, scene.context.settings.locale, null),
  )

// `words` null: all that the customer wrote so far.
const ask = (scene: Scene, ticket: string, to: string, words: readonly TranslatedWords[] | null): Part => {
  const { id, part } = consult(scene, { purpose: 'translation', to, words }, PATIENCE, { ticket, by: null })
  const messages = words?.map(({ message }) => message) ?? null
  return together(part, change({ type: 'AwaitTranslation', consultation: id, ticket, messages }))
}

const isOn = (translation: Ticket['translation']): translation is TicketTranslation =>
  translation !== null && translation !== 'ended'

// The language of a text where that is surely another than the desk's.
const foreignIn = ({ context: { settings, languageOf } }: Scene, text: string): string | null => {
  const language = settings.translate === 'off' || !settings.assistant ? null : languageOf(text)
  return language === settings.locale ? null : language
}

const nameOf = ({ context }: Scene, language: string): string =>
  new Intl.DisplayNames([context.settings.locale], { type: 'language' }).of(language) ?? language
