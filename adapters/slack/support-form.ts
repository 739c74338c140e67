// `/support` without words opens a form for the question; what is written there goes the same road as words behind the command.

import type { ModalView } from '@slack/types'
import type { Inbound, Words } from '../../src/channel.ts'
import { fromPlainText } from '../../src/document.ts'
import { section } from './card.ts'
import { type Known, senderOf } from './known.ts'
import { mostTitle, plain, textField } from './modal.ts'
import type { Payload } from './payloads.ts'

const supportCallback = 'support'
const questionField = 'question'

type Submission = Extract<Payload, { kind: 'submission' }>['submission']

/** The form. */
export const supportForm = (words: Words, locale: string): ModalView => ({
  type: 'modal',
  callback_id: supportCallback,
  title: plain(words(locale, 'slack.support.title'), mostTitle),
  submit: plain(words(locale, 'slack.support.send'), mostTitle),
  close: plain(words(locale, 'slack.modal.close'), mostTitle),
  blocks: [
    textField({
      name: questionField,
      label: words(locale, 'slack.support.label'),
      hint: words(locale, 'slack.support.hint'),
      initial: '',
      multiline: true,
    }),
  ],
})

/** What stands in the form's place once it is sent: where the answer will come. */
export const supportSent = (words: Words, locale: string): ModalView => ({
  type: 'modal',
  title: plain(words(locale, 'slack.support.title'), mostTitle),
  close: plain(words(locale, 'slack.modal.close'), mostTitle),
  blocks: [section(words(locale, 'slack.support.sent'))],
})

/** Whether a submission is the form's. */
export const isSupport = ({ view }: Submission): boolean => view.callback_id === supportCallback

/** The question of a form that was sent; null where there is none, or no direct message to answer in. */
export const parseSupportForm = ({ team, user, view }: Submission, known: Known): Inbound | null => {
  const text = view.state.values[questionField]?.[questionField]?.value?.trim() ?? ''
  if (text === '' || known.direct === null) return null
  return {
    key: `slack:${team?.id ?? ''}:action:${user.id}:${view.id}:${supportCallback}`,
    at: known.now,
    event: {
      type: 'CustomerWrote',
      from: senderOf(user.id, known.direct, known),
      messageId: `form:${view.id}`,
      words: fromPlainText(text),
    },
  }
}
