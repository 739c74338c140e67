// The FAQ picker: a modal in which a manager chooses the article that answers a ticket.

import type { ModalView } from '@slack/types'
import { z } from 'zod'
import type { Words } from '../../src/channel.ts'
import type { ArticleRow, Desk } from '../../src/desk.ts'
import { type Api, priorities } from './api.ts'
import { section } from './card.ts'
import { pickerCallback } from './parse.ts'

/** The block of the picker that holds the choice; errors of a submission show there. */
export const pickerBlock = 'article'
const pickerAction = 'article'

/** A menu holds so many entries; with more articles it searches as one types. */
const mostOptions = 100
const mostOptionText = 75
const mostTitle = 24

export interface PickerParts {
  readonly api: Api
  readonly words: Words
  readonly articles: Desk['searchArticles']
}

const opened = z.object({ view: z.object({ id: z.string() }) })

/**
 * Opens the picker for a ticket: a skeleton first, since a trigger is good for 3 seconds only, then the articles.
 * @throws the errors of @slack/web-api
 */
export const openPicker = async (
  parts: PickerParts,
  asked: { trigger: string; ticket: number; locale: string },
): Promise<void> => {
  const frame = frameOf(parts.words, asked.locale, asked.ticket)
  const loading = { ...frame, blocks: [section(parts.words(asked.locale, 'slack.picker.loading'))] }
  const [{ view }, articles] = await Promise.all([
    parts.api
      .call('views.open', { trigger_id: asked.trigger, view: loading }, priorities.reply)
      .then((answer) => opened.parse(answer)),
    parts.articles('', mostOptions + 1),
  ])
  await parts.api.call(
    'views.update',
    { view_id: view.id, view: filled(parts.words, asked.locale, frame, articles) },
    priorities.reply,
  )
}

/** The entries that fit what a manager typed into the menu. */
export const searchPicker = async ({ articles }: Pick<PickerParts, 'articles'>, words: string) => ({
  options: (await articles(words, mostOptions)).map(optionOf),
})

/** The picker after a choice that was refused: it says why, and can only be closed. */
export const refusedView = (words: Words, locale: string, mrkdwn: string): ModalView => ({
  type: 'modal',
  title: plain(words(locale, 'slack.picker.title'), mostTitle),
  blocks: [section(mrkdwn)],
})

type Frame = Pick<ModalView, 'type' | 'title' | 'close' | 'callback_id' | 'private_metadata'>

const frameOf = (words: Words, locale: string, ticket: number): Frame => ({
  type: 'modal',
  callback_id: pickerCallback,
  private_metadata: JSON.stringify({ number: ticket }),
  title: plain(words(locale, 'slack.picker.title'), mostTitle),
  close: plain(words(locale, 'slack.picker.close'), mostTitle),
})

const filled = (words: Words, locale: string, frame: Frame, articles: readonly ArticleRow[]): ModalView => {
  if (articles.length === 0) return { ...frame, blocks: [section(words(locale, 'slack.picker.none'))] }
  const menu = { action_id: pickerAction, placeholder: plain(words(locale, 'slack.picker.choose'), 150) }
  const element =
    articles.length <= mostOptions
      ? { ...menu, type: 'static_select' as const, options: articles.map(optionOf) }
      : { ...menu, type: 'external_select' as const, min_query_length: 0 }
  return {
    ...frame,
    submit: plain(words(locale, 'slack.picker.send'), mostTitle),
    blocks: [
      { type: 'input', block_id: pickerBlock, label: plain(words(locale, 'slack.picker.label'), 2000), element },
    ],
  }
}

const optionOf = ({ id, title }: ArticleRow) => ({ text: plain(title, mostOptionText), value: id })

const plain = (text: string, most: number) => ({
  type: 'plain_text' as const,
  text: text.length > most ? `${text.slice(0, most - 1)}…` : text,
})
