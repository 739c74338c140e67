// Files as Slack tells of them, and what can become of each on another platform. https://docs.slack.dev/reference/objects/file-object

import { z } from 'zod'
import type { FileRef } from '../../src/channel.ts'
import { id, words } from './fields.ts'

const told = words.nullish().catch(null)

/** Nothing but the id is certain: through Slack Connect, events carry no more. */
export const fileObject = z.object({
  id: id.catch(''),
  name: told,
  mimetype: told,
  size: z.int().nonnegative().nullish().catch(null),
  mode: told,
  /** `slack_audio` and `slack_video` are recorded in Slack. */
  subtype: told,
  is_external: z.boolean().nullish().catch(null),
  file_access: told,
  url_private: told,
  url_private_download: told,
})

export type FileObject = z.infer<typeof fileObject>

export type Attached =
  /** Fetched when it is passed on. */
  | { readonly kind: 'file'; readonly file: FileRef }
  /** It lies elsewhere, and Slack has its address alone. */
  | { readonly kind: 'link'; readonly name: string; readonly url: string }
  /** It can't leave Slack: a canvas or list, or nothing that is there any more. */
  | { readonly kind: 'stays'; readonly file: FileRef }

/** What a file of a message is to the desk. A snippet is a text file, as whoever wrote it would expect. */
export const attachedFrom = (file: FileObject): Attached => {
  const url = file.url_private ?? ''
  if (isElsewhere(file))
    return /^https?:\/\//.test(url)
      ? { kind: 'link', name: file.name || url, url }
      : { kind: 'stays', file: refTo(file) }
  return { kind: isHeld(file) ? 'file' : 'stays', file: refTo(file) }
}

const isElsewhere = ({ is_external, mode }: FileObject): boolean => is_external === true || mode === 'external'

/** Whether Slack has a file that can be fetched; canvases, lists and posts are pages of its own, a tombstone was deleted. */
export const isHeld = ({ mode, file_access }: FileObject): boolean =>
  (mode == null || mode === 'hosted' || mode === 'snippet') &&
  file_access !== 'file_not_found' &&
  file_access !== 'access_denied'

/** Whether a file was deleted, or is hidden by the workspace's plan. */
export const isGone = ({ mode }: FileObject): boolean => mode === 'tombstone' || mode === 'hidden_by_limit'

/** Whether Slack keeps back what the file is until it is asked. */
export const mustAsk = ({ file_access }: FileObject): boolean => file_access === 'check_file_info'

const refTo = (file: FileObject): FileRef => ({
  kind: kindOf(file),
  name: file.name || null,
  mediaType: file.mimetype || null,
  bytes: file.size ?? null,
  at: { channel: 'slack', id: file.id },
})

// What every chat app shows as a picture or plays; the rest goes as a document.
const kinds: Readonly<Record<string, FileRef['kind']>> = {
  'image/jpeg': 'photo',
  'image/png': 'photo',
  'image/webp': 'photo',
  'image/gif': 'animation',
  'video/mp4': 'video',
  'audio/mpeg': 'audio',
  'audio/mp4': 'audio',
}

const kindOf = ({ subtype, mimetype }: FileObject): FileRef['kind'] => {
  const kind = kinds[mimetype ?? ''] ?? 'document'
  return subtype === 'slack_audio' && kind === 'audio' ? 'voice' : kind
}
