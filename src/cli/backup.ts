// frontdesk backup, frontdesk restore

import { stat } from 'node:fs/promises'
import type { Command } from 'commander'
import { pino } from 'pino'
import { backUp } from '../backup/back-up.ts'
import { BackupRefused, type End } from '../backup/format.ts'
import { restore } from '../backup/restore.ts'
import { reasonOf } from '../database/reason.ts'
import type { Restoration } from '../database/restoration.ts'
import { CARRIED_QUEUES, type CarriedJob, openQueue } from '../jobs/queue.ts'
import { configured, withServer } from './database.ts'
import { Failed, WrongUse } from './failure.ts'

/** Adds `backup`: writes the whole desk to one file, while it runs or not. */
export const addBackup = (program: Command): void => {
  program
    .command('backup')
    .description('write the whole desk to one file, while it runs; keep that file as safe as the desk')
    .argument('<file>', 'where to; a name such as desk.tar.gz, since it is a compressed tar file')
    .action(async (file: string) => {
      const config = configured()
      if (await isFolder(file)) throw new WrongUse(`${file} is a folder: name a file in it`)
      const wanted = { file, filesFolder: config.web.filesFolder, queues: CARRIED_QUEUES }
      const done = await withServer(config, (url) =>
        backUp({ url, ...wanted }).catch(failing(`${file} can’t be written`)),
      )
      if (done.missing > 0) {
        process.stderr.write(`${done.missing} files that messages name are not in ${config.web.filesFolder}\n`)
      }
      process.stdout.write(`${file} holds the desk as of ${done.madeAt}: ${contents(done)}\n`)
    })
}

/** Adds `restore`: fills an empty desk from such a file. */
export const addRestore = (program: Command): void => {
  program
    .command('restore')
    .description('fill an empty desk from a backup; stop the desk it was taken from first')
    .argument('<file>', 'a file that backup wrote')
    .action(async (file: string) => {
      const config = configured()
      if (await isFolder(file)) throw new WrongUse(`${file} is a folder: name the file that backup wrote`)
      const done = await withServer(config, (url) =>
        restore({ url, file, filesFolder: config.web.filesFolder, carryOver: carryOver(url) }).catch(
          failing(`${file} can’t be restored`),
        ),
      )
      if (done.leftOut.length > 0) {
        process.stderr.write(`left out, since no desk has such tables: ${done.leftOut.join(', ')}\n`)
      }
      process.stdout.write(`restored the desk as of ${done.madeAt}: ${contents(done)}\n`)
    })
}

// The queue's own tables are made where they are missing, and its own library writes into them: so they may be of another version.
const carryOver =
  (url: string) =>
  async (connection: Restoration['connection'], jobs: AsyncIterable<readonly CarriedJob[]>): Promise<void> => {
    const queue = await openQueue(url, pino({ level: 'silent' }))
    try {
      for await (const some of jobs) await queue.carryOver(connection, some)
    } finally {
      await queue.stop()
    }
  }

const contents = ({ rows, jobs, files }: End): string => {
  const named = ['customers', 'tickets', 'messages', 'articles'].map((name) => `${rows[name] ?? 0} ${name}`)
  return [...named, `${files} files`, `${jobs} timers`].join(', ')
}

const isFolder = (file: string): Promise<boolean> =>
  stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  )

const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: 'make room, or name a file on another disk',
  EDQUOT: 'make room, or name a file on another disk',
  EFBIG: 'its disk takes no larger files; name a file on another one',
  ENOENT: 'name a file in a folder that is there',
  EACCES: 'name a file where you may write',
}

// What the system, the database or zlib says is news for whoever runs the command; anything else is a fault of ours.
const failing =
  (what: string) =>
  (cause: unknown): never => {
    if (cause instanceof BackupRefused) throw new Failed(`${what}: ${cause.message}`, { cause })
    if (!(cause instanceof Error && 'code' in cause)) throw cause
    const remedy = REMEDIES[String(cause.code)]
    throw new Failed(`${what}: ${reasonOf(cause)}${remedy === undefined ? '' : `; ${remedy}`}`, { cause })
  }
