// Writing an article: what is typed is tried on past questions before it is stored, and kept whatever becomes of it.

import { html } from 'hono/html'
import { z } from 'zod'
import type { ArticleEvent } from '../../../src/core/events.ts'
import type { ArticleVersion } from '../../../src/desk/articles.ts'
import type { ArticleSheet } from '../../../src/desk/faq.ts'
import { fromMarkdown } from '../../../src/document.ts'
import { keyOf } from '../door/fields.ts'
import { requestBody } from '../door/request-body.ts'
import { documentHtml, type Html, noticeText } from '../render.ts'
import { checkTyped, digestOf, emptyTyped, readTyped, type Typed, typedFrom } from './article-fields.ts'
import { type ArticleForm, archivedBanner, articleForm } from './article-form.ts'
import { articlePage, newArticlePage } from './article-page.ts'
import { gonePage } from './knowledge-page.ts'
import { articlePath, lead, type Visit } from './visit.ts'

/** Whoever looks among these for a title finds it. */
const MOST_ALIKE = 20

const stepBody = z.object({
  id: z
    .guid()
    .toLowerCase()
    .catch(() => crypto.randomUUID()),
  seen: z.coerce.number().int().nonnegative().catch(0),
  tried: z.string().catch(''),
  step: z.enum(['preview', 'try', 'save']).catch('save'),
})

/** `GET /desk/knowledge/articles/<id>`; `more` is a way to ask that is added to what the form shows. */
export const showArticle = async (visit: Visit, id: string, more: string): Promise<Response> => {
  const sheet = await visit.site.desk.articleSheet(id)
  if (sheet === null) return visit.c.html(gonePage(visit), 404)
  const typed = typedFrom(sheet)
  const phrasings = more === '' ? typed.phrasings : `${typed.phrasings}\n${more}`.trim()
  const saved = visit.c.req.query('saved') === undefined ? null : visit.say('saved')
  return answer(visit, { sheet, typed: { ...typed, phrasings }, seen: sheet.newest, notice: saved })
}

/** `GET /desk/knowledge/new`; `begun` is what it begins with. */
export const showNewArticle = async (visit: Visit, begun: Partial<Typed>): Promise<Response> =>
  answer(visit, { sheet: null, typed: { ...emptyTyped, ...begun }, seen: 0 })

/** `POST` of either; null writes a new article. */
export const writeArticle = async (visit: Visit, id: string | null): Promise<Response> => {
  const { desk } = visit.site
  const sheet = id === null ? null : await desk.articleSheet(id)
  if (id !== null && sheet === null) return visit.c.html(gonePage(visit), 404)
  const body = await requestBody(visit.c)
  const [typed, { id: post, seen, tried, step }] = [readTyped(body), stepBody.parse(body)]
  const form = { sheet, typed, seen, post }
  if (step === 'preview') return answer(visit, form)
  const checked = checkTyped(typed, await ownersOf(visit, sheet))
  if ('faults' in checked)
    return answer(visit, { ...form, faults: checked.faults, banner: told(visit.say('fault.some')) }, 422)
  const event: ArticleEvent = { type: 'ArticleWritten', by: visit.by, article: id, seen, content: checked.content }
  const digest = digestOf(typed)
  if (step === 'try' || tried !== digest) {
    const effect = await desk.backTest(event)
    if (step === 'try' || effect.lost.count > 0) return answer(visit, { ...form, tried: { digest, effect } })
  }
  return store(visit, form, event)
}

interface Answer extends Partial<Pick<ArticleForm, 'faults' | 'tried' | 'banner' | 'post'>> {
  readonly sheet: ArticleSheet | null
  readonly typed: Typed
  readonly seen: number
  readonly notice?: string | null
}

const store = async (visit: Visit, form: Answer, event: ArticleEvent): Promise<Response> => {
  const { site, session, reader } = visit
  const { sheet, typed, post } = form
  const outcome = await site.receive({ key: keyOf(session, post), at: new Date(), event })
  if (outcome.kind === 'refused') {
    const again = { ...form, post: crypto.randomUUID() }
    if (outcome.notice.say === 'staff.articleChanged' && sheet !== null) return conflict(visit, again, sheet.id)
    return answer(visit, { ...again, banner: told(noticeText(site.words, reader.locale, outcome.notice, null)) }, 409)
  }
  // What was stored before may lack what was typed since, and what was refused is not stored at all.
  const now = outcome.kind === 'repeated' ? await storedBefore(visit, form) : sheet
  if (outcome.kind === 'repeated' && (now === null || digestOf(typedFrom(now)) !== digestOf(typed))) {
    const again = { ...form, post: crypto.randomUUID() }
    return now === null
      ? answer(visit, { ...again, banner: told(visit.say('fault.sent')) }, 409)
      : conflict(visit, again, now.id)
  }
  if (sheet !== null) return lead(visit, `${articlePath(sheet.id)}?saved`)
  return lead(visit, `/desk/knowledge?saved&q=${encodeURIComponent(typed.title.trim())}`)
}

// Nobody remembers which article a post made: its title tells.
const storedBefore = async ({ site: { desk } }: Visit, { sheet, typed }: Answer): Promise<ArticleSheet | null> => {
  if (sheet !== null) return desk.articleSheet(sheet.id)
  const title = typed.title.trim()
  const { rows } = await desk.articleList({ words: title, tag: null, locale: null, archived: false }, MOST_ALIKE)
  const same = rows.flatMap(({ versions }) => versions).find((one) => one.title === title)
  return same === undefined ? null : desk.articleSheet(same.id)
}

// What a colleague wrote stands above the form, and counts as seen from now on.
const conflict = async (visit: Visit, form: Answer, id: string): Promise<Response> => {
  const [sheet, [latest]] = await Promise.all([visit.site.desk.articleSheet(id), visit.site.desk.articleHistory(id)])
  if (sheet === null) return visit.c.html(gonePage(visit), 404)
  const { say, faq } = visit
  const isOwn = latest?.by === visit.manager.name
  const title = isOwn ? say('conflict.again') : say('conflict.title', { name: latest?.by ?? say('conflict.somebody') })
  const banner = html`<section class="told conflict"><h2>${title}</h2><p>${say('conflict.hint')}</p>
<article><p><strong>${sheet.title}</strong></p>${documentHtml(fromMarkdown(sheet.answer))}
<details><summary>${faq('field.answer')}</summary><pre><code>${sheet.answer}</code></pre></details>
<p>${faq('field.phrasings')}</p><ul>${sheet.phrasings.map((one) => html`<li>${one}</li>`)}</ul></article></section>`
  return answer(visit, { ...form, sheet, seen: sheet.newest, banner, tried: null }, 409)
}

const told = (words: string): Html => html`<p class="told fault">${words}</p>`

const answer = async (visit: Visit, given: Answer, status: 200 | 409 | 422 = 200): Promise<Response> => {
  const { sheet, typed, notice = null, ...rest } = given
  const { desk } = visit.site
  const [owners, versions, figures, history] = await Promise.all([
    ownersOf(visit, sheet),
    familyOf(visit, sheet?.id ?? typed.versionOf),
    sheet === null ? null : desk.articleFigures(sheet.id),
    sheet === null ? [] : desk.articleHistory(sheet.id),
  ])
  const form = articleForm({
    ...{ faults: {}, tried: null, post: crypto.randomUUID(), banner: sheet && archivedBanner(visit, sheet) },
    ...rest,
    ...{ visit, typed, owners, action: sheet === null ? '/desk/knowledge/new' : articlePath(sheet.id) },
    original: versions.find(({ id }) => id === typed.versionOf) ?? null,
  })
  if (sheet === null) return visit.c.html(newArticlePage(visit, form), status)
  return visit.c.html(articlePage(visit, { sheet, versions, figures, history }, form, notice), status)
}

const familyOf = (visit: Visit, id: string): Promise<readonly ArticleVersion[]> =>
  id === '' ? Promise.resolve([]) : visit.site.desk.articleVersions(id)

// Whoever has it already may be on no list any more.
const ownersOf = async (visit: Visit, sheet: ArticleSheet | null) => {
  const owners = await visit.site.desk.articleOwners()
  const own = sheet?.owner ?? null
  const isListed =
    own === null || owners.some((one) => one.channel === own.channel && one.externalId === own.externalId)
  return isListed ? owners : [own, ...owners]
}
