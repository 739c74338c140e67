// A DATA_DIR for tests, in memory where the machine has room for it, else in the temporary folder.

import { chmodSync, existsSync, mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const MEMORY = '/dev/shm'
/** In bytes, for what tests beside each other keep: the databases of a whole run take some 200 MB of it. */
const ENOUGH = 2 * 1024 ** 3

/** Makes an empty folder that any user may enter: under root the server runs as another user, and would else move elsewhere. */
export const createDataFolder = (): string => {
  const folder = mkdtempSync(path.join(hasRoomInMemory() ? MEMORY : tmpdir(), 'frontdesk-data-'))
  chmodSync(folder, 0o755)
  return folder
}

// A database is hundreds of files, and each test file makes one and removes it: on a disk with ext4 the search for room
// among what was just removed took two fifths of the processor time of test/engine.
const hasRoomInMemory = (): boolean => {
  if (!existsSync(MEMORY)) return false
  const { bavail, bsize } = statfsSync(MEMORY)
  return bavail * bsize > ENOUGH
}
