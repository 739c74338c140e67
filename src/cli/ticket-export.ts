// frontdesk ticket export

import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { type Command, Option } from 'commander'
import { reasonOf } from '../database/reason.ts'
import { type ExportOptions, exportText, STATES } from '../reading/exported.ts'
import { readPeriod } from '../reports/period.ts'
import { configured, withDatabase } from './database.ts'
import { Failed, WrongUse } from './failure.ts'

interface Given extends Pick<ExportOptions, 'state' | 'format'> {
  readonly messages?: true
  readonly period?: string
  readonly out?: string
}

/** Adds `ticket export`: tickets or messages of a period, however many, in constant memory. */
export const addTicketExport = (ticket: Command): void => {
  ticket
    .command('export')
    .description('write tickets, as JSON with all that was said and done; or messages')
    .option('--messages', 'messages instead of tickets, also those that belong to none')
    .option('--period <period>', 'opened or written then: 7d, last month, 2026-01 or 2026-01-01..2026-02-01; else all')
    .addOption(new Option('--state <state>', 'which tickets; open is all but resolved').choices(STATES).default('all'))
    .addOption(new Option('--format <format>', 'how to write them').choices(['json', 'csv']).default('json'))
    .option('--out <file>', 'write them to a file instead')
    .action(exportAll)
}

const exportAll = async ({ messages, period: text, state, format, out }: Given): Promise<void> => {
  const config = configured()
  const zone = config.desk.timeZone
  const answer = text === undefined ? null : readPeriod(text, new Date(), zone)
  if (answer?.ok === false) throw new WrongUse(answer.fault)
  const what = messages ? 'messages' : 'tickets'
  const options = { what, format, state, zone, period: answer?.period ?? null, mark: out !== undefined } as const
  await withDatabase(config, (db) => write(exportText(db, options), out))
}

const write = async (text: AsyncIterable<string>, out: string | undefined): Promise<void> => {
  // People's words: nobody else of the machine reads them.
  const target = out === undefined ? process.stdout : createWriteStream(out, { mode: 0o600 })
  const met: { fault: Error | null } = { fault: null }
  target.on('error', (error) => {
    met.fault = error
  })
  for await (const piece of text) {
    if (met.fault !== null) break
    // A fault is looked at before the next piece.
    if (!target.write(piece)) await once(target, 'drain').catch(() => {})
  }
  // Whoever reads from a pipe may have enough; other faults of standard output are told where the command line begins.
  if (out === undefined) return
  target.end()
  await finished(target).catch((cause: unknown) => {
    throw new Failed(
      `${out} can't be written: ${reasonOf(cause)}; name a file in a folder that is there, on a disk with room. What it holds now is not all`,
      { cause },
    )
  })
}
