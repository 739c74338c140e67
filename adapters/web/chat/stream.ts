// The chat's stream of events.

import type { Context } from 'hono'
import type { DeskChange, Person } from '../../../src/desk.ts'
import { eventStream } from '../door/event-stream.ts'
import type { Site } from '../door/site.ts'
import { messageJson } from '../render.ts'
import { chatPages } from './chat-pages.ts'

/** The messages of a chat from the position after `after`, each as it comes. */
export const streamChat = (c: Context, site: Site, who: Person, after: number): Response => {
  let position = after
  let conversation: string | null = null
  const concerns = (change: DeskChange) => {
    return conversation === null || change.conversation === null || change.conversation === conversation
  }
  return eventStream(c, site, concerns, async (to) => {
    for await (const chat of chatPages(site.desk, who, position)) {
      conversation = chat.conversation
      for (const message of chat.messages) {
        const data = JSON.stringify(messageJson(message))
        await to.writeSSE({ event: 'message', id: String(message.position), data })
        position = message.position
      }
      if (to.aborted || site.closing.aborted) return
    }
  })
}
