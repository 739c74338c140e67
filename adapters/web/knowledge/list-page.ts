// The articles as a list, with what came of each.

import { html } from 'hono/html'
import type { ArticleList, ArticleListRow, SoughtArticles } from '../../../src/desk/articles.ts'
import { languageName } from '../frame/languages.ts'
import type { Html } from '../render.ts'
import { rateWords } from './figures.ts'
import { knowledgePage } from './knowledge-page.ts'
import { articlePath, type Visit } from './visit.ts'

/** The list with its filters; what is typed is looked for at once where scripts run. */
export const listPage = (visit: Visit, sought: SoughtArticles, list: ArticleList, notice: string | null): Html => {
  const isAny = sought.words === '' && sought.tag === null && sought.locale === null && !sought.archived
  return knowledgePage({
    visit,
    part: 'list',
    title: visit.say('title'),
    notice,
    body: html`${isAny && list.total === 0 ? beginning(visit) : html`${filters(visit, sought, list)}${found(visit, sought, list)}`}`,
  })
}

const beginning = ({ say }: Visit): Html => html`<section class="beginning">
<h2>${say('list.empty')}</h2>
<p>${say('list.begin')}</p>
<p class="choices"><a role="button" href="/desk/knowledge/new">${say('write')}</a>
<a role="button" class="secondary outline" href="/desk/knowledge/files">${say('list.orImport')}</a></p>
</section>`

const filters = ({ say, reader }: Visit, sought: SoughtArticles, { tags, locales }: ArticleList): Html => html`
<form class="filters" method="get" action="/desk/knowledge" role="search" hx-get="/desk/knowledge" hx-target="#list" hx-select="#list" hx-swap="outerHTML" hx-trigger="input delay:250ms, submit" hx-replace-url="true" hx-sync="this:replace">
<input type="search" name="q" value="${sought.words}" maxlength="200" placeholder="${say('list.search')}" aria-label="${say('list.search')}">
<select name="tag" aria-label="${say('list.tag')}"><option value="">${say('list.anyTag')}</option>
${tags.map((tag) => option(tag, tag, sought.tag))}</select>
<select name="language" aria-label="${say('list.language')}"><option value="">${say('list.anyLanguage')}</option>
${locales.map((locale) => option(locale, languageName(locale, reader.locale), sought.locale))}</select>
<select name="state" aria-label="${say('list.state')}">${option('', say('list.inUse'), '')}${option('archived', say('list.archived'), sought.archived ? 'archived' : '')}</select>
<button type="submit" class="secondary">${say('list.show')}</button>
</form>`

const option = (value: string, words: string, chosen: string | null): Html =>
  html`<option value="${value}"${value === chosen ? html` selected` : ''}>${words}</option>`

const found = (visit: Visit, { archived, words }: SoughtArticles, { rows, total }: ArticleList): Html => {
  const { say } = visit
  if (rows.length === 0) {
    const none = archived && words === '' ? 'list.noneArchived' : 'list.none'
    return html`<section id="list" aria-live="polite"><p class="empty">${say(none)}</p></section>`
  }
  return html`<section id="list" aria-live="polite">
<p class="count">${say('list.found', { count: total })}${total > rows.length ? html` · ${say('list.more', { count: rows.length })}` : ''}</p>
<ul class="articles">${rows.map((row) => article(visit, row))}</ul>
</section>`
}

const article = ({ say, reader }: Visit, row: ArticleListRow): Html => html`<li>
<a class="title" href="${articlePath(row.id)}">${row.title}</a>
<span class="marks">${row.versions.map(
  ({ id, locale, title }) =>
    html`<a class="badge" href="${articlePath(id)}" lang="${locale}" title="${languageName(locale, reader.locale)}: ${title}">${locale}</a>`,
)}${row.tags.map((tag) => html`<span class="tag">${tag}</span>`)}${warnings(say, row)}</span>
<span class="facts">${facts(say, row).map((fact) => html`<span>${fact}</span>`)}</span>
</li>`

const warnings = (say: Visit['say'], { weak, overdue }: ArticleListRow): Html =>
  html`${weak ? html`<span class="badge warning">⚠ ${say('outcome.weak')}</span>` : ''}${overdue ? html`<span class="badge warning">⚠ ${say('outcome.overdue')}</span>` : ''}`

const facts = (say: Visit['say'], row: ArticleListRow): string[] => [
  row.offered === 0 ? say('outcome.never') : say('outcome.offered', { count: row.offered }),
  ...(row.offered === 0 ? [] : [rateWords(say, row)]),
  ...(row.owner === null ? [] : [say('owner', { name: row.owner })]),
  ...(row.reviewAfter === null ? [] : [say('reviewOn', { day: row.reviewAfter })]),
]
