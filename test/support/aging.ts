// A database as it would be much later, had nothing happened since.

import type { Database } from '../../src/database/client.ts'

/** Moves every moment in the desk's tables back by so many days. */
export const ageBy = async (db: Database, days: number): Promise<void> => {
  const tables = await db.$queryRaw<{ name: string; columns: string[] }[]>`
    SELECT table_name::text AS name, array_agg(column_name::text) AS columns FROM information_schema.columns
    WHERE table_schema = 'public' AND data_type = 'timestamp with time zone' AND table_name <> '_prisma_migrations' GROUP BY 1`
  for (const { name, columns } of tables) {
    const moved = columns.map((column) => `"${column}" = "${column}" - interval '${days} days'`)
    await db.$executeRawUnsafe(`UPDATE "${name}" SET ${moved.join(', ')}`)
  }
}
