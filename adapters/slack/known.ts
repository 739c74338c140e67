// What was looked up before a payload is read, and how people and their words are named with it. Pure.

import type { ManagerRef, Sender } from '../../src/core/types.ts'
import type { Document } from '../../src/document.ts'
import type { FileObject } from './file-objects.ts'
import { fromMrkdwn } from './mrkdwn.ts'

/** A member of the workspace, as `users.info` tells. `locale` is a language such as `en`; both are null where unknown. */
export interface Member {
  readonly name: string | null
  readonly locale: string | null
  /** By its IANA name. */
  readonly timeZone?: string
  readonly guest: boolean
  readonly bot: boolean
}

/** Where a message stands that becomes a ticket. */
export interface Source {
  /** Whether the bot may answer in the message's thread. */
  readonly isOpen: boolean
  /** The direct message with its author. */
  readonly direct: string
  readonly link: string | null
}

/** What words in a ticket's thread are, unless told otherwise: replies to the customer, or notes among the staff. */
export type ThreadUse = 'replies' | 'notes'

export interface Known {
  readonly staffChannel: string | null
  readonly thread: ThreadUse
  readonly member: (id: string) => Member | undefined
  /** What Slack tells of a file where the payload doesn't; undefined where it wasn't asked, or can't tell now. */
  readonly file: (id: string) => FileObject | undefined
  /** The direct message with the author of a command; null where it wasn't needed. */
  readonly direct: string | null
  /** Whether the thread that it is about is a chat of its author's. */
  readonly isChat: boolean
  /** The first message of the author's thread in which the desk said what they marked; null where it did so in none, and for all else. */
  readonly threadSaying: string | null
  /** What is known of the message that a shortcut was used on; null where there was none. */
  readonly source: Source | null
  /** A link to the card of a ticket that is merged, or merged into; null where it was not looked up, or nothing is known. */
  readonly linkOf: (number: number) => string | null
  /** For what carries no time of its own. */
  readonly now: Date
}

/** Words as the desk keeps them, with the names of the people that they mention. */
export const wordsOf = (text: string, known: Known): Document =>
  fromMrkdwn(text, (id) => known.member(id)?.name ?? undefined)

/** A customer, who is answered in the channel `direct`. */
export const senderOf = (user: string, direct: string, known: Known): Sender => {
  const member = known.member(user)
  return {
    channel: 'slack',
    externalId: user,
    address: direct,
    name: member?.name ?? null,
    locale: member?.locale ?? null,
    ...(member?.timeZone === undefined ? {} : { timeZone: member.timeZone }),
  }
}

/** The name of a thread in which one person is answered. */
export const threadOf = (user: string, channel: string, { ts, thread_ts: thread }: Place): string =>
  `${user}:${channel}:${thread ?? ts}`

interface Place {
  readonly ts: string
  readonly thread_ts?: string | undefined
}

/** A customer who is answered in a thread of a channel; null where that thread is no chat of theirs. */
export const threadSender = (user: string, channel: string, message: Place, known: Known): Sender | null =>
  known.isChat
    ? {
        ...senderOf(user, `${channel}:${message.thread_ts ?? message.ts}`, known),
        externalId: threadOf(user, channel, message),
      }
    : null

/** A manager; `username` is what a payload calls them, where it does. */
export const managerOf = (user: string, username: string | undefined, known: Known): ManagerRef => ({
  channel: 'slack',
  externalId: user,
  name: known.member(user)?.name ?? username ?? user,
})

/** When a `ts` of Slack's was. */
export const timeOf = (ts: string): Date => new Date(Math.floor(Number(ts) * 1000))
