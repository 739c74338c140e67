// Fills an empty desk from a backup. The file is read once, from its beginning to its end, and nothing is kept before its end was seen.

import { createReadStream } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import type { CopyingIn } from '../database/copying.ts'
import { type NotTaken, openRestoration, type Restoration } from '../database/restoration.ts'
import type { CarriedJob } from '../jobs/queue.ts'
import { type Entry, unpack } from './archive.ts'
import { anyHead, BackupRefused, END, type End, end, FORMAT, HEAD, type Head, head, isFileName } from './format.ts'
import { createIncoming, type Incoming } from './incoming-files.ts'

interface Wanted {
  readonly url: string
  readonly file: string
  /** Where files of the web are to lie. */
  readonly filesFolder: string
  /** Sets the jobs that came, inside the transaction of a connection. */
  readonly carryOver: (
    connection: Restoration['connection'],
    jobs: AsyncIterable<readonly CarriedJob[]>,
  ) => Promise<void>
  /** Where this program's migrations lie, if not in their usual place. */
  readonly migrations?: URL
}

/** What was restored. */
export interface Restored extends End {
  readonly madeAt: string
  /** Tables in the file that are not the desk's. */
  readonly leftOut: readonly string[]
}

/** Restores a backup. Throws `BackupRefused`, which tells the remedy, and the system's or the driver's error; nothing is changed then. */
export const restore = async (wanted: Wanted): Promise<Restored> => {
  const entries = unpack(createReadStream(wanted.file))
  try {
    const about = await readHead(entries)
    const opened = await openRestoration(wanted.url, { migrations: about.migrations, folder: wanted.migrations })
    if ('notTaken' in opened) throw new BackupRefused(whyNot(opened.notTaken))
    const incoming = createIncoming(wanted.filesFolder)
    try {
      return await fill(opened, incoming, { wanted, about, entries })
    } finally {
      await opened.close()
      await incoming.clear()
    }
  } catch (error) {
    throw isDamage(error) ? damaged(error) : error
  } finally {
    // What broke them is told already.
    await entries.return(undefined).catch(() => undefined)
  }
}

const readHead = async (entries: AsyncGenerator<Entry>): Promise<Head> => {
  const { value: first } = await entries.next().catch((error: unknown) => {
    throw isDamage(error) ? noBackup(error) : error
  })
  if (first?.name !== HEAD) throw noBackup()
  const value = await jsonOf(first)
  const any = anyHead.safeParse(value)
  if (!any.success) throw noBackup(any.error)
  if (any.data.format > FORMAT) {
    throw new BackupRefused('this backup was made by a newer Frontdesk: restore it with that one, or update this one')
  }
  return head.parse(value)
}

interface Filling {
  readonly wanted: Wanted
  readonly about: Head
  readonly entries: AsyncGenerator<Entry>
}

const fill = async (
  restoration: Restoration,
  incoming: Incoming,
  { wanted, about, entries }: Filling,
): Promise<Restored> => {
  const rows = createRows(restoration, about)
  let files = 0
  let told: End | null = null
  for await (const entry of entries) {
    if (told !== null) throw new BackupRefused('this file holds more than a backup: it can’t be trusted')
    if (entry.name === END) told = end.parse(await jsonOf(entry))
    else if (isFileName(entry.name)) {
      await rows.end()
      await incoming.take(entry.name.slice('files/'.length), entry.bytes)
      files++
    } else await rows.take(entry)
  }
  await rows.end()
  const isWhole =
    told?.jobs === rows.jobs() &&
    told.files === files &&
    about.tables.every(({ name }) => rows.leftOut.includes(name) || told?.rows[name] === rows.count(name))
  if (told === null || !isWhole) throw damaged()
  if (rows.jobs() > 0) await wanted.carryOver(restoration.connection, restoration.takenJobs())
  for (const { table, column, last } of about.sequences) {
    if (last !== null) await restoration.setSequence(table, column, last)
  }
  await incoming.keep()
  await restoration.keep(about.madeAt)
  return { ...told, madeAt: about.madeAt, leftOut: rows.leftOut }
}

// Parts of one table follow on one another, and are one COPY.
const createRows = (restoration: Restoration, about: Head) => {
  const counts: Record<string, number> = {}
  const leftOut: string[] = []
  let jobs = 0
  let folder = ''
  let copying: CopyingIn | null = null
  const end = async (): Promise<void> => {
    const count = (await copying?.end()) ?? 0
    if (folder === 'jobs') jobs += count
    else if (copying !== null) counts[folder] = (counts[folder] ?? 0) + count
    copying = null
    folder = ''
  }
  const begin = async (name: string): Promise<CopyingIn | null> => {
    if (name === 'jobs') return restoration.jobs()
    const table = about.tables.find((one) => `tables/${one.name}` === name)
    if (table === undefined) throw damaged()
    const taken = await restoration.table(table.name, table.columns)
    if (taken === 'misfit')
      throw new BackupRefused(`its table ${table.name} is of another version of Frontdesk: restore it with that one`)
    if (taken !== 'unknown') return taken
    leftOut.push(table.name)
    return null
  }
  const take = async ({ name, bytes }: Entry): Promise<void> => {
    const its = name.replace(/\/\d+\.copy$/, '')
    if (its !== folder) {
      await end()
      copying = await begin(its)
      folder = its
    }
    for await (const some of bytes) await copying?.write(some)
  }
  const count = (table: string): number => counts[`tables/${table}`] ?? 0
  return { take, end, count, leftOut, jobs: () => jobs }
}

const jsonOf = async ({ bytes }: Entry): Promise<unknown> => {
  const written = (await buffer(bytes)).toString('utf8')
  try {
    return JSON.parse(written)
  } catch (cause) {
    throw damaged(cause)
  }
}

const whyNot = (reason: NotTaken): string => {
  switch (reason.kind) {
    case 'running':
      return 'a desk runs on this database: stop it, and try again'
    case 'held':
      return 'this desk isn’t empty: restore into a new one (another DATABASE_URL, or a new DATA_DIR)'
    case 'unknown migrations':
      return `this backup was made by a newer Frontdesk (${reason.names.join(', ')}): restore it with that one, or update this one`
    case 'strange tables':
      return `this database holds tables that aren’t Frontdesk’s (${reason.names.join(', ')}): give the desk a database of its own`
  }
}

const noBackup = (cause?: unknown): BackupRefused => new BackupRefused('this is no backup of Frontdesk', { cause })
const damaged = (cause?: unknown): BackupRefused =>
  new BackupRefused('this backup is cut or damaged: nothing of it was restored; use another one', { cause })

// What zlib, the tar reader, the checks of what they gave and PostgreSQL (rows that make no sense, classes 22 and 23, but for letters
// that a database of another encoding can't hold) say of bytes that are not as they were written.
const isDamage = (error: unknown): boolean =>
  error instanceof z.ZodError ||
  (error instanceof Error && 'code' in error && /^(?:Z_|2[23](?!021|P05)...$)/.test(String(error.code))) ||
  (error instanceof Error && /^(?:Tar archive|Invalid tar|Invalid EOF|TAR number|Tar metadata)/.test(error.message))
