// Brings one file into Slack, where nobody sees it yet: it is streamed from where it lies, neither kept nor written anywhere.
// https://docs.slack.dev/messaging/working-with-files#upload

import { z } from 'zod'
import { ChannelError, type OpenedFile, type SentFile } from '../../src/channel.ts'
import { type Api, priorities } from './api.ts'
import { nothingSaid } from './errors.ts'

/** A file that Slack has, and how it is called there. */
export interface Uploaded {
  readonly id: string
  readonly title: string
}

/** Where it lies is the opener's affair. */
type Unplaced = Pick<SentFile, 'kind' | 'name' | 'mediaType' | 'alt' | 'open'>

const mostAlt = 1000

const promised = z.object({ upload_url: z.string(), file_id: z.string() })

/** Uploads a file. Throws ChannelError: whatever failed, nothing was said yet. */
export const uploadFile = async (api: Api, file: Unplaced): Promise<Uploaded> => {
  const opened = await sized(file)
  try {
    const title = opened.name || file.name || nameOf(file.kind, opened.mediaType ?? file.mediaType)
    const place = promised.parse(
      await api.call(
        'files.getUploadURLExternal',
        {
          filename: title,
          length: opened.bytes,
          ...(file.alt === undefined ? {} : { alt_txt: file.alt.slice(0, mostAlt) }),
        },
        priorities.reply,
      ),
    )
    await carry(opened, place.upload_url)
    return { id: place.file_id, title }
  } catch (error) {
    await letGo(opened)
    throw nothingSaid(error)
  }
}

const letGo = async ({ stream }: OpenedFile): Promise<void> => {
  if (stream.locked) return
  await stream.cancel().catch(() => {
    // It broke off by itself: there is nothing left to let go of.
  })
}

type Sized = OpenedFile & { readonly bytes: number }

// Slack wants the length first. Where its platform doesn't tell, the file is read twice: no copy of it is kept.
const sized = async (file: Pick<Unplaced, 'open'>): Promise<Sized> => {
  const opened = await file.open()
  const bytes = opened.bytes ?? (await count(opened.stream))
  if (bytes === 0) {
    await letGo(opened)
    throw new ChannelError('permanent', 'Slack takes no empty file', { reason: 'fileEmpty' })
  }
  return { ...(opened.bytes === null ? await file.open() : opened), bytes }
}

const count = async (stream: ReadableStream<Uint8Array>): Promise<number> => {
  let bytes = 0
  try {
    for await (const chunk of stream) bytes += chunk.length
  } catch (error) {
    throw new ChannelError('retry', 'a file broke off while it was measured', { cause: error })
  }
  return bytes
}

const carry = async ({ stream, bytes, mediaType }: Sized, address: string): Promise<void> => {
  const response = await fetch(address, {
    method: 'POST',
    // What is longer or shorter than it was promised is refused by fetch itself.
    headers: { 'content-length': String(bytes), 'content-type': mediaType ?? 'application/octet-stream' },
    body: stream,
    duplex: 'half',
    redirect: 'error',
  }).catch((error: unknown) => {
    throw new ChannelError('retry', 'a file did not get to Slack whole', { cause: error })
  })
  await response.body?.cancel()
  if (!response.ok) throw refusalOf(response)
}

const refusalOf = ({ status, headers }: Response): ChannelError => {
  const message = `Slack did not take a file (HTTP ${status})`
  if (status === 413) return new ChannelError('permanent', message, { reason: 'fileTooLarge' })
  if (status >= 400 && status < 500 && status !== 429 && status !== 408)
    return new ChannelError('permanent', message, { reason: 'fileRefused' })
  const seconds = Number(headers.get('retry-after'))
  return new ChannelError('retry', message, seconds > 0 ? { retryAfterSeconds: seconds } : {})
}

/** Slack tells what a file is by its name too; Telegram's pictures and voice messages have none. */
const endings: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'application/x-tgsticker': '.tgs',
  'audio/mp4': '.m4a',
  'audio/mpeg': '.mp3',
  'audio/ogg': '.ogg',
  'image/gif': '.gif',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/webp': '.webp',
  'text/plain': '.txt',
  'video/mp4': '.mp4',
  'video/quicktime': '.mov',
  'video/webm': '.webm',
}

const nameOf = (kind: SentFile['kind'], mediaType: string | null): string => `${kind}${endings[mediaType ?? ''] ?? ''}`
