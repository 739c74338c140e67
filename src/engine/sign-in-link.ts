// A one-time sign-in link to the staff desk: its token goes out once, only its hash is stored.

import { createHash } from 'node:crypto'
import type { DeskEvent } from '../core/events.ts'

const VALID_FOR = 15 * 60_000

/** A link's raw token, made from 32 random bytes, and the event that stores it; valid for 15 minutes from `now`. */
export const newSignInLink = (random: Buffer, now: Date, admin: boolean): { token: string; event: SignInLinkMade } => {
  const token = random.toString('base64url')
  const hash = createHash('sha256').update(token).digest('hex')
  return {
    token,
    event: { type: 'SignInLinkMade', token: hash, admin, expiresAt: new Date(now.getTime() + VALID_FOR) },
  }
}

type SignInLinkMade = Extract<DeskEvent, { type: 'SignInLinkMade' }>
