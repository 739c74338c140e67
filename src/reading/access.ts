// Who is signed in to the staff desk, and who may see the figures.

import { type Database, Prisma } from '../database/client.ts'
import type { DeskManager, SignInLinkView } from '../desk/team.ts'
import type { Person } from '../desk.ts'

type Admins = readonly Person[]

/** The manager of a session that has not ended, by its token's hash. */
export const readManagerOfSession = async (
  db: Database,
  { admins, hash, now }: { readonly admins: Admins; readonly hash: string; readonly now: Date },
): Promise<DeskManager | null> => {
  const [manager] = await db.$queryRaw<DeskManager[]>`
    SELECT m.channel, m.external_id AS "externalId", m.name, ${isAdminSql(admins)} AS admin
    FROM sessions s JOIN managers m ON m.id = s.manager_id WHERE s.token = ${hash} AND s.expires_at > ${now}`
  return manager ?? null
}

/** A sign-in link that is neither used nor too old, by its token's hash. */
export const readSignInLink = async (db: Database, hash: string, now: Date): Promise<SignInLinkView | null> => {
  const link = await db.signInLink.findUnique({
    where: { token: hash, usedAt: null, expiresAt: { gt: now } },
    select: { manager: { select: { name: true } } },
  })
  return link && { manager: link.manager?.name ?? null }
}

/** Whether a person is an admin: named in ADMIN_IDS, or on the staff desk alone and an admin there. */
export const isAdmin = async (db: Database, admins: Admins, { channel, externalId }: Person): Promise<boolean> => {
  if (admins.some((admin) => admin.channel === channel && admin.externalId === externalId)) return true
  if (channel !== 'web') return false
  return (await db.manager.count({ where: { channel, externalId, admin: true } })) > 0
}

/** Whether the manager `m` is an admin, by the same rule: what a platform's manager was stored with may be over. */
const isAdminSql = (admins: Admins): Prisma.Sql => {
  const named = admins.map(({ channel, externalId }) => `${channel}:${externalId}`)
  return Prisma.sql`(m.channel = 'web' AND m.admin OR m.channel || ':' || m.external_id = ANY(${named}::text[]))`
}
