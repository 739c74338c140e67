// frontdesk stats

import { writeFile } from 'node:fs/promises'
import { type Command, Option } from 'commander'
import { reasonOf } from '../database/reason.ts'
import { createWords } from '../locales/words.ts'
import { pictureLook } from '../reports/charts/look.ts'
import type { VolumeReport } from '../reports/charts/volume.ts'
import { createCounting, type Report, readReport } from '../reports/figures.ts'
import { readPeriod } from '../reports/period.ts'
import { figuresCsv, figuresJson, figuresText } from '../reports/text.ts'
import { volumeByDay } from '../reports/volume-by-day.ts'
import { configured, withDatabase } from './database.ts'
import { Failed, WrongUse } from './failure.ts'

interface StatsOptions {
  readonly period: string
  readonly format: 'text' | 'json' | 'csv' | 'png'
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
    .option('--out <file>', 'write them to a file instead')
    .action(stats)
}

const stats = async ({ period: text, format, out }: StatsOptions): Promise<void> => {
  if (format === 'png' && out === undefined && process.stdout.isTTY)
    throw new WrongUse('a terminal shows no picture; name a file for it: --out chart.png')
  const config = configured()
  const zone = config.desk.timeZone
  const now = new Date()
  const answer = readPeriod(text, now, zone)
  if (!answer.ok) throw new WrongUse(answer.fault)
  const { period } = answer
  const { locale } = config.desk
  const written = await withDatabase(config, async (db) =>
    format === 'png'
      ? volumePicture({ days: await volumeByDay(db, { period, zone, now }), period, zone }, locale)
      : `${inFormat(
          await readReport(
            createCounting(db, config.desk, () => now),
            period,
          ),
          format,
          locale,
        )}\n`,
  )
  if (out === undefined) {
    process.stdout.write(written)
    return
  }
  await writeFile(out, written).catch((cause: unknown) => {
    throw new Failed(`${out} can't be written: ${reasonOf(cause)}; name a file in a folder that is there`, { cause })
  })
}

const volumePicture = async (report: VolumeReport, locale: string): Promise<Buffer> => {
  // Loaded by whoever wants a picture: all else begins at once.
  const [{ volumeChart }, { pngOf }] = await Promise.all([
    import('../reports/charts/volume.ts'),
    import('../reports/charts/png.ts'),
  ])
  return pngOf(volumeChart(report, { words: createWords(), locale, look: pictureLook }).svg)
}

const inFormat = (report: Report, format: 'text' | 'json' | 'csv', locale: string): string => {
  switch (format) {
    case 'json':
      return figuresJson(report)
    case 'csv':
      return figuresCsv(report)
    case 'text':
      return figuresText(report, createWords(), locale).replaceAll('**', '')
  }
}
