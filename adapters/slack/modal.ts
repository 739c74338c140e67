// Modals: opened at once, since a trigger is good for 3 seconds only, and filled once their content is read.

import type { InputBlock, ModalView } from '@slack/types'
import { z } from 'zod'
import type { Words } from '../../src/channel.ts'
import { type Api, priorities } from './api.ts'
import { section } from './card.ts'
import { slackCode } from './errors.ts'

/** Where a modal goes: a new one by the trigger of a press, onto the one that was pressed in by its trigger, or in the place of that one. */
export type Opening = { readonly trigger: string } | { readonly onto: string } | { readonly view: string }

export const mostTitle = 24
const mostLabel = 2000
const mostPlaceholder = 150
/** The most that a field for text takes, its first content included. */
export const mostInput = 3000

const opened = z.object({ view: z.object({ id: z.string() }) })

export interface ModalParts {
  readonly api: Api
  readonly words: Words
  /** The desk's own language. */
  readonly locale: string
  /** A key of what it says meanwhile, where that is more than to wait. */
  readonly waiting?: string | undefined
}

/**
 * Shows a modal that only says to wait, and fills it as soon as `fill` has answered. Where that fails the modal says so.
 * @throws what `fill` throws, and the errors of @slack/web-api
 */
export const showModal = async (
  { api, words, locale, waiting }: ModalParts,
  at: Opening,
  title: string,
  fill: () => Promise<ModalView>,
): Promise<void> => {
  const [id, view] = await Promise.all([
    open(api, at, loadingView(words, locale, title, waiting), waiting !== undefined),
    settled(fill),
  ])
  const shown = 'error' in view ? loadingView(words, locale, title, 'slack.tryAgain') : view.value
  await update(api, id, shown)
  if ('error' in view) throw view.error
}

// Whoever closed it meanwhile wants to see nothing of it any more.
const update = async (api: Api, id: string, view: ModalView): Promise<void> => {
  try {
    await api.call('views.update', { view_id: id, view }, priorities.reply)
  } catch (error) {
    if (slackCode(error) !== 'not_found') throw error
  }
}

// What stands in the place of another is there in a moment, unless it is told what is waited for.
const open = async (api: Api, at: Opening, view: ModalView, takesLong: boolean): Promise<string> => {
  if ('view' in at) {
    if (takesLong) await update(api, at.view, view)
    return at.view
  }
  const [method, trigger] = 'onto' in at ? ['views.push', at.onto] : ['views.open', at.trigger]
  const answer = await api.call(method, { trigger_id: trigger, view }, priorities.reply)
  return opened.parse(answer).view.id
}

const settled = <Value>(work: () => Promise<Value>): Promise<{ value: Value } | { error: unknown }> =>
  work().then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )

/** A modal that only says to wait, or something else by its key in the locales. */
const loadingView = (words: Words, locale: string, title: string, key = 'slack.modal.loading'): ModalView => ({
  type: 'modal',
  title: plain(words(locale, title), mostTitle),
  close: plain(words(locale, 'slack.modal.close'), mostTitle),
  blocks: [section(words(locale, key))],
})

/** The modal after a choice that was refused: it says why, and can only be closed. */
export const refusedView = (words: Words, locale: string, mrkdwn: string): ModalView => ({
  type: 'modal',
  title: plain(words(locale, 'slack.modal.refused'), mostTitle),
  blocks: [section(mrkdwn)],
})

/** The answer to a modal that could not be taken: it stands at the first field, so that what was filled in stays, or in the modal's place where it has none. */
export const failedAnswer = (
  words: Words,
  locale: string,
  fields: Readonly<Record<string, unknown>>,
  key: string,
): object => {
  const [field] = Object.keys(fields)
  const text = words(locale, key)
  return field === undefined
    ? { response_action: 'update', view: refusedView(words, locale, text) }
    : { response_action: 'errors', errors: { [field]: text } }
}

/** Plain text, cut where it is too long. */
export const plain = (text: string, most: number) => ({
  type: 'plain_text' as const,
  text: text.length > most ? `${text.slice(0, most - 1)}…` : text,
})

interface Field {
  /** Names the block and what is filled in. */
  readonly name: string
  readonly label: string
  readonly initial: string
  readonly hint?: string
  readonly multiline?: boolean
  readonly optional?: boolean
  readonly most?: number
}

/** A field for text. */
export const textField = ({
  name,
  label,
  initial,
  hint,
  multiline,
  optional,
  most = mostInput,
}: Field): InputBlock => ({
  type: 'input',
  block_id: name,
  label: plain(label, mostLabel),
  optional: optional ?? false,
  ...(hint === undefined ? {} : { hint: plain(hint, mostLabel) }),
  element: {
    type: 'plain_text_input',
    action_id: name.split(':')[0] ?? name,
    multiline: multiline ?? false,
    max_length: most,
    ...(initial === '' ? {} : { initial_value: initial.slice(0, most) }),
  },
})

export interface Choice {
  readonly value: string
  readonly text: string
}

const mostOption = 75
/** A menu holds so many entries. */
export const mostOptions = 100

/** An entry of a menu. */
export const option = ({ value, text }: Choice) => ({ text: plain(text, mostOption), value })

/** A menu to choose one from; `chosen` is the value that stands there first. */
export const menuField = (
  name: string,
  label: string,
  choices: readonly Choice[],
  chosen: string | null,
): InputBlock => {
  const options = choices.slice(0, mostOptions).map(option)
  const initial = options.find(({ value }) => value === chosen)
  return {
    type: 'input',
    block_id: name,
    label: plain(label, mostLabel),
    element: {
      type: 'static_select',
      action_id: name,
      placeholder: plain(label, mostPlaceholder),
      options,
      ...(initial === undefined ? {} : { initial_option: initial }),
    },
  }
}
