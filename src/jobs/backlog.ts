// Where many tickets wait for their cards, one line in the staff's channel tells how many: posted once, then changed where it stands.

import type { ChannelName } from '../core/types.ts'
import type { Database } from '../database/client.ts'
import { appended } from '../database/outbox.ts'

/** From more than so many on the line stands, until none waits. */
const MOST = 20
/** Slack takes 50 changes a minute of all messages together; cards change, too. Milliseconds. */
const EVERY = 10_000

interface Parts {
  readonly db: Database
  /** The channel that shows cards; null where there is none. */
  readonly staffChannel: ChannelName | null
  /** Whether this process speaks at a destination. */
  readonly take: (destination: string) => Promise<boolean>
  /** Between two changes of the line; 10,000 milliseconds unless told. */
  readonly backlogEvery?: number
}

/** Told with each look how many cards wait; answers where there is something new to say. Rejects with the errors of the database. */
export type BacklogLine = (waiting: number) => Promise<readonly string[]>

/** Makes the watch over the line. Whether it stands is looked up each time: another process may have posted it, and be gone. */
export const createBacklogLine = ({ db, staffChannel: channel, take, backlogEvery = EVERY }: Parts): BacklogLine => {
  if (channel === null) return async () => []
  const destination = `${channel}:backlog`
  let shownAt = Number.NEGATIVE_INFINITY
  return async (waiting) => {
    if (performance.now() - shownAt < backlogEvery) return []
    const isWanted = waiting > MOST || (await isPosted(db, destination))
    if (!isWanted || !(await take(destination))) return []
    await show(db, destination, channel)
    shownAt = performance.now()
    return [destination]
  }
}

const isPosted = async (db: Database, name: string): Promise<boolean> =>
  (await db.destination.count({ where: { name, posted: { not: null } } })) > 0

const show = async (db: Database, destination: string, channel: ChannelName): Promise<void> => {
  const row = {
    ...{ id: crypto.randomUUID(), destination, channel, address: null, ticket: null, follows: null },
    ...{ content: { kind: 'backlog', posted: null } as const, message: null, notBefore: null },
    ...{ about: null, conversation: null, confirms: null },
  }
  await db.$queryRaw`WITH ${appended([row])} SELECT destination FROM appended`
}
