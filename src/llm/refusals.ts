// What an answer other than 200 means, by its status and by the several shapes of its body.

import { z } from 'zod'
import { ModelError } from './model.ts'
import { Passing } from './passing.ts'

export interface Refusal {
  readonly status: number
  /** All that the server says about it, to be searched; it may repeat what people wrote, so it is never told on. */
  readonly words: string
  readonly isTooLong: boolean
  /** A short name of what is wrong, such as `invalid_api_key`; empty where there is none. */
  readonly code: string
}

const text = z.union([z.string(), z.number()]).nullish().catch(null)
const detail = z.object({ message: text, type: text, param: text, code: text, metadata: z.unknown().optional() })

/** What is read of a refusal's body, in bytes. */
export const LONGEST_REFUSAL = 65_536

/** Reads the body of a refusal, whatever server it comes from. */
export const readRefusal = (status: number, body: string): Refusal => {
  const { message, type, param, code, metadata } = detailOf(body)
  const words = [message, param, code, type, JSON.stringify(metadata ?? '')].join(' ')
  const names = [code, type]
    .filter((name) => typeof name === 'string')
    .filter((name) => /^[A-Za-z][\w.-]{1,50}$/.test(name))
  return { status, words, isTooLong: TOO_LONG.test(words), code: names[0] ?? '' }
}

/** The error that a refusal is to whoever asked; `Passing` where another try may help. `after` is its Retry-After. */
export const sortRefusal = (refusal: Refusal, host: string, after: string): ModelError => {
  const { status, words, code, isTooLong } = refusal
  const what = `${host} answered ${status}${code === '' ? '' : ` (${code})`}`
  if (isTooLong || status === 413)
    return new ModelError(
      'refused',
      `${what}: more was sent than the model reads at once; use one with a longer context.`,
    )
  if (FILTERED.test(words)) return new ModelError('refused', `${what}: its content filter took offence.`)
  if (status === 402 || /insufficient_quota/.test(words))
    return new ModelError('misconfigured', `${what}: the account has no credit left; add some, or raise its limit.`)
  if (status === 401 || status === 403)
    return new ModelError('misconfigured', `${what}: the key is refused; check OPENAI_API_KEY.`)
  if (isUnknownModel(status, words))
    return new ModelError(
      'misconfigured',
      `${what}: it has no such model; check OPENAI_MODEL and OPENAI_EMBEDDING_MODEL, or load it there.`,
    )
  if (status < 400 || status === 404 || status === 405)
    return new ModelError(
      'misconfigured',
      `${what}: the API isn't there; check OPENAI_BASE_URL, which mostly ends in /v1.`,
    )
  if (status === 501) return new ModelError('misconfigured', `${what}: it is not set up for this; see its manual.`)
  if ([408, 409, 425, 429].includes(status) || status >= 500)
    return new Passing('away', `${what}; wait, or see whether it has too much to do.`, { pause: pauseOf(after) })
  return new ModelError(
    'refused',
    `${what}: it won't take the request; see that OPENAI_BASE_URL is an OpenAI-compatible server.`,
  )
}

/** What Retry-After asks for, in milliseconds from `now`: seconds or a date (https://httpwg.org/specs/rfc9110.html#field.retry-after). */
const pauseOf = (after: string, now: number = Date.now()): number => {
  if (/^\d+(\.\d+)?$/.test(after)) return Number(after) * 1_000
  const moment = after === '' ? Number.NaN : Date.parse(after)
  return Number.isNaN(moment) ? 0 : Math.max(0, moment - now)
}

const TOO_LONG = /context_length_exceeded|exceed_context_size|context (?:length|size|window)|string_above_max_length/i
const FILTERED = /content_filter|ResponsibleAIPolicy|invalid_prompt|flagged_input|moderation/i

const isUnknownModel = (status: number, words: string): boolean =>
  /model_not_found|DeploymentNotFound|not a valid model/i.test(words) ||
  (status === 404 && /\bmodel\b|deployment/i.test(words))

// OpenAI's own {error: {…}}; vLLM's older {object: 'error', …} and {error: 'Unauthorized'}; FastAPI's {detail}; Google's list of one.
const detailOf = (body: string): z.infer<typeof detail> => {
  const nothing = { message: body.slice(0, 2_000), metadata: undefined }
  try {
    const read: unknown = JSON.parse(body)
    const whole = z
      .looseObject({ error: z.unknown().optional(), detail: z.unknown().optional() })
      .parse(Array.isArray(read) ? read[0] : read)
    if (typeof whole.error === 'string') return { ...nothing, message: whole.error }
    if (whole.detail !== undefined) return { ...nothing, message: JSON.stringify(whole.detail) }
    return detail.parse(whole.error ?? whole)
  } catch {
    return nothing
  }
}
