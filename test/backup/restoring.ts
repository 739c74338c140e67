// Restores as the command does.

import { pino } from 'pino'
import { type Restored, restore } from '../../src/backup/restore.ts'
import { openQueue } from '../../src/jobs/queue.ts'

/** Restores `file` into the database at `url`. */
export const restoreInto = (url: string, file: string, filesFolder: string, migrations?: URL): Promise<Restored> =>
  restore({
    ...{ url, file, filesFolder },
    ...(migrations && { migrations }),
    carryOver: async (connection, jobs) => {
      const queue = await openQueue(url, pino({ level: 'silent' }))
      for await (const some of jobs) await queue.carryOver(connection, some)
      await queue.stop()
    },
  })
