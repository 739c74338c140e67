// A backup is a compressed tar file: streamed by us, and opened by anybody's `tar` where Frontdesk is not at hand.

import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { createTarDecoder, createTarPacker } from 'modern-tar'

/** Puts entries into an archive, one after the other, and waits wherever its file can't keep up. */
export interface Archive {
  /** Adds one whose bytes are at hand. */
  add(name: string, bytes: Uint8Array): Promise<void>
  /** Adds one of exactly `size` bytes. Throws where the source holds more or fewer. */
  addFrom(name: string, size: number, source: AsyncIterable<Uint8Array>): Promise<void>
}

/** An entry of an archive that is read; its bytes must be read before the next one is asked for. */
export interface Entry {
  readonly name: string
  readonly bytes: AsyncIterable<Uint8Array>
}

/**
 * Writes an archive to `file`, which is there only once it is whole and on the disk; whatever stood there before is replaced then.
 * Only its owner may read it. What breaks off leaves nothing. Throws what `fill` throws, and the system's error.
 */
export const writeArchive = async <Answer>(
  file: string,
  fill: (archive: Archive) => Promise<Answer>,
): Promise<Answer> => {
  const part = `${file}.${process.pid}.part`
  try {
    const answer = await pack(createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true }), fill)
    await rename(part, file)
    await syncFolder(dirname(file))
    return answer
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

/** Writes an archive into a stream and ends it. Throws what `fill` throws, and what breaks the stream. */
export const pack = async <Answer>(
  target: NodeJS.WritableStream,
  fill: (archive: Archive) => Promise<Answer>,
): Promise<Answer> => {
  const { readable, controller } = createTarPacker()
  const filling = fill(archiveOf(controller)).then(
    (answer) => {
      controller.finalize()
      return answer
    },
    (error: unknown) => {
      controller.error(error)
      throw error
    },
  )
  const [answer] = await Promise.all([filling, pipeline(Readable.fromWeb(readable), createGzip(), target)])
  return answer
}

const archiveOf = (controller: ReturnType<typeof createTarPacker>['controller']): Archive => {
  const addFrom: Archive['addFrom'] = async (name, size, source) => {
    const writer = controller.add({ name, size, mode: 0o600 }).getWriter()
    // What ends the archive is told by the write that waits; the writer's own promise of it has no other listener.
    writer.closed.catch(() => undefined)
    for await (const bytes of source) await writer.write(bytes)
    await writer.close()
  }
  return { add: (name, bytes) => addFrom(name, bytes.length, only(bytes)), addFrom }
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes
}

const syncFolder = async (folder: string): Promise<void> => {
  const opened = await open(folder, 'r')
  await opened.sync().finally(() => opened.close())
}

/**
 * The entries of an archive, in its order; no more of it is held than a few parts.
 * Throws what breaks `source`, and zlib's or modern-tar's error where it is no archive, is damaged or cut.
 */
export async function* unpack(source: Readable): AsyncGenerator<Entry> {
  const { readable, writable } = createTarDecoder({ strict: true })
  const unpacked = createGunzip()
  const writer = writable.getWriter()
  // What ends the entries is told by the write that waits; the writer's own promise of it has no other listener.
  writer.closed.catch(() => undefined)
  const reading = pipeline(source, unpacked, async (chunks: AsyncIterable<Uint8Array>) => {
    try {
      for await (const bytes of chunks) await writer.write(bytes)
      await writer.close()
    } catch (error) {
      // The entries break with the same reason.
      await writer.abort(error).catch(() => undefined)
      throw error
    }
  })
  // It is awaited at the end; until then what breaks it breaks the entries too.
  reading.catch(() => undefined)
  try {
    for await (const { header, body } of readable) yield { name: header.name, bytes: body }
    await reading
  } finally {
    unpacked.destroy()
  }
}
