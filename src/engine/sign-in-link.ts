// A one-time sign-in link to the staff desk: its token goes out once, only its hash is stored.

import { createHash } from 'node:crypto'
import type { DeskEvent } from '../core/events.ts'
import type { ManagerRef } from '../core/manager.ts'
import { SIGN_IN_LINK_LASTS } from '../core/session-times.ts'

/** Whom a link signs in: a manager that is known, or whoever gives their name, with an admin's rights or without. */
export type LinkFor = ManagerRef | { readonly admin: boolean }

/** A link's raw token, made from 32 random bytes, and the event that stores it; valid for 15 minutes from `now`. */
export const newSignInLink = (random: Buffer, now: Date, whom: LinkFor): { token: string; event: SignInLinkMade } => {
  const token = random.toString('base64url')
  const hash = createHash('sha256').update(token).digest('hex')
  const rights = 'admin' in whom ? { admin: whom.admin, manager: null } : { admin: false, manager: whom }
  return {
    token,
    event: { type: 'SignInLinkMade', token: hash, ...rights, expiresAt: new Date(now.getTime() + SIGN_IN_LINK_LASTS) },
  }
}

type SignInLinkMade = Extract<DeskEvent, { type: 'SignInLinkMade' }>
