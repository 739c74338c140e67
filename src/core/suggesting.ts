// Articles offered for a question, and what the customer makes of them.

import { personButton, titleButtons, verdictButtons } from './buttons.ts'
import { ANSWER_DEADLINE, consultFor } from './consulting.ts'
import { type Document, joined } from './document.ts'
import { tellOfIncident, unheardIncident } from './following.ts'
import { learn } from './learning.ts'
import { nextOf, type Offer, offerOf } from './offering.ts'
import { outdated, requestTicket } from './registration.ts'
import { change, type Part, type Scene, setForm, speak, together } from './saying.ts'
import { awaitSilence } from './silence.ts'
import { settle } from './standing.ts'
import { activeTicket, joinTicket } from './tickets.ts'
import type { Match, Question, Suggesting } from './types.ts'

/** How many times articles are offered for one question. */
export const MOST_ROUNDS = 2

/** Answers a question with the articles that fit it, or with a ticket where none does; one that is open takes it. */
export const suggest = (scene: Scene, question: Question, round = 1): Part => {
  const ticket = activeTicket(scene.state)
  if (ticket !== null) return joinTicket(scene, ticket, question)
  const incident = unheardIncident(scene, question)
  if (incident !== null) return tellOfIncident(scene, question, incident)
  const matches = scene.context.match(question.text)
  const offer = offerOf(matches)
  switch (offer.kind) {
    case 'answer':
      return offerArticle(scene, question, offer.match, round)
    case 'titles':
      return offerTitles(scene, { question, round }, offer.matches, consultFor(scene, question, matches))
    case 'nothing':
      return waitForModel(scene, question, round, matches) ?? leaveUnanswered(scene, question)
  }
}

/** No article answers a question, so a person is asked. */
export const leaveUnanswered = (scene: Scene, question: Question): Part =>
  together(recordUnanswered(scene, question), requestTicket(scene, question))

// A durable timer ends the wait, whatever becomes of the model and of this process.
const waitForModel = (scene: Scene, question: Question, round: number, matches: readonly Match[]): Part | null => {
  const consulted = consultFor(scene, question, matches)
  if (consulted === null) return null
  const { id, part } = consulted
  const at = new Date(scene.context.now.getTime() + ANSWER_DEADLINE)
  return together(
    part,
    setForm({ kind: 'consulting', question, consultation: id, round }),
    { timers: [{ at, subject: { kind: 'consultation', consultation: id } }] },
    { outcome: { kind: 'preparing' } },
  )
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

const learnFrom = ({ state }: Scene, form: Suggesting, index: number, kind: 'solved' | 'not'): Part => {
  const { question, articles } = form
  const article = articles[index] ?? null
  return learn({
    state,
    question: question === null || question.lookedFor === 'later' || isOfSeveral(form, article) ? null : question.text,
    article,
    ...{ kind, by: null },
  })
}

// What the assistant made of several articles tells of none of them that it is what was asked for.
const isOfSeveral = ({ assistant }: Suggesting, article: string | null): boolean => {
  if (assistant === undefined || 'asked' in assistant || article === null) return false
  return assistant.cited.length > 1 && assistant.cited.includes(article)
}

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

interface Asked {
  readonly question: Question
  readonly round: number
}

const offerTitles = (
  scene: Scene,
  { question, round }: Asked,
  matches: readonly Match[],
  consulted: ReturnType<typeof consultFor>,
): Part => {
  const suggestion = scene.context.newId()
  const titles = matches.map(({ title }) => title)
  return together(
    consulted?.part ?? {},
    record(
      { suggestion, question, round, shown: null, ...(consulted && { assistant: { asked: consulted.id } }) },
      matches,
    ),
    speak(scene, { body: { say: 'customer.perhaps' }, buttons: titleButtons(suggestion, titles) }),
  )
}

const record = (offered: Omit<Suggesting, 'kind' | 'articles' | 'assumed'>, matches: readonly Match[]): Part => {
  const articles = matches.map(({ article }) => article)
  return together(
    change({
      type: 'RecordSuggestion',
      id: offered.suggestion,
      question: offered.question?.text ?? null,
      matches,
    }),
    setForm({ kind: 'suggesting', ...offered, articles, assumed: false }),
  )
}

const recordUnanswered = ({ context }: Scene, { text }: Question): Part =>
  change({ type: 'RecordUnanswered', id: context.newId(), question: text })
