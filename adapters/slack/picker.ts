// The FAQ picker: a modal in which a manager finds the article that answers a ticket, reads it, and may change the words before they go.

import type { InputBlock, KnownBlock, ModalView } from '@slack/types'
import { z } from 'zod'
import type { Words } from '../../src/channel.ts'
import type { ArticleRow, ArticleTitle, Desk } from '../../src/desk.ts'
import { type Api, priorities } from './api.ts'
import { section } from './card.ts'
import { number, parseJson } from './json.ts'
import {
  type ModalParts,
  mostInput,
  mostOptions,
  mostTitle,
  type Opening,
  option,
  plain,
  showModal,
  textField,
} from './modal.ts'
import { toMrkdwn } from './mrkdwn.ts'
import { splitBlocks } from './split.ts'

export const pickerCallback = 'ticket.faq'
/** The menu of the picker, and its block. */
export const pickerAction = 'article'
const mostSection = 3000

export interface PickerParts extends ModalParts {
  readonly desk: Pick<Desk, 'articlesFor' | 'article'>
}

const metadata = z.object({ number })

/** The ticket that a modal was opened for; null where it tells none. */
export const ticketOfView = (given: string): number | null => metadata.safeParse(parseJson(given)).data?.number ?? null

/**
 * Opens the picker for a ticket.
 * @throws the errors of @slack/web-api
 */
export const openPicker = (
  parts: PickerParts,
  at: Opening,
  number: number,
  asked: Promise<{ readonly locale: string }>,
): Promise<void> =>
  showModal(parts, at, 'slack.picker.title', async () => {
    const [{ locale }, [first]] = await Promise.all([asked, parts.desk.articlesFor(number, '', 1)])
    if (first !== undefined) return pickerView(parts.words, locale, number, null)
    const none = section(parts.words(locale, 'slack.picker.none'))
    return { ...frameOf(parts.words, locale, number), blocks: [none] }
  })

/** The entries for what a manager has typed: where that is nothing, those that fit the ticket's question first. */
export const searchPicker = async ({ desk }: Pick<PickerParts, 'desk'>, number: number, words: string) => ({
  options: (await desk.articlesFor(number, words, mostOptions)).map(entryOf),
})

/**
 * Shows what is chosen, with its words to change.
 * @throws the errors of @slack/web-api
 */
export const showChosen = async (
  { desk, words, api }: Pick<PickerParts, 'desk' | 'words'> & { readonly api: Api },
  chosen: { readonly view: string; readonly number: number; readonly article: string; readonly locale: string },
): Promise<void> => {
  const article = await desk.article(chosen.article)
  const view = pickerView(words, chosen.locale, chosen.number, article)
  await api.call('views.update', { view_id: chosen.view, view }, priorities.reply)
}

const pickerView = (words: Words, locale: string, number: number, chosen: ArticleRow | null): ModalView => ({
  ...frameOf(words, locale, number),
  submit: plain(words(locale, 'slack.picker.send'), mostTitle),
  blocks: [menu(words, locale, chosen), ...(chosen === null ? [] : preview(words, locale, chosen))],
})

const frameOf = (words: Words, locale: string, number: number) => ({
  type: 'modal' as const,
  callback_id: pickerCallback,
  private_metadata: JSON.stringify({ number }),
  title: plain(words(locale, 'slack.picker.title'), mostTitle),
  close: plain(words(locale, 'slack.modal.close'), mostTitle),
})

const menu = (words: Words, locale: string, chosen: ArticleRow | null): InputBlock => ({
  type: 'input',
  block_id: pickerAction,
  dispatch_action: true,
  label: plain(words(locale, 'slack.picker.label'), 2000),
  element: {
    type: 'external_select',
    action_id: pickerAction,
    min_query_length: 0,
    placeholder: plain(words(locale, 'slack.picker.choose'), 150),
    ...(chosen === null ? {} : { initial_option: entryOf(chosen) }),
  },
})

// What was typed into a block stays in it: another article's words need another block.
const preview = (words: Words, locale: string, { id, answer, markdown }: ArticleRow): KnownBlock[] => {
  const [shown = '…'] = splitBlocks(toMrkdwn(answer), mostSection)
  if (markdown.length > mostInput) return [section(shown), section(words(locale, 'slack.picker.tooLong'))]
  const [label, hint] = [words(locale, 'slack.picker.words'), words(locale, 'slack.modal.markdownHint')]
  return [
    section(shown),
    textField({ name: `words:${id}`.slice(0, 255), label, hint, initial: markdown, multiline: true }),
  ]
}

const entryOf = ({ id, title }: ArticleTitle) => option({ value: id, text: title })
