// The part of the port that finds files of messages.

import type { FileRef } from '../core/files.ts'
import type { Person } from '../desk.ts'

export interface DeskFiles {
  /** A file that a person sees in their chat, by its id; null for any other. */
  customersFile(id: string, who: Person): Promise<FileRef | null>
  /** Any file of a message that stands, by its id; null where there is none. */
  staffFile(id: string): Promise<FileRef | null>
}
