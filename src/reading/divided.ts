// The figures of a period told apart by manager, tag, channel or article.

import type { UnansweredRow } from '../desk/faq.ts'
import { literal, shortened } from '../document.ts'
import { breakdownAndBefore } from '../reports/breakdown.ts'
import { byArticle } from '../reports/by-article.ts'
import type { Divided, DividedReport } from '../reports/by-text.ts'
import type { Counting } from '../reports/figures.ts'
import type { Period } from '../reports/period.ts'
import type { By } from '../reports/request.ts'
import type { FigureWords } from '../reports/text.ts'

/** Counts them anew. */
export const readDivided = async (counting: Counting, period: Period, by: By): Promise<DividedReport> => {
  const divided: Divided =
    by === 'article'
      ? { by, articles: await byArticle(counting.db, period) }
      : { by, parts: await breakdownAndBefore(counting, period, by) }
  return { divided, period, zone: counting.opening.timeZone }
}

const MOST_GAPS = 5
const LONGEST_GAP = 160

const inOneLine = (text: string): string => shortened(text.trim().replace(/\s+/g, ' '), LONGEST_GAP)

/** Markdown of what articles are missing: the questions that were asked most. */
export const gapsText = (gaps: readonly UnansweredRow[], words: FigureWords, locale: string): string => {
  if (gaps.length === 0) return ''
  const lines = gaps
    .slice(0, MOST_GAPS)
    .map(
      ({ question, count }) =>
        `- ${words(locale, 'figures.by.gap', { question: literal(inOneLine(question)), count })}`,
    )
  return ['', '', `**${words(locale, 'figures.by.gaps')}**`, '', ...lines].join('\n')
}
