// All that a database holds, as text: what was erased must be nowhere in it.

import type { Database } from '../../src/database/client.ts'

/** Every row of every table, those of the jobs too, each behind its table's name. */
export const everythingIn = async (db: Pick<Database, '$queryRaw' | '$queryRawUnsafe'>): Promise<string> => {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
    WHERE table_schema IN ('public', 'pgboss') AND table_type = 'BASE TABLE'`
  const texts = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await db.$queryRawUnsafe<object[]>(`SELECT t::text FROM ${name} t`)
      return rows.map((row) => `${name} ${JSON.stringify(row)}`).join('\n')
    }),
  )
  return texts.join('\n')
}
