// What a change of the FAQ would do to past questions, in plain words. Pure.

import type { KnownBlock } from '@slack/types'
import type { Words } from '../../src/channel.ts'
import type { BackTestView } from '../../src/desk/faq.ts'
import { phrase, section } from './card.ts'
import { headOf } from './lists.ts'
import { escapeText } from './mrkdwn.ts'

const mostQuestion = 150
const mostArticle = 80
const signs = { gained: '✅', lost: '⚠️', changed: '🔀' } as const

/** The result, with the examples. */
export const effectBlocks = (words: Words, locale: string, effect: BackTestView): KnownBlock[] => {
  const { asked, gained, lost, changed } = effect
  if (asked === 0) return [section(phrase(words, locale, 'faq.effect.untried'))]
  if (gained.count + lost.count + changed.count === 0) {
    return [section(phrase(words, locale, 'faq.effect.same', { count: asked }))]
  }
  const kinds = (['lost', 'gained', 'changed'] as const).filter((kind) => effect[kind].count > 0)
  return [
    section(phrase(words, locale, 'faq.effect.tried', { count: asked })),
    ...kinds.map((kind) => section(kindText(words, locale, kind, effect[kind]))),
  ]
}

const kindText = (words: Words, locale: string, kind: keyof typeof signs, told: BackTestView['lost']): string => {
  const none = words(locale, 'faq.effect.nothing')
  const title = (found: string | null) => escapeText(found === null ? none : headOf(found, mostArticle))
  const examples = told.examples.map(
    ({ question, before, after }) =>
      `• “${escapeText(headOf(question, mostQuestion))}”: ${title(before)} → ${title(after)}`,
  )
  return [`${signs[kind]} *${words(locale, `faq.effect.${kind}`, { count: told.count })}*`, ...examples].join('\n')
}

/** The second question, where confirmed answers would be lost. */
export const sureBlocks = (words: Words, locale: string, lost: number): KnownBlock[] => [
  section(`⚠️ *${words(locale, 'faq.effect.sure', { count: lost })}*`),
]
