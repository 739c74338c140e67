// Words that ask nothing: they are answered kindly, and open nothing.

import { firstSteps, personButton } from './buttons.ts'
import { folded, onlyOpens, type SmallTalk, smallTalkIn } from './courtesy.ts'
import { type Part, type Scene, setForm, speak, together } from './saying.ts'
import { accept } from './suggesting.ts'
import type { Interrupted } from './types.ts'

/** `nod`: "ok" alone; `emoji` and `marks`: there is no word at all; `opening`: a question is to come. */
export type Chatter = SmallTalk | 'nod' | 'emoji' | 'marks' | 'opening'

const NODS: ReadonlySet<string> = new Set(
  'ok|okay|okey|k|fine|great|perfect|super|cool|got it|understood|all right|alright|bine|gata|am inteles|inteleg|in regula'.split(
    '|',
  ),
)

const YES: ReadonlySet<string> = new Set('yes|yeah|yep|yup|da|oui|si|ja|да'.split('|'))
const NO: ReadonlySet<string> = new Set('no|nope|nah|nu|non|nein|нет'.split('|'))

const HELP: ReadonlySet<string> = new Set(
  'help|help me|ajutor|hilfe|aide|aidez moi|aiuto|ayuda|помогите|помощь'.split('|'),
)

// As Slack writes an emoji: `:wave:`, `:+1::skin-tone-2:`.
const NAMED_EMOJI = /:[a-z\d_+'-]+:/g
const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u

/** What a text is where it asks nothing; null where it may. */
export const chatterIn = (text: string): Chatter | null => {
  const plain = text.replace(NAMED_EMOJI, '🙂')
  if (!/[\p{L}\p{N}]/u.test(plain)) return EMOJI.test(plain) ? 'emoji' : 'marks'
  return smallTalkIn(plain) ?? (NODS.has(wordsAlone(plain)) ? 'nod' : null)
}

/** What words are that ask nothing while nothing is offered; null where they ask. */
export const chatterAtFirst = (text: string): Chatter | null => {
  if (yesOrNoIn(text) !== null) return 'nod'
  return onlyOpens(text) || HELP.has(wordsAlone(text)) ? 'opening' : null
}

/** The answer to a question that nobody asked in words; null where a text is more than that. */
export const yesOrNoIn = (text: string): 'yes' | 'no' | null => {
  const words = wordsAlone(text)
  if (YES.has(words)) return 'yes'
  return NO.has(words) ? 'no' : null
}

/** Whether chatter after a matter is closed leaves it so: a greeting begins something, and "???" waits for an answer. */
export const isFarewell = (chatter: Chatter | null): boolean =>
  chatter !== null && chatter !== 'greeting' && chatter !== 'marks'

/** Answers chatter; what waited before goes on waiting, but thanks for an answer that was shown in full end the matter. */
export const answerChatter = (scene: Scene, before: Interrupted, chatter: Chatter): Part => {
  if (chatter === 'thanks' && before.kind === 'suggesting' && before.shown !== null) {
    // Courtesy may be all it was: the matter is done, but nothing is learned from it.
    return accept(scene, before, before.shown)
  }
  const back = scene.state.conversation.form === before ? {} : setForm(before)
  const opens = chatter === 'greeting' || chatter === 'opening'
  const isFirst = before.kind === 'idle' && before.kept === null && opens
  const say = before.kind === 'asking' ? 'customer.talk.asking' : `customer.talk.${chatter}`
  const buttons = chatter === 'opening' && before.kind !== 'asking' ? [personButton()] : []
  return together(back, speak(scene, { body: { say }, buttons, ...(isFirst ? { steps: firstSteps } : {}) }))
}

const wordsAlone = (text: string): string => (folded(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')
