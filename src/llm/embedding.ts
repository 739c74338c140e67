// The vectors of texts: by embeddings (https://platform.openai.com/docs/api-reference/embeddings/create).

import { z } from 'zod'
import { textOf } from './completion.ts'
import type { Connection } from './connection.ts'
import type { Spending, Tally } from './guard.ts'
import { ModelError } from './model.ts'
import { readRefusal, sortRefusal } from './refusals.ts'
import { type Retries, retrying } from './retrying.ts'

interface Parts {
  readonly connection: Connection
  readonly model: string
  readonly retries: Retries
}

export interface Embedding {
  readonly embed: (
    texts: readonly string[],
    signal: AbortSignal,
    spending: Spending,
  ) => Promise<readonly Float32Array[]>
}

/** Texts in one request: llama.cpp and vLLM compute them side by side, and OpenAI takes 2,048. */
const AT_ONCE = 64

/** In bytes: 64 vectors of 8,192 numbers. */
const LONGEST = 16_777_216

const answer = z.object({
  data: z.array(z.object({ index: z.number().int().min(0), embedding: z.array(z.number()).min(1) })),
  usage: z.object({ prompt_tokens: z.number() }).nullish().catch(null),
})

/** Makes it. */
export const createEmbedding = ({ connection, model, retries }: Parts): Embedding => {
  const one = async (input: readonly string[], signal: AbortSignal, used: Tally): Promise<Float32Array[]> => {
    const begun = () => {
      used.sent = estimate(input)
    }
    const reply = await connection.post('/embeddings', { model, input, encoding_format: 'float' }, { signal, begun })
    const body = await textOf(reply.body, LONGEST).catch((error: unknown) => {
      throw connection.failure(error, signal)
    })
    if (reply.status !== 200) {
      used.sent = 0
      throw sortRefusal(readRefusal(reply.status, body), connection.host, reply.header('retry-after'))
    }
    const { vectors, tokens } = readVectors(body, input, connection.host)
    used.sent = tokens
    return vectors
  }
  return {
    embed: async (texts, signal, { spend }) => {
      const vectors: Float32Array[] = []
      for (let from = 0; from < texts.length; from += AT_ONCE) {
        const input = texts.slice(from, from + AT_ONCE)
        const attempt = () => spend(estimate(input), (used) => one(input, signal, used))
        vectors.push(...(await retrying(attempt, retries, signal)))
      }
      return vectors
    },
  }
}

const estimate = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + Math.ceil(Buffer.byteLength(text) / 3) + 2, 0)

const readVectors = (body: string, input: readonly string[], host: string) => {
  const read = answer.safeParse(parsed(body))
  const byPlace = new Map(read.data?.data.map(({ index, embedding }) => [index, embedding] as const))
  const vectors = input.map((_, index) => ofLengthOne(byPlace.get(index) ?? []))
  const [first] = vectors
  const fits = vectors.every(({ length }) => length > 0 && length === first?.length)
  if (!fits || vectors.some((vector) => vector.some(Number.isNaN)))
    throw new ModelError('garbled', `${host} gave no vectors that can be read; check OPENAI_EMBEDDING_MODEL.`)
  return { vectors, tokens: read.data?.usage?.prompt_tokens ?? estimate(input) }
}

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

const ofLengthOne = (vector: readonly number[]): Float32Array => {
  const length = Math.hypot(...vector)
  return Float32Array.from(vector, (part) => part / length)
}
