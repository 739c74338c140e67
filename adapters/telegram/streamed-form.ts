// A form of multipart/form-data (RFC 7578) whose files are opened one after another and read no faster than the form is taken.

import { ChannelError, type OpenedFile } from '../../src/channel.ts'

export interface FormFile {
  readonly name: string
  readonly mediaType: string | null
  /** Opens it when its turn comes. Throws ChannelError. */
  open(): Promise<OpenedFile>
}

/** Words and files by the names of their fields, in the order in which they are sent. */
export type Fields = Readonly<Record<string, string | FormFile>>

export interface StreamedForm {
  readonly contentType: string
  readonly body: AsyncIterable<Uint8Array>
  /** Why a file could not be read to its end; null where it was not the file's fault. */
  fault(): ChannelError | null
  /** Whether the end of the form was taken, so that it may have arrived whole. */
  isTaken(): boolean
  /** Lets go of the file that is being read; harmless once all is over. */
  close(): void
}

type Reader = ReadableStreamDefaultReader<Uint8Array>

/** Makes a form that can be sent once; `moved` is called whenever something of it was taken. */
export const streamedForm = (fields: Fields, moved: () => void): StreamedForm => {
  const boundary = `frontdesk-${crypto.randomUUID()}`
  let reading: Reader | null = null
  let fault: ChannelError | null = null
  let isTaken = false

  async function* content(file: FormFile): AsyncGenerator<Uint8Array> {
    try {
      reading = (await file.open()).stream.getReader()
      for (let read = await reading.read(); !read.done; read = await reading.read()) yield read.value
    } catch (error) {
      fault = faultOf(error)
      throw fault
    } finally {
      // Whoever stopped half-way leaves the rest unread.
      await reading?.cancel().catch(() => undefined)
      reading = null
    }
  }
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (const [field, value] of Object.entries(fields)) {
      yield bytes(`--${boundary}\r\n${headOf(field, value)}\r\n\r\n${typeof value === 'string' ? value : ''}`)
      if (typeof value !== 'string') yield* content(value)
      yield bytes('\r\n')
    }
    // Before it is handed over: afterwards it would be too late to know that it may have arrived.
    isTaken = true
    yield bytes(`--${boundary}--\r\n`)
  }
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: noticed(chunks(), moved),
    fault: () => fault,
    isTaken: () => isTaken,
    close: () => void reading?.cancel().catch(() => undefined),
  }
}

async function* noticed(chunks: AsyncIterable<Uint8Array>, moved: () => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    moved()
    yield chunk
  }
}

const headOf = (field: string, value: string | FormFile): string => {
  const disposition = `Content-Disposition: form-data; name="${field}"`
  if (typeof value === 'string') return disposition
  return `${disposition}; filename="${quotable(value.name)}"\r\nContent-Type: ${typeOf(value.mediaType)}`
}

// Servers disagree on how a quote is written within quotes, so a name has none; nor may it end the line.
const quotable = (name: string): string =>
  name
    .toWellFormed()
    .replaceAll('"', "'")
    .replace(/[\p{Cc}\\]/gu, '_')

const typeOf = (mediaType: string | null): string =>
  mediaType !== null && /^[\w.+-]+\/[\w.+-]+$/.test(mediaType) ? mediaType : 'application/octet-stream'

const faultOf = (error: unknown): ChannelError =>
  error instanceof ChannelError
    ? error
    : new ChannelError('retry', 'a file broke off where it came from', { cause: error })

const encoder = new TextEncoder()

const bytes = (text: string): Uint8Array => encoder.encode(text)
