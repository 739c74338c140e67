// The chat's streams of events: as the contract has it, in JSON, and for the page, in HTML.

import type { Context } from 'hono'
import type { SSEStreamingApi } from 'hono/streaming'
import type { DeskChange } from '../../../src/desk.ts'
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
  const look: Look = async (to) => {
    for await (const chat of chatPages(site.desk, visitor.person, position)) {
      news.hear(chat.conversations)
      for (const message of chat.messages) {
        const data = JSON.stringify(messageJson(message))
        await to.writeSSE({ event: 'message', id: String(message.position), data })
        position = message.position
      }
      if (to.aborted || site.closing.aborted) return
    }
  }
  const mayLook = () => isStillIn(site, visitor)
  return eventStream(c, site, { concerns: news.concerns, look, mayLook, alive: 'comment' })
}

interface PageStream {
  readonly reader: Reader
  readonly visitor: Visitor
  readonly from: From
}

/** Events of the page: `turn` is an item of the list, new or changed, `gone` the id of one that is no more, `read` the position up to which the team saw all. */
export const streamPage = (c: Context, site: Site, { reader, visitor, from }: PageStream): Response => {
  const who = visitor.person
  let { position, since } = from
  let readUntil = 0
  const news = listening()
  const look: Look = async (to) => {
    const known = position
    for await (const chat of chatPages(site.desk, who, position)) {
      news.hear(chat.conversations)
      for (const message of chat.messages) {
        position = message.position
        await item(to, turn({ reader, message, readUntil }), mark(position, since))
      }
      if (to.aborted || site.closing.aborted) return
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
