// Files as Telegram keeps them: by an id that only this bot knows, told in each message in the shape of their kind.
import type { BotState } from './bot-state.ts'

/** The kinds of files, by the field of Message that holds them. */
export type MediaKind = 'photo' | 'document' | 'voice' | 'audio' | 'video' | 'video_note' | 'animation' | 'sticker'
/** A file as somebody sends it. */
export type NewFile = {
  readonly kind: MediaKind
  readonly bytes: Uint8Array
  readonly name?: string
  readonly mediaType?: string
}
/** A file that was sent; `path` is where it can be fetched once getFile has told of it. */
export type StoredFile = NewFile & { readonly id: string; readonly uniqueId: string; readonly path: string }

const EXTENSIONS: Readonly<Record<MediaKind, string>> = {
  photo: '.jpg',
  document: '',
  voice: '.oga',
  audio: '.mp3',
  video: '.mp4',
  video_note: '.mp4',
  animation: '.mp4',
  sticker: '.webp',
}

/** Keeps a file under a new id. */
export function keepFile({ files }: BotState, file: NewFile): StoredFile {
  const number = files.size + 1
  const stored = {
    ...file,
    id: `AgACAgIAAxkBAAI${number}-_${file.kind}`,
    uniqueId: `AQAD${number}`,
    path: `${file.kind}s/file_${number}${EXTENSIONS[file.kind] || (/\.\w+$/.exec(file.name ?? '')?.[0] ?? '')}`,
  }
  files.set(stored.id, stored)
  return stored
}

/** The fields of a Message that tell of a file. */
export function mediaFields(file: StoredFile): Record<string, unknown> {
  const { kind, id, uniqueId, bytes, name, mediaType } = file
  const told = {
    file_id: id,
    file_unique_id: uniqueId,
    file_size: bytes.length,
    ...(name !== undefined && { file_name: name }),
    ...(mediaType !== undefined && { mime_type: mediaType }),
  }
  const [small, large] = [
    { width: 90, height: 60 },
    { width: 1280, height: 853 },
  ]
  switch (kind) {
    case 'photo': {
      const size = { file_id: id, file_unique_id: uniqueId, file_size: bytes.length }
      return {
        photo: [
          { ...size, file_id: `${id}s`, file_unique_id: `${uniqueId}s`, file_size: 900, ...small },
          { ...size, ...large },
        ],
      }
    }
    case 'animation':
      return { animation: { ...told, ...large, duration: 2 }, document: told }
    case 'video':
      return { video: { ...told, ...large, duration: 2 } }
    case 'video_note':
      return { video_note: { ...told, length: 240, duration: 2 } }
    case 'voice':
    case 'audio':
      return { [kind]: { ...told, duration: 2 } }
    case 'sticker':
      return {
        sticker: {
          ...told,
          width: 512,
          height: 512,
          type: 'regular',
          is_animated: mediaType === 'application/x-tgsticker',
          is_video: mediaType === 'video/webm',
        },
      }
    case 'document':
      return { document: told }
  }
}
