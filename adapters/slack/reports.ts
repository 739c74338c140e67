// A report that comes by itself: its figures as words, and its picture behind them.

import { ChannelError, type FinishedContent, type SentContent } from '../../src/channel.ts'
import type { Desk } from '../../src/desk.ts'
import { fromMarkdown } from '../../src/document.ts'

type Of = Extract<FinishedContent, { kind: 'figures' | 'picture' }>['of']
type Reports = Pick<Desk, 'scheduledReport'>

/** What is said of it. */
export const figuresOf = async (desk: Reports, of: Of): Promise<Extract<SentContent, { kind: 'message' }>> => {
  const { text } = await desk.scheduledReport(of)
  return { kind: 'message', author: { role: 'bot' }, document: fromMarkdown(text), buttons: [] }
}

/** What is shown of it. */
export const pictureOf = async (desk: Reports, of: Of): Promise<Extract<SentContent, { kind: 'files' }>> => {
  const { name, bytes, open, alt } = await (await desk.scheduledReport(of)).draw()
  const mediaType = 'image/png'
  // It lies nowhere: it was drawn just now.
  const at = { channel: 'slack', id: '' } as const
  const opened = async () => ({ stream: open(), name, mediaType, bytes })
  const file = { kind: 'photo', name, mediaType, bytes, alt, at, open: opened } as const
  return { kind: 'files', author: { role: 'bot' }, files: [file], album: null }
}

/** Where pictures can't go until somebody mends something, the figures stand alone: the next report must not wait for that. */
export const alone = (error: unknown): never => {
  if (!(error instanceof ChannelError) || error.kind !== 'misconfigured') throw error
  throw new ChannelError('permanent', error.message, { cause: error, reason: 'fileRefused', sent: error.sent })
}
