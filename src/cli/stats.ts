// frontdesk stats

import { writeFile } from 'node:fs/promises'
import { type Command, Option } from 'commander'
import { reasonOf } from '../database/reason.ts'
import { createWords } from '../locales/words.ts'
import { readDivided } from '../reading/divided.ts'
import { drawVolume } from '../reading/pictures.ts'
import { type DividedReport, dividedCsv, dividedJson, dividedText } from '../reports/by-text.ts'
import { createCounting, type Report, readReport } from '../reports/figures.ts'
import { isTooLong, readPeriod } from '../reports/period.ts'
import type { By } from '../reports/request.ts'
import { figuresCsv, figuresJson, figuresText } from '../reports/text.ts'
import { configured, withDatabase } from './database.ts'
import { Failed, WrongUse } from './failure.ts'

interface StatsOptions {
  readonly period: string
  readonly format: 'text' | 'json' | 'csv' | 'png'
  readonly by?: By
  readonly out?: string
}

/** Adds `stats`: the figures of a period. */
export const addStats = (program: Command): void => {
  program
    .command('stats')
    .description('print the figures of a period')
    .option(
      '--period <period>',
      'today, 7d (today is the last day), last week, this month, 2026-01 or 2026-01-01..2026-02-01 (both days included), in TIMEZONE',
      '7d',
    )
    .addOption(
      new Option('--format <format>', 'how to write them').choices(['text', 'json', 'csv', 'png']).default('text'),
    )
    .addOption(new Option('--by <what>', 'tell them apart').choices(['manager', 'tag', 'channel', 'article']))
    .option('--out <file>', 'write them to a file instead')
    .action(stats)
}

const stats = async ({ period: text, format, by, out }: StatsOptions): Promise<void> => {
  if (format === 'png' && by !== undefined)
    throw new WrongUse('a picture shows the days; leave out --by, or choose another --format')
  if (format === 'png' && out === undefined && process.stdout.isTTY)
    throw new WrongUse('a terminal shows no picture; name a file for it: --out chart.png')
  const config = configured()
  const { locale, timeZone: zone } = config.desk
  const now = new Date()
  const answer = readPeriod(text, now, zone)
  if (!answer.ok) throw new WrongUse(answer.fault)
  const { period } = answer
  if (isTooLong(period)) throw new WrongUse('figures tell of ten years at most; name a shorter --period')
  const written = await withDatabase(config, async (db) => {
    if (format === 'png')
      return (await drawVolume({ db, words: createWords(), zone, now: () => now }, period, locale)).png
    const counting = createCounting(db, config.desk, () => now)
    const wanted = { format, locale }
    return by === undefined
      ? wholly(await readReport(counting, period), wanted)
      : divided(await readDivided(counting, period, by), wanted)
  })
  if (out === undefined) {
    process.stdout.write(written)
    return
  }
  await writeFile(out, written).catch((cause: unknown) => {
    throw new Failed(`${out} can't be written: ${reasonOf(cause)}; name a file in a folder that is there`, { cause })
  })
}

interface Wanted {
  readonly format: 'text' | 'json' | 'csv'
  readonly locale: string
}

const wholly = (report: Report, { format, locale }: Wanted): string => {
  if (format === 'text') return plain(figuresText(report, createWords(), locale))
  return lines(format === 'json' ? figuresJson(report) : figuresCsv(report))
}

const divided = (report: DividedReport, { format, locale }: Wanted): string => {
  if (format === 'text') return plain(dividedText(report, createWords(), locale))
  return lines(format === 'json' ? dividedJson(report) : dividedCsv(report))
}

const lines = (text: string): string => `${text}\n`

// A terminal shows no emphasis, and escapes nothing.
const plain = (markdown: string): string => lines(markdown.replaceAll('**', '').replace(/\\([!-/:-@[-`{-~])/g, '$1'))
