// A whole chat as one JSON answer, written page by page.

import type { Context } from 'hono'
import { stream } from 'hono/streaming'
import type { ChatView, Person } from '../../../src/desk.ts'
import type { Site } from '../door/site.ts'
import { messageJson } from '../render.ts'
import { chatPages } from './chat-pages.ts'

/** Answers `{"messages": […]}`, oldest first. Throws where the first page can't be read; a later fault cuts the answer off, so that no JSON comes of it. */
export const listMessages = async (c: Context, site: Site, who: Person): Promise<Response> => {
  const parts = listed(chatPages(site.desk, who, 0))
  const first = await parts.next()
  c.header('Content-Type', 'application/json')
  return stream(
    c,
    async (to) => {
      await to.write(first.value ?? '')
      for await (const part of parts) {
        if (to.aborted) return
        await to.write(part)
      }
    },
    async (err) => site.log.warn({ err }, 'the answer to GET /messages broke off'),
  )
}

async function* listed(pages: AsyncIterable<ChatView>): AsyncGenerator<string, void, void> {
  let before = '{"messages":['
  for await (const { messages } of pages) {
    if (messages.length === 0) continue
    yield before + messages.map((message) => JSON.stringify(messageJson(message))).join(',')
    before = ','
  }
  yield before === ',' ? ']}' : `${before}]}`
}
