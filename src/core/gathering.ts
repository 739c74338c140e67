// First words often come as several messages: what follows at once is part of the same question.

import { offeredOf } from './offering.ts'
import { joinedQuestion, questionIn, questionWith, type Words } from './questions.ts'
import { mustRegister, purposeOf, register, requestTicket } from './registration.ts'
import { change, type Part, type Scene, setForm, together } from './saying.ts'
import { answerChatter, type Chatter, chatterAtFirst, chatterIn, yesOrNoIn } from './small-talk.ts'
import { supersede } from './standing.ts'
import { MOST_ROUNDS, rejectOffer, suggest, suggestFurther } from './suggesting.ts'
import { activeTicket, joinTicket } from './tickets.ts'
import type { Form, Interrupted, Question } from './types.ts'

type Gathering = Extract<Form, { kind: 'gathering' }>
type Asked = Pick<Gathering, 'question' | 'before'>

/** However long somebody writes on, the first answer comes after so many windows. */
const MOST_WINDOWS = 3

/** Takes words as a question, or as a part of the one that is being asked; its answer waits for what follows within the window. */
export const gather = (scene: Scene, words: Words): Part => {
  const { form } = scene.state.conversation
  const asked = askedWith(form, words)
  const stored = change(words.stored(null))
  if (scene.context.settings.burstWindow <= 0) return together(stored, answer(scene, asked))
  const waits = form.kind === 'gathering' ? goOn(scene, form, asked) : begin(scene, asked)
  return together(stored, waits, { outcome: { kind: 'preparing' } })
}

/** The window may be over: then the question is answered, else the window is waited for again. */
export const gathered = (scene: Scene): Part => {
  const { form, id } = scene.state.conversation
  if (form.kind !== 'gathering') return {}
  return scene.context.now < form.until ? wakeAt(id, form.until) : answer(scene, form)
}

/** What asks nothing in the words that came since something else was waited for; null where they may ask. */
export const chatterSince = ({ before, question }: Asked): Chatter | null => {
  const earlier = earlierIn(before)
  if ((question.files ?? []).length > (earlier?.files ?? []).length) return null
  const text = textSince({ before, question })
  const chatter = chatterIn(text)
  if (chatter !== null) return chatter
  // To what is offered "no" is an answer, and whoever asks for help has not found it there.
  if (before.kind === 'suggesting' && !before.assumed) return yesOrNoIn(text) === 'yes' ? 'nod' : null
  return chatterAtFirst(text)
}

const saysNo = ({ before, question }: Asked): boolean =>
  before.kind === 'suggesting' && !before.assumed && yesOrNoIn(textSince({ before, question })) === 'no'

const earlierIn = (before: Interrupted): Question | null => (before.kind === 'suggesting' ? questionIn(before) : null)

/** What was said since something was offered that still waits; all of a question that nothing was offered for. */
export const textSince = ({ before, question }: Asked): string => {
  const lead = `${earlierIn(before)?.text ?? ''}\n\n`
  return question.text.startsWith(lead) ? question.text.slice(lead.length) : question.text
}

const askedWith = (form: Form, words: Words): Asked => {
  switch (form.kind) {
    case 'gathering':
      return { before: form.before, question: questionWith(form.question, words) }
    case 'suggesting':
      return { before: form, question: questionWith(questionIn(form), words) }
    case 'consulting':
      // All of it is asked anew, and what the model says to the first words comes too late.
      return { before: { kind: 'idle', kept: null }, question: questionWith(form.question, words) }
    case 'idle':
    case 'asking':
      return { before: form, question: questionWith(null, words) }
    default:
      return { before: { kind: 'idle', kept: null }, question: questionWith(null, words) }
  }
}

const begin = (scene: Scene, asked: Asked): Part => {
  const { now, settings } = scene.context
  const until = new Date(now.getTime() + settings.burstWindow)
  return together(
    setForm({ kind: 'gathering', ...asked, since: now, until }),
    wakeAt(scene.state.conversation.id, until),
  )
}

// One timer is set already: when it fires it finds that there is more to wait for.
const goOn = ({ context: { now, settings } }: Scene, { since }: Gathering, asked: Asked): Part => {
  const latest = since.getTime() + MOST_WINDOWS * settings.burstWindow
  const until = new Date(Math.min(now.getTime() + settings.burstWindow, latest))
  return setForm({ kind: 'gathering', ...asked, since, until })
}

const wakeAt = (conversation: string, at: Date): Part => ({
  timers: [{ at, subject: { kind: 'burst', conversation } }],
})

const answer = (scene: Scene, { before, question }: Asked): Part => {
  const ticket = activeTicket(scene.state)
  // It was opened again meanwhile: somebody is there.
  if (ticket !== null && before.kind !== 'asking')
    return together(supersede(before), joinTicket(scene, ticket, question))
  const chatter = chatterSince({ before, question })
  if (chatter !== null) return answerChatter(scene, before, chatter)
  if (before.kind === 'suggesting' && saysNo({ before, question })) return rejectOffer(scene, before, question)
  return (
    afterIncident(scene, { before, question }) ??
    anotherMatter(scene, { before, question }) ??
    together(supersede(before), answerQuestion(scene, { before, question }))
  )
}

// Whoever was answered and asks what another article answers may have gone on to something else: it is matched by itself, however many
// questions came before, and of the first answer nothing is known.
const anotherMatter = (scene: Scene, { before, question }: Asked): Part | null => {
  if (before.kind !== 'suggesting' || before.shown === null || earlierIn(before) === null) return null
  const text = textSince({ before, question })
  const [best] = offeredOf(scene.context.match(text))
  if (best === undefined || before.articles.includes(best) || mustRegister(scene)) return null
  return suggest(scene, { ...question, text })
}

// Whoever was told of an incident and writes on means it, unless the FAQ has something for these words; a person reads what they wrote.
const afterIncident = (scene: Scene, { before, question }: Asked): Part | null => {
  const kept = before.kind === 'idle' ? before.kept : null
  const open = kept?.incident === undefined ? null : scene.context.openIncident(kept.incident)
  if (kept === null || open === null) return null
  const isMeant = scene.context.incidentIn(question.text)?.id === open.id
  if (!isMeant && offeredOf(scene.context.match(question.text)).length > 0) return null
  return requestTicket(scene, joinedQuestion(kept, question))
}

const answerQuestion = (scene: Scene, { before, question }: Asked): Part => {
  // Whoever only looked an article up, or had their answer, asks for the first time.
  const answered = before.kind === 'suggesting' && questionIn(before) !== null ? before : null
  if (before.kind === 'asking' || (answered !== null && answered.round >= MOST_ROUNDS)) {
    return requestTicket(scene, question)
  }
  if (mustRegister(scene)) return register(scene, purposeOf('answer', question))
  return answered === null ? suggest(scene, question) : suggestFurther(scene, question, answered)
}
