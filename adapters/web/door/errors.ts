// What went wrong with a request, as an answer: JSON for scripts, a short page for browsers.

import type { Context, ErrorHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { routePath } from 'hono/route'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { ZodError } from 'zod'
import { NotStored } from '../../../src/channel.ts'
import { answerFilesRefused, FilesRefused } from '../files/refused-files.ts'
import { errorPage } from '../frame/error-page.ts'
import { type Reader, readerOf, wantsPage } from './negotiation.ts'
import type { Site } from './site.ts'

/** An answer that says why not; `key` is one of the page's words. */
export const refusal = (
  c: Context,
  reader: Reader,
  status: ContentfulStatusCode,
  key: string,
): Response | Promise<Response> => {
  const error = reader.say(key)
  return wantsPage(c) ? c.html(errorPage({ reader, error }), status) : c.json({ error }, status)
}

/** Answers for what a route throws: 422 for a body that doesn't fit, 503 where nothing was stored and the same post may come again. */
export const answerError = (site: Site): ErrorHandler => {
  return (error, c) => {
    const reader = readerOf(c, site)
    if (error instanceof ZodError) return unfit(c, reader, error)
    if (error instanceof NotStored) {
      c.header('Retry-After', '1')
      return refusal(c, reader, 503, 'notStored')
    }
    if (error instanceof FilesRefused) return answerFilesRefused(c, reader, error)
    if (error instanceof HTTPException && (error.status === 413 || error.status === 507)) {
      // The rest of the body is still on its way.
      c.header('Connection', 'close')
      return refusal(c, reader, error.status, error.status === 413 ? 'files.tooMuch' : 'files.noRoom')
    }
    if (error instanceof HTTPException && error.status === 409) return refusal(c, reader, 409, 'somebodyElse')
    if (error instanceof HTTPException) return refusal(c, reader, error.status, 'badBody')
    // The route and not the path: a sign-in link's path is a secret.
    site.log.error({ err: error, method: c.req.method, route: routePath(c) }, 'web request failed')
    return refusal(c, reader, 500, 'failed')
  }
}

const unfit = (c: Context, reader: Reader, { issues }: ZodError): Response | Promise<Response> => {
  const named = issues.flatMap(({ path: [name], message }) =>
    typeof name === 'string' ? [[name, reader.say(message)]] : [],
  )
  const error = named.map(([, message]) => message).join(' ') || reader.say('badBody')
  if (wantsPage(c)) return c.html(errorPage({ reader, error }), 422)
  return c.json({ error, ...(named.length > 0 ? { fields: Object.fromEntries(named) } : {}) }, 422)
}
