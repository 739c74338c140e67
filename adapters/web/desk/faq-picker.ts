// The FAQ beside a ticket: what fits its question first, what is typed after that, and three ways to answer with an article.

import { html } from 'hono/html'
import type { ArticleRow } from '../../../src/desk.ts'
import type { Reader } from '../door/negotiation.ts'
import { documentHtml, type Html } from '../render.ts'
import type { FaqShown, TicketPage } from './ticket-page.ts'

interface PickerScene {
  readonly number: number
  readonly suffix: string
  readonly reader: Reader
}

/** The picker; without a script its search and its titles are ordinary addresses of the ticket's page. */
export const faqPicker = ({ ticket: { number }, faq, suffix, reader }: TicketPage): Html => {
  const { say } = reader
  const scene = { number, suffix, reader }
  const isAsked = faq.words !== '' || faq.chosen !== null
  return html`<details id="faq" class="faq" hx-morph-skip${isAsked ? html` open` : ''}>
<summary aria-keyshortcuts="f">${say('desk.faq')}</summary>
<form method="get" action="/desk/tickets/${number}" role="search" data-faq>
<input type="search" id="faq-words" name="faq" value="${faq.words}" role="combobox" aria-expanded="true" aria-controls="articles" aria-autocomplete="list" autocomplete="off" hx-get="/desk/tickets/${number}/articles" hx-trigger="input changed delay:150ms" hx-target="#articles" hx-swap="innerHTML" aria-label="${say('desk.searchFaq')}" placeholder="${say('desk.searchFaq')}">
<button type="submit" class="secondary">${say('desk.search')}</button>
</form>
<div id="articles" class="articles" role="listbox" aria-label="${say('desk.articles')}">${articleOptions(faq, scene)}</div>
<div id="article">${faq.chosen === null ? '' : chosenArticle(faq.chosen, scene)}</div>
</details>`
}

/** The titles that were found. */
export const articleOptions = ({ words, found, chosen }: FaqShown, { number, suffix, reader }: PickerScene): Html => {
  if (found.length === 0) return html`<p class="empty">${reader.say('desk.noArticle')}</p>`
  return html`${found.map(({ id, title }, index) => {
    const asked = new URLSearchParams(suffix.slice(1))
    asked.set('faq', words)
    asked.set('article', id)
    return html`<a id="option-${index}" role="option" aria-selected="${chosen?.id === id ? 'true' : 'false'}" hx-get="/desk/tickets/${number}/articles/${encodeURIComponent(id)}" hx-target="#article" hx-swap="innerHTML" href="/desk/tickets/${number}?${asked}#faq">${title}</a>`
  })}`
}

/** An article as the customer would get it, with what can be done with it. */
export const chosenArticle = (
  { id, title, answer, markdown }: ArticleRow,
  { number, suffix, reader: { say } }: PickerScene,
): Html => html`<article class="chosen" aria-label="${title}">
<h2>${title}</h2>
<div class="bubble">${documentHtml(answer)}</div>
<form method="post" action="/desk/tickets/${number}/faq${suffix}" data-send autocomplete="off">
<input type="hidden" name="id" value="${crypto.randomUUID()}"><input type="hidden" name="article" value="${id}">
<div class="choices"><button type="button" class="secondary outline" data-insert hidden>${say('desk.insert')}</button>
<button type="submit">${say('desk.answerWith')}</button></div>
</form>
<details><summary>${say('desk.editFirst')}</summary>
<form method="post" action="/desk/tickets/${number}/faq${suffix}" data-send autocomplete="off">
<input type="hidden" name="id" value="${crypto.randomUUID()}"><input type="hidden" name="article" value="${id}">
<textarea name="instead" rows="6" maxlength="20000" required aria-label="${say('desk.editFirst')}">${markdown}</textarea>
<div class="choices"><button type="submit">${say('desk.sendEdited')}</button></div>
</form></details>
</article>`
