// What a backup's file holds, in this order: `desk.json`, `tables/<name>/<part>.copy`, `jobs/<part>.copy`, `files/<2 hex>/<uuid>`, `end.json`.

import { z } from 'zod'

/** Moves on where a program of before could not read what is written now. */
export const FORMAT = 1
export const HEAD = 'desk.json'
export const END = 'end.json'

/** The first entry of any format: whether it is a backup at all, and of which format. */
export const anyHead = z.object({ frontdesk: z.literal('backup'), format: z.number().int().positive() })

const described = z.object({
  madeAt: z.iso.datetime(),
  /** Of the server it was made on: to be read by people. */
  postgres: z.string(),
  /** The names of the migrations that its database had, in order. */
  migrations: z.array(z.string()).min(1),
  /** In an order in which each names only rows of those before it, or its own. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()).min(1) })).min(1),
  /** Where the numbers of a column stand; null where none was drawn. */
  sequences: z.array(z.object({ table: z.string(), column: z.string(), last: z.string().nullable() })),
})

/** The first entry of this format. */
export const head = anyHead.extend(described.shape)
export type Head = z.infer<typeof head>

/** The last entry: what a whole file holds. */
export const end = z.object({
  rows: z.record(z.string(), z.number()),
  jobs: z.number(),
  files: z.number(),
})
export type End = z.infer<typeof end>

/** The file can't be used, or the desk doesn't take it; the message tells the remedy. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused'
}

/** Whether a name is one of ours for a file of the web: it leads nowhere but into its folder. */
export const isFileName = (name: string): boolean =>
  /^files\/([\da-f]{2})\/\1[\da-f]{6}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(name)
