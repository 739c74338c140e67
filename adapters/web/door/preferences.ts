// The language and the look that a visitor chose, kept in their browser.

import { Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { z } from 'zod'
import { LANGUAGE_COOKIE, LANGUAGES, THEME_COOKIE, THEMES } from './negotiation.ts'
import { ownPath } from './own-path.ts'
import { requestBody } from './request-body.ts'
import { cookieOptions } from './sessions.ts'
import type { Site } from './site.ts'

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
    return c.redirect(ownPath(back), 303)
  })
