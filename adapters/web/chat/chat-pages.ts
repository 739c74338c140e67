// A chat of any length, a page at a time: never more than one of them is in memory.

import { CHAT_PAGE, type ChatView, type Desk, type Person } from '../../../src/desk.ts'

/** All that follows the position `after`, oldest first; one page at least, though it be empty. */
export async function* chatPages(
  desk: Pick<Desk, 'chat'>,
  who: Person,
  after: number,
): AsyncGenerator<ChatView, void, void> {
  let position = after
  for (;;) {
    const page = await desk.chat(who, position)
    yield page
    const last = page.messages.at(-1)
    if (last === undefined || page.messages.length < CHAT_PAGE) return
    position = last.position
  }
}
