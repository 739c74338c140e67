// The file that a message carries (https://core.telegram.org/bots/api#message), by what Telegram tells of it; its content stays there.

import { z } from 'zod'
import type { FileRef } from '../../src/channel.ts'
import { cleanText } from '../../src/document.ts'

const fileSchema = z.looseObject({
  file_id: z.string().min(1),
  file_size: z.int().nonnegative().optional().catch(undefined),
  file_name: z.string().optional().catch(undefined),
  mime_type: z.string().optional().catch(undefined),
})
const photoSchema = z.array(fileSchema.extend({ width: z.number().catch(0), height: z.number().catch(0) })).nonempty()
const stickerSchema = fileSchema.extend({ is_animated: z.boolean().catch(false), is_video: z.boolean().catch(false) })

type File = z.infer<typeof fileSchema>
type Told = Pick<FileRef, 'kind' | 'mediaType'>
type Reader = (value: unknown) => FileRef | null

/** The file of a message, null where it carries none. `message` is the Message as it came; never throws. */
export const fileOf = (message: Readonly<Record<string, unknown>>): FileRef | null => {
  for (const [field, read] of READERS) {
    const file = field in message ? read(message[field]) : null
    if (file !== null) return file
  }
  return null
}

const photo: Reader = (value) => {
  const sizes = photoSchema.safeParse(value)
  if (!sizes.success) return null
  const largest = sizes.data.reduce((one, other) => (areaOf(other) > areaOf(one) ? other : one))
  return refTo(largest, { kind: 'photo', mediaType: 'image/jpeg' })
}

// Animated stickers are drawings that only Telegram plays: elsewhere they are files.
const sticker: Reader = (value) => {
  const { data } = stickerSchema.safeParse(value)
  if (data === undefined) return null
  if (data.is_animated) return refTo(data, { kind: 'document', mediaType: 'application/x-tgsticker' })
  return refTo(data, { kind: 'sticker', mediaType: data.is_video ? 'video/webm' : 'image/webp' })
}

/** `mediaType` is what the kind always is where Telegram doesn't say. */
const plain =
  (told: Told): Reader =>
  (value) => {
    const { data } = fileSchema.safeParse(value)
    return data === undefined ? null : refTo(data, told)
  }

// A GIF comes as an animation and, for old programs, as a document too: the animation is asked first.
const READERS: readonly (readonly [field: string, Reader])[] = [
  ['animation', plain({ kind: 'animation', mediaType: 'video/mp4' })],
  ['photo', photo],
  ['video', plain({ kind: 'video', mediaType: 'video/mp4' })],
  ['video_note', plain({ kind: 'videoNote', mediaType: 'video/mp4' })],
  ['voice', plain({ kind: 'voice', mediaType: 'audio/ogg' })],
  ['audio', plain({ kind: 'audio', mediaType: null })],
  ['document', plain({ kind: 'document', mediaType: null })],
  ['sticker', sticker],
]

const refTo = ({ file_id, file_size, file_name, mime_type }: File, { kind, mediaType }: Told): FileRef => ({
  kind,
  name: cleanText(file_name ?? '').trim() || null,
  mediaType: cleanText(mime_type ?? '').trim() || mediaType,
  bytes: file_size ?? null,
  at: { channel: 'telegram', id: cleanText(file_id) },
})

const areaOf = ({ width, height }: { width: number; height: number }): number => width * height
