// Brings a report to the engine once it is due: each minute, and at the start one that was missed.

import type { Receive } from '../channel.ts'
import type { Database } from '../database/client.ts'

interface Parts {
  readonly db: Database
  readonly receive: Receive
  readonly now: () => Date
}

/** Makes what looks; each call looks once. Its moment names a report, so that it is told once in whichever process. */
export const createReports =
  ({ db, receive, now }: Parts): (() => Promise<void>) =>
  async () => {
    const due = await db.reportSchedule.findFirst({ where: { nextAt: { lte: now() } }, select: { nextAt: true } })
    if (due === null) return
    const at = due.nextAt
    await receive({ key: `report:${at.toISOString()}`, at, event: { type: 'ReportDue', at } })
  }
