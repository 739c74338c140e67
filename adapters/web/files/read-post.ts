// A post that may bring files: JSON or a form as everywhere, or multipart, whose files are written to the disk as they come in.

import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy, type BusboyFileStream } from '@fastify/busboy'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { FileRef } from '../../../src/channel.ts'
import { requestBody } from '../door/request-body.ts'
import { kindOfFile } from './file-kinds.ts'
import { cleanedName } from './file-name.ts'
import { LARGEST_FILE, LARGEST_POST, MOST_FILES } from './limits.ts'
import { type FileFault, FilesRefused } from './refused-files.ts'
import type { FileStore } from './store.ts'

export interface Posted {
  /** Still to be checked. */
  readonly body: unknown
  readonly files: readonly FileRef[]
}

const FIELDS = { fields: 20, fieldSize: 256 * 1024, headerSize: 16 * 1024, parts: MOST_FILES + 20 }

/** Reads a post; its files are safe on the disk then. Throws `FilesRefused`, and `HTTPException` 400 or 413; nothing of it is left then. */
export const readPost = async (c: Context, store: FileStore): Promise<Posted> => {
  const type = c.req.header('Content-Type') ?? ''
  if (!/^multipart\/form-data/i.test(type)) return { body: await requestBody(c), files: [] }
  if (Number(c.req.header('Content-Length') ?? 0) > LARGEST_POST) throw tooMuch()
  const taken: Taking[] = []
  try {
    const { body, faults } = await parsed(c, type, store, taken)
    const files = (await Promise.all(taken)).filter((file) => file !== null)
    const refused = [...faults, ...files.flatMap((file) => ('fault' in file ? [file] : []))]
    if (refused.length > 0) throw new FilesRefused(refused, body)
    return { body, files: files.flatMap((file) => ('ref' in file ? [file.ref] : [])) }
  } catch (error) {
    const ended = await Promise.allSettled(taken)
    const left = ended.flatMap((one) =>
      one.status === 'fulfilled' && one.value && 'ref' in one.value ? [one.value.ref] : [],
    )
    await removeFiles(store, left)
    throw error
  }
}

/** Takes files back that nothing came of. */
export const removeFiles = async (store: FileStore, files: readonly FileRef[]): Promise<void> => {
  await Promise.all(files.map(({ at }) => store.remove(at.id)))
}

/** Null for a field that was left empty. */
type Taking = Promise<{ readonly ref: FileRef } | FileFault | null>

const tooMuch = () => new HTTPException(413, { message: 'the post is larger than all files together may be' })

const parsed = async (c: Context, type: string, store: FileStore, taken: Taking[]) => {
  const fields = new Map<string, string>()
  const faults: FileFault[] = []
  const stopped = new AbortController()
  const form = createForm(type)
  form.on('field', (name, value) => fields.set(name, value))
  form.on('filesLimit', () => faults.push({ fault: 'tooMany' }))
  form.on('file', (field, stream, name) => {
    // Where a file can't be kept, the rest is not waited for.
    const taking = field === 'files' ? take(store, stream, name) : ignored(stream)
    taken.push(taking)
    taking.catch((error: unknown) => stopped.abort(error))
    stopped.signal.addEventListener('abort', () => stream.destroy())
    // Told again by the form itself.
    stream.on('error', () => undefined)
  })
  const source = c.req.raw.body
  if (source === null) throw new HTTPException(400, { message: 'a form without a body' })
  try {
    // The web's streams and Node's name the same type twice.
    const incoming = Readable.fromWeb(source as Parameters<typeof Readable.fromWeb>[0])
    await pipeline(incoming, counted(), form, { signal: stopped.signal })
  } catch (cause) {
    stopped.abort(cause)
    const faults = (await Promise.allSettled(taken)).flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    const ours = [cause, ...faults].find((fault) => fault instanceof HTTPException || isOfDisk(fault))
    throw ours ?? new HTTPException(400, { message: 'the form broke off', cause })
  }
  return { body: Object.fromEntries(fields), faults }
}

// Such as a full one: no fault of whoever sends the form.
const isOfDisk = (fault: unknown): boolean => fault instanceof Error && 'syscall' in fault

const createForm = (type: string) => {
  try {
    return new Busboy({
      headers: { 'content-type': type },
      limits: { ...FIELDS, files: MOST_FILES, fileSize: LARGEST_FILE },
    })
  } catch (cause) {
    throw new HTTPException(400, { message: 'a form without a boundary', cause })
  }
}

// Whoever doesn't tell the length is counted.
const counted = (): Transform => {
  let bytes = 0
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      bytes += chunk.length
      if (bytes > LARGEST_POST) done(tooMuch())
      else done(null, chunk)
    },
  })
}

const take = async (store: FileStore, stream: BusboyFileStream, given: string | undefined): Taking => {
  const name = cleanedName(browserName(given ?? ''))
  const { id, path, bytes, isText } = await store.save(stream)
  const kind = await checked({ path, name, bytes, isText, isCut: stream.truncated, isNamed: (given ?? '') !== '' })
  if (kind !== null && typeof kind === 'object') {
    return { ref: { ...kind, name, bytes, at: { channel: 'web', id } } }
  }
  await store.remove(id)
  return kind === null ? null : { fault: kind, name }
}

// https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data
const browserName = (written: string): string => written.replace(/%(?:22|0D|0A)/g, decodeURIComponent)

interface Looked {
  readonly path: string
  readonly name: string | null
  readonly bytes: number
  readonly isText: boolean
  readonly isCut: boolean
  readonly isNamed: boolean
}

const checked = async ({ path, name, bytes, isText, isCut, isNamed }: Looked) => {
  if (isCut) return 'tooLarge'
  if (bytes === 0) return isNamed ? 'empty' : null
  return kindOfFile(path, name, isText)
}

const ignored = async (stream: BusboyFileStream): Promise<null> => {
  stream.resume()
  return null
}
