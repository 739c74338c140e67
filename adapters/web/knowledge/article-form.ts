// The form in which an article is written, with its preview beside it.

import { html } from 'hono/html'
import type { ManagerRef } from '../../../src/core/types.ts'
import type { ArticleVersion } from '../../../src/desk/articles.ts'
import type { ArticleSheet, BackTestView } from '../../../src/desk/faq.ts'
import { fromMarkdown } from '../../../src/document.ts'
import { LANGUAGES } from '../door/negotiation.ts'
import { languageName } from '../frame/languages.ts'
import { documentHtml, type Html } from '../render.ts'
import { type Faults, type FieldName, ownerValue, type Typed } from './article-fields.ts'
import { effectPanel } from './effect.ts'
import type { Visit } from './visit.ts'

export interface ArticleForm {
  readonly visit: Visit
  /** Where it is posted to. */
  readonly action: string
  readonly typed: Typed
  readonly faults: Faults
  readonly owners: readonly ManagerRef[]
  /** The number of the newest revision that the manager had before their eyes; 0 for none. */
  readonly seen: number
  /** What was tried of exactly these words, and its name; null before that. */
  readonly tried: { readonly digest: string; readonly effect: BackTestView } | null
  /** What is told above the fields. */
  readonly banner: Html | null
  /** The article that this one says in another language; null where it stands for itself. */
  readonly original: ArticleVersion | null
  /** The id of the post: the same one again is the same event. */
  readonly post: string
}

/** The form; all of it is swapped after each post where scripts run. */
export const articleForm = (form: ArticleForm): Html => {
  const { visit, action, typed, seen, tried, banner, original, post } = form
  const { say } = visit
  const lost = tried?.effect.lost.count ?? 0
  return html`<form id="write" class="write" method="post" action="${action}" hx-post="${action}" hx-target="this" hx-select="#write" hx-swap="outerMorph" data-unsaved="${say('form.unsaved')}" novalidate autocomplete="off">
<input type="hidden" name="id" value="${post}"><input type="hidden" name="seen" value="${seen}">
<input type="hidden" name="tried" value="${tried?.digest ?? ''}"><input type="hidden" name="versionOf" value="${typed.versionOf}">
<div id="told" aria-live="assertive">${banner ?? ''}</div>
${original === null ? '' : html`<p class="of">${say('versions.of', { title: original.title })}</p>`}
<div class="columns">
<div>${fields(form)}</div>
<div class="shown"><h2>${say('form.preview')}</h2>
<div id="preview" aria-live="polite">${previewOf(visit, typed)}</div></div>
</div>
${tried === null ? '' : effectPanel(visit, tried.effect)}
<p class="choices"><small class="wait" role="status">${say('form.checking')}</small>
<button type="submit" name="step" value="preview" class="secondary outline plain-only">${say('form.showPreview')}</button>
<button type="submit" name="step" value="try" class="secondary">${say('form.try')}</button>
<button type="submit" name="step" value="save">${say(lost > 0 ? 'form.saveAnyway' : 'form.save')}</button></p>
</form>`
}

/** An article as a customer's chat shows it. */
export const previewOf = ({ say }: Visit, { title, answer }: Pick<Typed, 'title' | 'answer'>): Html =>
  title.trim() === '' && answer.trim() === ''
    ? html`<p class="empty">${say('form.noPreview')}</p>`
    : html`<div class="turn bot"><div class="bubble">${title.trim() === '' ? '' : html`<p><strong>${title}</strong></p>`}${documentHtml(fromMarkdown(answer))}</div></div>`

const fields = (form: ArticleForm): Html => {
  const { typed, visit, owners } = form
  const { faq, reader } = visit
  const live = html`hx-post="/desk/knowledge/preview" hx-trigger="input changed delay:300ms" hx-target="#preview" hx-swap="innerHTML" hx-sync="this:replace"`
  return html`
${field(form, 'title', html`<input name="title" id="title" value="${typed.title}" maxlength="200" required ${live}${marked(form, 'title')}>`)}
${field(form, 'answer', html`<textarea name="answer" id="answer" rows="8" required ${live}${marked(form, 'answer', true)}>${typed.answer}</textarea>`, 'answer')}
${field(form, 'phrasings', html`<textarea name="phrasings" id="phrasings" rows="5"${marked(form, 'phrasings', true)}>${typed.phrasings}</textarea>`, 'phrasings')}
<div class="pair">
${field(form, 'tags', html`<input name="tags" id="tags" value="${typed.tags}"${marked(form, 'tags', true)}>`, 'tags')}
${field(
  form,
  'locale',
  html`<input name="locale" id="locale" value="${typed.locale}" list="languages" maxlength="20" required${marked(form, 'locale', true)}>
<datalist id="languages">${Object.keys(LANGUAGES).map((code) => html`<option value="${code}">${languageName(code, reader.locale)}</option>`)}</datalist>`,
  'locale',
)}
${field(
  form,
  'owner',
  html`<select name="owner" id="owner"${marked(form, 'owner')}><option value="">${faq('field.nobody')}</option>
${owners.map((one) => html`<option value="${ownerValue(one)}"${ownerValue(one) === typed.owner ? html` selected` : ''}>${one.name}</option>`)}</select>`,
)}
${field(form, 'reviewAfter', html`<input type="date" name="reviewAfter" id="reviewAfter" value="${typed.reviewAfter}"${marked(form, 'reviewAfter', true)}>`, 'reviewAfter')}
</div>`
}

const field = ({ visit, faults }: ArticleForm, name: FieldName, input: Html, hint?: string): Html => {
  const fault = faults[name]
  return html`<div class="field"><label for="${name}">${visit.faq(`field.${name}`)}</label>
${input}
${hint === undefined ? '' : html`<small id="${name}-hint">${visit.faq(`hint.${hint}`)}</small>`}
${fault === undefined ? '' : html`<small id="${name}-fault" class="fault">${visit.say(`fault.${fault.key}`, fault.params)}</small>`}</div>`
}

const marked = ({ faults }: ArticleForm, name: FieldName, isHinted = false): Html => {
  const told = [...(isHinted ? [`${name}-hint`] : []), ...(faults[name] === undefined ? [] : [`${name}-fault`])]
  return html`${told.length === 0 ? '' : html` aria-describedby="${told.join(' ')}"`}${faults[name] === undefined ? '' : html` aria-invalid="true"`}`
}

/** What is told of an article that nobody finds. */
export const archivedBanner = ({ say }: Visit, { archived }: Pick<ArticleSheet, 'archived'>): Html | null =>
  archived ? html`<p class="told">${say('form.archived')}</p>` : null
