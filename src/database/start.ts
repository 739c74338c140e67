// The desk's database, ready to be used: the one that is configured, or the embedded one; with all migrations.

import { startEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'
import { reasonOf } from './reason.ts'

interface Wanted {
  /** Null for the embedded one. */
  readonly databaseUrl: string | null
  readonly dataDir: string
  readonly log: { info(words: string): void }
  /** Has something closed when the desk stops. */
  readonly keep: (name: string, close: () => Promise<void>) => void
}

/** Resolves with its address. Throws an Error whose message names the remedy where it can't be used. */
export const startDatabase = async ({ databaseUrl, dataDir, log, keep }: Wanted): Promise<string> => {
  if (databaseUrl !== null) {
    await migrate(databaseUrl).catch((cause: unknown) => {
      const remedy = 'check that DATABASE_URL names a PostgreSQL that runs, and its user and password'
      throw new Error(`its database can't be used (${reasonOf(cause)}); ${remedy}`, { cause })
    })
    return databaseUrl
  }
  const starting = startEmbedded({ dataDir, as: 'desk', log: (words) => log.info(words) })
  // Kept before it is awaited: a signal at this moment must not leave the server behind.
  keep('embedded PostgreSQL', () => starting.then((server) => server.stop()))
  const embedded = await starting
  await migrate(embedded.url)
  return embedded.url
}
