// The part of the port to read that hands out exports, for admins alone. `src/reading/` implements it.

import type { Person } from '../desk.ts'

export interface DeskExports {
  /**
   * The tickets and the messages of a period as files, where the asker is an admin. `wish` is the period, 7 days where none is named, and `json`
   * beside it where it is not to be CSV, as people write it.
   */
  export(asker: Person, wish: string): Promise<ExportAnswer>
}

export type ExportAnswer =
  | { readonly kind: 'notAdmin' | 'badPeriod' }
  | {
      readonly kind: 'granted'
      /** Makes the files, which may take minutes: one export after the other. Rejects where they can't be read or written. */
      make(): Promise<ExportedFiles>
    }

export interface ExportedFiles {
  readonly files: readonly ExportedFile[]
  readonly mediaType: string
  /** Removes them from the disk. */
  remove(): Promise<void>
}

export interface ExportedFile {
  readonly name: string
  readonly bytes: number
  /** Its bytes, from the beginning each time. */
  open(): ReadableStream<Uint8Array>
}
