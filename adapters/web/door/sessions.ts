// Cookies: a random token in the browser, its hash everywhere else, so that nobody who reads the database can sign in with what it holds.

import { createHash, randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { ManagerRef } from '../../../src/core/types.ts'
import type { DeskManager } from '../../../src/desk.ts'
import type { Site } from './site.ts'

const GUEST_COOKIE = 'frontdesk_chat'
/** Of a guest in a frame on another site. */
export const FRAME_COOKIE = 'frontdesk_widget'
/** Under which a request keeps by whom the desk knows the visitor of another site's frame. */
export const FRAME_VISITOR = 'frameVisitor'
const STAFF_COOKIE = 'frontdesk_desk'
// Browsers keep a cookie for 400 days at most (https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#section-5.5).
const GUEST_SECONDS = 400 * 86_400
const STAFF_SECONDS = 30 * 86_400
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

/** The guest's external id; null where the browser has no session. */
export const guestOf = (c: Context): string | null => {
  const visitor: unknown = c.get(FRAME_VISITOR)
  if (typeof visitor === 'string') return visitor
  const token = getCookie(c, GUEST_COOKIE) ?? getCookie(c, FRAME_COOKIE)
  return token !== undefined && TOKEN.test(token) ? hashed(token) : null
}

/** The guest's external id, of a session opened now where there was none. */
export const openGuest = (c: Context, site: Site): string => {
  const known = guestOf(c)
  if (known !== null) return known
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

const SEEN_EVERY = 5 * 60_000

// Nobody's request fails for it: the next one tries again.
const keepSeen = async ({ receive, log }: Site, id: string, seenAt: Date): Promise<void> => {
  const at = new Date()
  if (at.getTime() - seenAt.getTime() < SEEN_EVERY) return
  const key = `web:${id}:seen:${Math.floor(at.getTime() / SEEN_EVERY)}`
  await receive({ key, at, event: { type: 'SessionSeen', token: id } }).catch((err: unknown) =>
    log.warn({ err }, 'that a session is in use could not be written down'),
  )
}

/** Leaves a manager's session in the browser, for the desk and for the files that it shows. */
export const keepStaff = (c: Context, site: Site, token: string): void =>
  setCookie(c, STAFF_COOKIE, token, { ...cookieOptions(site), path: '/', maxAge: STAFF_SECONDS })

/** Takes a manager's session out of the browser. */
export const dropStaff = (c: Context, site: Site): void => {
  deleteCookie(c, STAFF_COOKIE, { ...cookieOptions(site), path: '/' })
}

/** What all cookies of the desk have in common. Lax: a link to the desk in a mail or a chat finds the session, a post from elsewhere doesn't. */
export const cookieOptions = ({ options }: Site) =>
  ({ httpOnly: true, sameSite: 'Lax', secure: options.secureCookies }) as const
