// Every call to Slack's Web API: paced ahead of time, and put on hold where Slack asks for silence.

import { WebAPIRateLimitedError, type WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Pacer } from '../../src/pacing.ts'

/**
 * What waits for the same limit goes in this order: what managers and customers write to each other; cards, a post a second at most; the
 * desk's own answers, of which a crowd gets a thousand; and then what only the desk looks at. Lines tell the staff what the desk itself did:
 * they go among the cards, a few of which are said at a time, since people's words may stand behind them in a thread.
 */
export const priorities = {
  ...{ reply: 0, word: 1, card: 2, line: 2, answer: 3 },
  ...{ lookUp: 4, mark: 5, catchUp: 6, erasing: 7 },
} as const

export interface Api {
  /**
   * Calls a method. `given` are its arguments as Slack names them; a `channel` or `channel_id` among them is the place that limits count for.
   * Throws the errors of @slack/web-api.
   */
  call(method: string, given: Readonly<Record<string, unknown>>, priority: number): Promise<unknown>
  /** Whether the bot has a scope, as Slack told with its last answer; true until it tells. */
  may(scope: string): boolean
}

// The SDK's own reading of the header x-oauth-scopes, which another server than Slack's may not send.
const telling = z.object({ response_metadata: z.object({ scopes: z.array(z.string()) }) })

/** Puts the pacer before a client that neither retries nor waits by itself. */
export const createApi = (client: WebClient, pacer: Pacer): Api => {
  let scopes: readonly string[] | null = null
  return {
    may: (scope) => scopes?.includes(scope) ?? true,
    call: async (method, given, priority) => {
      const place = given.channel ?? given.channel_id
      const call = { method, place: typeof place === 'string' ? place : '', priority }
      await pacer.turn(call)
      try {
        const answer = await client.apiCall(method, { ...given })
        scopes = telling.safeParse(answer).data?.response_metadata.scopes ?? scopes
        return answer
      } catch (error) {
        if (error instanceof WebAPIRateLimitedError) pacer.hold(call, error.retryAfter * 1000)
        throw error
      }
    },
  }
}
