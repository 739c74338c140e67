// Cookies: a random token in the browser, its hash everywhere else, so that nobody who reads the database can sign in with what it holds.

import { createHash, randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { HTTPException } from 'hono/http-exception'
import type { ManagerRef } from '../../../src/core/types.ts'
import type { SignedInCustomer, WebChatAsked } from '../../../src/desk/accounts.ts'
import { SEEN_EVERY, SESSION_LASTS } from '../../../src/desk/session-times.ts'
import type { DeskManager, Person } from '../../../src/desk.ts'
import { isInFrame } from './frame-path.ts'
import type { Site } from './site.ts'
import { webPerson } from './web-person.ts'

const GUEST_COOKIE = 'frontdesk_chat'
/** Of a guest in a frame on another site. */
export const FRAME_COOKIE = 'frontdesk_widget'
/** Under which a request keeps by whom the desk knows the visitor of another site's frame. */
export const FRAME_VISITOR = 'frameVisitor'
const CUSTOMER_COOKIE = 'frontdesk_customer'
const STAFF_COOKIE = 'frontdesk_desk'
/** Of a guest's cookie: browsers keep one for 400 days at most (https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#section-5.5). */
export const GUEST_SECONDS = 400 * 86_400
const SIGNED_IN_SECONDS = SESSION_LASTS / 1_000
const TOKEN = /^[\w-]{43}$/

/** A manager as events name who acts. */
export const refOf = ({ channel, externalId, name }: DeskManager): ManagerRef => ({ channel, externalId, name })

export interface StaffSession {
  readonly manager: DeskManager
  /** The hash of the session's token. */
  readonly id: string
}

/** A fresh token of 256 random bits, as it stands in a cookie or a link. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** A token's SHA-256 in hex: all that the desk ever stores of it. */
export const hashed = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Who visits the customers' pages. */
export interface Visitor {
  /** By whom the desk knows their chat. */
  readonly person: Person
  /** Null for a guest. */
  readonly signedIn: (SignedInCustomer & { readonly session: string }) | null
}

/** Who the visitor is: whoever is signed in, else the guest whose chat was begun in this browser; null for neither. All pages of customers ask here. */
export const visitorOf = async (c: Context, site: Site): Promise<Visitor | null> => {
  // In a frame of another site's the visitor is whom that site says.
  const token = c.get(FRAME_VISITOR) === undefined ? getCookie(c, CUSTOMER_COOKIE) : undefined
  const session = token !== undefined && TOKEN.test(token) ? hashed(token) : null
  const customer = session === null ? null : await site.desk.customerOfSession(session)
  if (session !== null && customer !== null) {
    // The bar of each page tells who is signed in: see readerOf.
    c.set('customer', customer.name ?? customer.login)
    return named(c, { person: webPerson(customer.externalId), signedIn: { ...customer, session } })
  }
  const guest = guestOf(c)
  return guest === null ? null : named(c, { person: webPerson(guest), signedIn: null })
}

/** The same, with a guest's session opened now where there was none. */
export const openVisitor = async (c: Context, site: Site): Promise<Visitor> =>
  (await visitorOf(c, site)) ?? named(c, { person: webPerson(openGuest(c, site)), signedIn: null })

/** Whether whoever came as this visitor would still be them: until they sign out, change their password or are forgotten. Guests always are. */
export const isStillIn = async ({ desk }: Site, { signedIn }: Visitor): Promise<boolean> =>
  signedIn === null || (await desk.customerOfSession(signedIn.session)) !== null

/** The name of the chat that a page shows, by which its posts tell whose words they are. It opens nothing. */
export const chatName = ({ externalId }: Person): string => hashed(`chat:${externalId}`).slice(0, 16)

/** Who posts from the page of the chat `chat`; whoever names none is taken as they come. Throws `HTTPException` 409 where the browser is somebody else's by now. */
export const posterOf = async (c: Context, site: Site, chat: string | undefined): Promise<Visitor> => {
  if (chat === undefined) return openVisitor(c, site)
  const visitor = await visitorOf(c, site)
  if (visitor !== null && chatName(visitor.person) === chat) return visitor
  throw new HTTPException(409, { message: 'the page shows the chat of somebody else' })
}

/** The external id of the chat in which a visitor's words go on: who is signed in may have taken other chats along. */
export const chatOf = async ({ person, signedIn }: Visitor, site: Site, about: WebChatAsked): Promise<string> =>
  signedIn === null ? person.externalId : site.desk.webChatOf(person.externalId, about)

// The forms of each page name the chat: see readerOf.
const named = (c: Context, visitor: Visitor): Visitor => {
  c.set('chat', chatName(visitor.person))
  return visitor
}

/** Leaves a customer's session in the browser. */
export const keepCustomer = (c: Context, site: Site, token: string): void =>
  setCookie(c, CUSTOMER_COOKIE, token, { ...cookieOptions(site), path: '/', maxAge: SIGNED_IN_SECONDS })

/** Takes it out of the browser. */
export const dropCustomer = (c: Context, site: Site): void => {
  deleteCookie(c, CUSTOMER_COOKIE, { ...cookieOptions(site), path: '/' })
}

/** Takes the guest's session out of the browser. */
export const dropGuest = (c: Context, site: Site): void => {
  deleteCookie(c, GUEST_COOKIE, { ...cookieOptions(site), path: '/' })
}

/** The external id of the guest whose chat was begun in this browser; null where there is none. */
export const guestOf = (c: Context): string | null => {
  const visitor: unknown = c.get(FRAME_VISITOR)
  if (typeof visitor === 'string') return visitor
  const token = getCookie(c, GUEST_COOKIE) ?? (isInFrame(c) ? getCookie(c, FRAME_COOKIE) : undefined)
  return token !== undefined && TOKEN.test(token) ? hashed(token) : null
}

const openGuest = (c: Context, site: Site): string => {
  const token = newToken()
  setCookie(c, GUEST_COOKIE, token, { ...cookieOptions(site), path: '/', maxAge: GUEST_SECONDS })
  return hashed(token)
}

/** The manager whose browser this is; null where nobody is signed in. */
export const staffOf = async (c: Context, site: Site): Promise<StaffSession | null> => {
  const token = getCookie(c, STAFF_COOKIE)
  if (token === undefined || !TOKEN.test(token)) return null
  const id = hashed(token)
  const manager = await site.desk.managerOfSession(id)
  if (manager === null || !(await site.isStaff(manager))) return null
  await keepSeen(site, id, manager.seenAt)
  return { manager, id }
}

// Nobody's request fails for it: the next one tries again.
const keepSeen = async ({ receive, log }: Site, id: string, seenAt: Date): Promise<void> => {
  const at = new Date()
  if (at.getTime() - seenAt.getTime() < SEEN_EVERY) return
  const key = `web:${id}:seen:${Math.floor(at.getTime() / SEEN_EVERY)}`
  await receive({ key, at, event: { type: 'SessionSeen', token: id } }).catch((err: unknown) =>
    log.warn({ err }, 'that a session is in use could not be written down'),
  )
}

/** Whether a manager's session still lives, and they are still of the staff. It doesn't count as a sign of them. */
export const isStillStaff = async (site: Site, { id }: StaffSession): Promise<boolean> => {
  const manager = await site.desk.managerOfSession(id)
  return manager !== null && site.isStaff(manager)
}

/** Leaves a manager's session in the browser, for the desk and for the files that it shows. */
export const keepStaff = (c: Context, site: Site, token: string): void =>
  setCookie(c, STAFF_COOKIE, token, { ...cookieOptions(site), path: '/', maxAge: SIGNED_IN_SECONDS })

/** Takes a manager's session out of the browser. */
export const dropStaff = (c: Context, site: Site): void => {
  deleteCookie(c, STAFF_COOKIE, { ...cookieOptions(site), path: '/' })
}

/** What all cookies of the desk have in common. Lax: a link to the desk in a mail or a chat finds the session, a post from elsewhere doesn't. */
export const cookieOptions = ({ options }: Site) =>
  ({ httpOnly: true, sameSite: 'Lax', secure: options.secureCookies }) as const
