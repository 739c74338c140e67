// Where files of the web lie: in a folder that no address leads to, under names that are ours, readable by the desk's own user alone.

import { createReadStream } from 'node:fs'
import { mkdir, open, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { ChannelError, type FileRef, type OpenedFile } from '../../../src/channel.ts'

export interface Stored {
  readonly id: string
  readonly path: string
  readonly bytes: number
  /** Whether it is valid UTF-8 without NUL. */
  readonly isText: boolean
}

export type FileStore = ReturnType<typeof createFileStore>

/** Keeps files under `folder`, as `<first two hex digits>/<uuid>`. */
export const createFileStore = (folder: string) => {
  const placeOf = (id: string): string => join(folder, id.slice(0, 2), id)
  return {
    /** Writes a file to the disk itself, so that nothing which is committed later can lack its bytes; what breaks off leaves nothing. */
    save: async (source: AsyncIterable<Uint8Array>): Promise<Stored> => {
      const id = crypto.randomUUID()
      const path = placeOf(id)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      try {
        return { id, path, ...(await write(path, source)) }
      } catch (error) {
        await rm(path, { force: true })
        throw error
      }
    },
    remove: (id: string): Promise<void> => rm(placeOf(id), { force: true }),
    /** Opens one that came in here. Throws ChannelError: permanent `fileGone`; so does the stream where it breaks off. */
    open: async (file: FileRef): Promise<OpenedFile> => {
      if (!UUID.test(file.at.id)) throw gone()
      const path = placeOf(file.at.id)
      const { size } = await stat(path).catch(() => {
        throw gone()
      })
      // Node's own type of web streams, which is the same thing under another name.
      const stream = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>
      return { stream, name: file.name, mediaType: file.mediaType, bytes: size }
    },
  }
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

const write = async (path: string, source: AsyncIterable<Uint8Array>): Promise<Pick<Stored, 'bytes' | 'isText'>> => {
  const file = await open(path, 'wx', 0o600)
  const looksLikeText = textCheck()
  let bytes = 0
  try {
    for await (const chunk of source) {
      bytes += chunk.length
      looksLikeText.sees(chunk)
      await file.writeFile(chunk)
    }
    await file.sync()
    const folder = await open(dirname(path), 'r')
    await folder.sync().finally(() => folder.close())
  } finally {
    await file.close()
  }
  return { bytes, isText: looksLikeText.ends() }
}

const textCheck = () => {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let holds = true
  const decodes = (chunk?: Uint8Array): void => {
    try {
      decoder.decode(chunk, { stream: chunk !== undefined })
    } catch {
      holds = false
    }
  }
  return {
    sees: (chunk: Uint8Array): void => {
      if (!holds) return
      if (chunk.includes(0)) holds = false
      else decodes(chunk)
    },
    ends: (): boolean => {
      if (holds) decodes()
      return holds
    },
  }
}

const gone = (): ChannelError =>
  new ChannelError('permanent', 'a file of the web is not in DATA_DIR', { reason: 'fileGone' })
