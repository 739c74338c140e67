// What the account's routes answer alike: forms that come back with their faults, and browsers that are signed in from now on.

import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type Reader, wantsPage } from '../door/negotiation.ts'
import { dropGuest, guestOf, keepCustomer, type Visitor } from '../door/sessions.ts'
import type { Site } from '../door/site.ts'
import { webPerson } from '../door/web-person.ts'
import type { Html } from '../render.ts'
import type { Fault, Filled } from './form.ts'

interface Unfit {
  readonly reader: Reader
  readonly page: (reader: Reader, filled: Filled) => Html
  readonly filled: Filled
  readonly status: ContentfulStatusCode
}

/** The form again, or its faults as JSON: `fields` has those that belong to one. */
export const unfit = (c: Context, { reader, page, filled, status }: Unfit): Response | Promise<Response> => {
  if (wantsPage(c)) return c.html(page(reader, filled), status)
  const told = Object.entries(filled.faults).map(([name, { key, params }]) => [name, reader.say(key, params)] as const)
  const fields = told.filter(([name]) => name !== 'form')
  const error = told.map(([, words]) => words).join(' ')
  return c.json({ error, ...(fields.length > 0 ? { fields: Object.fromEntries(fields) } : {}) }, status)
}

/** Says that nothing more is tried for so many seconds. */
export const throttled = (c: Context, seconds: number): Fault => {
  const wait = Math.max(1, seconds)
  c.header('Retry-After', String(wait))
  return { key: 'account.wait', params: { count: wait } }
}

/** Leaves a fresh session in the browser; answers whether something was written there as a guest before, which stays apart until its writer says otherwise. */
export const enter = async (c: Context, site: Site, before: Visitor | null, token: string): Promise<boolean> => {
  keepCustomer(c, site, token)
  if (before?.signedIn) await site.receive(signedOut(before.signedIn.session, false))
  const guest = guestOf(c)
  const wroteAsGuest = guest !== null && (await site.desk.hasChat(webPerson(guest)))
  if (guest !== null && !wroteAsGuest) dropGuest(c, site)
  return wroteAsGuest
}

/** The event that ends a session, or all of its account's. */
export const signedOut = (session: string, everywhere: boolean) =>
  ({
    key: `web:${session}:sign-out`,
    at: new Date(),
    event: { type: 'CustomerSignedOut', session, everywhere },
  }) as const
