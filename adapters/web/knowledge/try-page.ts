// A question is tried: what a customer would be shown, and why.

import { html } from 'hono/html'
import { z } from 'zod'
import type { TriedMatch, TriedQuestion } from '../../../src/desk/tried-question.ts'
import { cleaned } from '../door/fields.ts'
import { LANGUAGES } from '../door/negotiation.ts'
import type { Html } from '../render.ts'
import { knowledgePage } from './knowledge-page.ts'
import { articlePath, type Visit } from './visit.ts'

const LONGEST_QUESTION = 2_000
const query = z.object({
  question: z
    .string()
    .transform((given) => cleaned(given).trim().slice(0, LONGEST_QUESTION))
    .catch(''),
  locale: z.string().catch(''),
})

/** `GET /desk/knowledge/try?question=…&locale=…`. */
export const showTry = async (visit: Visit): Promise<Response> => {
  const { question, locale: given } = query.parse(visit.c.req.query())
  const locale = Object.hasOwn(LANGUAGES, given) ? given : visit.site.options.locale
  const tried = question === '' ? null : await visit.site.desk.tryQuestion(question, locale)
  return visit.c.html(tryPage(visit, { question, locale, tried }))
}

interface Shown {
  readonly question: string
  readonly locale: string
  readonly tried: TriedQuestion | null
}

const tryPage = (visit: Visit, { question, locale, tried }: Shown): Html => {
  const { say } = visit
  return knowledgePage({
    visit,
    part: 'try',
    title: say('part.try'),
    body: html`<form class="ask" method="get" action="/desk/knowledge/try" hx-get="/desk/knowledge/try" hx-target="#tried" hx-select="#tried" hx-swap="outerHTML" hx-replace-url="true" hx-sync="this:replace">
<label for="question">${say('try.question')}</label>
<textarea name="question" id="question" rows="2" maxlength="${LONGEST_QUESTION}" required placeholder="${say('try.placeholder')}">${question}</textarea>
<div class="choices"><label>${say('try.language')} <select name="locale">${Object.entries(LANGUAGES).map(
      ([code, name]) =>
        html`<option value="${code}" lang="${code}"${code === locale ? html` selected` : ''}>${name}</option>`,
    )}</select></label>
<button type="submit">${say('try.ask')}</button></div>
</form>
<section id="tried" aria-live="polite">${tried === null ? html`<p class="empty">${say('try.hint')}</p>` : result(visit, question, tried)}</section>`,
  })
}

/** The first ones are told of in any case, others where they are likely at all. */
const FIRST = 3
const LEAST_LIKELY = 0.01

const result = (visit: Visit, question: string, { shown, found }: TriedQuestion): Html => {
  const { say } = visit
  const told = found.filter(({ confidence }, index) => index < FIRST || confidence >= LEAST_LIKELY)
  return html`<p class="verdict ${shown}"><strong>${say(`try.shown.${shown}`)}</strong></p>
${told.length === 0 ? html`<p>${say('try.nothing')}</p>` : html`<ol class="found">${told.map((match) => reasons(visit, match))}</ol>`}
<p class="choices"><a role="button" class="secondary outline" href="/desk/knowledge/place?question=${encodeURIComponent(question)}">${say('review.addTo')}</a>
<a role="button" class="secondary outline" href="/desk/knowledge/new?question=${encodeURIComponent(question)}">${say('write')}</a></p>`
}

const reasons = ({ say }: Visit, match: TriedMatch): Html => {
  const { article, title, confidence, isShown, nearest, shared, words } = match
  return html`<li class="${isShown ? 'is-shown' : ''}">
<div class="line"><a class="title" href="${articlePath(article)}">${title}</a>
<meter min="0" max="100" value="${hundredths(confidence)}" aria-label="${say('try.probability')}"></meter>
<strong>${percent(say, confidence)}</strong>${isShown ? html` <span class="badge new">${say('try.isShown')}</span>` : ''}</div>
<ul class="why">
${nearest === null ? '' : html`<li>${say('try.nearest')} <q>${nearest}</q>${shared.length === 0 ? '' : html`<br>${say('try.shared')} ${shared.map(pair)}`}</li>`}
${words.length === 0 && confidence >= LEAST_LIKELY ? html`<li>${say('try.noWord')}</li>` : words.map(({ word, without }) => html`<li>${say('try.without', { word })} ${without === null ? say('try.notFound') : percent(say, without)}</li>`)}
</ul></li>`
}

const pair = ({ asked, said }: TriedMatch['shared'][number]): Html =>
  html`<span class="badge">${asked === said ? asked : `${asked} ≈ ${said}`}</span> `

const hundredths = (share: number): number => Math.round(share * 100)

const percent = (say: Visit['say'], share: number): string =>
  share > 0 && hundredths(share) === 0 ? say('try.under') : say('outcome.share', { share: hundredths(share) })
