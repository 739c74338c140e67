// A DATA_DIR for tests, in the temporary folder.

import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Makes an empty folder that any user may enter: under root the server runs as another user, and would else move elsewhere. */
export const createDataFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'frontdesk-data-'))
  chmodSync(folder, 0o755)
  return folder
}
