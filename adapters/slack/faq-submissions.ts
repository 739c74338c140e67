// What becomes of a modal of the FAQ that is sent: it is tried on past questions first, asked about twice where it would lose answers, and stored then.

import type { KnownBlock, ModalView } from '@slack/types'
import type { Inbound, Receive } from '../../src/channel.ts'
import type { ArticleEvent } from '../../src/core/events.ts'
import type { ManagerRef } from '../../src/core/types.ts'
import { priorities } from './api.ts'
import { phrase, section } from './card.ts'
import { effectBlocks, sureBlocks } from './faq-effect.ts'
import { digestOf, type Filled, formView, keeps, nobody, readForm } from './faq-form.ts'
import { agreeView, checkingKey, type FaqParts, insisting, reviewView } from './faq-opening.ts'
import {
  type Changing,
  changeCallback,
  eventOf,
  readChanging,
  readWriting,
  sentWith,
  type Writing,
  writeCallback,
} from './faq-state.ts'
import type { Acknowledge } from './handle.ts'
import { type Choice, failedAnswer, refusedView } from './modal.ts'
import type { Asker, Notices } from './notices.ts'
import type { Payload } from './payloads.ts'

type Submission = Extract<Payload, { kind: 'submission' }>['submission']

export interface FaqSendingParts extends FaqParts {
  readonly notices: Pick<Notices, 'wordsOf'>
  readonly receive: Receive
}

/** Whether a submission is of the FAQ's. */
export const isFaq = ({ view }: Pick<Submission, 'view'>): boolean =>
  view.callback_id === writeCallback || view.callback_id === changeCallback

/**
 * Takes it. Whoever sent it is told where that fails, and keeps what they wrote.
 * @throws the errors of @slack/web-api, and those of the database
 */
export const faqSent = async (
  parts: FaqSendingParts,
  { view }: Submission,
  ack: Acknowledge,
  asked: Promise<Asker>,
): Promise<void> => {
  const asker = await asked
  let isAnswered = false
  const once: Acknowledge = (answer) => {
    isAnswered = true
    return ack(answer)
  }
  try {
    await sent({ parts, view, ack: once, asker })
  } catch (error) {
    if (!isAnswered) await ack(failedAnswer(parts.words, asker.locale, view.state.values, 'slack.tryAgain'))
    throw error
  }
}

const sent = async (sending: Sending): Promise<void> => {
  const { parts, view, ack, asker } = sending
  if (!(await parts.staff.has(asker.user))) {
    const why = phrase(parts.words, asker.locale, 'slack.command.notStaff')
    return ack({ response_action: 'update', view: refusedView(parts.words, asker.locale, why) })
  }
  if (view.callback_id === writeCallback) {
    const writing = readWriting(view.private_metadata)
    return writing === null ? ack() : written(sending, writing, readForm(view))
  }
  const changing = readChanging(view.private_metadata)
  if (changing !== null) return agreed(sending, changing)
  await ack()
}

interface Sending {
  readonly parts: FaqSendingParts
  readonly view: Submission['view']
  readonly ack: Acknowledge
  readonly asker: Asker
}

const written = async (sending: Sending, writing: Writing, filled: Filled): Promise<void> => {
  const { words } = sending.parts
  const { locale } = sending.asker
  const digest = digestOf(filled)
  if (writing.checked !== digest) return checked(sending, writing, filled)
  if (writing.lost > 0 && !writing.isSure) {
    const sure = { ...writing, isSure: true }
    return formAgain(sending, sure, filled, sureBlocks(words, locale, writing.lost))
  }
  const again = (changed: Partial<Writing>, why: string) =>
    formAgain(sending, { ...writing, checked: null, isSure: false, ...changed }, filled, [section(why)])
  await store(sending, await writtenBy(sending, writing, filled), writing, {
    refused: (why) => again({ attempt: writing.attempt + 1, sent: null }, why),
    // Nobody knows whether it was stored: another try is the same event, so that no second article is written.
    failed: (why) => again({ sent: sentWith(writing.sent, digest) }, why),
    repeated:
      writing.sent === null || writing.sent === digest ? null : () => again({}, words(locale, 'faq.savedBefore')),
  })
}

// What was written stays in the form meanwhile, whatever happens to this program or to the modal.
const checked = async (sending: Sending, writing: Writing, filled: Filled): Promise<void> => {
  const { parts, asker } = sending
  const { words, desk } = parts
  // Whoever heard too late that it is stored still has the form, and may have changed it.
  const sent = writing.checked === null ? writing.sent : sentWith(writing.sent, writing.checked)
  const unchecked = { ...writing, sent, checked: null, lost: 0, isSure: false }
  const meanwhile = section(words(asker.locale, checkingKey(desk)))
  await inPlace(sending, formOf(sending, unchecked, filled, [meanwhile]), async () => {
    const event = await writtenBy(sending, writing, filled)
    const effect = await desk.backTest(event).catch(() => null)
    if (effect === null) return formOf(sending, unchecked, filled, [section(words(asker.locale, 'slack.tryAgain'))])
    const ready = { ...unchecked, checked: digestOf(filled), lost: effect.lost.count }
    return formOf(sending, ready, filled, effectBlocks(words, asker.locale, effect))
  })
}

const writtenBy = async ({ parts, asker }: Sending, writing: Writing, filled: Filled): Promise<ArticleEvent> => {
  const { owner, ...content } = filled
  return {
    ...{ type: 'ArticleWritten', by: await managerNamed(parts, asker.user), article: writing.article },
    seen: writing.seen,
    content: { ...content, owner: await ownerOf(parts, owner, writing.keep) },
  }
}

const ownerOf = async (parts: FaqParts, chosen: string, kept: ManagerRef | null): Promise<ManagerRef | null> => {
  if (chosen === nobody) return null
  return chosen === keeps ? kept : managerNamed(parts, chosen)
}

const managerNamed = async ({ members }: FaqParts, user: string): Promise<ManagerRef> => ({
  ...{ channel: 'slack', externalId: user, name: (await members.find(user))?.name ?? user },
})

const formAgain = (
  sending: Sending,
  writing: Writing,
  filled: Filled,
  banner: readonly KnownBlock[],
): Promise<void> => {
  const form = formOf(sending, writing, filled, banner)
  return inPlace(sending, form, async () => form)
}

type FormOf = (managers: readonly Choice[]) => ModalView

const formOf =
  ({ parts, asker }: Sending, writing: Writing, filled: Filled, banner: readonly KnownBlock[]): FormOf =>
  (managers) => {
    const submit = writing.checked === null ? 'faq.submit.check' : `faq.submit.write${insisting(writing)}`
    return formView({ words: parts.words, locale: asker.locale, writing, filled, managers, banner, submit })
  }

const agreed = async (sending: Sending, changing: Changing): Promise<void> => {
  const { parts, asker } = sending
  if (changing.lost > 0 && !changing.isSure) {
    const blocks = sureBlocks(parts.words, asker.locale, changing.lost)
    const view = agreeView(parts, asker.locale, { ...changing, isSure: true }, blocks)
    return sending.ack({ response_action: 'update', view })
  }
  const event = eventOf(changing.change, await managerNamed(parts, asker.user), changing.seen)
  const refused = async (why: string) =>
    sending.ack({ response_action: 'update', view: refusedView(parts.words, asker.locale, why) })
  await store(sending, event, changing, { refused, failed: refused, repeated: null })
}

interface Ends {
  /** It was not stored, and is told why. */
  readonly refused: (why: string) => Promise<void>
  /** It may have been stored. */
  readonly failed: (why: string) => Promise<void>
  /** It was stored before; null where that is as good as now. */
  readonly repeated: (() => Promise<void>) | null
}

// Nobody is told that it is done before it is stored.
const store = async (sending: Sending, event: ArticleEvent, about: Writing | Changing, ends: Ends): Promise<void> => {
  const { parts, view, ack, asker } = sending
  const inbound: Inbound = { key: `slack:faq:${view.id}:${about.attempt}`, at: new Date(), event }
  const outcome = await parts.receive(inbound).catch((error: unknown) => ({ error }))
  if ('error' in outcome) {
    await ends.failed(parts.words(asker.locale, 'slack.notSaved.press'))
    throw outcome.error
  }
  if (outcome.kind === 'refused') {
    return ends.refused(`⚠️ ${await parts.notices.wordsOf(asker.locale, outcome.notice)}`)
  }
  if (outcome.kind === 'repeated' && ends.repeated !== null) return ends.repeated()
  await ack()
  await refreshed(sending, about.review)
}

// Behind it the review stands open, which tells no longer what is.
const refreshed = async ({ parts, asker }: Sending, review: string | null): Promise<void> => {
  if (review === null) return
  const view = await reviewView(parts, asker.locale)
  await parts.api.call('views.update', { view_id: review, view }, priorities.reply)
}

// Slack waits 3 seconds for an answer, and tells who the managers are in its own time: until then the form has the chosen owner alone.
const inPlace = async (sending: Sending, meanwhile: FormOf, next: () => Promise<FormOf>): Promise<void> => {
  const { parts, view, ack } = sending
  await ack({ response_action: 'update', view: meanwhile(chosenOwner(view)) })
  const [form, managers] = await Promise.all([next(), parts.staff.list()])
  await parts.api.call('views.update', { view_id: view.id, view: form(managers) }, priorities.reply)
}

const chosenOwner = ({ state }: Submission['view']): readonly Choice[] =>
  Object.values(state.values.owner ?? {}).flatMap(({ selected_option: chosen }) =>
    chosen && chosen.value !== nobody && chosen.value !== keeps
      ? [{ value: chosen.value, text: chosen.text?.text ?? chosen.value }]
      : [],
  )
