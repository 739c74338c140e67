// Who is signed in to the staff desk, and who may see the figures.

import type { Database } from '../database/client.ts'
import type { DeskManager, Person } from '../desk.ts'

/** The manager of a session that has not ended, by its token's hash. */
export const readManagerOfSession = async (db: Database, hash: string, now: Date): Promise<DeskManager | null> => {
  const session = await db.session.findUnique({
    where: { token: hash },
    select: { expiresAt: true, manager: { select: { externalId: true, name: true, admin: true } } },
  })
  return session !== null && session.expiresAt > now ? session.manager : null
}

/** Whether a sign-in link is neither used nor too old, by its token's hash. */
export const isGoodLink = async (db: Database, hash: string, now: Date): Promise<boolean> => {
  const link = await db.signInLink.findUnique({
    where: { token: hash },
    select: { usedAt: true, expiresAt: true },
  })
  return link !== null && link.usedAt === null && link.expiresAt > now
}

/** Whether a person is an admin: named in ADMIN_IDS, or signed in to the staff desk by an admin's link. */
export const isAdmin = async (
  db: Database,
  admins: readonly Person[],
  { channel, externalId }: Person,
): Promise<boolean> => {
  if (admins.some((admin) => admin.channel === channel && admin.externalId === externalId)) return true
  if (channel !== 'web') return false
  return (await db.manager.count({ where: { channel, externalId, admin: true } })) > 0
}
