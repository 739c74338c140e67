// Articles to a file and from a file: what an import would do is shown before it is done.

import { createHash } from 'node:crypto'
import { html } from 'hono/html'
import { z } from 'zod'
import { type ArticleFileForm, articleFileForms, type ImportView } from '../../../src/desk/article-files.ts'
import { keyOf } from '../door/fields.ts'
import { requestBody } from '../door/request-body.ts'
import { type Html, noticeText } from '../render.ts'
import { knowledgePage } from './knowledge-page.ts'
import type { Visit } from './visit.ts'

/** In bytes. The server takes requests of 1 MB, in which the form's other fields stand too, and browsers make each line one byte longer. */
const LARGEST_FILE = 900_000
const LARGEST_SENT = 1_000_000
const MOST_ROWS = 200
const TYPES = { json: 'application/json', csv: 'text/csv', md: 'text/markdown' } as const

/** `GET /desk/knowledge/files`. */
export const showFiles = (visit: Visit): Response | Promise<Response> =>
  visit.c.html(filesPage(visit, { found: null, faults: [], notice: null }))

/** `GET /desk/knowledge/export/articles.<form>`: a file to keep; null for any other name. */
export const sendExport = async ({ c, site }: Visit, name: string): Promise<Response | null> => {
  const form = articleFileForms.find((one) => name === `articles.${one}`)
  if (form === undefined) return null
  const text = await site.desk.exportArticles(form)
  return c.body(text, 200, {
    'Content-Type': `${TYPES[form]}; charset=utf-8`,
    'Content-Disposition': `attachment; filename="articles.${form}"`,
  })
}

const importBody = z.object({
  id: z
    .guid()
    .toLowerCase()
    .catch(() => crypto.randomUUID()),
  file: z.instanceof(File).nullable().catch(null),
  name: z.string().max(200).catch(''),
  text: z.string().catch(''),
  seen: z.string().catch(''),
})

/** `POST /desk/knowledge/files`: a file is read, or one that was read is imported as `seen` names it. */
export const takeFile = async (visit: Visit): Promise<Response> => {
  const { site, session, reader, say, by } = visit
  const { id, file, name: kept, text, seen } = importBody.parse(await requestBody(visit.c))
  const isNew = file !== null && file.size > 0
  if (!isNew && text === '') return answer(visit, { found: null, faults: [say('files.noFile')], notice: null }, 422)
  if (isNew && file.size > LARGEST_FILE) return tooLarge(visit)
  const name = isNew ? file.name : kept
  const bytes = isNew ? new Uint8Array(await file.arrayBuffer()) : new TextEncoder().encode(text)
  const view = await site.desk.readImport({ name, bytes })
  if (!view.ok) return answer(visit, { found: null, faults: view.faults, notice: null }, 422)
  if (Buffer.byteLength(view.text.replaceAll('\n', '\r\n')) > LARGEST_SENT) return tooLarge(visit)
  const found = { name, view, digest: digestOf(view) }
  if (seen === '') return answer(visit, { found, faults: [], notice: null })
  // Whoever agreed to it saw something else.
  if (seen !== found.digest) return answer(visit, { found, faults: [say('files.meanwhile')], notice: null }, 409)
  const event = { type: 'ArticlesImported', by, articles: view.articles } as const
  const outcome = await site.receive({ key: keyOf(session, id), at: new Date(), event })
  if (outcome.kind === 'refused') {
    const fault = noticeText(site.words, reader.locale, outcome.notice, null)
    return answer(visit, { found: null, faults: [fault], notice: null }, 409)
  }
  // What came again may have been refused before.
  return visit.c.redirect(`/desk/knowledge/files${outcome.kind === 'repeated' ? '' : '?saved'}`, 303)
}

interface Found {
  readonly name: string
  readonly view: Extract<ImportView, { ok: true }>
  readonly digest: string
}

interface Shown {
  /** What an import would do; null where no file was read. */
  readonly found: Found | null
  readonly faults: readonly string[]
  readonly notice: string | null
}

const tooLarge = (visit: Visit): Response | Promise<Response> =>
  answer(visit, { found: null, faults: [visit.say('files.tooLarge')], notice: null }, 413)

const answer = (visit: Visit, shown: Shown, status: 200 | 409 | 413 | 422 = 200): Response | Promise<Response> =>
  visit.c.html(filesPage(visit, shown), status)

const digestOf = ({ rows, articles, withdrawn }: Found['view']): string =>
  createHash('sha256')
    .update(JSON.stringify([rows, articles, withdrawn]))
    .digest('base64url')
    .slice(0, 22)

const filesPage = (visit: Visit, { found, faults, notice }: Shown): Html => {
  const { say, c } = visit
  return knowledgePage({
    visit,
    part: 'files',
    title: say('part.files'),
    notice: notice ?? (c.req.query('saved') === undefined ? null : say('files.imported')),
    body: html`${faults.length === 0 ? '' : html`<section class="told fault" role="alert"><h2>${say('files.faults')}</h2><ul>${faults.map((fault) => html`<li>${fault}</li>`)}</ul></section>`}
${found === null ? '' : foundPanel(visit, found)}
<div class="columns">${importForm(visit)}${exportLinks(visit)}</div>`,
  })
}

const importForm = ({ say }: Visit): Html => html`<section><h2>${say('files.import')}</h2>
<p>${say('files.importHint')}</p>
<form method="post" action="/desk/knowledge/files" enctype="multipart/form-data">
<label for="file">${say('files.file')}</label>
<input type="file" name="file" id="file" accept=".json,.csv,.tsv,.md,.markdown" required data-most="${LARGEST_FILE}" data-too-large="${say('files.tooLarge')}" aria-describedby="file-hint">
<small id="file-hint">${say('files.sizeHint')}</small>
<p class="choices"><button type="submit">${say('files.read')}</button></p>
</form></section>`

const exportLinks = ({ say }: Visit): Html => {
  const link = (form: ArticleFileForm) =>
    html`<li><a href="/desk/knowledge/export/articles.${form}" download>${say(`files.form.${form}`)}</a></li>`
  return html`<section><h2>${say('files.export')}</h2>
<p>${say('files.exportHint')}</p>
<ul>${articleFileForms.map(link)}</ul></section>`
}

const KINDS = ['new', 'changed', 'same'] as const

const foundPanel = ({ say }: Visit, { name, view, digest }: Found): Html => {
  const { rows, text, withdrawn } = view
  const counts = KINDS.map((what) => [what, rows.filter((row) => row.what === what).length] as const)
  const shown = rows.filter(({ what }) => what !== 'same')
  return html`<section class="effect" role="status"><h2>${say('files.found', { name })}</h2>
<p>${counts.map(([what, count]) => html`<span class="badge ${what}">${say(`files.${what}`, { count })}</span> `)}</p>
${withdrawn === 0 ? '' : html`<p>${say('files.withdrawn', { count: withdrawn })}</p>`}
${shown.length === 0 ? '' : html`<ul>${shown.slice(0, MOST_ROWS).map(({ title, place, what }) => html`<li>${title} <small>${say(`files.is.${what}`)} · ${place}</small></li>`)}</ul>`}
${shown.length > MOST_ROWS ? html`<p class="count">${say('files.more', { count: shown.length - MOST_ROWS })}</p>` : ''}
<form method="post" action="/desk/knowledge/files" enctype="multipart/form-data">
<input type="hidden" name="id" value="${crypto.randomUUID()}"><input type="hidden" name="name" value="${name}">
<input type="hidden" name="seen" value="${digest}"><input type="hidden" name="text" value="${text}">
<p class="choices"><a role="button" class="secondary outline" href="/desk/knowledge/files">${say('files.leave')}</a>
<button type="submit">${say('files.do')}</button></p>
</form></section>`
}
