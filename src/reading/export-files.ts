// An export as files that lie in the system's folder for what passes, until they are handed over: Slack wants a file's length first.

import { createWriteStream, openAsBlob } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Database } from '../database/client.ts'
import type { DeskExports, ExportedFile, ExportedFiles } from '../desk/exports.ts'
import type { Person } from '../desk.ts'
import { endsOf } from '../reports/days.ts'
import { type AskedExport, readFormat } from '../reports/export-format.ts'
import { type Period, readPeriod } from '../reports/period.ts'
import { isAdmin } from './access.ts'
import { exportText } from './exported.ts'
import { createTurns } from './turns.ts'

interface Parts {
  readonly db: Database
  readonly admins: readonly Person[]
  /** An IANA name. */
  readonly zone: string
  readonly now: () => Date
}

/** The part of the desk that makes exports, one at a time. */
export const exportsOf = (parts: Parts): DeskExports => {
  const { db, admins, zone, now } = parts
  const turns = createTurns()
  return {
    export: async (asker, text) => {
      if (!(await isAdmin(db, admins, asker))) return { kind: 'notAdmin' }
      const { format, period } = readFormat(text)
      const answer = readPeriod(period, now(), zone)
      if (!answer.ok) return { kind: 'badPeriod' }
      return { kind: 'granted', make: () => turns.take(() => filesOf(parts, { format, period: answer.period })) }
    },
  }
}

interface Wanted {
  readonly format: AskedExport['format']
  readonly period: Period
}

const MEDIA = { csv: 'text/csv', json: 'application/json' } as const

const filesOf = async (parts: Parts, wanted: Wanted): Promise<ExportedFiles> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'frontdesk-export-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const files: ExportedFile[] = []
    for (const what of ['tickets', 'messages'] as const) files.push(await fileOf(parts, { ...wanted, what, folder }))
    return { files, mediaType: MEDIA[wanted.format], remove }
  } catch (error) {
    await remove()
    throw error
  }
}

interface Asked extends Wanted {
  readonly what: 'tickets' | 'messages'
  readonly folder: string
}

const fileOf = async ({ db, zone }: Parts, { what, format, period, folder }: Asked): Promise<ExportedFile> => {
  const name = `${exportName(what, period, zone)}.${format}`
  const file = path.join(folder, name)
  const text = exportText(db, { what, format, state: 'all', period, zone, mark: true })
  await pipeline(Readable.from(text), createWriteStream(file, { mode: 0o600 }))
  const content = await openAsBlob(file)
  return { name, bytes: content.size, open: () => content.stream() }
}

/** What such a file is called, but for its ending: by the days that it holds, the last one included. */
export const exportName = (what: string, period: Period, zone: string): string => {
  const { first, last } = endsOf(period, zone)
  return `${what}-${first}-${last}`
}
