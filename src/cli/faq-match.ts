// frontdesk faq match

import { createInterface } from 'node:readline'
import { type Command, InvalidArgumentError } from 'commander'
import { offerOf } from '../core/offering.ts'
import { createMatcher } from '../knowledge/matcher.ts'
import { readArticles } from './article-file.ts'

const MOST_MATCHES = 10

/** Adds `faq match`: what the articles of a file answer to the questions on standard input; without a database. */
export const addFaqMatch = (faq: Command): void => {
  faq
    .command('match')
    .description('read one question a line from standard input, and write what fits it, one JSON a line')
    .requiredOption('--articles <file>', 'a .json, .csv, .tsv or .md file, as for import; answers may be missing')
    .option('--k <number>', `how many matches to write; there are ${MOST_MATCHES} at most`, count, 3)
    .option('--locale <locale>', "the asker's language", 'en')
    .action(matchLines)
}

const count = (text: string): number => {
  const number = Number(text)
  if (Number.isInteger(number) && number >= 1) return number
  throw new InvalidArgumentError('Write a whole number from 1 on.')
}

interface Options {
  readonly articles: string
  readonly k: number
  readonly locale: string
}

const matchLines = async ({ articles: file, k, locale }: Options): Promise<void> => {
  const matcher = createMatcher(await readArticles(file))
  for await (const query of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    // Whoever reads has enough, as "head" has.
    if (!process.stdout.writable) {
      process.stdin.destroy()
      break
    }
    const start = performance.now()
    const matches = matcher.match(query, locale)
    const ms = performance.now() - start
    const line = {
      query,
      matches: matches.slice(0, k).map(({ article, score, confidence }) => ({ id: article, score, confidence })),
      suggest: offerOf(matches).kind !== 'nothing',
      ms,
    }
    process.stdout.write(`${JSON.stringify(line)}\n`)
  }
}
