// The language and the look that a visitor chose, kept in their browser.

import { type Context, Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { z } from 'zod'
import { NotStored } from '../../../src/channel.ts'
import { LANGUAGE_COOKIE, LANGUAGES, THEME_COOKIE, THEMES } from '../door/negotiation.ts'
import { ownPath } from '../door/own-path.ts'
import { requestBody } from '../door/request-body.ts'
import { chatOf, cookieOptions, visitorOf } from '../door/sessions.ts'
import type { Site } from '../door/site.ts'
import { webPerson } from '../door/web-person.ts'
import { customerCommanded } from './parse.ts'

const YEAR = 365 * 86_400
const [english, ...others] = Object.keys(LANGUAGES)
const preferencesBody = z.object(
  {
    language: z.enum([english ?? 'en', ...others], 'badBody').optional(),
    theme: z.enum(THEMES, 'badBody').optional(),
    back: z.string('badBody').max(2_000, 'badBody').optional(),
  },
  'badBody',
)

/** `POST /preferences {language?, theme?, back?}`: keeps what was chosen and leads back. */
export const preferenceRoutes = (site: Site): Hono =>
  new Hono().post('/preferences', async (c) => {
    const { language, theme, back = '/' } = preferencesBody.parse(await requestBody(c))
    const options = { ...cookieOptions(site), path: '/', maxAge: YEAR }
    if (language !== undefined) setCookie(c, LANGUAGE_COOKIE, language, options)
    if (theme !== undefined) setCookie(c, THEME_COOKIE, theme, options)
    const way = ownPath(back)
    const isStaffs = /^\/desk(?:[/?#]|$)/.test(way)
    if (language !== undefined && !isStaffs) await tellChat(c, site, language)
    return c.redirect(way, 303)
  })

// Whom the desk knows by another language is answered in the new one from now on, as if they had asked for it where their next words go.
const tellChat = async (c: Context, site: Site, language: string): Promise<void> => {
  const visitor = await visitorOf(c, site)
  if (visitor === null) return
  const as = await chatOf(visitor, site, {})
  const known = await site.desk.localeOf(webPerson(as))
  if (known === null || known === language) return
  const command = { command: 'language', argument: language }
  await site.receive(customerCommanded(as, language, command, new Date())).catch((error: unknown) => {
    if (!(error instanceof NotStored)) throw error
    // The pages speak it already, and tell the desk with the next post.
    site.log.warn({ err: error }, 'a language chosen on a page could not be stored')
  })
}
