// The one-time link to the staff desk: looking at it shows a button, pressing the button uses it up.

import { Hono } from 'hono'
import { asksForJson, readerOf } from '../door/negotiation.ts'
import { requestBody } from '../door/request-body.ts'
import { hashed, keepStaff, newToken } from '../door/sessions.ts'
import type { Site } from '../door/site.ts'
import { signInBody } from './parse.ts'
import { linkUsedPage, signInPage } from './sign-in-page.ts'

/** `GET` and `POST /desk/sign-in/<token>`. */
export const signInRoutes = (site: Site): Hono => {
  const app = new Hono()
  app.get('/desk/sign-in/:token', async (c) => {
    const reader = readerOf(c, site)
    const link = await site.desk.signInLink(hashed(c.req.param('token')))
    if (link !== null) return c.html(signInPage(reader, link, c.req.path))
    return asksForJson(c) ? c.json({ error: reader.say('linkUsed') }, 410) : c.html(linkUsedPage(reader), 410)
  })
  app.post('/desk/sign-in/:token', async (c) => {
    const reader = readerOf(c, site)
    const { name = null } = signInBody.parse(await requestBody(c))
    const token = newToken()
    const session = hashed(token)
    const event = { type: 'SignInLinkUsed', token: hashed(c.req.param('token')), session, name } as const
    const outcome = await site.receive({ key: `web:${session}:sign-in`, at: new Date(), event })
    if (outcome.kind !== 'done') {
      return asksForJson(c) ? c.json({ error: reader.say('linkUsed') }, 410) : c.html(linkUsedPage(reader), 410)
    }
    keepStaff(c, site, token)
    return asksForJson(c) ? c.json({ desk: '/desk' }) : c.redirect('/desk', 303)
  })
  return app
}
