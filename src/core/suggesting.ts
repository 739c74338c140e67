// Articles offered for a question, and what the customer makes of them.

import { personButton, titleButtons, verdictButtons } from './buttons.ts'
import { type Document, joined } from './document.ts'
import type { ConversationEvent } from './events.ts'
import { tellOfIncident, unheardIncident } from './following.ts'
import { learn } from './learning.ts'
import { nextOf, type Offer, offerOf } from './offering.ts'
import { outdated, requestTicket } from './registration.ts'
import { change, type Part, type Scene, setForm, speak, together } from './saying.ts'
import type { Verdict } from './suggestions.ts'
import { activeTicket, joinTicket } from './tickets.ts'
import type { Form, Match, Question, Suggesting } from './types.ts'

/** How many times articles are offered for one question. */
export const MOST_ROUNDS = 2
/** After so long without a word an answer that was shown in full is taken to have helped: milliseconds. */
const SILENCE = 24 * 3_600_000

/** Answers a question with the articles that fit it, or with a ticket where none does; one that is open takes it. */
export const suggest = (scene: Scene, question: Question, round = 1): Part => {
  const ticket = activeTicket(scene.state)
  if (ticket !== null) return joinTicket(scene, ticket, question)
  const incident = unheardIncident(scene, question)
  if (incident !== null) return tellOfIncident(scene, question, incident)
  const offer = offerOf(scene.context.match(question.text))
  switch (offer.kind) {
    case 'answer':
      return offerArticle(scene, question, offer.match, round)
    case 'titles':
      return offerTitles(scene, question, offer.matches, round)
    case 'nothing':
      return together(recordUnanswered(scene, question), requestTicket(scene, question))
  }
}

/** Answers words that go on with a question by what it was not answered with yet; where there is nothing else, they say that it did not help. */
export const suggestFurther = (scene: Scene, question: Question, before: Suggesting): Part => {
  const offer = offerOf(scene.context.match(question.text))
  return unheardIncident(scene, question) === null && isKnown(offer, before)
    ? afterRejection(scene, { ...before, question })
    : suggest(scene, question, before.round + 1)
}

const isKnown = (offer: Offer<Match>, { articles, shown }: Suggesting): boolean => {
  switch (offer.kind) {
    case 'answer':
      return shown !== null && offer.match.article === articles[shown]
    case 'titles':
      return offer.matches.every(({ article }) => articles.includes(article))
    case 'nothing':
      return false
  }
}

/** The answer helped, and the customer said so. */
export const acceptAnswer = (scene: Scene, form: Suggesting, index: number): Part =>
  together(learnFrom(scene, form, index, 'solved'), accept(scene, form, index))

/** The matter is done by the article at that place. */
export const accept = (scene: Scene, form: Suggesting, index: number): Part =>
  together(
    settle(form, 'solved', form.articles[index] ?? null),
    setForm({ kind: 'idle', kept: null }),
    speak(scene, { body: { say: 'customer.solved' } }),
  )

/** The answer did not help: the next best one that was not shown, once; then a person. */
export const rejectAnswer = (scene: Scene, form: Suggesting, index: number): Part =>
  together(
    settle(form, 'not', form.articles[index] ?? null),
    learnFrom(scene, form, index, 'not'),
    afterRejection(scene, form),
  )

/** "No" in words to what is offered: as the button says it. `said` is the question with these words. */
export const rejectOffer = (scene: Scene, form: Suggesting, said: Question): Part => {
  const { question, shown } = form
  // A person reads the "no"; what is matched and learned from is what was asked.
  const rejected = question === null ? form : { ...form, question: { ...said, text: question.text } }
  return shown === null
    ? together(settle(form, 'not', null), afterRejection(scene, rejected))
    : rejectAnswer(scene, rejected, shown)
}

const learnFrom = ({ state }: Scene, { question, articles }: Suggesting, index: number, kind: 'solved' | 'not'): Part =>
  learn({
    state,
    question: question === null || question.lookedFor === 'later' ? null : question.text,
    article: articles[index] ?? null,
    ...{ kind, by: null },
  })

/** One of the titles was chosen. */
export const showArticle = (scene: Scene, form: Suggesting, index: number): Part => {
  const article = scene.context.article(form.articles[index] ?? '')
  if (article === null) return outdated
  return together(
    form.shown === index ? {} : setForm({ ...form, shown: index }),
    speak(scene, { body: { document: inFull(article) }, buttons: verdictButtons(form.suggestion, index) }),
    form.assumed ? {} : awaitSilence(scene, form.suggestion),
  )
}

/** An article as the customer reads it: its title, then its answer. */
export const inFull = ({ title, answer }: Pick<Match, 'title' | 'answer'>): Document =>
  joined([
    {
      type: 'root',
      children: [{ type: 'paragraph', children: [{ type: 'strong', children: [{ type: 'text', value: title }] }] }],
    },
    answer,
  ])

const afterRejection = (scene: Scene, { question, articles, round }: Suggesting): Part => {
  if (question === null) {
    const inWords = { body: { say: 'customer.askInWords' }, buttons: [personButton()] }
    return together(setForm({ kind: 'idle', kept: null }), speak(scene, inWords))
  }
  const ticket = activeTicket(scene.state)
  if (ticket !== null) return joinTicket(scene, ticket, question)
  const next = round < MOST_ROUNDS ? nextOf(scene.context.match(question.text), articles) : null
  return next === null ? requestTicket(scene, question) : offerArticle(scene, question, next, round + 1)
}

/** Shows an article in full for a question, or for none, with the verdicts. */
export const offerArticle = (scene: Scene, question: Question | null, match: Match, round = 1): Part => {
  const suggestion = scene.context.newId()
  return together(
    record({ suggestion, question, round, shown: 0 }, [match]),
    speak(scene, { body: { document: inFull(match) }, buttons: verdictButtons(suggestion, 0) }),
    awaitSilence(scene, suggestion),
  )
}

const offerTitles = (scene: Scene, question: Question, matches: readonly Match[], round: number): Part => {
  const suggestion = scene.context.newId()
  const titles = matches.map(({ title }) => title)
  return together(
    record({ suggestion, question, round, shown: null }, matches),
    speak(scene, { body: { say: 'customer.perhaps' }, buttons: titleButtons(suggestion, titles) }),
  )
}

const record = (
  { suggestion, question, round, shown }: Omit<Suggesting, 'kind' | 'articles' | 'assumed'>,
  matches: readonly Match[],
): Part => {
  const articles = matches.map(({ article }) => article)
  return together(
    change({ type: 'RecordSuggestion', id: suggestion, question: question?.text ?? null, matches }),
    setForm({ kind: 'suggesting', question, suggestion, articles, round, shown, assumed: false }),
  )
}

const recordUnanswered = ({ context }: Scene, { text }: Question): Part =>
  change({ type: 'RecordUnanswered', id: context.newId(), question: text })

// Whoever talks with a person is silent about an article for other reasons.
const awaitSilence = ({ state, context }: Scene, suggestion: string): Part =>
  activeTicket(state) === null
    ? { timers: [{ at: new Date(context.now.getTime() + SILENCE), subject: { kind: 'silence', suggestion } }] }
    : {}

/** Whatever a customer says or does, silence about the answer that stands is counted from then: its timer takes the place of the one before. */
export const keepSilence = (scene: Scene, { type }: { readonly type: ConversationEvent['type'] }, part: Part): Part => {
  // A press that means nothing any more changes nothing.
  if (!SIGNS_OF_LIFE.has(type) || part.outcome?.kind === 'refused') return part
  const before = scene.state.conversation.form
  const set = part.changes?.findLast((one) => one.type === 'SetForm')
  const stands = standing(set?.form ?? before)
  // What was shown only now is waited for already.
  if (stands === null || stands.shown === null || stands.suggestion !== standing(before)?.suggestion) return part
  return isAwaited(part) ? part : together(part, awaitSilence(scene, stands.suggestion))
}

const SIGNS_OF_LIFE: ReadonlySet<ConversationEvent['type']> = new Set([
  ...(['CustomerWrote', 'CustomerCommanded', 'CustomerPressed', 'CustomerEdited'] as const),
  ...(['CustomerReacted', 'CustomerSentUnsupported'] as const),
])

const isAwaited = ({ timers = [] }: Part): boolean => timers.some(({ subject }) => subject.kind === 'silence')

/** Nothing was said about a suggestion for so long: what was shown in full is taken to have helped, until the customer says otherwise. */
export const assumeSolved = (scene: Scene, suggestion: string): Part => {
  const { form } = scene.state.conversation
  if (form.kind !== 'suggesting' || form.suggestion !== suggestion || form.shown === null || form.assumed) return {}
  if (activeTicket(scene.state) !== null) return {}
  return together(settle(form, 'assumed', form.articles[form.shown] ?? null), setForm({ ...form, assumed: true }))
}

/** The suggestion that a form holds, also while more words come in; null where there is none, or it was taken to have helped. */
export const standing = (form: Form): Suggesting | null => {
  const held = form.kind === 'gathering' ? form.before : form
  return held.kind === 'suggesting' && !held.assumed ? held : null
}

/** Something else takes the place of the suggestion that stands: it did not help. */
export const supersede = (form: Form): Part => {
  const suggestion = standing(form)
  return suggestion === null ? {} : settle(suggestion, 'not', null)
}

/** Stores what became of a suggestion, and of which article where it was of one. */
export const settle = ({ suggestion }: Suggesting, verdict: Verdict, article: string | null): Part =>
  change({ type: 'SettleSuggestion', id: suggestion, verdict, article })
