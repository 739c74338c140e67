// A button was pressed: what it means now. Presses that mean nothing any more get a kind answer and change nothing.

import { pressAssistance } from './assistance-wish.ts'
import { pressTitle, showPage, showTagged, showTags } from './browsing.ts'
import { follow } from './following.ts'
import { pressForget } from './forget.ts'
import { chatterSince } from './gathering.ts'
import { resume } from './intake.ts'
import { pressLanguage } from './language.ts'
import { pressLink } from './link.ts'
import { askForPerson, preferPerson } from './person.ts'
import { type Press, readPress } from './press.ts'
import { registerOnWish } from './profile.ts'
import { rate } from './rating.ts'
import { cancelForm, outdated, skipEmail, takeKnownName } from './registration.ts'
import type { Part, Scene } from './saying.ts'
import { acceptAnswer, rejectAnswer, showArticle } from './suggesting.ts'
import { pressReopen } from './tickets.ts'
import type { Form } from './types.ts'

/** Does what the button said, where its time has not passed. */
export const pressed = (scene: Scene, text: string): Part => {
  const press = readPress(text)
  if (press === null) return outdated
  switch (press.kind) {
    case 'person':
      return press.suggestion === null ? askForPerson(scene) : judge(scene, { ...press, suggestion: press.suggestion })
    case 'solved':
    case 'not':
    case 'show':
      return judge(scene, press)
    case 'title':
      return pressTitle(scene, press.code)
    case 'titles':
      return showPage(scene, press.page)
    case 'tags':
      return showTags(scene, press.page)
    case 'tagged':
      return showTagged(scene, press.tag, press.page)
    case 'register':
      return fillIn(scene, press.answer)
    case 'rating':
      return rate(scene, press.ticket, press.score)
    case 'reopen':
      return pressReopen(scene, press.ticket)
    case 'language':
      return pressLanguage(scene, press.locale)
    case 'assistant':
      return pressAssistance(scene, press.choice)
    case 'forget':
    case 'keep':
      return pressForget(scene, press)
    case 'link':
      return pressLink(scene, press)
    case 'follow':
      return follow(scene)
  }
}

type Gathering = Extract<Form, { kind: 'gathering' }>
type OfSuggestion = Extract<Press, { kind: 'solved' | 'not' | 'show' }> | { kind: 'person'; suggestion: string }

const judge = (scene: Scene, press: OfSuggestion): Part => {
  const { form } = scene.state.conversation
  // Whoever wrote on after an answer, and then wants a person, wants one for all of it.
  if (form.kind === 'gathering' && press.kind === 'person') return askForPerson(scene)
  if (press.kind === 'solved' && form.kind === 'gathering') return solvedMeanwhile(scene, form, press)
  if (form.kind !== 'suggesting' || form.suggestion !== press.suggestion) return outdated
  if (press.kind === 'person') return preferPerson(scene, form)
  if (press.index >= form.articles.length) return outdated
  if (press.kind === 'solved') return acceptAnswer(scene, form, press.index)
  return press.kind === 'not' ? rejectAnswer(scene, form, press.index) : showArticle(scene, form, press.index)
}

// "Thanks!", and then the button.
const solvedMeanwhile = (
  scene: Scene,
  form: Gathering,
  { suggestion, index }: { suggestion: string; index: number },
) => {
  const { before } = form
  const isMeant = before.kind === 'suggesting' && before.suggestion === suggestion && index < before.articles.length
  return isMeant && chatterSince(form) !== null ? acceptAnswer(scene, before, index) : outdated
}

const fillIn = (scene: Scene, answer: Extract<Press, { kind: 'register' }>['answer']): Part => {
  if (answer === 'again') return registerOnWish(scene)
  const { form } = scene.state.conversation
  if (form.kind !== 'registering') return outdated
  switch (answer) {
    case 'name':
      return takeKnownName(scene, form)
    case 'skip':
      return skipEmail(scene, form, resume)
    case 'cancel':
      return cancelForm(scene, form)
  }
}
