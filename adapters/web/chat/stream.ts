// The chat's streams of events: as the contract has it, in JSON, and for the page, in HTML.

import type { Context } from 'hono'
import type { SSEStreamingApi } from 'hono/streaming'
import type { ChatMessage, ChatView, DeskChange, Person } from '../../../src/desk.ts'
import { eventStream, type Look } from '../door/event-stream.ts'
import type { Reader } from '../door/negotiation.ts'
import { isStillIn, type Visitor } from '../door/sessions.ts'
import type { Site } from '../door/site.ts'
import { type Html, messageJson } from '../render.ts'
import { chatPages } from './chat-pages.ts'
import { type From, mark } from './parse.ts'
import { turn } from './turn.ts'

/** The messages of a chat from the position after `after`, each as it comes. */
export const streamChat = (c: Context, site: Site, visitor: Visitor, after: number): Response => {
  let position = after
  const news = listening()
  const late = lateWords(site, visitor.person)
  const look: Look = async (to) => {
    const known = position
    // What is late must not take a reader back who goes on at its id.
    const send = (message: ChatMessage): Promise<void> =>
      to.writeSSE({ event: 'message', id: String(position), data: JSON.stringify(messageJson(message)) })
    for await (const chat of chatPages(site.desk, visitor.person, position)) {
      news.hear(chat.conversations)
      late.hear(chat)
      for (const message of chat.messages) {
        position = message.position
        await send(message)
      }
      if (to.aborted || site.closing.aborted) return
    }
    for (const message of await late.upTo(known)) await send(message)
  }
  const mayLook = () => isStillIn(site, visitor)
  return eventStream(c, site, { concerns: news.concerns, look, mayLook, alive: 'comment' })
}

interface PageStream {
  readonly reader: Reader
  readonly visitor: Visitor
  readonly from: From
}

/** Events of the page: `turn` is an item of the list, new or changed, `late` one that may have been missed, `gone` the id of one that is no more, `read` the position up to which the team saw all. */
export const streamPage = (c: Context, site: Site, { reader, visitor, from }: PageStream): Response => {
  const who = visitor.person
  let { position, since } = from
  let readUntil = 0
  const news = listening()
  const late = lateWords(site, who)
  const look: Look = async (to) => {
    const known = position
    for await (const chat of chatPages(site.desk, who, position)) {
      news.hear(chat.conversations)
      late.hear(chat)
      for (const message of chat.messages) {
        position = message.position
        await item(to, turn({ reader, message, readUntil }), mark(position, since))
      }
      if (to.aborted || site.closing.aborted) return
    }
    for (const message of await late.upTo(known)) {
      await to.writeSSE({ event: 'late', data: String(await turn({ reader, message, readUntil })) })
    }
    // New words come before what became of old ones: those are what somebody waits for.
    const found = await site.desk.chatNews(who, known, since)
    if (found.readUntil > readUntil) {
      await to.writeSSE({ event: 'read', data: String(found.readUntil) })
      readUntil = found.readUntil
    }
    for (const message of found.edited) await item(to, turn({ reader, message, readUntil }))
    for (const id of found.deleted) await to.writeSSE({ event: 'gone', data: id })
    since = found.until
  }
  const mayLook = () => isStillIn(site, visitor)
  return eventStream(c, site, { concerns: news.concerns, look, mayLook, alive: 'event' })
}

const item = async (to: SSEStreamingApi, shown: Html, id?: string): Promise<void> =>
  to.writeSSE({ event: 'turn', data: String(await shown), ...(id !== undefined && { id }) })

// Of several chats what was stored late is looked for again among what is known, and sent where this stream has not sent it lately.
const lateWords = ({ desk }: Site, who: Person) => {
  let hasSeveral = false
  let before: ReadonlySet<string> = new Set()
  let now: string[] = []
  return {
    /** Hears what is sent anyway. */
    hear: ({ conversations, messages }: ChatView): void => {
      hasSeveral = conversations.length > 1
      if (hasSeveral) now.push(...messages.map(({ id }) => id))
    },
    /** What came late up to the position that was known before. */
    upTo: async (position: number): Promise<readonly ChatMessage[]> => {
      const found = hasSeveral && position > 0 ? await desk.lateMessages(who, position) : []
      const late = found.filter(({ id }) => !before.has(id))
      before = new Set([...found.map(({ id }) => id), ...now])
      now = []
      return late
    },
  }
}

// Before the first contact there is no conversation to wait for.
const listening = () => {
  let conversations: readonly string[] = []
  return {
    hear: (heard: readonly string[]) => {
      conversations = heard
    },
    concerns: (change: DeskChange) =>
      conversations.length === 0 || change.conversation === null || conversations.includes(change.conversation),
  }
}
