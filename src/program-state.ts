// How the program itself stands, for the page of whoever runs it: what is looked at for /readyz, its version, and the disk.

import { readFileSync } from 'node:fs'
import { diskOf } from './disk.ts'
import { type Checks, faultsOf, type ServerLog } from './http/health.ts'

interface Parts {
  readonly dataDir: string
  /** What is looked at, as it stands once all has started. */
  readonly checks: () => Checks
  readonly log: ServerLog
}

export interface ProgramState {
  readonly version: string
  readonly startedAt: Date
  /** What was looked at, each with why it is not well; null where it is. */
  health(): Promise<readonly { readonly name: string; readonly fault: string | null }[]>
  /** Bytes that are free where the desk keeps its data; null where that can't be told. */
  freeBytes(): Promise<number | null>
}

/** Makes it; started now. */
export const createProgramState = ({ dataDir, checks, log }: Parts): ProgramState => ({
  // The file is our own, and npm keeps its shape.
  version: (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string })
    .version,
  startedAt: new Date(),
  health: async () => {
    const looked = checks()
    const faults = await faultsOf(looked, log)
    return Object.keys(looked).map((name) => ({ name, fault: faults?.[name] ?? null }))
  },
  freeBytes: async () => (await diskOf(dataDir))?.free ?? null,
})
