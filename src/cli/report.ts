// frontdesk report

import type { Command } from 'commander'
import { plainText } from '../core/document.ts'
import { readReportWish } from '../core/report-schedule.ts'
import { fromMarkdown } from '../document.ts'
import { settleReportWish } from '../engine/reports.ts'
import { createWords } from '../locales/words.ts'
import { configured, withDatabase } from './database.ts'
import { Failed, WrongUse } from './failure.ts'

/** Adds `report`: when a report comes by itself. */
export const addReport = (program: Command): void => {
  program
    .command('report')
    .description('set when a report comes by itself, in TIMEZONE; alone, print what is set')
    .argument('[when...]', 'daily 09:00, or weekly Mon 09:00; to anna@example.com for e-mail; off ends it')
    .action(report)
}

const report = async (when: readonly string[]): Promise<void> => {
  const text = when.join(' ')
  if (readReportWish(text).kind === 'unread')
    throw new WrongUse('it is not clear when that is; write daily 09:00, weekly Mon 09:00 to anna@example.com, or off')
  const config = configured()
  const { locale, timeZone: zone, staffMailboxes } = config.desk
  const staffChannel = config.slack === null ? null : 'slack'
  const places = { staffChannel, sendsMail: config.mail !== null, staffMailboxes }
  const outcome = await withDatabase(config, (db) =>
    db.$transaction((tx) => settleReportWish(tx, text, { zone, places, now: new Date() })),
  )
  if (!('notice' in outcome) || outcome.notice === undefined) return
  const { say, params = {} } = outcome.notice
  const written = Object.entries(params).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const told = say === 'report.none' ? NONE : createWords()(locale, say, Object.fromEntries(written))
  const answer = plainText(fromMarkdown(told)).trim()
  if (outcome.kind === 'refused') throw new Failed(answer)
  process.stdout.write(`${answer}\n`)
}

const NONE = 'No report comes by itself; frontdesk report daily 09:00 sets when one does.'
