// Calls of the Bot API, each with a time-out of its own: telegraf's is 500 s, and a half-open socket would hold a chat that long.

import { Telegraf, type Telegram } from 'telegraf'
import type { Fields } from './streamed-form.ts'
import { upload } from './uploading.ts'

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
  /** Calls a method with a form whose files are streamed, and answers its `result`, unparsed. Throws as `upload` says. */
  upload(method: Method, fields: Fields): Promise<unknown>
  /**
   * Fetches what lies under a path that getFile told; its body comes as it is read.
   * Throws fetch's errors, which don't name the address: it holds the token.
   */
  fetchFile(path: string): Promise<Response>
}

const TIMEOUT = 15_000
const TELEGRAMS_OWN = 'https://api.telegram.org/'

/** Makes a client for one token; `apiRoot` is another Bot API server's address, with or without a path. */
export const createClient = (token: string, apiRoot: string | null): Client => {
  const given = apiRoot ?? TELEGRAMS_OWN
  const root = given.endsWith('/') ? given : `${given}/`
  const { telegram } = new Telegraf(token, { telegram: { apiRoot: root, webhookReply: false } })
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
    upload: (method, fields) => upload(`${root}bot${token}/${method}`, fields),
    fetchFile: (path) => untilItBegins(`${root}file/bot${token}/${path}`),
  }
}

// A long file may take its time once it has begun. No other server may be told of the token in the address.
const untilItBegins = (url: string): Promise<Response> => {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), TIMEOUT)
  return fetch(url, { signal: late.signal, redirect: 'error' }).finally(() => clearTimeout(timer))
}
