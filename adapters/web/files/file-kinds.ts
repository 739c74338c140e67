// What may be sent, and how it is known: by what a file holds, never by what its sender says. Its name must not say otherwise.

import { fileTypeFromFile } from 'file-type'
import type { FileRef } from '../../../src/channel.ts'
import { endingOf } from './file-name.ts'

interface Kind {
  readonly mediaType: string
  readonly endings: readonly string[]
  /** What a look into the file may find, beside `mediaType`. */
  readonly found?: readonly string[]
  readonly shownAs?: FileRef['kind']
}

const TEXT = 'text/plain'
const OOXML = 'application/vnd.openxmlformats-officedocument'
const ODF = 'application/vnd.oasis.opendocument'
// Old Word, Excel and PowerPoint files share their container.
const OLD_OFFICE = ['application/x-cfb']
const OFFICE = ['application/zip']

const KINDS: readonly Kind[] = [
  { mediaType: 'image/png', endings: ['png'], found: ['image/apng'], shownAs: 'photo' },
  { mediaType: 'image/jpeg', endings: ['jpg', 'jpeg', 'jfif'], shownAs: 'photo' },
  { mediaType: 'image/gif', endings: ['gif'], shownAs: 'animation' },
  { mediaType: 'image/webp', endings: ['webp'], shownAs: 'photo' },
  { mediaType: 'application/pdf', endings: ['pdf'] },
  { mediaType: TEXT, endings: ['txt', 'log'] },
  { mediaType: 'text/markdown', endings: ['md', 'markdown'], found: [TEXT] },
  { mediaType: 'text/csv', endings: ['csv', 'tsv'], found: [TEXT] },
  { mediaType: 'application/zip', endings: ['zip'] },
  { mediaType: `${OOXML}.wordprocessingml.document`, endings: ['docx'], found: OFFICE },
  { mediaType: `${OOXML}.spreadsheetml.sheet`, endings: ['xlsx'], found: OFFICE },
  { mediaType: `${OOXML}.presentationml.presentation`, endings: ['pptx'], found: OFFICE },
  { mediaType: `${ODF}.text`, endings: ['odt'], found: OFFICE },
  { mediaType: `${ODF}.spreadsheet`, endings: ['ods'], found: OFFICE },
  { mediaType: `${ODF}.presentation`, endings: ['odp'], found: OFFICE },
  { mediaType: 'application/msword', endings: ['doc'], found: OLD_OFFICE },
  { mediaType: 'application/vnd.ms-excel', endings: ['xls'], found: OLD_OFFICE },
  { mediaType: 'application/vnd.ms-powerpoint', endings: ['ppt'], found: OLD_OFFICE },
  { mediaType: 'application/rtf', endings: ['rtf'] },
  { mediaType: 'audio/mpeg', endings: ['mp3'], shownAs: 'audio' },
  { mediaType: 'audio/mp4', endings: ['m4a'], found: ['audio/x-m4a', 'video/mp4'], shownAs: 'audio' },
  { mediaType: 'audio/ogg', endings: ['ogg', 'oga', 'opus'], found: ['video/ogg', 'application/ogg'] },
  { mediaType: 'audio/wav', endings: ['wav'] },
  { mediaType: 'audio/flac', endings: ['flac'] },
  { mediaType: 'audio/aac', endings: ['aac'] },
  { mediaType: 'video/mp4', endings: ['mp4', 'm4v'], found: ['video/x-m4v'], shownAs: 'video' },
  { mediaType: 'video/quicktime', endings: ['mov'] },
  { mediaType: 'video/webm', endings: ['webm'] },
  { mediaType: 'video/3gpp', endings: ['3gp'] },
]

/** What a browser's dialogue offers: all endings, for the attribute `accept`. */
export const ACCEPTED = KINDS.flatMap(({ endings }) => endings.map((ending) => `.${ending}`)).join(',')

export type Known = Pick<FileRef, 'kind' | 'mediaType'>

/**
 * What the file at a path is. `isText`: it is valid UTF-8 without NUL. `notTaken` where its kind isn't taken,
 * `misnamed` where its name ends like another kind.
 */
export const kindOfFile = async (
  path: string,
  name: string | null,
  isText: boolean,
): Promise<Known | 'notTaken' | 'misnamed'> => {
  const looked = (await fileTypeFromFile(path))?.mime.split(';', 1).join()
  const found = looked ?? (isText ? TEXT : null)
  const ending = name === null ? '' : endingOf(name)
  const named = KINDS.find(({ endings }) => endings.includes(ending))
  if (found === null || (ending !== '' && named === undefined)) return 'notTaken'
  const kind = named ?? KINDS.find(({ mediaType }) => mediaType === found)
  if (kind === undefined) return 'notTaken'
  if (kind.mediaType !== found && kind.found?.includes(found) !== true) {
    return KINDS.some(({ mediaType }) => mediaType === found) ? 'misnamed' : 'notTaken'
  }
  return { kind: kind.shownAs ?? 'document', mediaType: kind.mediaType }
}
