// What a change would do to the questions of the past.

import { html } from 'hono/html'
import type { BackTestView, ReplayedQuestions } from '../../../src/desk/faq.ts'
import type { Html } from '../render.ts'
import type { Visit } from './visit.ts'

const SIGNS = { lost: '⚠', gained: '✓', changed: '⇄' } as const

/** The result with its examples; what would be lost first. */
export const effectPanel = (
  { say, faq }: Visit,
  effect: BackTestView,
): Html => html`<section class="effect" role="status">
<h2>${say('effect.title')}</h2>
${told({ say, faq }, effect)}
</section>`

const told = ({ say, faq }: Pick<Visit, 'say' | 'faq'>, effect: BackTestView): Html => {
  const { asked, gained, lost, changed } = effect
  if (asked === 0) return html`<p>${faq('effect.untried')}</p>`
  if (gained.count + lost.count + changed.count === 0) return html`<p>${faq('effect.same', { count: asked })}</p>`
  const kinds = (['lost', 'gained', 'changed'] as const).filter((kind) => effect[kind].count > 0)
  return html`<p>${faq('effect.tried', { count: asked })}</p>
${kinds.map(
  (kind) => html`<div class="${kind}"><h3>${SIGNS[kind]} ${faq(`effect.${kind}`, { count: effect[kind].count })}</h3>
${examples({ say, faq }, effect[kind])}</div>`,
)}`
}

const examples = ({ say, faq }: Pick<Visit, 'say' | 'faq'>, { examples: shown }: ReplayedQuestions): Html => {
  const title = (found: string | null) => found ?? faq('effect.nothing')
  return html`<ul>${shown.map(
    ({ question, before, after }) => html`<li><q>${question}</q>
<small><span class="unseen">${say('effect.before')}: </span>${title(before)} → <span class="unseen">${say('effect.after')}: </span>${title(after)}</small></li>`,
  )}</ul>`
}
