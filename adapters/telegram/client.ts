// Calls of the Bot API through telegraf's client, each with a time-out of its own: the client's is 500 s, and a half-open socket would hold a chat that long.

import { Telegraf, type Telegram } from 'telegraf'

type Api = Telegram['callApi']
type Method = Parameters<Api>[0]
/** An object with the method's arguments under their Bot API names. */
type Payload = Readonly<Record<string, unknown>>

export interface Client {
  /** The bot's numeric id, which is the part of the token before its colon. */
  readonly bot: string
  /**
   * Calls a method and answers its `result`, unparsed. Ends after `timeout` milliseconds (15 s) or when `signal` fires.
   * Throws telegraf's TelegramError where Telegram refuses, and node-fetch's errors where no answer came.
   */
  call(method: Method, payload: Payload, options?: { timeout?: number; signal?: AbortSignal }): Promise<unknown>
}

const TIMEOUT = 15_000

/** Makes a client for one token; `apiRoot` is another Bot API server's address, with or without a path. */
export const createClient = (token: string, apiRoot: string | null): Client => {
  const root = apiRoot === null ? {} : { apiRoot: apiRoot.endsWith('/') ? apiRoot : `${apiRoot}/` }
  const { telegram } = new Telegraf(token, { telegram: { ...root, webhookReply: false } })
  // telegraf's types end at Bot API 7.1 and name the signal of a shim; arguments are checked where they are made, and the real signal works.
  const callApi = telegram.callApi.bind(telegram) as (
    method: Method,
    payload: Payload,
    options: { signal: AbortSignal },
  ) => Promise<unknown>
  return {
    bot: token.split(':')[0] ?? '',
    call: (method, payload, { timeout = TIMEOUT, signal } = {}) => {
      const late = AbortSignal.timeout(timeout)
      return callApi(method, payload, { signal: signal === undefined ? late : AbortSignal.any([signal, late]) })
    },
  }
}
