// What came of an article, in words that don't make more of a few answers than they are.

import { html } from 'hono/html'
import type { ArticleFigures } from '../../../src/desk/articles.ts'
import { LEAST_VERDICTS } from '../../../src/desk/faq.ts'
import type { Html } from '../render.ts'
import type { Visit } from './visit.ts'

const hundredths = (share: number): number => Math.round(share * 100)

/** How often it helped, on one line: a share only where enough people said so. */
export const rateWords = (
  say: Visit['say'],
  { solved, not, rate }: Pick<ArticleFigures, 'solved' | 'not' | 'rate'>,
): string => {
  if (rate === null || solved + not === 0) return say('outcome.noVerdict')
  if (solved + not < LEAST_VERDICTS) return say('outcome.few', { solved, all: solved + not })
  return say('outcome.solvedShare', { share: hundredths(rate) })
}

/** All of them, beside an article. */
export const figuresPanel = ({ say }: Visit, figures: ArticleFigures): Html => {
  const { offered, solved, not, otherwise, rate, rateBefore, weak, overdue } = figures
  const isTold = rate !== null && solved + not >= LEAST_VERDICTS
  const rows: readonly (readonly [string, string | number])[] = [
    [say('outcome.shown'), offered],
    [say('outcome.solved'), solved],
    [say('outcome.not'), not],
    [say('outcome.otherwise'), otherwise],
    [say('outcome.rate'), isTold ? say('outcome.share', { share: hundredths(rate) }) : say('outcome.tooFew')],
    ...(rateBefore === null
      ? []
      : [[say('outcome.rateBefore'), say('outcome.share', { share: hundredths(rateBefore) })] as const]),
  ]
  return html`<section class="figures"><h2>${say('outcome.title')}</h2>
${weak ? html`<p class="badge warning">⚠ ${say('outcome.weak')}</p>` : ''}${overdue ? html`<p class="badge warning">⚠ ${say('outcome.overdue')}</p>` : ''}
<dl>${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
<small>${say('outcome.month')}</small></section>`
}
