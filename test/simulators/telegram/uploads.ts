// Files as a bot hands them in: in the form itself, attached to it, or by the id of one that is known.
import type { Arguments } from './arguments.ts'
import type { BotState } from './bot-state.ts'
import { badRequest, Refusal } from './refusal.ts'
import { keepFile, type MediaKind, type StoredFile } from './stored-files.ts'

const MAX_UPLOAD = 50 * 1024 * 1024
const MAX_PHOTO = 10 * 1024 * 1024
const MAX_SIDES = 10_000
const MAX_RATIO = 20
/** How JPEG, PNG, GIF, WebP and BMP begin, in latin1. */
const IMAGE = /^(\xFF\xD8\xFF|\x89PNG|GIF8|RIFF....WEBP|BM)/s

/** The file that `given` stands for. Throws Refusal as the real server refuses. */
export async function fileIn(state: BotState, args: Arguments, given: unknown, kind: MediaKind): Promise<StoredFile> {
  const attached = typeof given === 'string' && given.startsWith('attach://') ? args[given.slice(9)] : given
  if (typeof attached === 'string') {
    const known = state.files.get(attached)
    if (!known) throw badRequest('wrong file identifier/HTTP URL specified')
    return known
  }
  if (!(attached instanceof File)) throw badRequest(`there is no ${kind.replace('_', ' ')} in the request`)
  const bytes = new Uint8Array(await attached.arrayBuffer())
  refuseSize(bytes)
  if (kind === 'photo') refusePhoto(bytes)
  return keepFile(state, { kind, bytes, name: attached.name, mediaType: attached.type })
}

function refuseSize({ length }: Uint8Array): void {
  if (length === 0) throw badRequest('file must be non-empty')
  if (length > MAX_UPLOAD) throw new Refusal(413, 'Request Entity Too Large')
}

function refusePhoto(bytes: Uint8Array): void {
  if (bytes.length > MAX_PHOTO) throw badRequest(`file of size ${bytes.length} bytes is too big for a photo`)
  if (!IMAGE.test(Buffer.from(bytes.subarray(0, 16)).toString('latin1'))) throw badRequest('IMAGE_PROCESS_FAILED')
  const [width, height] = sidesOf(bytes)
  if (width + height > MAX_SIDES || Math.max(width / height, height / width) > MAX_RATIO)
    throw badRequest('PHOTO_INVALID_DIMENSIONS')
}

// A PNG tells its sides at once; of other pictures they are taken for good.
function sidesOf(bytes: Uint8Array): [width: number, height: number] {
  if (bytes[0] !== 0x89 || bytes.length < 24) return [1, 1]
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return [view.getUint32(16), view.getUint32(20)]
}
