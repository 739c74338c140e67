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

/** Makes the watch over the line; a line that an earlier process left is found by the first look. */
export const createBacklogLine = ({ db, staffChannel: channel, take, backlogEvery = EVERY }: Parts): BacklogLine => {
  if (channel === null) return async () => []
  const destination = `${channel}:backlog`
  /** Null where that has to be looked up. */
  let stands: boolean | null = null
  let shownAt = Number.NEGATIVE_INFINITY
  return async (waiting) => {
    stands ??= await isPosted(db, destination)
    const isOver = stands && waiting === 0
    const isDue = (stands || waiting > MOST) && performance.now() - shownAt >= backlogEvery
    if ((!isOver && !isDue) || !(await take(destination))) return []
    await show(db, destination, channel)
    // A ticket may have come before the line was read: whether it is gone is looked up.
    stands = waiting > 0 || null
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
