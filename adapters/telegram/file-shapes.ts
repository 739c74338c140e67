// In which shape Telegram shows a file (https://core.telegram.org/bots/api#sending-files): as what it is where it can, else as a document.

import type { FileRef, SentFile } from '../../src/channel.ts'

export type FileMethod =
  | 'sendPhoto'
  | 'sendVideo'
  | 'sendVideoNote'
  | 'sendAnimation'
  | 'sendVoice'
  | 'sendAudio'
  | 'sendDocument'
  | 'sendSticker'

export interface Shape {
  readonly method: FileMethod
  /** The argument that holds the file. */
  readonly field: string
  readonly hasCaption: boolean
  /** Files of one group may stand in one album; null for what stands alone. */
  readonly group: 'pictures' | 'audio' | 'documents' | null
  /** What a file is called that came without a name. */
  readonly name: string
  /** Null where any type will do. */
  readonly mediaTypes: RegExp | null
  readonly bytes: number
}

const MIB = 1024 * 1024
/** What a bot may upload; photos less (https://core.telegram.org/bots/api#sending-files). */
export const MAX_BYTES = 50 * MIB
const MAX_PHOTO_BYTES = 10 * MIB

const common = { hasCaption: true, group: null, bytes: MAX_BYTES } as const
const SOUND = /^audio\/(mpeg|mp3|mp4|x-m4a|m4a)$/

const SHAPES: Readonly<Record<FileRef['kind'], Shape>> = {
  photo: {
    ...common,
    method: 'sendPhoto',
    field: 'photo',
    group: 'pictures',
    name: 'photo.jpg',
    mediaTypes: /^image\/(jpeg|png|webp)$/,
    bytes: MAX_PHOTO_BYTES,
  },
  video: {
    ...common,
    method: 'sendVideo',
    field: 'video',
    group: 'pictures',
    name: 'video.mp4',
    mediaTypes: /^video\/mp4$/,
  },
  videoNote: {
    ...common,
    method: 'sendVideoNote',
    field: 'video_note',
    hasCaption: false,
    name: 'video.mp4',
    mediaTypes: /^video\/mp4$/,
  },
  animation: {
    ...common,
    method: 'sendAnimation',
    field: 'animation',
    name: 'animation.mp4',
    mediaTypes: /^(image\/gif|video\/mp4)$/,
  },
  voice: {
    ...common,
    method: 'sendVoice',
    field: 'voice',
    name: 'voice.ogg',
    mediaTypes: /^audio\/(ogg|mpeg|mp3|mp4|x-m4a|m4a)$/,
  },
  audio: { ...common, method: 'sendAudio', field: 'audio', group: 'audio', name: 'audio.mp3', mediaTypes: SOUND },
  document: {
    ...common,
    method: 'sendDocument',
    field: 'document',
    group: 'documents',
    name: 'file',
    mediaTypes: null,
  },
  sticker: {
    ...common,
    method: 'sendSticker',
    field: 'sticker',
    hasCaption: false,
    name: 'sticker.webp',
    mediaTypes: /^(image\/webp|video\/webm)$/,
  },
}

/** The shape that any file has. */
export const DOCUMENT = SHAPES.document

/** The shape in which Telegram should show a file, by its kind, type and size. */
export const shapeOf = ({ kind, mediaType, bytes }: Pick<SentFile, 'kind' | 'mediaType' | 'bytes'>): Shape => {
  const shape = SHAPES[kind]
  const isKnown = shape.mediaTypes === null || mediaType === null || shape.mediaTypes.test(mediaType)
  return isKnown && (bytes ?? 0) <= shape.bytes ? shape : DOCUMENT
}
