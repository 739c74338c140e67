// Reads page after page, each by a statement of its own: no transaction stays open while whoever takes the rows is slow.

import { type Database, Prisma } from '../database/client.ts'
import type { Period } from '../reports/period.ts'

/** What pages are read for. */
export interface Wanted {
  readonly period: Period
  /** A condition over `t`, the tickets. */
  readonly state: Prisma.Sql
  readonly time: Time
}

/** Writes milliseconds since 1970. */
export type Time = (at: number) => string

export interface Page<Row, Place> {
  readonly rows: readonly Row[]
  /** Behind which the next page begins; null where there is none. */
  readonly next: Place | null
}

/** Yields the rows of page after page; the next one is read while this one is used, so two are held at most. */
export async function* pagesFrom<Row, Place>(
  first: Place,
  read: (after: Place) => Promise<Page<Row, Place>>,
): AsyncGenerator<readonly Row[]> {
  for (let coming: Promise<Page<Row, Place>> | null = read(first); coming !== null; ) {
    const { rows, next }: Page<Row, Place> = await coming
    coming = next === null ? null : read(next)
    // Whoever stops here never asks for it; where it failed, whoever goes on hears it above.
    coming?.catch(() => {})
    yield rows
  }
}

/** Runs a statement whose rows come as one JSON text: Prisma takes several times as long to make each value of its own. */
export const rowsOf = async <Row>(db: Database, statement: Prisma.Sql): Promise<readonly Row[]> => {
  const [answer] = await db.$queryRaw<{ rows: string | null }[]>`SELECT json_agg(p)::text AS rows FROM (${statement}) p`
  return JSON.parse(answer?.rows ?? '[]')
}

/** A moment as a number that JSON holds: milliseconds since 1970. `extract` would count in decimals, which takes several times as long. */
export const milliseconds = (moment: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(date_part('epoch', ${moment}) * 1000)::bigint`
