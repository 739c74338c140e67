// What becomes of a modal of the FAQ that is sent: it is tried on past questions first, asked about twice where it would lose answers, and stored then.

import type { KnownBlock, ModalView } from '@slack/types'
import type { Inbound, Receive } from '../../src/channel.ts'
import type { ArticleEvent } from '../../src/core/events.ts'
import type { ManagerRef } from '../../src/core/types.ts'
import { priorities } from './api.ts'
import { phrase, section } from './card.ts'
import { effectBlocks, sureBlocks } from './faq-effect.ts'
import { digestOf, type Filled, formView, keeps, nobody, readForm } from './faq-form.ts'
import { agreeView, type FaqParts, insisting, reviewView } from './faq-opening.ts'
import {
  type Changing,
  changeCallback,
  eventOf,
  readChanging,
  readWriting,
  type Writing,
  writeCallback,
} from './faq-state.ts'
import type { Acknowledge } from './handle.ts'
import { failedAnswer, loadingView, refusedView } from './modal.ts'
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

const sent = async (sending: Omit<Sending, 'title'>): Promise<void> => {
  const { parts, view, ack, asker } = sending
  if (!(await parts.staff.has(asker.user))) {
    const why = phrase(parts.words, asker.locale, 'slack.command.notStaff')
    return ack({ response_action: 'update', view: refusedView(parts.words, asker.locale, why) })
  }
  if (view.callback_id === writeCallback) {
    const writing = readWriting(view.private_metadata)
    const title = writing?.article === null ? 'faq.title.add' : 'faq.title.edit'
    return writing === null ? ack() : written({ ...sending, title }, writing, readForm(view))
  }
  const changing = readChanging(view.private_metadata)
  if (changing !== null) return agreed({ ...sending, title: `faq.title.${changing.change.kind}` }, changing)
  await ack()
}

interface Sending {
  readonly parts: FaqSendingParts
  readonly view: Submission['view']
  readonly ack: Acknowledge
  readonly asker: Asker
  /** A key. */
  readonly title: string
}

const written = async (sending: Sending, writing: Writing, filled: Filled): Promise<void> => {
  const { parts, asker } = sending
  const { words } = parts
  if (writing.checked !== digestOf(filled)) return checked(sending, writing, filled)
  if (writing.lost > 0 && !writing.isSure) {
    const sure = { ...writing, isSure: true }
    return inPlace(sending, () => formAgain(sending, sure, filled, sureBlocks(words, asker.locale, writing.lost)))
  }
  const event = await writtenBy(sending, writing, filled)
  await store(sending, event, writing, (why) =>
    formAgain(sending, { ...writing, checked: null, isSure: false, attempt: writing.attempt + 1 }, filled, why),
  )
}

// Whatever happens, what was written comes back.
const checked = (sending: Sending, writing: Writing, filled: Filled): Promise<void> =>
  inPlace(sending, async () => {
    const { parts, asker } = sending
    const { words, desk } = parts
    const event = await writtenBy(sending, writing, filled)
    const effect = await desk.backTest(event).catch(() => null)
    const unchecked = { ...writing, checked: null, lost: 0, isSure: false }
    if (effect === null) return formAgain(sending, unchecked, filled, [section(words(asker.locale, 'slack.tryAgain'))])
    const ready = { ...unchecked, checked: digestOf(filled), lost: effect.lost.count }
    return formAgain(sending, ready, filled, effectBlocks(words, asker.locale, effect))
  })

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

const formAgain = async (
  { parts, asker }: Sending,
  writing: Writing,
  filled: Filled,
  banner: readonly KnownBlock[],
): Promise<ModalView> => {
  const submit = writing.checked === null ? 'faq.submit.check' : `faq.submit.write${insisting(writing)}`
  const managers = await parts.staff.list()
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
  await store(sending, event, changing, async ([why]) => ({
    ...refusedView(parts.words, asker.locale, ''),
    blocks: why === undefined ? [] : [why],
  }))
}

// Nobody is told that it is done before it is stored.
const store = async (
  sending: Sending,
  event: ArticleEvent,
  about: Writing | Changing,
  refused: (why: readonly KnownBlock[]) => Promise<ModalView>,
): Promise<void> => {
  const { parts, view, ack, asker } = sending
  const inbound: Inbound = { key: `slack:faq:${view.id}:${about.attempt}`, at: new Date(), event }
  const outcome = await parts.receive(inbound).catch((error: unknown) => ({ error }))
  if ('error' in outcome) {
    const why = [section(parts.words(asker.locale, 'slack.notSaved.press'))]
    await inPlace(sending, () => refused(why))
    throw outcome.error
  }
  if (outcome.kind === 'refused') {
    const why = section(`⚠️ ${await parts.notices.wordsOf(asker.locale, outcome.notice)}`)
    return inPlace(sending, () => refused([why]))
  }
  await ack()
  await refreshed(sending, about.review)
}

// Behind it the review stands open, which tells no longer what is.
const refreshed = async ({ parts, asker }: Sending, review: string | null): Promise<void> => {
  if (review === null) return
  const view = await reviewView(parts, asker.locale)
  await parts.api.call('views.update', { view_id: review, view }, priorities.reply)
}

// Slack waits 3 seconds for an answer; what takes longer is shown in the modal's place once it is there.
const inPlace = async ({ parts, view, ack, asker, title }: Sending, next: () => Promise<ModalView>): Promise<void> => {
  const loading = loadingView(parts.words, asker.locale, title, 'faq.checking')
  await ack({ response_action: 'update', view: loading })
  await parts.api.call('views.update', { view_id: view.id, view: await next() }, priorities.reply)
}
