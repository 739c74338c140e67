// What is looked up before a payload is read: names, files, where somebody is answered.

import type { Logger } from 'pino'
import { z } from 'zod'
import type { Desk } from '../../src/desk.ts'
import { messageId } from './addresses.ts'
import { type Api, priorities } from './api.ts'
import { namerOf } from './asker.ts'
import { lastingRefusal } from './errors.ts'
import { type FileObject, mustAsk } from './file-objects.ts'
import { type Known, type Source, type ThreadUse, threadOf } from './known.ts'
import type { LinkTo } from './links.ts'
import type { Members } from './members.ts'
import { mentionedIn } from './mrkdwn.ts'
import { fileInfo } from './opening.ts'
import { isDirect, type Payload, type Posted, peopleOf } from './payloads.ts'
import { openDirect } from './start-check.ts'
import { peopleIn, ticketsIn } from './submissions.ts'
import { isSupport } from './support-form.ts'

export interface LookUpParts {
  readonly api: Api
  readonly members: Members
  readonly desk: Pick<Desk, 'chatSaying' | 'hasChat' | 'ticket'>
  readonly staffChannel: string | null
  readonly thread: ThreadUse
  readonly linkTo: LinkTo
  readonly log: Pick<Logger, 'warn'>
}

/**
 * Looks up what a payload needs to be read.
 * @throws the errors of @slack/web-api, and those of the database
 */
export const knownFor = async (parts: LookUpParts, payload: Payload): Promise<Known> => {
  const { api, members, staffChannel, thread } = parts
  const { author, text } = peopleOf(payload)
  const find = namerOf(members, payload)
  const ids = [...new Set([...(author === null ? [] : [author]), ...namedBy(payload), ...mentionedIn(text)])]
  const found = new Map(await Promise.all(ids.map(async (id) => [id, await find(id)] as const)))
  const direct = asksInDirect(payload) && author !== null ? await openDirect(api, author) : null
  const files = await askedFiles(parts, payload)
  const links = await linksIn(parts, payload)
  const threadSaying = await saying(parts, payload)
  return {
    staffChannel,
    thread,
    member: (id) => found.get(id),
    file: (id) => files.get(id),
    direct,
    isChat: threadSaying !== null || (await isChat(parts, payload)),
    threadSaying,
    source: payload.kind === 'shortcut' ? await sourceOf(parts, payload.shortcut) : null,
    linkOf: (number) => links.get(number) ?? null,
    now: new Date(),
  }
}

const namedBy = (payload: Payload): readonly string[] => {
  if (payload.kind === 'submission') return peopleIn(payload.submission)
  return payload.kind === 'shortcut' && payload.shortcut.message.user ? [payload.shortcut.message.user] : []
}

const linksIn = async (
  { desk, linkTo }: LookUpParts,
  payload: Payload,
): Promise<ReadonlyMap<number, string | null>> => {
  const numbers = payload.kind === 'submission' ? ticketsIn(payload.submission) : []
  const links = numbers.map(async (number) => {
    const card = (await desk.ticket(number))?.card ?? null
    return [number, card === null ? null : await linkTo(card)] as const
  })
  return new Map(await Promise.all(links))
}

// Who asks by a command or in its form is answered in the direct message.
const asksInDirect = (payload: Payload): boolean =>
  payload.kind === 'command' || (payload.kind === 'submission' && isSupport(payload.submission))

// Of files that come through Slack Connect an event tells the id alone.
const askedFiles = async (parts: LookUpParts, payload: Payload): Promise<ReadonlyMap<string, FileObject>> => {
  const asked = (filesOf(payload) ?? [])
    .filter(mustAsk)
    .map(async (file) => [file.id, await told(parts, file)] as const)
  return new Map(await Promise.all(asked))
}

// Words must not wait for a name: where Slack can't tell now it is asked again when the file is passed on.
const told = async ({ api, log }: LookUpParts, file: FileObject): Promise<FileObject> => {
  try {
    return await fileInfo(api, file.id)
  } catch (error) {
    log.warn({ err: error, file: file.id }, 'Slack did not tell what a file is')
    return file
  }
}

const filesOf = (payload: Payload): Posted['files'] => {
  if (payload.kind === 'shortcut') return payload.shortcut.message.files
  return payload.kind === 'posted' || payload.kind === 'edited' ? payload.message.files : undefined
}

// Most talk in channels is in no thread, and nothing is asked about it.
const isChat = async ({ desk, staffChannel }: LookUpParts, payload: Payload): Promise<boolean> => {
  const place = threadAt(payload)
  if (place === null || isDirect(place.channel) || place.channel === staffChannel) return false
  return desk.hasChat({ channel: 'slack', externalId: threadOf(place.user, place.channel, place.message) })
}

// Of a message that is marked an event doesn't tell the thread.
const saying = async ({ desk, staffChannel }: LookUpParts, payload: Payload): Promise<string | null> => {
  if (payload.kind !== 'reacted' || isDirect(payload.channel) || payload.channel === staffChannel) return null
  const { user, channel, ts } = payload
  const chat = await desk.chatSaying({ channel: 'slack', externalId: user }, messageId(channel, ts))
  return chat === null ? null : (chat.split(':').at(-1) ?? null)
}

const threadAt = (payload: Payload): { user: string; channel: string; message: Posted } | null => {
  if (payload.kind === 'press') {
    const { user, channel, message } = payload.press
    return channel && message ? { user: user.id, channel: channel.id, message } : null
  }
  if (payload.kind !== 'posted' && payload.kind !== 'edited' && payload.kind !== 'deleted') return null
  const { channel, message } = payload
  const isKnown = message.thread_ts !== undefined || message.edited !== undefined
  return message.user !== undefined && isKnown ? { user: message.user, channel, message } : null
}

type Shortcut = Extract<Payload, { kind: 'shortcut' }>['shortcut']

const info = z.object({ channel: z.object({ is_member: z.boolean().optional() }) })

const sourceOf = async ({ api, linkTo }: LookUpParts, { channel, message }: Shortcut): Promise<Source | null> => {
  if (message.user === undefined || message.bot_id !== undefined) return null
  const [isOpen, direct, link] = await Promise.all([
    isMember(api, channel.id),
    openDirect(api, message.user),
    linkTo(messageId(channel.id, message.ts)),
  ])
  return { isOpen, direct, link }
}

// A channel that the bot is not in may look as if there were none.
const isMember = async (api: Api, channel: string): Promise<boolean> => {
  try {
    return info.parse(await api.call('conversations.info', { channel }, priorities.answer)).channel.is_member ?? false
  } catch (error) {
    if (lastingRefusal(error) === null) throw error
    return false
  }
}
