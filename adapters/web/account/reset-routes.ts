// A new password for whoever forgot theirs: a link goes by mail, and works once.

import { type Context, Hono } from 'hono'
import { asksForJson, readerOf, wantsPage } from '../door/negotiation.ts'
import { requestBody } from '../door/request-body.ts'
import { hashed, newToken, visitorOf } from '../door/sessions.ts'
import type { Site } from '../door/site.ts'
import { enter, throttled, unfit } from './answers.ts'
import { forgotBody, resetBody } from './bodies.ts'
import { EMPTY, faultsOf, typedIn } from './form.ts'
import { forgotPage, forgotSentPage, linkOverPage, noMailPage, resetPage } from './reset-pages.ts'
import { secondsUntilTry, trierOf } from './sign-in.ts'

/** One e-mail address may be that of so many accounts, each with a link of its own. */
const MOST_LINKS = 3

/** `GET` and `POST /forgot`, `GET` and `POST /reset/<token>`. */
export const resetRoutes = (site: Site): Hono => {
  const app = new Hono()
  app.get('/forgot', (c) => {
    const reader = readerOf(c, site)
    if (!site.options.sendsMail) return c.html(noMailPage(reader))
    return c.html(c.req.query('sent') === undefined ? forgotPage(reader, EMPTY) : forgotSentPage(reader))
  })
  app.post('/forgot', (c) => forgot(c, site))
  app.get('/reset/:token', async (c) => {
    const reader = readerOf(c, site)
    const isGood = await site.desk.isResetLink(hashed(c.req.param('token')))
    return isGood ? c.html(resetPage(reader, EMPTY)) : linkOver(c, site)
  })
  app.post('/reset/:token', (c) => reset(c, site, hashed(c.req.param('token'))))
  return app
}

const forgot = async (c: Context, site: Site): Promise<Response> => {
  const body = await requestBody(c)
  const answer = { reader: readerOf(c, site), page: forgotPage }
  const typed = typedIn(body, ['who'])
  const read = forgotBody.safeParse(body)
  if (!read.success) return unfit(c, { ...answer, filled: { typed, faults: faultsOf(read.error) }, status: 422 })
  const { who } = read.data
  const seconds = await secondsUntilTry(site, trierOf(c, site, `forgot:${who.toLowerCase()}`))
  if (seconds !== null)
    return unfit(c, { ...answer, filled: { typed, faults: { form: throttled(c, seconds) } }, status: 429 })
  if (site.options.sendsMail) await alike(() => askForLinks(site, who))
  return wantsPage(c) ? c.redirect('/forgot?sent', 303) : c.json({}, 202)
}

const askForLinks = (site: Site, who: string) => {
  const links = Array.from({ length: MOST_LINKS }, () => {
    const token = newToken()
    return { address: `${site.options.linkBase()}/reset/${token}`, token: hashed(token) }
  })
  const event = { type: 'PasswordResetAsked', who, links } as const
  return site.receive({ key: `web:${crypto.randomUUID()}:forgot`, at: new Date(), event })
}

const ALIKE_MS = 250

// How long it takes must not tell whether there is such an account: storing a link takes a few milliseconds more.
const alike = async (work: () => Promise<unknown>): Promise<void> => {
  await Promise.all([work(), new Promise((resolve) => setTimeout(resolve, ALIKE_MS))])
}

const reset = async (c: Context, site: Site, token: string): Promise<Response> => {
  const body = await requestBody(c)
  const reader = readerOf(c, site)
  const read = resetBody.safeParse(body)
  if (!(await site.desk.isResetLink(token))) return linkOver(c, site)
  if (!read.success)
    return unfit(c, { reader, page: resetPage, filled: { typed: {}, faults: faultsOf(read.error) }, status: 422 })
  const before = await visitorOf(c, site)
  const fresh = newToken()
  const session = hashed(fresh)
  const event = {
    type: 'PasswordReset',
    ...{ token, session, password: await site.passwords.hash(read.data.password) },
  } as const
  const outcome = await site.receive({ key: `web:${session}:reset`, at: new Date(), event })
  if (outcome.kind !== 'done') return linkOver(c, site)
  const wroteAsGuest = await enter(c, site, before, fresh)
  if (!wantsPage(c)) return c.json({ wroteAsGuest })
  return c.redirect(wroteAsGuest ? '/account/join' : '/', 303)
}

const linkOver = (c: Context, site: Site): Response | Promise<Response> => {
  const reader = readerOf(c, site)
  return asksForJson(c) ? c.json({ error: reader.say('account.linkOver') }, 410) : c.html(linkOverPage(reader), 410)
}
