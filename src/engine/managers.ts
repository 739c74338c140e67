// Who acts on the staff's side: known by what their platform says of them.

import type { Manager, ManagerRef } from '../core/types.ts'
import type { Transaction } from '../database/client.ts'
import type { Shell } from './shell.ts'

/** A manager as they are stored; null for whoever never acted here. */
export const knownManager = (db: Transaction, { channel, externalId }: ManagerRef): Promise<Manager | null> =>
  db.manager.findUnique({ where: { channel_externalId: { channel, externalId } } }).then((row) => row && managerOf(row))

/** A manager as rules know them, from what is stored. */
const managerOf = (row: {
  readonly id: string
  readonly name: string
  readonly admin: boolean
  readonly awaySince: Date | null
  readonly awayUntil: Date | null
  readonly disabledAt: Date | null
}): Manager => ({
  id: row.id,
  name: row.name,
  admin: row.admin,
  away: row.awaySince && { since: row.awaySince, until: row.awayUntil },
  disabled: row.disabledAt !== null,
})

/** Whether somebody is an admin now: on the web by what is stored, elsewhere by the configuration alone. */
export const isAdmin = (
  { admins }: Pick<Shell, 'admins'>,
  { channel, externalId, admin }: { readonly channel: string; readonly externalId: string; readonly admin: boolean },
): boolean => admins.has(`${channel}:${externalId}`) || (channel === 'web' && admin)

/** The manager whom a platform names; a new name or a first appearance is written at once. */
export const present = async (
  db: Transaction,
  shell: Pick<Shell, 'admins'>,
  by: ManagerRef,
  known: Manager | null,
): Promise<Manager> => {
  const admin = isAdmin(shell, { channel: by.channel, externalId: by.externalId, admin: known?.admin ?? false })
  if (known !== null && known.name === by.name && known.admin === admin) return known
  const row = await db.manager.upsert({
    where: { channel_externalId: { channel: by.channel, externalId: by.externalId } },
    create: { id: crypto.randomUUID(), channel: by.channel, externalId: by.externalId, name: by.name, admin },
    update: { name: by.name, admin },
  })
  return managerOf(row)
}
