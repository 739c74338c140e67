// The one-time link to the staff desk, and the way out: looking at a link shows a button, pressing the button uses it up.

import { type Context, Hono } from 'hono'
import type { SignInLinkView } from '../../../src/desk/team.ts'
import { asksForJson, readerOf } from '../door/negotiation.ts'
import { requestBody } from '../door/request-body.ts'
import { dropStaff, hashed, keepStaff, newToken, refOf, type StaffSession, staffOf } from '../door/sessions.ts'
import type { Site } from '../door/site.ts'
import { browserName } from '../team/browser-name.ts'
import { signInBody } from './parse.ts'
import { linkUsedPage, shutOutPage, signInPage } from './sign-in-page.ts'

/** `GET` and `POST /desk/sign-in/<token>`, `POST /desk/sign-out`. */
export const signInRoutes = (site: Site): Hono => {
  const app = new Hono()
  app.get('/desk/sign-in/:token', async (c) => {
    const reader = readerOf(c, site)
    const link = await site.desk.signInLink(hashed(c.req.param('token')))
    if (link === null) return refuse(c, site, 'web.linkUsed')
    return c.html(signInPage(reader, { link, action: c.req.path, typed: null, fault: null }))
  })
  app.post('/desk/sign-in/:token', (c) => signIn(c, site, c.req.param('token')))
  app.post('/desk/sign-out', async (c) => {
    await signOut(site, await staffOf(c, site))
    dropStaff(c, site)
    return asksForJson(c) ? c.body(null, 204) : c.redirect('/desk', 303)
  })
  return app
}

const signOut = async (site: Site, staff: StaffSession | null): Promise<void> => {
  if (staff === null) return
  const event = { type: 'ManagerSignedOut', by: refOf(staff.manager), token: staff.id } as const
  await site.receive({ key: `web:${staff.id}:sign-out`, at: new Date(), event })
}

const signIn = async (c: Context, site: Site, linkToken: string): Promise<Response> => {
  const { name = null } = signInBody.parse(await requestBody(c))
  const token = newToken()
  const session = hashed(token)
  const before = await staffOf(c, site)
  const browser = browserName(c.req.header('User-Agent'))
  const event = { type: 'SignInLinkUsed', token: hashed(linkToken), session, name, browser } as const
  const outcome = await site.receive({ key: `web:${session}:sign-in`, at: new Date(), event })
  if (outcome.kind === 'refused') {
    const { say } = outcome.notice
    const link = isAboutName(say) ? await site.desk.signInLink(hashed(linkToken)) : null
    return link === null ? refuse(c, site, say) : askAgain(c, site, { link, typed: name, say })
  }
  keepStaff(c, site, token)
  // Nobody holds the one before any more.
  await signOut(site, before)
  return asksForJson(c) ? c.json({ desk: '/desk' }) : c.redirect('/desk', 303)
}

const isAboutName = (say: string): boolean => say === 'web.desk.nameNeeded' || say === 'web.desk.nameTaken'

interface Again {
  readonly link: SignInLinkView
  readonly typed: string | null
  readonly say: string
}

// The link is as good as before: only the name has to be another one.
const askAgain = async (c: Context, site: Site, { link, typed, say }: Again): Promise<Response> => {
  const reader = readerOf(c, site)
  const fault = site.words(reader.locale, say)
  if (asksForJson(c)) return c.json({ error: fault, fields: { name: fault } }, 422)
  return c.html(signInPage(reader, { link, action: c.req.path, typed, fault }), 422)
}

const refuse = async (c: Context, site: Site, say: string): Promise<Response> => {
  const reader = readerOf(c, site)
  const isShutOut = say === 'staff.disabled'
  if (asksForJson(c)) return c.json({ error: site.words(reader.locale, say) }, isShutOut ? 403 : 410)
  return isShutOut
    ? c.html(shutOutPage(reader, site.words(reader.locale, say)), 403)
    : c.html(linkUsedPage(reader, site.options.hasSlack), 410)
}
