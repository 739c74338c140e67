// The language and the look that a visitor chose, kept in their browser.

import { type Context, Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { z } from 'zod'
import { keyOf } from './fields.ts'
import { LANGUAGE_COOKIE, LANGUAGES, THEME_COOKIE, THEMES } from './negotiation.ts'
import { ownPath } from './own-path.ts'
import { requestBody } from './request-body.ts'
import { cookieOptions, visitorOf } from './sessions.ts'
import type { Site } from './site.ts'
import { webSender } from './web-person.ts'

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
    if (language !== undefined) await tellChat(c, site, language)
    if (theme !== undefined) setCookie(c, THEME_COOKIE, theme, options)
    return c.redirect(ownPath(back), 303)
  })

// Whom the desk knows by another language is answered in the new one from now on, as if they had asked for it in the chat.
const tellChat = async (c: Context, site: Site, language: string): Promise<void> => {
  const visitor = await visitorOf(c, site)
  const known = visitor === null ? null : await site.desk.localeOf(visitor.person)
  if (visitor === null || known === null || known === language) return
  const { externalId } = visitor.person
  const key = keyOf(externalId, undefined)
  const asked = { command: 'language', argument: language } as const
  await site.receive({
    ...{ key, at: new Date() },
    event: { type: 'CustomerCommanded', from: webSender(externalId, language), messageId: key, ...asked },
  })
}
