// The web channel: customers chat on a page, managers work on the staff desk. Wiring only.

import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { type Channel, ChannelError, NotStored, type Receive, type Words } from '../../src/channel.ts'
import type { Desk } from '../../src/desk.ts'
import { customerRoutes } from './chat/routes.ts'
import { staffRoutes } from './desk/routes.ts'
import { signInRoutes } from './desk/sign-in-routes.ts'
import { contentPolicy } from './door/content-policy.ts'
import { answerError } from './door/errors.ts'
import { originGuard } from './door/origin-guard.ts'
import { preferenceRoutes } from './door/preferences.ts'
import type { Site, WebLog, WebOptions } from './door/site.ts'
import { assets } from './frame/assets.ts'
import { knowledgeRoutes } from './knowledge/routes.ts'

interface WebParts {
  readonly desk: Desk
  readonly words: Words
  readonly log: WebLog
  readonly options: WebOptions
}

/** Makes the channel `web`. Its routes answer 503 until `start` and after `stop`; `stop` ends event streams and waits for what is being stored. */
export const createWeb = (parts: WebParts): Channel => {
  const closing = new AbortController()
  const intake = createIntake()
  const site: Site = { ...parts, receive: intake.receive, closing: closing.signal }
  return {
    name: 'web',
    routes: routes(site),
    start: async (receive) => intake.open(receive),
    // What is said is stored already: the page reads it through the desk, woken by the same commit.
    send: async ({ id, content }) => {
      if (content.kind === 'files')
        throw new ChannelError('permanent', 'the web chat shows no files', { reason: 'noFiles' })
      return { ids: [id] }
    },
    stop: async () => {
      closing.abort()
      await intake.close()
    },
  }
}

const routes = (site: Site): Hono => {
  const app = new Hono()
  app.route('/', assets())
  app.use(compress(), contentPolicy(), async (c, next) => {
    c.header('Cache-Control', 'no-store')
    await next()
  })
  app.use(originGuard(site))
  app.onError(answerError(site))
  app.route('/', preferenceRoutes(site))
  app.route('/', customerRoutes(site))
  app.route('/', signInRoutes(site))
  app.route('/', staffRoutes(site))
  app.route('/', knowledgeRoutes(site))
  return app
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
