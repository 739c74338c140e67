// Fetching files: getFile tells a link that lives for an hour, and knows nothing above 20 MiB.
import { writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type Arguments, textOf } from './arguments.ts'
import type { BotState } from './bot-state.ts'
import { badRequest, Refusal } from './refusal.ts'
import type { StoredFile } from './stored-files.ts'

const MAX_DOWNLOAD = 20 * 1024 * 1024
const LINK_MS = 3_600_000

/** getFile: answers a File whose path can be fetched; a local server answers where the file lies on its own disk. */
export function getFile(state: BotState, args: Arguments): object {
  const id = textOf(args, 'file_id')
  const file = state.files.get(id)
  if (!file)
    throw badRequest(id === '' ? 'file_id not specified' : 'wrong file_id or the file is temporarily unavailable')
  if (file.bytes.length > MAX_DOWNLOAD && state.disk === null) throw badRequest('file is too big')
  state.links.set(file.path, { bytes: file.bytes, until: state.now() + LINK_MS })
  return {
    file_id: file.id,
    file_unique_id: file.uniqueId,
    file_size: file.bytes.length,
    file_path: state.disk === null ? file.path : onDisk(state.disk, file),
  }
}

function onDisk(folder: string, { path, bytes }: StoredFile): string {
  const place = join(folder, basename(path))
  writeFileSync(place, bytes)
  return place
}

/** The bytes behind a path that getFile told within the last hour. Throws Refusal 404. */
export function download(state: BotState, path: string): Uint8Array {
  const link = state.links.get(path)
  if (link === undefined || link.until <= state.now()) throw new Refusal(404, 'Not Found')
  return link.bytes
}
