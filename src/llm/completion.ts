// What a model says, as it comes: put together from a stream of chunks, cut where it has no end, or read from one body.

import { z } from 'zod'
import type { Reply } from './connection.ts'
import { eventsIn } from './events.ts'
import { ModelError, type Tokens } from './model.ts'
import { Passing } from './passing.ts'
import { storable } from './reading.ts'
import { readRefusal, sortRefusal } from './refusals.ts'

export interface Completion {
  readonly text: string
  /** Whether nothing is missing: it ended by itself, not at its longest. */
  readonly isWhole: boolean
  /** Whether it thought before it spoke. */
  readonly thought: boolean
  /** By the server's own count; null where it tells none. */
  readonly usage: Tokens | null
  /** Pieces that came, each a token or more. */
  readonly pieces: number
}

const part = z.object({
  content: z.string().nullish(),
  refusal: z.string().nullish(),
  reasoning_content: z.string().nullish(),
  reasoning: z.string().nullish(),
})
const chunk = z.object({
  error: z.unknown().optional(),
  // Azure sends chunks without choices, and choices without words, for its filter's findings.
  choices: z
    .array(z.object({ delta: part.nullish(), message: part.nullish(), finish_reason: z.string().nullish() }))
    .catch([]),
  usage: z
    .object({
      prompt_tokens: z.number(),
      completion_tokens: z.number().default(0),
      completion_tokens_details: z.object({ reasoning_tokens: z.number().nullish() }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
})
type Chunk = z.infer<typeof chunk>

interface Gathered {
  text: string
  refusal: string
  finish: string | null
  thought: boolean
  usage: Tokens | null
  pieces: number
  isDone: boolean
}

/** Told of each piece, so that what was used is known whatever happens then. */
export type Heard = (pieces: number) => void

/**
 * Reads a reply of status 200. `tokens` is the most that was asked for: what is much longer than that is cut, by its pieces and by its bytes.
 * Throws `Passing` where it breaks off, `ModelError` where it is refused, and what reading throws.
 */
export const readCompletion = async (reply: Reply, host: string, tokens: number, heard: Heard): Promise<Completion> => {
  const so: Gathered = { text: '', refusal: '', finish: null, thought: false, usage: null, pieces: 0, isDone: false }
  const isStream = reply.header('content-type').includes('text/event-stream')
  for await (const said of isStream
    ? eventsIn(limited(reply.body, tokens))
    : [await textOf(limited(reply.body, tokens), Number.POSITIVE_INFINITY)]) {
    if (said === '[DONE]') {
      so.isDone = true
      continue
    }
    const read = chunkOf(said)
    if (read === null)
      throw new Passing('garbled', `${host} sent what is no JSON; see that OPENAI_BASE_URL is its API.`)
    if (read.error !== undefined && read.error !== null) throw brokenOff(host, read.error)
    gather(so, read)
    heard(so.pieces)
    if (so.pieces > 2 * tokens + 64) throw endless()
  }
  return completionOf(so, host)
}

/** Reads a body as text, and cuts it after `most` bytes. */
export const textOf = async (body: AsyncIterable<Uint8Array>, most: number): Promise<string> => {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of body) {
    pieces.push(piece)
    length += piece.byteLength
    if (length > most) break
  }
  return Buffer.concat(pieces).toString('utf8')
}

/** The longest that a chunk around a token was seen to be, with room: OpenRouter's and vLLM's take some 350 bytes. */
const BYTES_OF_A_TOKEN = 2_000

async function* limited(body: AsyncIterable<Uint8Array>, tokens: number): AsyncGenerator<Uint8Array> {
  let left = (tokens + 64) * BYTES_OF_A_TOKEN
  for await (const bytes of body) {
    left -= bytes.byteLength
    if (left < 0) throw endless()
    yield bytes
  }
}

const endless = (): ModelError =>
  new ModelError(
    'garbled',
    'the model went on without end, and was cut; use another one, or a server that keeps to max_tokens.',
  )

const chunkOf = (said: string): Chunk | null => {
  try {
    return chunk.parse(JSON.parse(said))
  } catch {
    return null
  }
}

const gather = (so: Gathered, { choices, usage }: Chunk): void => {
  for (const { delta, message, finish_reason: finish } of choices) {
    const said = delta ?? message
    so.text += said?.content ?? ''
    so.refusal += said?.refusal ?? ''
    const thought = `${said?.reasoning_content ?? ''}${said?.reasoning ?? ''}`
    so.thought ||= thought !== ''
    if (thought !== '' || said?.content) so.pieces++
    so.finish = finish ?? so.finish
  }
  if (!usage) return
  so.usage = { sent: usage.prompt_tokens, received: usage.completion_tokens }
  so.thought ||= (usage.completion_tokens_details?.reasoning_tokens ?? 0) > 0
}

const brokenOff = (host: string, error: unknown): ModelError => {
  // The status was sent long before; some tell it as the error's code.
  const { code } = z
    .looseObject({ code: z.number().min(400).max(599).catch(500) })
    .catch({ code: 500 })
    .parse(error)
  const refusal = readRefusal(code, JSON.stringify({ error }))
  const sorted = sortRefusal(refusal, host, '')
  return sorted.kind === 'away' ? new Passing('away', `${host} broke off; try again later.`) : sorted
}

const completionOf = (so: Gathered, host: string): Completion => {
  if (so.finish === 'content_filter' || so.refusal !== '')
    throw new ModelError('refused', `the model at ${host} won't answer this.`)
  if (so.finish === 'error') throw new Passing('away', `${host} broke off; try again later.`)
  if (so.finish === null && !so.isDone)
    throw new Passing(
      'garbled',
      `the answer of ${host} broke off in the middle; see what stands between it and the desk.`,
    )
  const { thought, usage, pieces } = so
  const text = storable(so.text)
  return { text, thought: thought || /^\s*<think/i.test(text), usage, pieces, isWhole: so.finish !== 'length' }
}
