// What in the FAQ wants a look: words that may become phrasings, articles that fail or are old, and questions without an answer.

import { html } from 'hono/html'
import type {
  CandidateRow,
  FaqReview,
  LearnedRow,
  ReviewedArticle,
  ReviewList,
  UnansweredRow,
} from '../../../src/desk/faq.ts'
import type { Html } from '../render.ts'
import { rateWords } from './figures.ts'
import { knowledgePage } from './knowledge-page.ts'
import { articlePath, type Visit } from './visit.ts'

/** All lists that have something in them. */
export const reviewPage = (visit: Visit, review: FaqReview, notice: string | null): Html => {
  const { faq } = visit
  const articles = (name: 'overdue' | 'weak' | 'unused', facts: (row: ReviewedArticle) => readonly string[]) =>
    list(visit, name, review[name], (row) => article(row, facts(row)))
  const lists = [
    list(visit, 'unanswered', review.unanswered, (row) => unanswered(visit, row)),
    list(visit, 'candidates', review.candidates, (row) => candidate(visit, row)),
    articles('overdue', ({ reviewAfter, owner }) => [
      faq('review.since', { day: reviewAfter ?? '' }),
      ...(owner === null ? [] : [visit.say('owner', { name: owner })]),
    ]),
    articles('weak', (row) => [
      rateWords(visit.say, row),
      ...(row.otherwise === 0 ? [] : [faq('review.otherwise', { count: row.otherwise })]),
    ]),
    articles('unused', () => []),
    list(visit, 'learned', review.learned, (row) => learned(visit, row)),
  ].filter((one) => one !== null)
  return knowledgePage({
    visit,
    part: 'review',
    title: visit.say('part.review'),
    notice,
    body: html`${lists.length === 0 ? html`<p class="empty">${faq('review.none')}</p>` : lists}`,
  })
}

const list = <Row>(
  { faq }: Visit,
  name: keyof FaqReview,
  { count, rows }: ReviewList<Row>,
  shown: (row: Row) => Html,
): Html | null =>
  count === 0
    ? null
    : html`<section class="review"><h2>${faq(`review.${name}`)} <small>${count}</small></h2>
<ul class="rows">${rows.map((row) => html`<li>${shown(row)}</li>`)}</ul>
${count > rows.length ? html`<p class="count">${faq('review.more', { count: count - rows.length })}</p>` : ''}</section>`

const facts = (words: readonly string[]): Html =>
  html`<span class="facts">${words.map((one) => html`<span>${one}</span>`)}</span>`

const article = ({ id, title }: ReviewedArticle, told: readonly string[]): Html =>
  html`<a class="title" href="${articlePath(id)}">${title}</a>${facts(told)}`

const unanswered = ({ faq, say }: Visit, { question, count, others }: UnansweredRow): Html => {
  const asked = encodeURIComponent(question)
  return html`<span class="title">${question}</span>
<span class="actions"><a href="/desk/knowledge/place?question=${asked}">${say('review.addTo')}</a>
<a href="/desk/knowledge/new?question=${asked}">${say('write')}</a></span>
${facts([faq('review.times', { count }), ...others.map((one) => `“${one}”`)])}`
}

const candidate = (
  { faq, say }: Visit,
  { article: id, title, phrasing, solved, not, picked, setAside }: CandidateRow,
): Html => {
  const named = `article=${encodeURIComponent(id)}&phrasing=${encodeURIComponent(phrasing)}`
  return html`<span class="title">${phrasing}</span>
<span class="actions"><a href="/desk/knowledge/change?kind=refuse&amp;${named}">${say('change.do.refuse')}</a>
<a href="/desk/knowledge/change?kind=accept&amp;${named}">${say('change.do.accept')}</a></span>
<span class="facts"><a href="${articlePath(id)}">${title}</a> <span>${faq('review.signs', { solved, not, picked })}</span>
${setAside === null ? '' : html`<span>${faq(`review.setAside.${setAside}`)}</span>`}</span>`
}

const learned = (
  { say }: Visit,
  { article: id, title, phrasing }: LearnedRow,
): Html => html`<span class="title">${phrasing}</span>
<span class="actions"><a href="/desk/knowledge/change?kind=unlearn&amp;article=${encodeURIComponent(id)}&amp;phrasing=${encodeURIComponent(phrasing)}">${say('change.do.unlearn')}</a></span>
<span class="facts"><a href="${articlePath(id)}">${title}</a></span>`

/** Which article a question is a way to ask for. */
export const placePage = (
  visit: Visit,
  {
    question,
    words,
    found,
  }: {
    readonly question: string
    readonly words: string
    readonly found: readonly { readonly id: string; readonly title: string }[]
  },
): Html => {
  const { say } = visit
  const asked = encodeURIComponent(question)
  return knowledgePage({
    visit,
    part: null,
    title: say('review.place'),
    body: html`<section class="agree"><h1>${say('review.place')}</h1>
<p><q>${question}</q></p>
<form class="filters" method="get" action="/desk/knowledge/place" role="search" hx-get="/desk/knowledge/place" hx-target="#found" hx-select="#found" hx-swap="outerHTML" hx-trigger="input delay:250ms, submit" hx-sync="this:replace">
<input type="hidden" name="question" value="${question}">
<input type="search" name="q" value="${words}" maxlength="200" placeholder="${say('list.search')}" aria-label="${say('list.search')}">
<button type="submit" class="secondary">${say('list.show')}</button></form>
<ul class="rows" id="found" aria-live="polite">${
      found.length === 0
        ? html`<li class="empty">${say('list.none')}</li>`
        : found.map(
            ({ id, title }) => html`<li><a class="title" href="${articlePath(id)}?phrasing=${asked}">${title}</a></li>`,
          )
    }</ul>
<p class="choices"><a role="button" class="secondary outline" href="/desk/knowledge/new?question=${asked}">${say('write')}</a></p>
</section>`,
  })
}
