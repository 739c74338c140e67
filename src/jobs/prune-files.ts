// Removes stored files that no message has any more: of a post that came to nothing, and of customers who were forgotten.

import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '../database/client.ts'

/** In milliseconds: what is younger may still be on its way into a message. */
const GRACE = 86_400_000
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/** Looks through a folder of files of the web, laid out as `<2 hex>/<uuid>`; answers how many it removed. */
export const pruneFiles = async (db: Database, folder: string, now: Date): Promise<number> => {
  let removed = 0
  for (const shelf of await namesIn(folder)) {
    const old = await oldFiles(join(folder, shelf), now)
    const kept = await db.attachment.findMany({
      where: { channel: 'web', externalId: { in: old } },
      select: { externalId: true },
    })
    const isKept = new Set(kept.map(({ externalId }) => externalId))
    for (const id of old.filter((name) => !isKept.has(name))) {
      await rm(join(folder, shelf, id), { force: true })
      removed++
    }
  }
  return removed
}

const oldFiles = async (shelf: string, now: Date): Promise<string[]> => {
  const old: string[] = []
  for (const name of (await namesIn(shelf)).filter((each) => UUID.test(each))) {
    const { mtimeMs } = await stat(join(shelf, name))
    if (now.getTime() - mtimeMs > GRACE) old.push(name)
  }
  return old
}

// Before the first file there is no folder.
const namesIn = async (folder: string): Promise<string[]> => {
  try {
    return await readdir(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return []
    throw error
  }
}
