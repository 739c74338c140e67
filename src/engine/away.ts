// Managers say that they are away, or back: each locks only their own row.

import { leave } from '../core/away.ts'
import type { Outcome } from '../core/decision.ts'
import type { AwayEvent } from '../core/events.ts'
import { isAway } from '../core/manager.ts'
import type { Transaction } from '../database/client.ts'
import { knownManager, present } from './managers.ts'
import type { Shell } from './shell.ts'

/** Writes it, within a transaction; the answer is for whoever said it. */
export const settleAway = async (tx: Transaction, shell: Shell, event: AwayEvent): Promise<Outcome> => {
  const manager = await present(tx, shell, event.by, await knownManager(tx, event.by))
  const now = shell.now()
  if (event.type === 'ManagerCameBack') {
    await endAway(tx, manager.id)
    return { kind: 'done', notice: { say: isAway(manager, now) ? 'staff.backNow' : 'staff.notAway' } }
  }
  const { away, outcome } = leave(event.until, { now, settings: shell.settings })
  if (away !== null) {
    const data = { awaySince: away.since, awayUntil: away.until }
    await tx.manager.update({ where: { id: manager.id }, data, select: { id: true } })
  }
  return outcome
}

/** Writes that a manager is back. */
export const endAway = async (tx: Transaction, manager: string): Promise<void> => {
  await tx.manager.update({ where: { id: manager }, data: { awaySince: null, awayUntil: null }, select: { id: true } })
}
