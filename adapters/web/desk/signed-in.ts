// Who may pass to the staff's pages: the one place where that is decided. A room of theirs puts `signedIn` before its routes.

import { createMiddleware } from 'hono/factory'
import { refusal } from '../door/errors.ts'
import { asksForJson, readerOf, wantsPage } from '../door/negotiation.ts'
import { type StaffSession, staffOf } from '../door/sessions.ts'
import type { Site } from '../door/site.ts'
import { signedOutPage } from './sign-in-page.ts'

/** What routes behind `signedIn` find in their context. */
export type Staff = { Variables: { staff: StaffSession } }

/** Lets managers through, with their session as `staff`; anybody else gets 401 and is told how to sign in. The desk's own address is where one learns that, so there the page is no fault. */
export const signedIn = (site: Site) =>
  createMiddleware<Staff>(async (c, next) => {
    const staff = await staffOf(c, site)
    if (staff !== null) {
      c.set('staff', staff)
      return next()
    }
    const reader = readerOf(c, site)
    const isFrontDoor = c.req.path === '/desk'
    if (isFrontDoor ? !asksForJson(c) : wantsPage(c))
      return c.html(signedOutPage(reader, site.options.hasSlack), isFrontDoor ? 200 : 401)
    return c.json({ error: reader.say('desk.signInFirst') }, 401)
  })

/** Lets admins alone through, behind `signedIn`; other managers get 403. */
export const adminsOnly = (site: Site) =>
  createMiddleware<Staff>(async (c, next) =>
    c.get('staff').manager.admin ? next() : refusal(c, readerOf(c, site), 403, 'desk.adminsOnly'),
  )
