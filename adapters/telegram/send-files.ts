// Files to a customer's chat: those that may stand together as albums, the others one by one, each in the shape that Telegram shows best.

import { ChannelError, type FinishedContent, type Receipt, type SentContent, type SentFile } from '../../src/channel.ts'
import type { Picture } from '../../src/desk/charts.ts'
import { shortened } from '../../src/document.ts'
import { isUnsuited, toChannelError } from './errors.ts'
import { DOCUMENT, MAX_BYTES, type Shape, shapeOf } from './file-shapes.ts'
import { escapeHtml } from './runs.ts'
import type { Fields } from './streamed-form.ts'

/** Posts a form with so many files into a chat and answers the ids of their messages. Throws what the client throws. */
export type FilePost = (method: Shape['method'] | 'sendMediaGroup', fields: Fields, items: number) => Promise<string[]>

type Files = Extract<SentContent, { kind: 'files' }>

/** A file, and the name of its author where it is told beside it. */
interface Item {
  readonly file: SentFile
  readonly shape: Shape
  readonly heading: string | null
}

/** An album has 2 to 10 items (https://core.telegram.org/bots/api#sendmediagroup). */
const MOST_IN_ALBUM = 10
/** https://core.telegram.org/bots/api#sendphoto */
const MOST_CAPTION = 1024

/**
 * Sends files that `sent` doesn't name yet, in order; a manager's name stands under the first. A file is opened for each attempt anew.
 * What is above Telegram's limit is left out, and refused once the others have arrived. Throws ChannelError, whose `sent` names what arrived.
 */
export const sendFiles = async (
  post: FilePost,
  { author, files }: Pick<Files, 'author' | 'files'>,
  sent: readonly string[],
): Promise<Receipt> => {
  const fitting = files.filter(({ bytes }) => (bytes ?? 0) <= MAX_BYTES)
  const items = fitting.map((file, index) => itemOf(file, index === 0 ? headingOf(author) : null))
  const ids = [...sent]
  try {
    for (const album of albumsOf(items.slice(sent.length))) await sendAlbum(post, album, ids)
  } catch (error) {
    throw toChannelError(error, ids)
  }
  if (fitting.length === files.length) return { ids }
  throw new ChannelError('permanent', 'Telegram takes no file above 50 MB', { reason: 'fileTooLarge', sent: ids })
}

/** A picture of the desk's own, which Telegram knows no other words for than its caption. */
export const photoFields = ({ name, bytes, open, alt }: Picture): Fields => ({
  caption: shortened(alt, MOST_CAPTION),
  photo: {
    ...{ name, mediaType: 'image/png' },
    open: async () => ({ stream: open(), name, mediaType: 'image/png', bytes }),
  },
})

const headingOf = (author: Extract<FinishedContent, { kind: 'files' }>['author']): string | null =>
  author.role === 'manager' && author.name.trim() !== '' ? author.name : null

const itemOf = (file: SentFile, heading: string | null): Item => ({ file, shape: shapeOf(file), heading })

/** Neighbours of the same group, as many as an album holds; in order, nothing left out. */
const albumsOf = (items: readonly Item[]): Item[][] => {
  const albums: Item[][] = []
  for (const item of items) {
    const last = albums.at(-1)
    const { group } = item.shape
    const joins = last !== undefined && last.length < MOST_IN_ALBUM && group !== null && last[0]?.shape.group === group
    if (joins) last.push(item)
    else albums.push([item])
  }
  return albums
}

// What arrived is added to `ids` at once: it counts however the rest ends.
const sendAlbum = async (post: FilePost, album: readonly Item[], ids: string[]): Promise<void> => {
  if (album.length > 1) {
    try {
      ids.push(...(await post('sendMediaGroup', albumFields(album), album.length)))
      return
    } catch (error) {
      if (!isUnsuited(error)) throw error
    }
  }
  for (const item of album) ids.push(...(await sendOne(post, item)))
}

// A picture of odd sides, or one that is none, is still a file.
const sendOne = async (post: FilePost, item: Item): Promise<string[]> => {
  try {
    return await post(item.shape.method, fieldsOf(item), 1)
  } catch (error) {
    if (item.shape === DOCUMENT || !isUnsuited(error)) throw error
    return post(DOCUMENT.method, fieldsOf({ ...item, shape: DOCUMENT }), 1)
  }
}

const fieldsOf = (item: Item): Fields => ({ ...captionOf(item), [item.shape.field]: formFile(item) })

const albumFields = (album: readonly Item[]): Fields => {
  const media = album.map((item, index) => ({
    type: item.shape.field,
    media: `attach://file${index}`,
    ...captionOf(item),
  }))
  return {
    media: JSON.stringify(media),
    ...Object.fromEntries(album.map((item, index) => [`file${index}`, formFile(item)])),
  }
}

const captionOf = ({ heading, shape }: Item): Record<string, string> =>
  heading === null || !shape.hasCaption ? {} : { caption: `<b>${escapeHtml(heading)}</b>`, parse_mode: 'HTML' }

const formFile = ({ file, shape }: Item): Fields[string] => ({
  name: file.name ?? shape.name,
  mediaType: file.mediaType,
  open: () => file.open(),
})
