// A command's way to the desk's database: the configured one, or the embedded one beside a running desk or for itself alone.

import { type Config, loadConfig } from '../config.ts'
import { type Database, openDatabase } from '../database/client.ts'
import { startEmbedded } from '../database/embedded.ts'
import { migrate } from '../database/migrate.ts'
import { reasonOf } from '../database/reason.ts'
import { Failed, WrongUse } from './failure.ts'

/** The configuration. Throws `WrongUse` with every fault. */
export const configured = (): Config => {
  const answer = loadConfig()
  if (answer.ok) return answer.config
  throw new WrongUse(`the configuration can't be used:\n${answer.faults.map((fault) => `- ${fault}`).join('\n')}`)
}

/** Hands over the address of a database server that answers, and lets go of it afterwards. Throws `Failed` where there is none. */
export const withServer = async <Answer>(config: Config, work: (url: string) => Promise<Answer>): Promise<Answer> => {
  if (config.databaseUrl !== null) return work(config.databaseUrl)
  const log = (words: string): void => void process.stderr.write(`${words}\n`)
  const embedded = await startEmbedded({ dataDir: config.dataDir, as: 'command', log }).catch((cause: Error) => {
    throw new Failed(cause.message, { cause })
  })
  try {
    return await work(embedded.url)
  } finally {
    await embedded.stop()
  }
}

/** Brings the database up to date and hands it over. Throws `Failed` where it can't be reached. */
export const withDatabase = <Answer>(config: Config, work: (db: Database) => Promise<Answer>): Promise<Answer> =>
  withServer(config, async (url) => {
    await migrated(url)
    const db = openDatabase(url)
    try {
      return await work(db)
    } finally {
      await db.$disconnect()
    }
  })

/** Applies the migrations that are missing and names them. Throws `Failed` with the remedy. */
export const migrated = async (url: string): Promise<readonly string[]> => {
  const { applied } = await migrate(url).catch((cause: unknown) => {
    throw new Failed(`the database can't be brought up to date: ${reasonOf(cause)}`, { cause })
  })
  return applied
}
