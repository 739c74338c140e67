// frontdesk faq

import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Command } from 'commander'
import { reasonOf } from '../database/reason.ts'
import { importArticles, loadArticles, readArticles } from '../knowledge/articles.ts'
import { configured, withDatabase } from './database.ts'
import { Failed, WrongUse } from './failure.ts'

/** Adds `faq import` and `faq export`: the articles from and to a JSON file. */
export const addFaq = (program: Command): void => {
  const faq = program.command('faq').description('the articles of the desk')
  faq
    .command('import')
    .description('add articles from a JSON file, or replace those with the same id or title; all or none')
    .argument('<file>', 'an array of { "id"?, "title", "answer", "phrasings"?, "tags"?, "locale"? }')
    .action(importFile)
  faq
    .command('export')
    .description('write all articles to a JSON file, as import reads them')
    .argument('<file>')
    .action(exportFile)
}

const importFile = async (file: string): Promise<void> => {
  expectJson(file)
  const json = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Failed(`${file} can't be read: ${reasonOf(cause)}`, { cause })
  })
  const answer = readArticles(json)
  if (!answer.ok) throw new Failed(`${file} was not imported; mend these and try again:\n${answer.faults.join('\n')}`)
  const { added, replaced } = await withDatabase(configured(), (db) => importArticles(db, answer.articles))
  process.stdout.write(`${added} added, ${replaced} replaced\n`)
}

const exportFile = async (file: string): Promise<void> => {
  expectJson(file)
  const articles = await withDatabase(configured(), loadArticles)
  await writeFile(file, `${JSON.stringify(articles, null, 2)}\n`).catch((cause: unknown) => {
    throw new Failed(`${file} can't be written: ${reasonOf(cause)}`, { cause })
  })
  process.stdout.write(`${articles.length} exported\n`)
}

const expectJson = (file: string): void => {
  if (path.extname(file).toLowerCase() === '.json') return
  throw new WrongUse(`${file} is no .json file, and CSV and Markdown aren't built yet; use JSON`)
}
