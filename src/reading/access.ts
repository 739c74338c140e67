// Who is signed in to the staff desk, and who may see the figures.

import { type Database, Prisma } from '../database/client.ts'
import type { SignedIn, SignInLinkView } from '../desk/team.ts'
import type { Person } from '../desk.ts'

type Admins = readonly Person[]

/** The manager of a session that has not ended, by its token's hash. */
export const readManagerOfSession = async (
  db: Database,
  { admins, hash, now }: { readonly admins: Admins; readonly hash: string; readonly now: Date },
): Promise<SignedIn | null> => {
  const [manager] = await db.$queryRaw<SignedIn[]>`
    SELECT m.channel, m.external_id AS "externalId", m.name, ${isAdminSql(admins)} AS admin, s.seen_at AS "seenAt"
    FROM sessions s JOIN managers m ON m.id = s.manager_id WHERE s.token = ${hash} AND s.expires_at > ${now} AND m.disabled_at IS NULL`
  return manager ?? null
}

/** A sign-in link that is neither used nor too old, by its token's hash. */
export const readSignInLink = async (db: Database, hash: string, now: Date): Promise<SignInLinkView | null> => {
  const link = await db.signInLink.findUnique({
    where: { token: hash, usedAt: null, expiresAt: { gt: now } },
    select: { name: true, manager: { select: { name: true } } },
  })
  return link && { manager: link.manager?.name ?? null, suggested: link.name }
}

/** Whether a person is an admin: named in ADMIN_IDS, or on the staff desk alone and an admin there. */
export const isAdmin = async (db: Database, admins: Admins, { channel, externalId }: Person): Promise<boolean> => {
  if (admins.some((admin) => admin.channel === channel && admin.externalId === externalId)) return true
  if (channel !== 'web') return false
  return (await db.manager.count({ where: { channel, externalId, admin: true } })) > 0
}

/** Whether an admin has shut a person out. */
export const isShutOut = async (db: Database, { channel, externalId }: Person): Promise<boolean> =>
  (await db.manager.count({ where: { channel, externalId, disabledAt: { not: null } } })) > 0

/** Whether the manager `m` is an admin, by the same rule: what a platform's manager was stored with may be over. */
const isAdminSql = (admins: Admins): Prisma.Sql => {
  const named = admins.map(({ channel, externalId }) => `${channel}:${externalId}`)
  return Prisma.sql`(m.channel = 'web' AND m.admin OR m.channel || ':' || m.external_id = ANY(${named}::text[]))`
}
