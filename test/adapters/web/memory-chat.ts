// What a customer's own pages read, in memory: a test puts there what they are to show.

import type { Guess, RequestView } from '../../../src/desk/chat.ts'
import type { ChatMessage, Desk } from '../../../src/desk.ts'

/** Makes that part of a desk; `news`, `late`, `guesses` and `requests` are what is told, a request with an owner to them alone. */
export const createMemoryChat = () => {
  const news = { edited: [] as ChatMessage[], deleted: [] as string[], readUntil: 0 }
  const guesses: Guess[] = []
  const requests: RequestView[] = []
  const late: ChatMessage[] = []
  const requestOwners = new Map<number, string>()
  const desk: Pick<Desk, 'chatNews' | 'lateMessages' | 'guesses' | 'request' | 'requests'> = {
    chatNews: async (_who, _after, since) => ({ ...news, until: since }),
    lateMessages: async () => late,
    guesses: async (_who, _words, _locale, most) => guesses.slice(0, most),
    request: async ({ externalId }, number) => {
      const isTheirs = (requestOwners.get(number) ?? externalId) === externalId
      return isTheirs ? (requests.find(({ ticket }) => ticket.number === number) ?? null) : null
    },
    requests: async (_who, limit) => requests.map(({ ticket }) => ticket).slice(0, limit),
  }
  return { desk, news, late, guesses, requests, requestOwners }
}
