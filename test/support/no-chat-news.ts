// The customer's part of the port on a desk where nothing changes after it was said.

import type { DeskChat } from '../../src/desk/chat.ts'

/** Nothing is edited, read or guessed, and nobody has tickets. */
export const noChatNews: DeskChat = {
  chatNews: async (_who, _after, since) => ({ edited: [], deleted: [], readUntil: 0, until: since }),
  lateMessages: async () => [],
  guesses: async () => [],
  request: async () => null,
}
