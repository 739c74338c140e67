// Why files are not taken, in words that name them.

import type { Context } from 'hono'
import { type Reader, wantsPage } from '../door/negotiation.ts'
import { errorPage } from '../frame/error-page.ts'

/** A fault of a file: a key under `web.files.fault` in the locales, with the file's name where it has one. */
export interface FileFault {
  readonly fault: 'tooMany' | 'tooLarge' | 'empty' | 'notTaken' | 'misnamed' | 'notWithNotes'
  readonly name?: string | null
}

/** Thrown where files of a post are not taken; nothing of it is kept. */
export class FilesRefused extends Error {
  override readonly name = 'FilesRefused'
  readonly faults: readonly FileFault[]
  /** The other fields of the post, still to be checked; undefined where whoever throws did not read them. */
  readonly body: unknown

  constructor(faults: readonly FileFault[], body?: unknown) {
    super('files of a post were refused')
    this.faults = faults
    this.body = body
  }
}

/** The faults in one text. */
export const faultWords = ({ faults }: FilesRefused, { say }: Pick<Reader, 'say'>): string =>
  faults.map(({ fault, name }) => say(`files.fault.${fault}`, { name: name ?? say('files.unnamed') })).join(' ')

/** 422 with the words at the field `files`; a page that says them is for posts whose own page can't be shown again. */
export const answerFilesRefused = (c: Context, reader: Reader, refused: FilesRefused): Response | Promise<Response> => {
  const error = faultWords(refused, reader)
  return wantsPage(c) ? c.html(errorPage({ reader, error }), 422) : c.json({ error, fields: { files: error } }, 422)
}
