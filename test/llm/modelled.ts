// A client of the simulated model, with short pauses and tokens without end.
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import type { Budget } from '../../src/llm/budget.ts'
import { createModel, type ModelOptions } from '../../src/llm/client.ts'
import type { Observation } from '../../src/llm/guard.ts'
import type { Asked, Model } from '../../src/llm/model.ts'
import { type OpenAiOptions, type OpenAiSimulator, startOpenAi } from '../simulators/openai/openai-simulator.ts'

/** Tokens as in the database, but in memory. */
export const purse = (daily: number): Budget & { readonly used: () => number } => {
  let used = 0
  return {
    used: () => used,
    left: () => Math.max(0, daily - used),
    reserve: async (tokens) => {
      if (used + tokens > daily) return null
      used += tokens
      return async (total) => {
        used += total - tokens
      }
    },
  }
}

/** The limits that a test waits for gladly. */
export const quick = {
  patience: { connect: 5_000, begin: 60_000, idle: 60_000, whole: 60_000 },
  retries: { attempts: 3, pause: 1, longestPause: 50 },
  limits: { failures: 5, pause: 60_000, longestPause: 60_000 },
}

export interface Modelled {
  readonly server: OpenAiSimulator
  readonly model: Model
  readonly observed: readonly Observation[]
  readonly turned: readonly boolean[]
}

/** A model and its server, which end with the test. */
export const modelled = async (
  asServer: OpenAiOptions = {},
  asClient: Partial<ModelOptions> = {},
): Promise<Modelled> => {
  const server = await startOpenAi(asServer)
  const observed: Observation[] = []
  const turned: boolean[] = []
  const model = createModel({
    ...{ baseUrl: server.url, apiKey: 'sk-simulated', model: 'small', embeddingModel: 'embedder', ...quick },
    ...{ proxies: { http: null, https: null, without: null }, budget: purse(1_000_000_000) },
    observed: (observation) => observed.push(observation),
    turned: (_, isOpen) => turned.push(isOpen),
    ...asClient,
  })
  onTestFinished(async () => {
    await model.close()
    await server.stop()
  })
  return { server, model, observed, turned }
}

/** An answer with its sources. */
export const grounded = z.object({ text: z.string().max(2_000), articles: z.array(z.string()).max(3) })

/** A question about parcels, to be answered in that shape. */
export const question: Asked<z.infer<typeof grounded>> = {
  purpose: 'answer',
  instructions: 'Answer from the articles alone.',
  material: 'How long does a parcel take?',
  shape: grounded,
  longest: 300,
}

/** A signal of somebody who waits as long as it takes. */
export const patient = (): AbortSignal => new AbortController().signal
