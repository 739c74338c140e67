// What the language model said, or that it says nothing: handed on by what it was asked for.

import { goOnWithout, takeAnswer } from './assisted-answer.ts'
import type { ModelEvent } from './consultations.ts'
import type { Part, Scene } from './saying.ts'
import { showSummary, tellFailed } from './summary.ts'
import { goUntranslated, takeTranslation } from './translating.ts'

/** What comes of a consultation in its conversation. */
export const hearModel = (scene: Scene, event: ModelEvent): Part =>
  event.type === 'ModelAnswered' ? answered(scene, event) : failed(scene, event)

const answered = (scene: Scene, { consultation, answer }: Extract<ModelEvent, { type: 'ModelAnswered' }>): Part => {
  switch (answer.purpose) {
    case 'answer':
      return takeAnswer(scene, consultation, answer)
    case 'summary':
      return showSummary(scene, answer)
    case 'translation':
      return takeTranslation(scene, answer)
    case 'draft':
    case 'article':
      return {}
  }
}

const failed = (scene: Scene, event: Extract<ModelEvent, { type: 'ModelFailed' }>): Part => {
  switch (event.purpose) {
    case 'answer':
      return goOnWithout(scene, event.consultation)
    case 'translation':
      return goUntranslated(scene, event.why)
    case 'summary':
      return tellFailed(scene, event)
    // Whoever asked for these looks at them where they are written.
    case 'draft':
    case 'article':
      return {}
  }
}
