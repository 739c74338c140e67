// frontdesk faq eval

import { readFile } from 'node:fs/promises'
import { type Command, InvalidArgumentError } from 'commander'
import { z } from 'zod'
import { reasonOf } from '../database/reason.ts'
import { evaluate } from '../knowledge/evaluation.ts'
import { createMatcher } from '../knowledge/matcher.ts'
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
"outOfScope"?: ["a question that none answers"] }. Shares are from 0 to 1, times in milliseconds.`

/** Adds `faq eval`: how good the matcher is on a file of labelled questions. */
export const addFaqEval = (faq: Command): void => {
  faq
    .command('eval')
    .description('tell how good answers are found on a file of labelled questions, as one JSON')
    .argument('<file>')
    .option('--k <number>', 'how many phrasings of each entry are used, the first ones', count, 10)
    .option('--locale <locale>', "the askers' language", 'en')
    .addHelpText('after', FORM)
    .action(evaluateFile)
}

const count = (given: string): number => {
  const number = Number(given)
  if (Number.isInteger(number) && number >= 0) return number
  throw new InvalidArgumentError('Write a whole number from 0 on.')
}

const evaluateFile = async (file: string, { k, locale }: { k: number; locale: string }): Promise<void> => {
  const { entries, queries, outOfScope } = await readLabelled(file)
  const matcher = createMatcher(
    entries.map(({ phrasings, ...entry }) => ({
      ...entry,
      phrasings: phrasings.slice(0, k),
      answer: '',
      tags: [],
      versionOf: null,
    })),
  )
  const questions = [
    ...queries.map(([question, article]) => ({ question, article })),
    ...outOfScope.map((question) => ({ question, article: null })),
  ]
  const { top1, ...rest } = evaluate(matcher, questions, { locale, clock: () => performance.now() })
  const asked = { entries: entries.length, k, queries: queries.length, outOfScope: outOfScope.length }
  process.stdout.write(`${JSON.stringify({ top1, ...rest, ...asked })}\n`)
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
