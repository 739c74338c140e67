// The language model by OpenAI's API, of whatever server speaks it: puts the parts of this folder together.

import { type Breaker, createBreaker, LIMITS, type Limits } from './breaker.ts'
import type { Budget } from './budget.ts'
import { createChat } from './chat.ts'
import { openConnection, PATIENCE, type Patience, type Proxies } from './connection.ts'
import { createEmbedding } from './embedding.ts'
import { createGuard, type Observation } from './guard.ts'
import { type Model, ModelError } from './model.ts'
import { RETRIES, type Retries } from './retrying.ts'
import { firstManner, keyHeader } from './servers.ts'

export interface ModelOptions {
  /** Without a slash at its end: `https://api.openai.com/v1`. */
  readonly baseUrl: string
  readonly apiKey: string | null
  /** Null where nothing is to be asked. */
  readonly model: string | null
  /** Null where no vectors are made. */
  readonly embeddingModel: string | null
  readonly proxies: Proxies
  readonly budget: Budget
  /** Hears of each request once it has ended. */
  readonly observed?: (observation: Observation) => void
  /** Hears when the server is left alone, and when it answers again. */
  readonly turned?: (about: 'answers' | 'embeddings', isOpen: boolean) => void
  /** Requests under way at once, for answers and for vectors each; 8 unless told. */
  readonly atOnce?: number
  readonly patience?: Patience
  readonly retries?: Retries
  readonly limits?: Limits
}

/** Makes the model; nothing is connected before it is asked. */
export const createModel = (options: ModelOptions): Model => {
  const { baseUrl, apiKey, model, embeddingModel, budget, turned, retries = RETRIES, limits = LIMITS } = options
  const connection = openConnection(baseUrl, keyHeader(baseUrl, apiKey), options.proxies, options.patience ?? PATIENCE)
  const closing = new AbortController()
  const guard = () =>
    createGuard({
      ...{ budget, atOnce: options.atOnce ?? 8, closing: closing.signal },
      observed: options.observed ?? (() => undefined),
    })
  const [answering, embedding] = [guard(), guard()]
  // Each its own queue and breaker: they are different models, and vectors are waited for much shorter.
  const breakerOf = (about: 'answers' | 'embeddings'): Breaker =>
    createBreaker(limits, (isOpen) => turned?.(about, isOpen))
  const [answers, embeddings] = [breakerOf('answers'), breakerOf('embeddings')]
  const chat = createChat({ connection, retries, model: model ?? '', manner: firstManner(baseUrl) })
  const vectors = createEmbedding({ connection, retries, model: embeddingModel ?? '' })
  const isUsable = (): boolean => !closing.signal.aborted && budget.left() > 0
  return {
    isReady: () => model !== null && isUsable() && answers.isReady(),
    isReadyToEmbed: () => embeddingModel !== null && isUsable() && embeddings.isReady(),
    ask: async (asked, signal) => {
      if (model === null) throw missing('OPENAI_MODEL')
      const wanted = { about: asked.purpose, breaker: answers }
      return answering(wanted, (until, spending) => chat.ask(asked, until, spending), signal)
    },
    embed: async (texts, signal) => {
      if (embeddingModel === null) throw missing('OPENAI_EMBEDDING_MODEL')
      const wanted = { about: 'embedding', breaker: embeddings } as const
      return embedding(wanted, (until, spending) => vectors.embed(texts, until, spending), signal)
    },
    close: async () => {
      closing.abort(new ModelError('dropped', 'the desk is closing.'))
      await connection.close()
    },
  }
}

const missing = (name: string): ModelError =>
  new ModelError('misconfigured', `no model is named for this; set ${name} to one of the server at OPENAI_BASE_URL.`)
