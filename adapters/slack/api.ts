// Every call to Slack's Web API: paced ahead of time, and put on hold where Slack asks for silence.

import { WebAPIRateLimitedError, type WebClient } from '@slack/web-api'
import type { Pacer } from '../../src/pacing.ts'

/** What waits for the same limit goes in this order: words to people before what only the desk looks at. */
export const priorities = { reply: 0, answer: 1, lookUp: 2, card: 3, mark: 4, catchUp: 5 } as const

export interface Api {
  /**
   * Calls a method. `given` are its arguments as Slack names them; a `channel` or `channel_id` among them is the place that limits count for.
   * Throws the errors of @slack/web-api.
   */
  call(method: string, given: Readonly<Record<string, unknown>>, priority: number): Promise<unknown>
}

/** Puts the pacer before a client that neither retries nor waits by itself. */
export const createApi = (client: WebClient, pacer: Pacer): Api => ({
  call: async (method, given, priority) => {
    const place = given.channel ?? given.channel_id
    const call = { method, place: typeof place === 'string' ? place : '', priority }
    await pacer.turn(call)
    try {
      return await client.apiCall(method, { ...given })
    } catch (error) {
      if (error instanceof WebAPIRateLimitedError) pacer.hold(call, error.retryAfter * 1000)
      throw error
    }
  },
})
