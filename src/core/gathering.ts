// First words often come as several messages: what follows at once is part of the same question.

import { questionWith, type Words } from './questions.ts'
import { mustRegister, purposeOf, register, requestTicket } from './registration.ts'
import { change, type Part, type Scene, setForm, together } from './saying.ts'
import { MOST_ROUNDS, settle, suggest } from './suggesting.ts'
import type { Form, Question } from './types.ts'

/** A question with what is to become of it. */
interface Asked {
  readonly question: Question
  readonly wish: Gathering['wish']
  readonly round: number
}

type Gathering = Extract<Form, { kind: 'gathering' }>

/** However long somebody writes on, the first answer comes after so many windows. */
const MOST_WINDOWS = 3

/** Takes words as a question, or as a part of the one that is being asked; its answer waits for what follows within the window. */
export const gather = (scene: Scene, words: Words): Part => {
  const { form } = scene.state.conversation
  const asked = askedWith(form, words)
  const stored = change(words.stored(null))
  const settled = form.kind === 'suggesting' ? settle(form, 'not', null) : {}
  if (scene.context.settings.burstWindow <= 0) return together(stored, settled, answer(scene, asked))
  const waits = form.kind === 'gathering' ? goOn(scene, form, asked) : begin(scene, asked)
  return together(stored, settled, waits, { outcome: { kind: 'preparing' } })
}

/** The window may be over: then the question is answered, else the window is waited for again. */
export const gathered = (scene: Scene): Part => {
  const { form, id } = scene.state.conversation
  if (form.kind !== 'gathering') return {}
  return scene.context.now < form.until ? wakeAt(id, form.until) : answer(scene, form)
}

const askedWith = (form: Form, words: Words): Asked => {
  switch (form.kind) {
    case 'gathering':
      return { ...form, question: questionWith(form.question, words) }
    case 'asking':
      return { question: questionWith(null, words), wish: 'ticket', round: 1 }
    case 'suggesting':
      // Whoever only looked an article up asks for the first time.
      return {
        question: questionWith(form.question, words),
        wish: 'answer',
        round: form.question === null ? 1 : form.round + 1,
      }
    default:
      return { question: questionWith(null, words), wish: 'answer', round: 1 }
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

const answer = (scene: Scene, { question, wish, round }: Asked): Part => {
  if (wish === 'ticket' || round > MOST_ROUNDS) return requestTicket(scene, question)
  return mustRegister(scene) ? register(scene, purposeOf('answer', question)) : suggest(scene, question, round)
}
