// The first rows of a list, and how long it is.

import { type Database, Prisma } from '../database/client.ts'
import type { Listed } from '../desk/lists.ts'

/** Reads `most` tickets at most, and counts those that `where` (over `t`, the tickets) picks where there are more, `cap` of them at most. */
export const listed = async <Row>(
  db: Database,
  where: Prisma.Sql,
  most: number,
  read: (limit: number) => Promise<readonly Row[]>,
  cap: number | null = null,
): Promise<Listed<Row>> => {
  const rows = await read(most + 1)
  if (rows.length <= most) return { rows, total: rows.length }
  const limit = cap === null ? Prisma.empty : Prisma.sql`LIMIT ${cap + 1}`
  const [counted] = await db.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT FROM tickets t WHERE ${where} ${limit}) found`
  const total = Math.max(counted?.total ?? 0, most)
  if (cap !== null && total > cap) return { rows: rows.slice(0, most), total: cap, isMore: true }
  return { rows: rows.slice(0, most), total }
}
