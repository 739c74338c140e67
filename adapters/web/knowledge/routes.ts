// The knowledge editor: what managers reach under /desk/knowledge.

import { Hono } from 'hono'
import { z } from 'zod'
import type { SoughtArticles } from '../../../src/desk/articles.ts'
import type { Written } from '../../../src/desk/assistance.ts'
import { type Staff, signedIn } from '../desk/signed-in.ts'
import { line, ticketNumber } from '../door/fields.ts'
import { LANGUAGES } from '../door/negotiation.ts'
import { requestBody } from '../door/request-body.ts'
import type { Site } from '../door/site.ts'
import { readTyped, type Typed } from './article-fields.ts'
import { previewOf } from './article-form.ts'
import { makeChange, showChange } from './changes.ts'
import { sendExport, showFiles, takeFile } from './files-page.ts'
import { writingPage } from './knowledge-page.ts'
import { listPage } from './list-page.ts'
import { placePage, reviewPage } from './review-page.ts'
import { showTry } from './try-page.ts'
import { type Visit, visitOf } from './visit.ts'
import { showArticle, showNewArticle, writeArticle } from './writing.ts'

/** Nobody looks through more at once. */
const MOST_ON_PAGE = 100

/** Routes under `/desk/knowledge`, for signed-in managers alone. */
export const knowledgeRoutes = (site: Site): Hono<Staff> => {
  const app = new Hono<Staff>()
  const base = '/desk/knowledge'
  app.use(`${base}/*`, signedIn(site))
  app.get(base, (c) => showList(visitOf(c, site)))
  app.get(`${base}/new`, async (c) => {
    const visit = visitOf(c, site)
    const written = await writtenFor(visit)
    if (written?.state === 'writing') return showWriting(visit)
    return showNewArticle(visit, await begun(visit, written))
  })
  app.post(`${base}/new`, (c) => writeArticle(visitOf(c, site), null))
  app.post(`${base}/preview`, async (c) => {
    const typed = readTyped(await requestBody(c))
    return c.html(previewOf(visitOf(c, site), typed))
  })
  app.get(`${base}/articles/:id`, (c) =>
    showArticle(visitOf(c, site), c.req.param('id'), asked(c.req.query('phrasing'))),
  )
  app.post(`${base}/articles/:id`, (c) => writeArticle(visitOf(c, site), c.req.param('id')))
  app.get(`${base}/review`, (c) => showReview(visitOf(c, site)))
  app.get(`${base}/place`, (c) => showPlaces(visitOf(c, site)))
  app.get(`${base}/try`, (c) => showTry(visitOf(c, site)))
  app.get(`${base}/files`, (c) => showFiles(visitOf(c, site)))
  app.post(`${base}/files`, (c) => takeFile(visitOf(c, site)))
  app.get(
    `${base}/export/:name`,
    async (c) => (await sendExport(visitOf(c, site), c.req.param('name'))) ?? c.notFound(),
  )
  app.get(`${base}/change`, (c) => showChange(visitOf(c, site)))
  app.post(`${base}/change`, (c) => makeChange(visitOf(c, site)))
  return app
}

const showReview = async (visit: Visit): Promise<Response> => {
  const review = await visit.site.desk.faqReview()
  return visit.c.html(reviewPage(visit, review, savedNotice(visit)))
}

/** To choose from. */
const MOST_PLACES = 12

// What fits the question itself first, until other words are typed.
const showPlaces = async (visit: Visit): Promise<Response> => {
  const { desk, options } = visit.site
  const { q } = soughtQuery.parse(visit.c.req.query())
  const question = asked(visit.c.req.query('question'))
  const [likely, typed] = await Promise.all([
    q === '' ? desk.tryQuestion(question, options.locale) : null,
    desk.searchTitles(q === '' ? question : q, MOST_PLACES),
  ])
  const first = likely?.found.map(({ article, title }) => ({ id: article, title })) ?? []
  const others = typed.filter(({ id }) => !first.some((one) => one.id === id))
  return visit.c.html(placePage(visit, { question, words: q, found: [...first, ...others].slice(0, MOST_PLACES) }))
}

const savedNotice = ({ c, say }: Visit): string | null => (c.req.query('saved') === undefined ? null : say('saved'))

const words = line(200, 'badBody').catch('')
const choice = line(200, 'badBody')
  .transform((given) => given || null)
  .nullable()
  .catch(null)
const soughtQuery = z.object({ q: words, tag: choice, language: choice, state: words })

const showList = async (visit: Visit): Promise<Response> => {
  const { q, tag, language, state } = soughtQuery.parse(visit.c.req.query())
  const sought: SoughtArticles = { words: q, tag, locale: language, archived: state === 'archived' }
  const list = await visit.site.desk.articleList(sought, MOST_ON_PAGE)
  return visit.c.html(listPage(visit, sought, list, savedNotice(visit)))
}

/** In characters: as much of a question as a phrasing may have. */
const LONGEST_QUESTION = 800
const asked = (given: string | undefined): string => line(LONGEST_QUESTION, 'badBody').catch('').parse(given)

// What the assistant makes of a ticket, where the manager asked it to.
const writtenFor = ({ site, c, manager }: Visit): Promise<Written | null> =>
  site.desk.written(manager, c.req.query('written') ?? '')

/** Seconds. Without a script the browser asks again by itself; a page can't tell it to without taking people by surprise. */
const LOOK_AGAIN = '2'

const showWriting = (visit: Visit): Response | Promise<Response> => {
  const number = ticketNumber(visit.c.req.query('ticket') ?? '')
  visit.c.header('Refresh', LOOK_AGAIN)
  return visit.c.html(writingPage(visit, `/desk/knowledge/new${number === null ? '' : `?ticket=${number}`}`))
}

// What a new article begins with: a question, what a ticket leaves to the FAQ, or the article that it says in another language.
const begun = async (visit: Visit, written: Written | null): Promise<Partial<Typed>> => {
  const { site, c } = visit
  const { question, ticket = '', versionOf = '', locale } = c.req.query()
  const own = { locale: locale !== undefined && Object.hasOwn(LANGUAGES, locale) ? locale : site.options.locale }
  const number = ticketNumber(ticket)
  const made = written?.state === 'article' ? written.draft : null
  const draft = made ?? (number === null ? null : await site.desk.articleDraft(number))
  if (draft !== null) return { ...own, title: draft.title, answer: draft.answer, phrasings: draft.question }
  const original = versionOf === '' ? null : await site.desk.articleSheet(versionOf)
  if (original !== null) return { ...own, versionOf, tags: original.tags.join(', ') }
  return { ...own, title: asked(question).slice(0, 200), phrasings: asked(question) }
}
