// What is looked at to tell whether the desk is well: the database, and each channel.

import type { Channel } from './channel.ts'
import type { Database } from './database/client.ts'
import type { Checks } from './http/health.ts'

interface Parts {
  readonly db: Database
  readonly channels: readonly Channel[]
  /** Those that have started. */
  readonly taking: ReadonlySet<Channel>
}

/** The checks by their names. */
export const checksOf = ({ db, channels, taking }: Parts): Checks => {
  const ofChannels = channels.map((channel) => [
    channel.name,
    async () => (taking.has(channel) ? (channel.health?.()?.words ?? null) : 'not started yet'),
  ])
  const database = async (): Promise<null> => {
    await db.$queryRaw`SELECT 1`
    return null
  }
  return { database, ...Object.fromEntries(ofChannels) }
}
