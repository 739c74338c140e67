// Files in a ticket's thread.

import type { Author } from './decision.ts'
import type { FileRef } from './files.ts'
import type { Part, Scene } from './saying.ts'

/** Shows files there. Siblings of an album are waited for a moment; those that come later are sent by themselves. */
export const showFiles = ({ context }: Scene, ticket: string, author: Author, sent: SentFiles): Part => {
  const { files, album, message } = sent
  if (files.length === 0) return {}
  return {
    deliveries: [
      {
        to: { kind: 'thread', ticket },
        content: { kind: 'files', author, files, album },
        ...(message === undefined ? {} : { message }),
        ...(album === null ? {} : { notBefore: new Date(context.now.getTime() + ALBUM_TIME) }),
      },
    ],
  }
}

export interface SentFiles {
  readonly files: readonly FileRef[]
  readonly album: string | null
  readonly message: string | undefined
}

// Telegram tells neither how many an album has nor when it ends; siblings mostly come within this.
const ALBUM_TIME = 1_500
