// One article: its form, its versions in other languages, what came of it and its history.

import { html } from 'hono/html'
import type { ArticleFigures, ArticleVersion } from '../../../src/desk/articles.ts'
import type { ArticleSheet, RevisionRow } from '../../../src/desk/faq.ts'
import { LANGUAGES } from '../door/negotiation.ts'
import { languageName } from '../frame/languages.ts'
import { moment } from '../frame/layout.ts'
import type { Html } from '../render.ts'
import { figuresPanel } from './figures.ts'
import { knowledgePage } from './knowledge-page.ts'
import { articlePath, type Visit } from './visit.ts'

export interface ArticleShown {
  readonly sheet: ArticleSheet
  readonly versions: readonly ArticleVersion[]
  readonly figures: ArticleFigures | null
  readonly history: readonly RevisionRow[]
}

/** The page of an article that there is; `form` is as rendered by article-form.ts. */
export const articlePage = (visit: Visit, shown: ArticleShown, form: Html, notice: string | null): Html => {
  const { sheet, figures } = shown
  return knowledgePage({
    visit,
    part: null,
    title: sheet.title,
    notice,
    body: html`<header class="head"><h1>${sheet.title}</h1>
${sheet.archived ? html`<span class="badge">${visit.say('list.archived')}</span>` : html`<a role="button" class="secondary outline" href="/desk/knowledge/change?kind=archive&amp;article=${encodeURIComponent(sheet.id)}">${visit.say('archive')}</a>`}</header>
${tabs(visit, shown)}
${form}
<div class="columns">${figures === null ? '' : figuresPanel(visit, figures)}${historyPanel(visit, shown)}</div>`,
  })
}

/** The page of an article that is not there yet. */
export const newArticlePage = (visit: Visit, form: Html): Html =>
  knowledgePage({
    visit,
    part: null,
    title: visit.say('form.newTitle'),
    body: html`<header class="head"><h1>${visit.say('form.newTitle')}</h1></header>
${form}`,
  })

const tabs = ({ say, reader }: Visit, { sheet, versions }: ArticleShown): Html => {
  const spoken = new Set(versions.map(({ locale }) => locale.toLowerCase().split('-', 1).join()))
  const original = versions[0]?.id ?? sheet.id
  const missing = sheet.archived ? [] : Object.entries(LANGUAGES).filter(([code]) => !spoken.has(code))
  return html`<nav class="tabs" aria-label="${say('versions.title')}"><ul>
${versions.map(({ id, locale }) => html`<li><a href="${articlePath(id)}"${id === sheet.id ? html` aria-current="page"` : ''}>${languageName(locale, reader.locale)}</a></li>`)}
${missing.map(([code, name]) => html`<li><a class="missing" href="/desk/knowledge/new?versionOf=${encodeURIComponent(original)}&amp;locale=${code}">＋ ${say('versions.write', { language: name })}</a></li>`)}
</ul></nav>`
}

const historyPanel = (
  { say, faq }: Visit,
  { sheet, history }: ArticleShown,
): Html => html`<section class="history"><h2>${say('history.title')}</h2>
${
  history.length === 0
    ? html`<p class="empty">${faq('revision.none')}</p>`
    : html`<ol>${history.map(
        (
          { number, at, by, what, title, answer },
          index,
        ) => html`<li><details><summary><strong>${faq('revision.number', { number })}</strong> · ${faq(`revision.${what}`)} · ${by ?? faq('revision.nobody')} · ${moment(at)}${index === 0 ? html` · ${say('history.now')}` : ''}</summary>
<p><strong>${title}</strong></p><pre><code>${answer}</code></pre></details>
${index === 0 ? '' : html`<a href="/desk/knowledge/change?kind=restore&amp;article=${encodeURIComponent(sheet.id)}&amp;revision=${number}">${say('history.restore')}</a>`}</li>`,
      )}</ol>`
}</section>`
