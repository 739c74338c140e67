// The frame of the knowledge editor's pages: its parts, and what came of the last press.

import { html } from 'hono/html'
import { noticeLine } from '../frame/layout.ts'
import { staffPage } from '../frame/staff-page.ts'
import type { Html } from '../render.ts'
import type { Visit } from './visit.ts'

const PARTS = {
  list: '/desk/knowledge',
  review: '/desk/knowledge/review',
  try: '/desk/knowledge/try',
  files: '/desk/knowledge/files',
} as const
export type Part = keyof typeof PARTS

interface KnowledgePage {
  readonly visit: Visit
  /** Null for a page that is none of the parts' own. */
  readonly part: Part | null
  readonly title: string
  readonly notice?: string | null
  readonly body: Html
}

/** A page of the editor. */
export const knowledgePage = ({ visit, part, title, notice = null, body }: KnowledgePage): Html =>
  staffPage({
    reader: visit.reader,
    manager: visit.manager,
    section: 'knowledge',
    title,
    styles: ['knowledge.css', 'knowledge-article.css', 'knowledge-try.css'],
    scripts: ['htmx.js', 'knowledge.js'],
    body: html`<main class="knowledge" id="knowledge">
<nav class="parts" aria-label="${visit.say('parts')}"><ul>
${Object.entries(PARTS).map(([name, path]) => html`<li><a href="${path}"${name === part ? html` aria-current="page"` : ''}>${visit.say(`part.${name}`)}</a></li>`)}
<li class="end"><a role="button" href="/desk/knowledge/new">${visit.say('write')}</a></li>
</ul></nav>
${noticeLine(notice)}
${body}
</main>`,
  })

/** A page that says that an article is no more. */
export const gonePage = (visit: Visit): Html =>
  knowledgePage({
    visit,
    part: null,
    title: visit.say('title'),
    body: html`<p class="empty">${visit.say('gone')}</p>`,
  })

/** A page that says that the assistant is writing an article; `without` is the form's address for whoever won't wait. */
export const writingPage = (visit: Visit, without: string): Html =>
  knowledgePage({
    visit,
    part: null,
    title: visit.say('title'),
    body: html`<p role="status" aria-busy="true">${visit.say('assistantWrites')}</p><p><a href="${without}">${visit.say('withoutAssistant')}</a></p>`,
  })
