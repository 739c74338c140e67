// Stores a sign-in link as the desk's own event would.

import type { Database } from '../database/client.ts'
import type { newSignInLink } from '../engine/sign-in-link.ts'

type SignInLinkMade = ReturnType<typeof newSignInLink>['event']

/** Stores the link; its token is a hash already. */
export const storeSignInLink = async (db: Database, { token, admin, expiresAt }: SignInLinkMade): Promise<void> => {
  await db.signInLink.create({ data: { token, admin, expiresAt } })
}
