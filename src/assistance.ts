// The language model and what asks it, where one is configured.

import { ask, failed } from './assistant/asking.ts'
import { type Consulting, createConsulting } from './assistant/consulting.ts'
import type { Receive } from './channel.ts'
import type { Config } from './config.ts'
import type { Database } from './database/client.ts'
import type { Listener } from './database/listener.ts'
import type { Library } from './knowledge/library.ts'
import type { Embedding } from './knowledge/vectors/embedding.ts'
import { openBudget } from './llm/budget.ts'
import { createModelHealth } from './llm/health.ts'
import { type LanguageOfText, loadLanguageOfText } from './llm/language-of-text.ts'
import { mask } from './llm/masking.ts'
import type { Model } from './llm/model.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics/metrics.ts'

interface ModelParts {
  readonly db: Database
  readonly log: Log
  readonly metrics: Pick<Metrics, 'modelAsked' | 'modelLeftAlone'>
}

export interface WatchedModel extends Model {
  /** What is wrong with it that whoever runs the desk has to mend; null where nothing is. */
  readonly fault: () => string | null
  /** What is left of the day's tokens, as far as this process knows: from memory. */
  readonly tokensLeft: () => number
}

/** Opens the model that is configured; null where none is. */
export const openModel = async (config: Config, { db, log, metrics }: ModelParts): Promise<WatchedModel | null> => {
  if (config.model === null) return null
  // Only a desk that has a use for it spends time and memory on it.
  const { createModel } = await import('./llm/client.ts')
  const { dailyTokens: daily } = config.model
  const { timeZone } = config.desk
  const budget = await openBudget({ db, daily, timeZone })
  const health = createModelHealth({ now: Date.now, timeZone })
  const model = createModel({
    ...{ ...config.model, budget },
    observed: (observation) => {
      health.observed(observation)
      metrics.modelAsked(observation)
    },
    turned: (about, isOpen) => {
      metrics.modelLeftAlone(about, isOpen)
      if (isOpen)
        log.warn(
          { about },
          'the language model failed again and again: it is left alone for a while, and the desk goes on without it',
        )
      else log.info({ about }, 'the language model answers again')
    },
  })
  return { ...model, fault: health.fault, tokensLeft: budget.left }
}

/** What makes vectors of texts; null where no embedding model is configured. */
export const embeddingOf = (config: Config, model: Model | null): Embedding | null => {
  const name = config.model?.embeddingModel ?? null
  if (model === null || name === null) return null
  const masks = config.model?.mask === true
  return {
    name,
    isReady: model.isReadyToEmbed,
    masked: (text, names) => (masks ? (mask([text], names).texts[0] ?? '') : text),
    embed: model.embed,
  }
}

/** What tells the language of a text, where anything is to be translated; nothing is told where not. */
export const openLanguages = async ({ desk }: Config): Promise<LanguageOfText> =>
  desk.assistant && desk.translate !== 'off' ? loadLanguageOfText(desk.locale) : () => null

interface AssistanceParts {
  readonly db: Database
  readonly listener: Listener
  readonly receive: Receive
  readonly library: Pick<Library, 'article' | 'match' | 'prepare'>
  readonly model: Model | null
  readonly log: Log
}

/** Makes what brings consultations to the model; without a model they end as if it were away. */
export const createAssistance = (config: Config, parts: AssistanceParts): Consulting => {
  const { db, listener, receive, library, model, log } = parts
  const now = () => new Date()
  const asking = model && {
    ...{ db, model, article: library.article, locale: config.desk.locale, masks: config.model?.mask ?? true },
    match: async (words: string, locale: string, names: readonly string[]) => {
      await library.prepare(words, names)
      return library.match(words, locale)
    },
  }
  return createConsulting({
    ...{ db, listener, receive, log, now },
    // Without a model there are only jobs from before OPENAI_BASE_URL was taken away.
    ask: async (consultation, signal) => (asking === null ? failed('away') : ask(asking, consultation, signal)),
  })
}
