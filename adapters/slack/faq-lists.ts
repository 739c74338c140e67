// Articles in lists: what was searched, an article's history, and what wants a look. Pure.

import type { KnownBlock } from '@slack/types'
import type { Words } from '../../src/channel.ts'
import type {
  CandidateRow,
  FaqReview,
  LearnedRow,
  ReviewedArticle,
  RevisionRow,
  UnansweredRow,
} from '../../src/desk/faq.ts'
import type { ArticleRow } from '../../src/desk.ts'
import { plainText } from '../../src/document.ts'
import { button, moment, type SlackMessage, section } from './card.ts'
import type { FaqChange } from './faq-state.ts'
import { articleLines, headOf } from './lists.ts'
import { escapeText } from './mrkdwn.ts'

type Say = (key: string, params?: Readonly<Record<string, string | number>>) => string
const sayIn =
  (words: Words, locale: string): Say =>
  (key, params) =>
    words(locale, `faq.${key}`, params)

export const menuAction = 'article.menu'
export const addAction = 'article.add'
/** Its button's value is a change. */
export const changeActions = {
  restore: 'article.restore',
  accept: 'article.accept',
  refuse: 'article.refuse',
  unlearn: 'article.unlearn',
} as const

const mostHead = 200
const mostQuestion = 250
const mostOther = 100
const mostKeptQuestion = 500
/** All texts of a view together may have about 13,000 characters, those on buttons and menus included. */
const mostInView = 12_500
const labels = 40

const menuSteps = ['edit', 'archive', 'history'] as const
export type MenuStep = { readonly kind: (typeof menuSteps)[number]; readonly article: string }

/** What an entry of an article's menu stands for; null for any other value. */
export const readMenu = (value: string): MenuStep | null => {
  const kind = menuSteps.find((one) => value.startsWith(`${one}:`))
  return kind === undefined ? null : { kind, article: value.slice(kind.length + 1) }
}

const withMenu = (say: Say, article: string, text: string): KnownBlock => ({
  ...section(text),
  accessory: {
    type: 'overflow',
    action_id: menuAction,
    options: menuSteps.map((step) => ({
      text: { type: 'plain_text', text: say(`menu.${step}`) },
      value: `${step}:${article}`,
    })),
  },
})

/** Articles that fit what was sought, each with its id and a menu. */
export const foundMessage = (words: Words, locale: string, articles: readonly ArticleRow[]): SlackMessage => {
  const say = sayIn(words, locale)
  return {
    text: articleLines(articles),
    blocks: articles.map(({ id, title, answer }) => {
      const lines = [
        `*${escapeText(headOf(title, mostHead))}*`,
        escapeText(headOf(plainText(answer), mostHead)),
        `${say('id')} \`${escapeText(id.replaceAll('`', "'"))}\``,
      ]
      return withMenu(say, id, lines.join('\n'))
    }),
  }
}

/** An article's history, each revision but the newest with a button that restores it. */
export const historyBlocks = (
  words: Words,
  locale: string,
  article: string,
  rows: readonly RevisionRow[],
): KnownBlock[] => {
  const say = sayIn(words, locale)
  if (rows.length === 0) return [section(say('revision.none'))]
  const blocks = rows.map(({ number, at, by, what, title, answer }, index): KnownBlock => {
    const who = by === null ? say('revision.nobody') : escapeText(by)
    const head = `*${say('revision.number', { number })}* · ${moment(at)} · ${say(`revision.${what}`)} · ${who}`
    const shown = section(`${head}\n${escapeText(headOf(title, mostOther))}: ${escapeText(headOf(answer, mostOther))}`)
    if (index === 0) return shown
    const value = JSON.stringify({ kind: 'restore', article, revision: number } satisfies FaqChange)
    return { ...shown, accessory: button({ action: changeActions.restore, label: say('button.restore'), value }) }
  })
  return within(blocks)
}

/** What wants a look, list by list; those with nothing in them are left out. */
export const reviewBlocks = (words: Words, locale: string, review: FaqReview): KnownBlock[] => {
  const say = sayIn(words, locale)
  const { candidates, unanswered, learned } = review
  const articles = (name: 'overdue' | 'weak' | 'unused', facts: (row: ReviewedArticle) => string) =>
    list(say, name, review[name].count, review[name].rows, (row) => [
      withMenu(say, row.id, [`*${escapeText(headOf(row.title, mostHead))}*`, facts(row)].filter(Boolean).join('\n')),
    ])
  const blocks = [
    ...list(say, 'candidates', candidates.count, candidates.rows, (row, index) => candidateBlocks(say, row, index)),
    ...articles('overdue', ({ reviewAfter, owner }) =>
      [say('review.since', { day: reviewAfter ?? '' }), ...(owner === null ? [] : [escapeText(owner)])].join(' · '),
    ),
    ...articles('weak', (row) => rateOf(say, row)),
    ...articles('unused', () => ''),
    ...list(say, 'unanswered', unanswered.count, unanswered.rows, (row) => [unansweredBlock(say, row)]),
    ...list(say, 'learned', learned.count, learned.rows, (row) => [learnedBlock(say, row)]),
  ]
  return blocks.length === 0 ? [section(say('review.none'))] : within(blocks)
}

// Signs that are written longer than they are may take a list past what a view holds: the rest comes up once these are done.
const within = (blocks: readonly KnownBlock[]): KnownBlock[] => {
  let total = 0
  return blocks.filter((block) => {
    total += labels + (block.type === 'section' ? (block.text?.text.length ?? 0) : 0)
    return total <= mostInView
  })
}

const list = <Row>(
  say: Say,
  name: string,
  count: number,
  rows: readonly Row[],
  shown: (row: Row, index: number) => KnownBlock[],
): KnownBlock[] => {
  if (count === 0) return []
  const more = count > rows.length ? [section(say('review.more', { count: count - rows.length }))] : []
  return [section(`*${say(`review.${name}`)}* (${count})`), ...rows.flatMap(shown), ...more]
}

const learnedBlock = (say: Say, { article, title, phrasing }: LearnedRow): KnownBlock => {
  const value = JSON.stringify({ kind: 'unlearn', article, phrasing } satisfies FaqChange)
  return {
    ...section(`“${escapeText(headOf(phrasing, mostQuestion))}” → *${escapeText(headOf(title, mostOther))}*`),
    accessory: button({ action: changeActions.unlearn, label: say('button.unlearn'), value }),
  }
}

const candidateBlocks = (say: Say, row: CandidateRow, index: number): KnownBlock[] => {
  const { article, title, phrasing, solved, not, picked, setAside } = row
  const text = `“${escapeText(headOf(phrasing, mostQuestion))}” → *${escapeText(headOf(title, mostOther))}*`
  const facts = [
    say('review.signs', { solved, not, picked }),
    ...(setAside === null ? [] : [say(`review.setAside.${setAside}`)]),
  ]
  const value = (kind: 'accept' | 'refuse') => JSON.stringify({ kind, article, phrasing } satisfies FaqChange)
  const elements = (['accept', 'refuse'] as const).map((kind) =>
    button({ action: changeActions[kind], label: say(`button.${kind}`), value: value(kind) }),
  )
  return [section(`${text}\n${facts.join(' · ')}`), { type: 'actions', block_id: `faq:candidate:${index}`, elements }]
}

const rateOf = (say: Say, { solved, not, rate, rateBefore, otherwise }: ReviewedArticle): string => {
  const share = (value: number) => Math.round(value * 100)
  const facts = [
    ...(rate === null ? [] : [say('review.rate', { solved, all: solved + not, share: share(rate) })]),
    ...(rateBefore === null ? [] : [say('review.rateBefore', { share: share(rateBefore) })]),
    ...(otherwise === 0 ? [] : [say('review.otherwise', { count: otherwise })]),
  ]
  return facts.join(' · ')
}

const unansweredBlock = (say: Say, { question, count, others }: UnansweredRow): KnownBlock => {
  const lines = [
    `“${escapeText(headOf(question, mostQuestion))}” · ${say('review.times', { count })}`,
    ...others.map((other) => `• ${escapeText(headOf(other, mostOther))}`),
  ]
  const value = headOf(question, mostKeptQuestion)
  return { ...section(lines.join('\n')), accessory: button({ action: addAction, label: say('button.write'), value }) }
}
