// frontdesk faq eval

import { readFile } from 'node:fs/promises'
import { type Command, InvalidArgumentError } from 'commander'
import { z } from 'zod'
import { type Config, loadConfig } from '../config.ts'
import { reasonOf } from '../database/reason.ts'
import type { Article } from '../knowledge/articles.ts'
import { evaluate } from '../knowledge/evaluation.ts'
import { createMatcher, type Matcher } from '../knowledge/matcher.ts'
import { meantBy } from '../knowledge/vectors/meant.ts'
import type { Budget } from '../llm/budget.ts'
import { Failed } from './failure.ts'

const text = z.string().trim().min(1)
const labelled = z.object({
  entries: z.array(
    z.object({
      id: text,
      title: text,
      phrasings: z.array(text).default([]),
      locale: z.string().default('en'),
    }),
  ),
  queries: z.array(z.tuple([z.string(), text])),
  outOfScope: z.array(z.string()).default([]),
})

const FORM = `
FILE is JSON: { "entries": [{ "id", "title", "phrasings": [], "locale"?: "en" }], "queries": [["a question", "the id that answers it"]],
"outOfScope"?: ["a question that none answers"] }. Shares are from 0 to 1, times in milliseconds.
Where OPENAI_EMBEDDING_MODEL is set, that model is asked for the vectors of all texts, beforehand and whatever OPENAI_DAILY_TOKENS says.`

/** Adds `faq eval`: how good the matcher is on a file of labelled questions. */
export const addFaqEval = (faq: Command): void => {
  faq
    .command('eval')
    .description('tell how good answers are found on a file of labelled questions, as one JSON')
    .argument('<file>')
    .option('--k <number>', 'how many phrasings of each entry are used, the first ones', count, 10)
    .option('--locale <locale>', "the askers' language", 'en')
    .option('--no-embeddings', 'by words alone, though OPENAI_EMBEDDING_MODEL is set')
    .addHelpText('after', FORM)
    .action(evaluateFile)
}

const count = (given: string): number => {
  const number = Number(given)
  if (Number.isInteger(number) && number >= 0) return number
  throw new InvalidArgumentError('Write a whole number from 0 on.')
}

interface Options {
  readonly k: number
  readonly locale: string
  readonly embeddings: boolean
}

const evaluateFile = async (file: string, { k, locale, embeddings }: Options): Promise<void> => {
  const { entries, queries, outOfScope } = await readLabelled(file)
  const articles = entries.map(({ phrasings, ...entry }) => ({
    ...entry,
    phrasings: phrasings.slice(0, k),
    answer: '',
    tags: [],
    versionOf: null,
  }))
  const questions = [
    ...queries.map(([question, article]) => ({ question, article })),
    ...outOfScope.map((question) => ({ question, article: null })),
  ]
  const texts = questions.map(({ question }) => question)
  const matcher = embeddings ? await matcherWithMeaning(articles, texts) : createMatcher(articles)
  const { top1, ...rest } = evaluate(matcher, questions, { locale, clock: () => performance.now() })
  const asked = { entries: entries.length, k, queries: queries.length, outOfScope: outOfScope.length }
  process.stdout.write(`${JSON.stringify({ top1, ...rest, ...asked })}\n`)
}

const matcherWithMeaning = async (
  articles: readonly Article[],
  questions: readonly string[],
): Promise<Pick<Matcher, 'match'>> => {
  const matcher = createMatcher(articles)
  const answer = loadConfig()
  if (!answer.ok) process.stderr.write('by words alone: the configuration has faults, which "frontdesk doctor" tells\n')
  const model = answer.ok ? answer.config.model : null
  if (!answer.ok || model === null || model.embeddingModel === null) return matcher
  const meant = await vectorsBy(answer.config, model, articles, questions)
  if (meant === null) {
    process.stderr.write(
      `by words alone: ${model.embeddingModel} tells these articles apart much worse than their words do\n`,
    )
    return matcher
  }
  return { match: (question, locale) => matcher.match(question, locale, meant) }
}

// Whoever measures has no desk that may be out of tokens.
const unlimited: Budget = { left: () => 1, reserve: async () => async () => undefined }

const vectorsBy = async (
  config: Config,
  server: NonNullable<Config['model']>,
  articles: readonly Article[],
  questions: readonly string[],
) => {
  // undici takes twice as long to load as most commands to run.
  const [{ embeddingOf }, { createModel }] = await Promise.all([import('../assistance.ts'), import('../llm/client.ts')])
  const model = createModel({ ...server, budget: unlimited })
  try {
    const embedding = embeddingOf(config, model)
    return embedding === null ? null : await meantBy(embedding, articles, questions)
  } catch (cause) {
    throw new Failed(`${reasonOf(cause)} (--no-embeddings measures without it)`, { cause })
  } finally {
    await model.close()
  }
}

const readLabelled = async (file: string) => {
  const json = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Failed(`${file} can't be read: ${reasonOf(cause)}`, { cause })
  })
  const answer = labelled.safeParse(parsed(file, json))
  if (!answer.success)
    throw new Failed(`${file} can't be used:\n${z.prettifyError(answer.error)}\n(--help tells its form)`)
  const all = answer.data.entries.map(({ id }) => id)
  const ids = new Set(all)
  const twice = all.findIndex((id, index) => all.indexOf(id) < index)
  if (twice !== -1) {
    throw new Failed(`${file}: entry ${twice + 1} has the id "${all[twice]}" of an earlier one; give it one of its own`)
  }
  const lost = answer.data.queries.findIndex(([, id]) => !ids.has(id))
  if (lost === -1) return answer.data
  throw new Failed(`${file}: question ${lost + 1} names "${answer.data.queries[lost]?.[1]}", which is no entry's id`)
}

const parsed = (file: string, json: string): unknown => {
  try {
    return JSON.parse(json.replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw new Failed(`${file} is no JSON: ${reasonOf(cause)}`, { cause })
  }
}
