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
  const words = wordsOf(site, visitor.person, after)
  const look: Look = async (to) => {
    // What is late must not take a reader back who goes on at its id.
    const send = (message: ChatMessage, position: number): Promise<void> =>
      to.writeSSE({ event: 'message', id: String(position), data: JSON.stringify(messageJson(message)) })
    await words.tell(to, { fresh: send, late: send })
  }
  const mayLook = () => isStillIn(site, visitor)
  return eventStream(c, site, { concerns: words.concerns, look, mayLook, alive: 'comment' })
}

interface PageStream {
  readonly reader: Reader
  readonly visitor: Visitor
  readonly from: From
}

/** Events of the page: `turn` is an item of the list, new or changed, `late` one that may have been missed, `gone` the id of one that is no more, `read` the position up to which the team saw all. */
export const streamPage = (c: Context, site: Site, { reader, visitor, from }: PageStream): Response => {
  const who = visitor.person
  let { since } = from
  let readUntil = 0
  const words = wordsOf(site, who, from.position)
  const look: Look = async (to) => {
    const known = await words.tell(to, {
      fresh: (message, position) => item(to, turn({ reader, message, readUntil }), mark(position, since)),
      late: async (message) => to.writeSSE({ event: 'late', data: String(await turn({ reader, message, readUntil })) }),
    })
    if (known === null) return
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
  return eventStream(c, site, { concerns: words.concerns, look, mayLook, alive: 'event' })
}

const item = async (to: SSEStreamingApi, shown: Html, id?: string): Promise<void> =>
  to.writeSSE({ event: 'turn', data: String(await shown), ...(id !== undefined && { id }) })

/** Tells one message; `position` is up to where all is told by then. */
type Tell = (message: ChatMessage, position: number) => Promise<void>

// Walks along the words of a person's chats, each told once.
const wordsOf = (site: Site, who: Person, after: number) => {
  let position = after
  // Before the first contact there is no conversation to wait for.
  let conversations: readonly string[] = []
  const lately = lateWords(site, who)
  return {
    concerns: (change: DeskChange) =>
      conversations.length === 0 || change.conversation === null || conversations.includes(change.conversation),
    /** Tells what is new and what came late; answers up to where all was told before, null where the stream ended meanwhile. */
    tell: async (to: SSEStreamingApi, { fresh, late }: Readonly<Record<'fresh' | 'late', Tell>>) => {
      const known = position
      for await (const chat of chatPages(site.desk, who, position)) {
        conversations = chat.conversations
        lately.hear(chat)
        for (const message of chat.messages) {
          position = message.position
          await fresh(message, position)
        }
        if (to.aborted || site.closing.aborted) return null
      }
      for (const message of await lately.upTo(known)) await late(message, position)
      return known
    },
  }
}

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
