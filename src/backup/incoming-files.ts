// Files of the web on their way in: beside their folder, until all that comes with them is there.

import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'

export interface Incoming {
  /** Writes one to the disk; `place` is `<2 hex>/<uuid>`. */
  take(place: string, bytes: AsyncIterable<Uint8Array>): Promise<void>
  /** Puts all of them into their folder. */
  keep(): Promise<void>
  /** Removes what was not kept. */
  clear(): Promise<void>
}

/** Makes a place for what comes into `folder`, on the same disk. */
export const createIncoming = (folder: string): Incoming => {
  const aside = `${folder}.restoring-${process.pid}`
  return {
    take: async (place, bytes) => {
      const path = join(aside, place)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await pipeline(bytes, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }))
    },
    keep: async () => {
      for (const shelf of await namesIn(aside)) {
        await mkdir(join(folder, shelf), { recursive: true, mode: 0o700 })
        for (const name of await namesIn(join(aside, shelf))) {
          await rename(join(aside, shelf, name), join(folder, shelf, name))
        }
      }
    },
    clear: () => rm(aside, { recursive: true, force: true }),
  }
}

const namesIn = async (folder: string): Promise<string[]> => {
  try {
    return await readdir(folder)
  } catch (error) {
    // None came.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
