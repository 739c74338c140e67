// frontdesk faq

import { readFile, writeFile } from 'node:fs/promises'
import { type Command, Option } from 'commander'
import { reasonOf } from '../database/reason.ts'
import type { Delimiter } from '../knowledge/article-files/csv.ts'
import { isEncoding } from '../knowledge/article-files/decode.ts'
import { formatOf, OTHER_ENDING } from '../knowledge/article-files/format.ts'
import { readArticleFile } from '../knowledge/article-files/read.ts'
import { writeArticles } from '../knowledge/article-files/write.ts'
import { loadArticles } from '../knowledge/articles.ts'
import { importArticles, UnfitArticles } from '../knowledge/store-articles.ts'
import { configured, withDatabase } from './database.ts'
import { Failed, WrongUse } from './failure.ts'
import { addFaqEval } from './faq-eval.ts'
import { addFaqMatch } from './faq-match.ts'

const FORMS = `
The file's ending names its form:
  .json         an array of { "id"?, "title", "answer", "phrasings"?: [], "tags"?: [], "locale"?: "en", "versionOf"?: "id" }
  .csv .tsv     the first line names the columns: id,title,answer,phrasings,tags,locale,versionOf in any order, title and answer needed;
                several phrasings stand in one cell, each on its own line; tags with commas between; the delimiter is , ; or a tab
  .md .markdown "# Title", then a list of what is needed of "- id: …", "- locale: …", "- versionOf: …", "- tags: one, two" and
                "- phrasings:" with "  - like this" below, then an empty line and the answer
versionOf is the id of the article that this one says in another language. UTF-8, or UTF-16 with a byte order mark.`

/** Adds `faq import` and `faq export`, the articles from and to a file, and what tries articles out. */
export const addFaq = (program: Command): void => {
  const faq = program.command('faq').description('the articles of the desk')
  faq
    .command('import')
    .description('add articles from a file, or replace those with the same id or title; all or none')
    .argument('<file>', 'a .json, .csv, .tsv or .md file')
    .option('--encoding <name>', 'what the file is written in where it is not Unicode, as windows-1250')
    .addHelpText('after', FORMS)
    .action(importFile)
  faq
    .command('export')
    .description('write all articles to a file, as import reads them')
    .argument('<file>', 'a .json, .csv, .tsv or .md file')
    .addOption(
      new Option('--delimiter <mark>', 'between the cells of a .csv, as your spreadsheet wants it')
        .choices([',', ';'])
        .default(','),
    )
    .addHelpText('after', FORMS)
    .action(exportFile)
  addFaqMatch(faq)
  addFaqEval(faq)
}

const importFile = async (file: string, { encoding }: { encoding?: string }): Promise<void> => {
  endingOf(file)
  if (encoding !== undefined && !isEncoding(encoding))
    throw new WrongUse(`--encoding ${encoding} is none; write one as windows-1250, windows-1252 or utf-16le`)
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new Failed(`${file} can't be read: ${reasonOf(cause)}`, { cause })
  })
  const answer = readArticleFile({ name: file, bytes, encoding: encoding ?? null, answerOptional: false })
  if (!answer.ok) throw notImported(file, answer.faults)
  const { added, replaced } = await withDatabase(configured(), (db) => importArticles(db, answer.articles)).catch(
    (error: unknown) => {
      throw error instanceof UnfitArticles ? notImported(file, error.faults) : error
    },
  )
  process.stdout.write(`${added} added, ${replaced} replaced\n`)
}

const notImported = (file: string, faults: readonly string[]): Failed =>
  new Failed(`${file} was not imported; mend these and try again:\n${faults.join('\n')}`)

const exportFile = async (file: string, { delimiter }: { delimiter: Delimiter }): Promise<void> => {
  const format = endingOf(file)
  const articles = await withDatabase(configured(), loadArticles)
  await writeFile(file, writeArticles(format, articles, delimiter)).catch((cause: unknown) => {
    throw new Failed(`${file} can't be written: ${reasonOf(cause)}`, { cause })
  })
  process.stdout.write(`${articles.length} exported\n`)
}

const endingOf = (file: string) => {
  const format = formatOf(file)
  if (format === null) throw new WrongUse(`${file} has another ending: ${OTHER_ENDING}`)
  return format
}
