// Changes of the FAQ that are only agreed to: what each would do is shown first.

import { html } from 'hono/html'
import { z } from 'zod'
import type { ArticleEvent } from '../../../src/core/events.ts'
import type { ArticleSheet, BackTestView } from '../../../src/desk/faq.ts'
import { cleaned, keyOf } from '../door/fields.ts'
import { requestBody } from '../door/request-body.ts'
import { type Html, noticeText } from '../render.ts'
import { effectPanel } from './effect.ts'
import { gonePage, knowledgePage } from './knowledge-page.ts'
import { articlePath, lead, type Visit } from './visit.ts'

const article = z.string('badBody').overwrite(cleaned).min(1, 'badBody').max(200, 'badBody')
const phrasing = z.string('badBody').overwrite(cleaned).min(1, 'badBody').max(1_000, 'badBody')
const revision = z.coerce.number('badBody').int('badBody').positive('badBody').max(1_000_000, 'badBody')
const changeBody = z.discriminatedUnion(
  'kind',
  [
    z.object({ kind: z.literal('archive'), article }),
    z.object({ kind: z.literal('restore'), article, revision }),
    z.object({ kind: z.enum(['accept', 'refuse', 'unlearn']), article, phrasing }),
  ],
  'badBody',
)
type Change = z.infer<typeof changeBody>

const postBody = z.object({
  id: z.guid('badId').toLowerCase(),
  seen: z.coerce.number('badBody').int('badBody').nonnegative('badBody').max(1_000_000, 'badBody'),
})

/** `GET /desk/knowledge/change`: what it means, what it would do, and a button. Throws zod's error for an address that names none. */
export const showChange = async (visit: Visit): Promise<Response> => {
  const change = changeBody.parse(visit.c.req.query())
  const sheet = await visit.site.desk.articleSheet(change.article)
  if (sheet === null) return visit.c.html(gonePage(visit), 404)
  const effect = change.kind === 'refuse' ? null : await visit.site.desk.backTest(eventOf(visit, change, sheet.newest))
  return visit.c.html(changePage(visit, { change, sheet, effect, refused: null }))
}

/** `POST` of the same. Throws zod's error for a body that doesn't fit. */
export const makeChange = async (visit: Visit): Promise<Response> => {
  const { site, session, reader } = visit
  const body = await requestBody(visit.c)
  const [change, { id, seen }] = [changeBody.parse(body), postBody.parse(body)]
  const outcome = await site.receive({ key: keyOf(session, id), at: new Date(), event: eventOf(visit, change, seen) })
  if (outcome.kind === 'refused') {
    const sheet = await site.desk.articleSheet(change.article)
    if (sheet === null) return visit.c.html(gonePage(visit), 404)
    const refused = noticeText(site.words, reader.locale, outcome.notice, null)
    return visit.c.html(changePage(visit, { change, sheet, effect: null, refused }), 409)
  }
  // What came again may have been refused before: the page shows how it stands, and says no more.
  return lead(visit, outcome.kind === 'repeated' ? wayBack(change) : `${wayBack(change)}?saved`)
}

const eventOf = ({ by }: Visit, change: Change, seen: number): ArticleEvent => {
  const { article: id } = change
  switch (change.kind) {
    case 'archive':
      return { type: 'ArticleArchived', by, article: id, seen }
    case 'restore':
      return { type: 'ArticleRestored', by, article: id, seen, revision: change.revision }
    case 'accept':
      return { type: 'CandidateAccepted', by, article: id, phrasing: change.phrasing }
    case 'refuse':
      return { type: 'CandidateRefused', by, article: id, phrasing: change.phrasing }
    case 'unlearn':
      return { type: 'PhrasingRemoved', by, article: id, phrasing: change.phrasing }
  }
}

// What is agreed to in the review leads on with the review.
const wayBack = (change: Change): string =>
  change.kind === 'archive' || change.kind === 'restore' ? articlePath(change.article) : '/desk/knowledge/review'

interface Shown {
  readonly change: Change
  readonly sheet: ArticleSheet
  readonly effect: BackTestView | null
  readonly refused: string | null
}

const changePage = (visit: Visit, { change, sheet, effect, refused }: Shown): Html => {
  const { say, site, reader } = visit
  const title = say(`change.${change.kind}`)
  const { kind: _, ...named } = change
  const params = { ...named, title: sheet.title }
  const means = noticeText(site.words, reader.locale, { say: `faq.change.${change.kind}`, params }, null)
  const lost = effect?.lost.count ?? 0
  const fields = { ...change, seen: sheet.newest, id: crypto.randomUUID() }
  return knowledgePage({
    visit,
    part: null,
    title,
    body: html`<section class="agree"><h1>${title}</h1>
<p>${means}</p>
${refused === null ? '' : html`<p class="told fault" role="alert">${refused}</p>`}
${effect === null ? '' : effectPanel(visit, effect)}
<form method="post" action="/desk/knowledge/change">
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<p class="choices"><a role="button" class="secondary outline" href="${wayBack(change)}">${say('change.cancel')}</a>
${refused === null ? html`<button type="submit">${say(lost > 0 ? 'change.anyway' : `change.do.${change.kind}`)}</button>` : ''}</p>
</form></section>`,
  })
}
