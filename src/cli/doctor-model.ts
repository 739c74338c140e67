// The doctor's look at the language model.

import { z } from 'zod'
import type { Config } from '../config.ts'
import type { Budget } from '../llm/budget.ts'
import { type Model, ModelError } from '../llm/model.ts'
import { bad, type Finding, good } from './finding.ts'

type ModelConfig = NonNullable<Config['model']>

/** A server may have to load its model first. */
const PATIENCE = 30_000

// A few dozen tokens, and a doctor must also work where they are used up, or the database is away.
const unlimited: Budget = { left: () => 1, reserve: async () => async () => undefined }

/** Asks each model one short question, as the desk itself would: only that tells whether key, address and names are right. */
export const checkModel = async (config: Config['model']): Promise<readonly Finding[]> => {
  if (config === null) return [good('language model', 'off; OPENAI_BASE_URL and OPENAI_MODEL turn it on')]
  // undici takes twice as long to load as most commands to run.
  const { createModel } = await import('../llm/client.ts')
  const model = createModel({ ...config, budget: unlimited, retries: { attempts: 1, pause: 0, longestPause: 0 } })
  try {
    return (await Promise.all([checkAnswers(model, config), checkEmbeddings(model, config)])).flat()
  } finally {
    await model.close()
  }
}

const shape = z.object({ well: z.boolean() })

const checkAnswers = async (model: Model, { model: name, baseUrl }: ModelConfig): Promise<readonly Finding[]> => {
  if (name === null) return []
  const asked = { purpose: 'answer', instructions: 'Say that you are well.', material: 'Are you well?' } as const
  const question = () => model.ask({ ...asked, shape, longest: 50 }, AbortSignal.timeout(PATIENCE))
  return [await found('language model', `${name} at ${new URL(baseUrl).host} answers`, question)]
}

const checkEmbeddings = async (model: Model, { embeddingModel, baseUrl }: ModelConfig): Promise<readonly Finding[]> => {
  if (embeddingModel === null) return []
  const texts = () => model.embed(['Are you well?'], AbortSignal.timeout(PATIENCE))
  return [await found('embeddings', `${embeddingModel} at ${new URL(baseUrl).host} answers`, texts)]
}

const found = async (about: string, words: string, question: () => Promise<unknown>): Promise<Finding> => {
  try {
    await question()
    return good(about, words)
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    return bad(about, error.message)
  }
}
