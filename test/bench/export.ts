// What an export of everything takes: rows a second, and how much memory it holds beside that of a small one.

import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Database, openDatabase } from '../../src/database/client.ts'
import { migrate } from '../../src/database/migrate.ts'
import { exportText } from '../../src/reading/exported.ts'
import { seedTickets } from '../scale/seed-tickets.ts'
import { print } from './figure.ts'

const inMegabytes = (bytes: number): number => bytes / 1024 / 1024
const FIRST_PAGES = 20

type What = 'tickets' | 'messages'

/** Seeds the empty server at `url` with so many tickets and twice as many messages, exports them all as CSV, and prints what that took. */
export const benchExport = async (url: string, tickets: number): Promise<void> => {
  await migrate(url)
  await seedTickets(url, 1, tickets)
  const db = openDatabase(url)
  try {
    for (const what of ['tickets', 'messages'] as const) {
      const rows = await (what === 'tickets' ? db.ticket.count() : db.message.count())
      const { seconds, memory, before } = await exportAll(db, what)
      print({ name: `export.${what}`, value: rows / seconds, unit: 'rows/s' })
      print({ name: `export.${what}.memory`, value: memory, unit: 'MB', ratio: memory / before, baseline: before })
    }
  } finally {
    await db.$disconnect()
  }
}

/** `before` is the most that the process held up to some pages, which its heap needs to find its size; `memory` the most afterwards. */
const exportAll = async (db: Database, what: What): Promise<{ seconds: number; memory: number; before: number }> => {
  let [pieces, before, memory] = [0, 0, 0]
  const nowhere = new Writable({
    write: (_piece, _encoding, done) => {
      pieces += 1
      memory = Math.max(memory, inMegabytes(process.memoryUsage.rss()))
      if (pieces <= FIRST_PAGES) before = memory
      done()
    },
  })
  const start = performance.now()
  const text = exportText(db, {
    what,
    format: 'csv',
    period: null,
    state: 'all',
    zone: 'Europe/Bucharest',
    mark: false,
  })
  await pipeline(text, nowhere)
  return { seconds: (performance.now() - start) / 1000, memory, before }
}
