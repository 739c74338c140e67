// What comes beside words: a file stays on the platform that it came from, and is streamed from there when it is passed on.

import type { ChannelName } from './types.ts'

export const fileKinds = ['photo', 'video', 'videoNote', 'animation', 'voice', 'audio', 'document', 'sticker'] as const

export type FileKind = (typeof fileKinds)[number]

/** A file as its platform tells of it; nothing of its content. */
export interface FileRef {
  readonly kind: FileKind
  readonly name: string | null
  /** Such as `image/png`. */
  readonly mediaType: string | null
  readonly bytes: number | null
  /** Where it lies: `id` is the platform's own. */
  readonly at: { readonly channel: ChannelName; readonly id: string }
}

/** What stands for files where only words can: a line for each, with its name or its kind. */
export const namesOf = (files: readonly FileRef[]): string =>
  files.map(({ name, kind }) => `📎 ${name ?? kind}`).join('\n')
