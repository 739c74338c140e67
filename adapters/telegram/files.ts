// Opens what people sent on Telegram (https://core.telegram.org/bots/api#getfile): streamed as it is read, and never kept.

import { open as openOnDisk } from 'node:fs/promises'
import { basename, isAbsolute } from 'node:path'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { ChannelError, type FileRef, type OpenedFile } from '../../src/channel.ts'
import type { Client } from './client.ts'
import { TOKEN_REMEDY, toChannelError } from './errors.ts'

const toldSchema = z.looseObject({
  file_path: z.string().min(1),
  file_size: z.int().nonnegative().optional().catch(undefined),
})

type Told = z.infer<typeof toldSchema>

/** A server of one's own answers only once it has fetched the file itself. */
const PATIENCE = 120_000

/**
 * Makes `Channel.open`. `isOwnServer`: the Bot API server is not Telegram's, and may keep files on a disk that the desk can read.
 * It throws ChannelError: permanent `fileTooLarge` above 20 MB on Telegram's server, permanent `fileGone`, or retry; so does the stream.
 */
export const createOpen =
  (client: Client, isOwnServer: boolean) =>
  async (file: FileRef): Promise<OpenedFile> => {
    const { file_path: path, file_size } = await whereIs(client, file)
    const stream = isOwnServer && isAbsolute(path) ? await fromDisk(path) : await fromServer(client, path)
    return { stream, name: file.name ?? basename(path), mediaType: file.mediaType, bytes: file_size ?? file.bytes }
  }

const whereIs = async (client: Client, { at }: FileRef): Promise<Told> => {
  const answer = await client.call('getFile', { file_id: at.id }, { timeout: PATIENCE }).catch((error: unknown) => {
    throw unopened(toChannelError(error, []))
  })
  const told = toldSchema.safeParse(answer)
  if (!told.success) throw gone('Telegram tells no place of a file')
  return told.data
}

// Asking changes nothing, so no answer leaves no doubt; and whatever Telegram refuses to tell of can't be had.
const unopened = ({ kind, message, cause, reason, retryAfterSeconds }: ChannelError): ChannelError => {
  const wait = retryAfterSeconds === null ? {} : { retryAfterSeconds }
  if (kind === 'ambiguous' || kind === 'retry') return new ChannelError('retry', message, { cause, ...wait })
  if (kind === 'misconfigured') return new ChannelError(kind, message, { cause })
  return new ChannelError('permanent', message, { cause, reason: reason === 'fileTooLarge' ? reason : 'fileGone' })
}

const fromServer = async (client: Client, path: string): Promise<ReadableStream<Uint8Array>> => {
  const response = await client.fetchFile(path).catch((error: unknown) => {
    throw new ChannelError('retry', 'Telegram hands out no file just now', { cause: error })
  })
  if (response.ok && response.body !== null) return watched(response.body)
  await response.body?.cancel()
  if (response.status === 401) throw new ChannelError('misconfigured', TOKEN_REMEDY)
  if (response.status === 404) throw gone('Telegram has the file no more')
  throw new ChannelError('retry', `Telegram answered ${response.status} instead of a file`)
}

// The path is not told: it holds the token.
const fromDisk = async (path: string): Promise<ReadableStream<Uint8Array>> => {
  const handle = await openOnDisk(path).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    const remedy = 'let the desk read the folder of the Bot API server, under the same path'
    throw gone(`the Bot API server keeps a file where the desk can't read it (${code}): ${remedy}`)
  })
  // Node's own type of web streams, which is the same thing under another name.
  return watched(Readable.toWeb(handle.createReadStream()) as ReadableStream<Uint8Array>)
}

// Whoever reads it learns that it was the file that broke off, and not what they do with it.
const watched = (source: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> => {
  const reader = source.getReader()
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const read = await reader.read().catch((error: unknown) => {
          throw new ChannelError('retry', 'a file from Telegram broke off', { cause: error })
        })
        if (read.done) controller.close()
        else controller.enqueue(read.value)
      },
      cancel: (reason) => reader.cancel(reason),
    },
    // Nothing is read ahead of whoever reads it.
    { highWaterMark: 0 },
  )
}

const gone = (message: string): ChannelError => new ChannelError('permanent', message, { reason: 'fileGone' })
