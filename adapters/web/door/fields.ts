// What the fields of posts and addresses may hold. Messages of the schemas are keys in the locales' `web` file.

import { createHash } from 'node:crypto'
import { z } from 'zod'

const LONGEST_TEXT = 20_000

/** What a person typed, as it may be stored: PostgreSQL takes neither NUL nor half a surrogate pair, and other control characters have no business in words. */
export const cleaned = (given: string): string =>
  given
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd()

/** The client's own UUID of a post: the same one again is the same event. */
export const id = z.guid('badId').toLowerCase()

/** Words of a message, never empty. */
export const text = z
  .string('noText')
  .transform((given) => cleaned(given))
  .pipe(z.string().min(1, 'noText').max(LONGEST_TEXT, 'longText'))

/** A message with the id of its post. */
export const messageBody = z.object({ id, text }, 'badBody')

/** The same, whose words may be missing beside files. */
export const writtenBody = (files: readonly unknown[]) => (files.length > 0 ? captionBody : messageBody)

const captionBody = z.object(
  {
    id,
    text: z
      .string('noText')
      .transform((given) => cleaned(given))
      .pipe(z.string().max(LONGEST_TEXT, 'longText'))
      .default(''),
  },
  'badBody',
)

/** A line that names something: one line, single spaces, at most `longest` characters (else the fault `tooLong`); may be empty. */
export const line = (longest: number, tooLong: string) =>
  z
    .string(tooLong)
    .transform((given) => cleaned(given).trim().replace(/\s+/g, ' '))
    .pipe(z.string().max(longest, tooLong))

/** The key of a post: without the client's own id it can't be known again. `session` is the hash of the poster's session. */
export const keyOf = (session: string, post: string | undefined): string =>
  `web:${session}:${post ?? crypto.randomUUID()}`

/** The UUID under which the words of a post are stored, made of its key: nobody else's, and the same for the same post. */
export const storedAs = (key: string): string =>
  createHash('sha256')
    .update(key)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5')

/** The position after which an event stream goes on: 0, the start, for anything but a whole number. */
export const positionAfter = (lastEventId: string | undefined): number =>
  lastEventId !== undefined && /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : 0

/** A ticket's number in an address; null where it can't be one. */
export const ticketNumber = (written: string): number | null =>
  /^[1-9]\d{0,8}$/.test(written) ? Number(written) : null
