// In what servers differ that all speak OpenAI's API: what is known of them beforehand, and what is learned from what they refuse.

import type { Refusal } from './refusals.ts'

/** How one server and its model are spoken to. */
export interface Manner {
  /** What the answer's length is called. */
  readonly lengthName: 'max_tokens' | 'max_completion_tokens'
  /** How the answer's shape is asked for: by a schema, as any JSON object, or in words alone. */
  readonly shapeBy: 'json_schema' | 'json_object' | 'words'
  /** Whether the shape stands in the instructions, too. */
  readonly tellsShape: boolean
  /** Whether the stream is to end with the tokens that were used. */
  readonly asksUsage: boolean
  /** Reasoning models take their own temperature alone. */
  readonly hasTemperature: boolean
  /** Tokens for thinking, beside those of the answer. */
  readonly room: number
}

const AZURE = /\.(?:openai\.azure\.com|services\.ai\.azure\.com|cognitiveservices\.azure\.com)$/

const hostOf = (baseUrl: string): string => new URL(baseUrl).hostname

/** The header that carries the key: Azure's keys have one of their own (https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle). */
export const keyHeader = (baseUrl: string, key: string | null): Record<string, string> => {
  if (key === null) return {}
  return AZURE.test(hostOf(baseUrl)) ? { 'api-key': key } : { authorization: `Bearer ${key}` }
}

/**
 * What is tried first. OpenAI's newer models refuse max_tokens and take their schema from response_format; others know the older name,
 * and hold the words to a grammar that the model itself doesn't see, so it is told the shape, too (https://docs.ollama.com/capabilities/structured-outputs).
 */
export const firstManner = (baseUrl: string): Manner => {
  const host = hostOf(baseUrl)
  const isOpenAis = host === 'api.openai.com' || AZURE.test(host)
  return {
    lengthName: isOpenAis ? 'max_completion_tokens' : 'max_tokens',
    shapeBy: 'json_schema',
    tellsShape: !isOpenAis,
    asksUsage: true,
    hasTemperature: true,
    room: 0,
  }
}

/** What to do otherwise after a refusal; null where that is no matter of manner. */
export const afterRefusal = (manner: Manner, { status, words, isTooLong }: Refusal): Manner | null => {
  if (isTooLong || ![400, 404, 422, 500, 501].includes(status)) return null
  const [known, other] =
    manner.lengthName === 'max_tokens'
      ? (['max_tokens', 'max_completion_tokens'] as const)
      : (['max_completion_tokens', 'max_tokens'] as const)
  // One that is too large is no matter of its name.
  if (status < 500 && new RegExp(`\\b${known}\\b`).test(words) && NOT_KNOWN.test(words))
    return { ...manner, lengthName: other }
  if (status < 500 && manner.hasTemperature && /\btemperature\b/.test(words))
    return { ...manner, hasTemperature: false }
  if (status < 500 && manner.asksUsage && /stream[_ ]options|include_usage/i.test(words))
    return { ...manner, asksUsage: false }
  return /response_format|json_schema|json_object|structured output|guided|grammar|schema|vocabulary required for format/i.test(
    words,
  )
    ? lessShape(manner)
    : null
}

const NOT_KNOWN = /unsupported|not supported|unrecognized|unknown|unexpected|extra|not permitted|instead/i

const lessShape = (manner: Manner): Manner | null => {
  if (manner.shapeBy === 'words') return null
  return { ...manner, shapeBy: manner.shapeBy === 'json_schema' ? 'json_object' : 'words', tellsShape: true }
}

/** A model that thinks needs room for it, or nothing is left for its answer; null where it has it already. */
export const afterThinking = (manner: Manner): Manner | null => (manner.room > 0 ? null : { ...manner, room: 4_096 })
