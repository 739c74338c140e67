// What every page of the knowledge editor works with: who looks at it, in which words.

import type { Context } from 'hono'
import type { Words } from '../../../src/channel.ts'
import type { ManagerRef } from '../../../src/core/types.ts'
import type { DeskManager } from '../../../src/desk.ts'
import type { Staff } from '../desk/signed-in.ts'
import { type Reader, readerOf } from '../door/negotiation.ts'
import { refOf } from '../door/sessions.ts'
import type { Site } from '../door/site.ts'

type Params = Parameters<Words>[2]

export interface Visit {
  readonly c: Context<Staff>
  readonly site: Site
  readonly reader: Reader
  readonly manager: DeskManager
  readonly by: ManagerRef
  /** The hash of the manager's session. */
  readonly session: string
  /** The editor's own words, by their key in `web.knowledge`. */
  readonly say: (key: string, params?: Params) => string
  /** Words that it has in common with Slack, by their key in `faq`; those with Markdown are no use here. */
  readonly faq: (key: string, params?: Params) => string
}

/** A signed-in manager's visit. */
export const visitOf = (c: Context<Staff>, site: Site): Visit => {
  const { manager, id: session } = c.get('staff')
  const reader = readerOf(c, site)
  return {
    ...{ c, site, reader, manager, session },
    by: refOf(manager),
    say: (key, params) => reader.say(`knowledge.${key}`, params),
    faq: (key, params) => site.words(reader.locale, `faq.${key}`, params),
  }
}

/** Leads to another page of the editor; htmx is told to go there as a whole. */
export const lead = ({ c }: Visit, path: string): Response => {
  if (c.req.header('HX-Request') === undefined) return c.redirect(path, 303)
  return c.body(null, 200, { 'HX-Redirect': path })
}

/** The address of an article's page. */
export const articlePath = (id: string): string => `/desk/knowledge/articles/${encodeURIComponent(id)}`
