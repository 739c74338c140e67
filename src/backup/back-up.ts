// Writes the whole desk to one file while it runs: tables and jobs as they are at one moment, and the files of the web that they name.

import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { CopiedOut } from '../database/copying.ts'
import { openSnapshot, type Snapshot } from '../database/snapshot.ts'
import { type Archive, writeArchive } from './archive.ts'
import { BackupRefused, END, type End, FORMAT, HEAD, type Head, isFileName } from './format.ts'

interface Wanted {
  readonly url: string
  /** Where it is written. */
  readonly file: string
  /** Where files of the web lie. */
  readonly filesFolder: string
  /** The queues whose unfinished jobs are taken along. */
  readonly queues: readonly string[]
}

/** What was written. */
export interface BackedUp extends End {
  readonly madeAt: string
  /** Files of the web that messages have and the folder has not. */
  readonly missing: number
}

/** Bytes of one part of a table. As much of a row is in memory as is in one part, and what the streams between hold. */
const PART = 1024 * 1024

/** Makes a backup. Throws `BackupRefused` where the database holds no desk, and the system's or the driver's error. */
export const backUp = async ({ url, file, filesFolder, queues }: Wanted): Promise<BackedUp> => {
  const snapshot = await openSnapshot(url)
  if (snapshot === null) throw new BackupRefused('there is no desk in this database yet: start it once')
  try {
    return await writeArchive(file, async (archive) => {
      const head: Head = { frontdesk: 'backup', format: FORMAT, ...copyOf(snapshot.about) }
      await archive.add(HEAD, asJson(head))
      const rows: Record<string, number> = {}
      for (const table of snapshot.about.tables) {
        rows[table.name] = await addParts(archive, `tables/${table.name}`, snapshot.rowsOf(table))
      }
      const unfinished = await snapshot.jobs(queues)
      const jobs = unfinished === null ? 0 : await addParts(archive, 'jobs', unfinished)
      const { files, missing } = await addFiles(archive, snapshot, filesFolder)
      const end: End = { rows, jobs, files }
      await archive.add(END, asJson(end))
      return { ...end, missing, madeAt: head.madeAt }
    })
  } finally {
    await snapshot.close()
  }
}

const copyOf = ({ madeAt, postgres, migrations, tables, sequences }: Snapshot['about']) => ({
  ...{ madeAt, postgres, migrations: [...migrations], sequences: [...sequences] },
  tables: tables.map(({ name, columns }) => ({ name, columns: [...columns] })),
})

const asJson = (value: object): Uint8Array => Buffer.from(`${JSON.stringify(value, null, 2)}\n`)

// An entry's size stands before it, so rows are gathered to parts. Their bytes follow on one another: a row may go on in the next part.
const addParts = async (archive: Archive, folder: string, rows: CopiedOut): Promise<number> => {
  let gathered: Uint8Array[] = []
  let size = 0
  let part = 0
  const add = async (): Promise<void> => {
    part++
    await archive.add(`${folder}/${String(part).padStart(6, '0')}.copy`, Buffer.concat(gathered))
    gathered = []
    size = 0
  }
  for await (const bytes of rows) {
    gathered.push(bytes)
    size += bytes.length
    if (size >= PART) await add()
  }
  if (size > 0) await add()
  return rows.rowCount()
}

const addFiles = async (
  archive: Archive,
  snapshot: Snapshot,
  folder: string,
): Promise<{ files: number; missing: number }> => {
  const counted = { files: 0, missing: 0 }
  for await (const some of snapshot.webFiles()) {
    for (const id of some) counted[(await addFile(archive, folder, id)) ? 'files' : 'missing']++
  }
  return counted
}

// A customer who is forgotten meanwhile takes their files along: what is gone is gone.
const addFile = async (archive: Archive, folder: string, id: string): Promise<boolean> => {
  const place = `${id.slice(0, 2)}/${id}`
  if (!isFileName(`files/${place}`)) return false
  const path = join(folder, place)
  const found = await stat(path).catch(() => null)
  if (found === null) return false
  await archive.addFrom(`files/${place}`, found.size, createReadStream(path))
  return true
}
