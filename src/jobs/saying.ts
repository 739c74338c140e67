// Says one delivery where it belongs: through its channel, or by mail.

import {
  type Channel,
  type ChannelContent,
  ChannelError,
  type FileRef,
  type FinishedContent,
  type Mail,
  type MailContent,
  type OpenedFile,
  type Receipt,
  type SentContent,
} from '../channel.ts'
import type { ChannelName } from '../core/types.ts'
import { isPassing } from '../database/client.ts'
import type { Head } from './outbox.ts'

/** Sends a mail; resolves once its server has taken it. Throws `ChannelError`. */
export interface MailSender {
  send(mail: Mail): Promise<Receipt>
}

/** Who says what. */
export interface Speakers {
  readonly channels: ReadonlyMap<ChannelName, Pick<Channel, 'send' | 'open'>>
  /** Null where no mail is configured. */
  readonly mail: MailSender | null
}

const MOST_BUGS = 5

/** Tries once; what the platform refuses, or an adapter's own fault, is an answer, not thrown. */
export const said = async (speakers: Speakers, head: Head): Promise<Receipt | ChannelError> => {
  const { content } = head.delivery
  if (needsNothing(content)) return { ids: [] }
  if (content.kind === 'seen' && content.target === null) return { ids: [] }
  try {
    if (content.kind === 'digest' || content.kind === 'letter' || content.kind === 'report')
      return await mailed(speakers, head, content)
    return await channelOf(speakers, head).send({ ...head.delivery, content: openable(speakers, content) })
  } catch (error) {
    return faultOf(error, head.attempts)
  }
}

// What never stood there needs no change.
const needsNothing = (content: FinishedContent): boolean =>
  (content.kind === 'edit' && content.posted.length === 0) ||
  (content.kind === 'delete' && content.posted.length + (content.erases?.perhaps?.length ?? 0) === 0)

const mailed = ({ mail }: Speakers, { delivery: { id, address } }: Head, content: MailContent): Promise<Receipt> => {
  if (mail === null || address === null)
    throw new ChannelError('misconfigured', 'mail waits to be sent, but SMTP_URL is not set')
  return mail.send({ id, mailbox: address, content })
}

// Files are streamed from the channel that they came in on, as they are sent.
const openable = ({ channels }: Speakers, content: ChannelContent): SentContent => {
  if (content.kind !== 'files') return content
  const files = content.files.map((file) => ({ ...file, open: () => openOn(channels.get(file.at.channel), file) }))
  return { ...content, files }
}

/** Opens a file on the channel that it came in on; undefined where that is not configured. Throws `ChannelError`. */
export const openOn = async (source: Pick<Channel, 'open'> | undefined, file: FileRef): Promise<OpenedFile> => {
  if (source?.open === undefined)
    throw new ChannelError('permanent', `${file.at.channel} opens no files`, { reason: 'fileGone' })
  return source.open(file)
}

const channelOf = ({ channels }: Speakers, head: Head): Pick<Channel, 'send'> => {
  const channel = head.channel === 'mail' ? undefined : channels.get(head.channel)
  if (channel === undefined)
    throw new ChannelError('misconfigured', `${head.channel} is not configured, but something waits to be said there`)
  return channel
}

// A bug in an adapter must not hold up a destination for ever: after some attempts it is refused, which makes it news (design rule 6).
const faultOf = (error: unknown, attempts: number): ChannelError => {
  if (error instanceof ChannelError) return error
  if (isPassing(error)) return new ChannelError('retry', 'the database did not answer', { cause: error })
  const kind = attempts < MOST_BUGS ? 'ambiguous' : 'permanent'
  return new ChannelError(kind, 'the adapter failed', { cause: error, reason: 'unknown' })
}
