// What the language model answers to a customer's question: said where it still fits, as the assistant's, and else dropped.

import { sourceButtons, verdictButtons } from './buttons.ts'
import type { ModelAnswer } from './consultations.ts'
import { requestTicket } from './registration.ts'
import { change, type Part, type Scene, setForm, speak, together } from './saying.ts'
import { awaitSilence } from './silence.ts'
import { settle } from './standing.ts'
import { leaveUnanswered } from './suggesting.ts'
import { activeTicket, joinTicket } from './tickets.ts'
import type { Form, Match, Suggesting } from './types.ts'

type Consulting = Extract<Form, { kind: 'consulting' }>
type Answer = Extract<ModelAnswer, { purpose: 'answer' }>
type Known = Extract<Answer, { isKnown: true }>

/** The answer is there: it is shown to whoever still waits for it; where the articles don't tell, a person is asked. */
export const takeAnswer = (scene: Scene, consultation: string, answer: Answer): Part => {
  const form = awaiting(scene, consultation)
  if (form === null) return {}
  if (scene.state.customer.refusesModel) return goOnWithout(scene, consultation)
  if (!answer.isKnown) return form.kind === 'consulting' ? endWaiting(scene, form) : handOver(scene, form)
  // An article may have been archived since it was read.
  if (answer.articles.some((article) => scene.context.article(article) === null))
    return goOnWithout(scene, consultation)
  return form.kind === 'consulting' ? offerAnswer(scene, form, answer) : addAnswer(scene, form, answer)
}

/** There is none: all goes on as it would without a model. */
export const goOnWithout = (scene: Scene, consultation: string): Part => {
  const form = awaiting(scene, consultation)
  if (form === null) return {}
  return form.kind === 'consulting' ? endWaiting(scene, form) : setForm({ ...form, assistant: undefined })
}

// One that was opened meanwhile takes the question: it must not become another.
const endWaiting = (scene: Scene, { question }: Consulting): Part => {
  const ticket = activeTicket(scene.state)
  return ticket === null ? leaveUnanswered(scene, question) : joinTicket(scene, ticket, question)
}

// Whoever wrote on, opened an article or asked for a person has moved on; with an open ticket somebody else answers.
const awaiting = ({ state }: Scene, consultation: string): Consulting | Suggesting | null => {
  const { form } = state.conversation
  if (form.kind === 'consulting') return form.consultation === consultation ? form : null
  if (form.kind !== 'suggesting' || form.assistant === undefined || !('asked' in form.assistant)) return null
  return form.assistant.asked === consultation && form.shown === null && activeTicket(state) === null ? form : null
}

// Nothing was offered yet.
const offerAnswer = (scene: Scene, waiting: Consulting, answer: Known): Part => {
  if (activeTicket(scene.state) !== null) return endWaiting(scene, waiting)
  const { question, round } = waiting
  const suggestion = scene.context.newId()
  const matches = cited(scene, question.text, answer)
  const form: Suggesting = {
    kind: 'suggesting',
    ...{ question, suggestion, articles: answer.articles, round, shown: 0, assumed: false },
    assistant: { cited: answer.articles },
  }
  return together(
    change({ type: 'RecordSuggestion', id: suggestion, question: question.text, matches, isAssisted: true }),
    setForm(form),
    say(scene, form, answer),
  )
}

// Titles were offered already, and can still be chosen.
const addAnswer = (scene: Scene, before: Suggesting, answer: Known): Part => {
  const articles = [...new Set([...before.articles, ...answer.articles])]
  const shown = articles.indexOf(answer.articles[0] ?? '')
  const form: Suggesting = {
    ...before,
    ...{ articles, shown },
    assistant: { cited: answer.articles },
  }
  const added = answer.articles.filter((article) => !before.articles.includes(article))
  const matches = cited(scene, before.question?.text ?? '', { ...answer, articles: added })
  return together(
    change({ type: 'AssistSuggestion', id: before.suggestion, matches }),
    setForm(form),
    say(scene, form, answer),
  )
}

const say = (scene: Scene, form: Suggesting, { document, articles }: Known): Part => {
  const sources = articles.flatMap((article) => {
    const title = scene.context.article(article)?.title
    return title === undefined ? [] : [{ title, index: form.articles.indexOf(article) }]
  })
  const buttons = [...verdictButtons(form.suggestion, form.shown ?? 0), ...sourceButtons(form.suggestion, sources)]
  return together(
    speak(scene, { body: { say: 'assistant.answer', document }, buttons }),
    awaitSilence(scene, form.suggestion),
  )
}

// A hand-over is never silent: the customer hears it, and then what to expect.
const handOver = (scene: Scene, form: Suggesting): Part =>
  form.question === null
    ? setForm({ ...form, assistant: undefined })
    : together(
        settle(form, 'person', null),
        speak(scene, { body: { say: 'assistant.unsure' } }),
        requestTicket(scene, form.question),
      )

const cited = ({ context }: Scene, question: string, { articles }: Pick<Known, 'articles'>): readonly Match[] => {
  const estimated = new Map(context.match(question).map((match) => [match.article, match]))
  return articles.flatMap((id) => {
    const article = context.article(id)
    return estimated.get(id) ?? (article === null ? [] : [{ ...article, confidence: 0 }])
  })
}
