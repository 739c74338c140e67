// The doctor's look at what fills up: the disk, and what waits to be said.

import { isNearlyFull, LONGEST_WAIT } from '../core/problems.ts'
import type { Database } from '../database/client.ts'
import { type Disk, fullness } from '../disk.ts'
import { readWaitingOutbox } from '../reading/waiting.ts'
import { bad, type Finding, good } from './finding.ts'

/** Whether there is room where the desk keeps its data; null where that can't be told, as before the first start. */
export const diskFinding = (disk: Disk | null): Finding => {
  if (disk === null) return good('disk', 'DATA_DIR is not there yet; the first start makes it')
  return isNearlyFull(disk.free, disk.total, false)
    ? bad('disk', `${fullness(disk)}, where DATA_DIR lies; make room, or what comes in can't be stored.`)
    : good('disk', `${fullness(disk)}, where DATA_DIR lies`)
}

/** Whether everything is said in time; nothing where no desk has started on this database yet. */
export const checkOutbox = async (db: Database): Promise<readonly Finding[]> => {
  const [made] = await db.$queryRaw<{ there: boolean }[]>`SELECT to_regclass('deliveries') IS NOT NULL AS there`
  if (made?.there !== true) return []
  const late = (await readWaitingOutbox(db)).filter(({ oldestSeconds }) => oldestSeconds > LONGEST_WAIT)
  if (late.length === 0) return [good('outbox', 'nothing has waited for more than five minutes')]
  return late.map(({ outlet, waiting, oldestSeconds }) =>
    bad(
      'outbox',
      `${waiting} wait to be said on ${outlet}, the oldest for ${Math.round(oldestSeconds / 60)} minutes; see that a desk runs on this database, and the lines of ${outlet} here.`,
    ),
  )
}
