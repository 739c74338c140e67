// The web channel: customers chat on a page, managers work on the staff desk. Wiring only.

import { Hono, type MiddlewareHandler } from 'hono'
import { compress } from 'hono/compress'
import { type Channel, type FileRef, NotStored, type OpenedFile, type Receive, type Words } from '../../src/channel.ts'
import type { Desk, Person } from '../../src/desk.ts'
import { accountRoutes } from './account/account-routes.ts'
import { entryRoutes } from './account/entry-routes.ts'
import { createPasswords } from './account/passwords.ts'
import { resetRoutes } from './account/reset-routes.ts'
import { preferenceRoutes } from './chat/preferences.ts'
import { customerRoutes } from './chat/routes.ts'
import { staffRoutes } from './desk/routes.ts'
import { signInRoutes } from './desk/sign-in-routes.ts'
import { contentPolicy } from './door/content-policy.ts'
import { answerError, refusal } from './door/errors.ts'
import { readerOf, wantsPage } from './door/negotiation.ts'
import { originGuard } from './door/origin-guard.ts'
import type { Program, Site, WebLog, WebOptions } from './door/site.ts'
import { createUploads } from './files/room.ts'
import { fileRoutes } from './files/routes.ts'
import { createFileStore } from './files/store.ts'
import { assets } from './frame/assets.ts'
import { knowledgeRoutes } from './knowledge/routes.ts'
import { figuresRoutes } from './operations/figures-routes.ts'
import { operationsRoutes } from './operations/routes.ts'
import { teamRoutes } from './team/routes.ts'
import { knowsVisitors } from './widget/frame-sessions.ts'
import { widgetRoutes } from './widget/routes.ts'

interface WebParts {
  readonly desk: Desk
  readonly words: Words
  readonly log: WebLog
  readonly program: Program
  /** Whether a manager may still act here, where their platform decides that; rejects never. */
  readonly isStaff: (who: Person) => Promise<boolean>
  readonly options: WebOptions
  /** Opens a file that came in on another channel. Throws `ChannelError`. */
  readonly openFile: (file: FileRef) => Promise<OpenedFile>
}

/** Makes the channel `web`. Its routes answer 503 until `start` and after `stop`; `stop` ends event streams and waits for what is being stored. */
export const createWeb = (parts: WebParts): Channel => {
  const closing = new AbortController()
  const intake = createIntake()
  const files = createFileStore(parts.options.filesFolder)
  const site: Site = {
    ...parts,
    files,
    uploads: createUploads(Date.now),
    passwords: createPasswords(),
    receive: intake.receive,
    closing: closing.signal,
  }
  return {
    name: 'web',
    routes: routes(site),
    uploads: UPLOADS,
    start: async (receive) => intake.open(receive),
    // What is said is stored already: the page reads it through the desk, woken by the same commit.
    send: async ({ id }) => ({ ids: [id] }),
    open: files.open,
    stop: async () => {
      closing.abort()
      await intake.close()
    },
  }
}

const UPLOADS = /^\/(?:(?:widget\/)?messages|desk\/tickets\/\d+\/(?:reply|note))$/

const routes = (site: Site): Hono => {
  const app = new Hono()
  app.use(headersAlone)
  app.route('/', assets())
  app.use(compress(), contentPolicy(), async (c, next) => {
    c.header('Cache-Control', 'no-store')
    await next()
  })
  app.use(originGuard(site), knowsVisitors(site))
  app.onError(answerError(site))
  app.route('/', preferenceRoutes(site))
  app.route('/', fileRoutes(site))
  app.route('/', widgetRoutes(site))
  app.route('/', customerRoutes(site))
  app.route('/', entryRoutes(site))
  app.route('/', resetRoutes(site))
  app.route('/', accountRoutes(site))
  app.route('/', signInRoutes(site))
  app.route('/', staffRoutes(site))
  app.route('/', knowledgeRoutes(site))
  app.route('/', teamRoutes(site))
  app.route('/', operationsRoutes(site))
  app.route('/', figuresRoutes(site))
  app.use(nothingHere(site))
  return app
}

// Whoever followed a wrong address in a browser gets a page that leads back; platforms never ask for one.
const nothingHere =
  (site: Site): MiddlewareHandler =>
  async (c, next) =>
    c.req.method === 'GET' && wantsPage(c) ? refusal(c, readerOf(c, site), 404, 'noPage') : next()

// For HEAD Hono runs the route of GET and drops what it answers; a stream or a file that nobody reads would stay open.
const headersAlone: MiddlewareHandler = async (c, next) => {
  await next()
  if (c.req.method === 'HEAD') await c.res.body?.cancel()
}

const createIntake = () => {
  const underWay = new Set<Promise<unknown>>()
  let current: Receive | null = null
  const receive: Receive = async (inbound) => {
    if (current === null) throw new NotStored('the web channel takes no posts now')
    const work = current(inbound)
    underWay.add(work)
    return work.finally(() => underWay.delete(work))
  }
  return {
    receive,
    open: (to: Receive) => {
      current = to
    },
    close: async () => {
      current = null
      await Promise.allSettled(underWay)
    },
  }
}
