// How the program is killed at a named moment: by what the platforms or the database see of it just then, never by anything in the program.

import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { isRecord } from '../simulators/slack/blocks.ts'
import { root } from '../support/program.ts'
import { answer, type Chat } from './cast.ts'
import type { Kill, KillPoint } from './script.ts'
import type { Stage } from './stage.ts'
import { within } from './waiting.ts'

// What was ordered at a simulator or set up in the database, and whether the program has come to it.
interface Ambush {
  readonly reached: () => boolean | Promise<boolean>
  /** Done once it is killed. */
  readonly after?: () => void | Promise<void>
}

const PATIENCE = 12_000

/** Brings the program to the point and kills it there; of several processes those whom the script names. Answers false where it did not come to it in time, and was killed all the same. */
export const killAt = async (stage: Stage, chats: readonly Chat[], kill: Kill): Promise<boolean> => {
  await pause(kill.pause)
  if (kill.point === null) {
    await stage.runner.kill(kill.victims)
    return true
  }
  const ambush = await AMBUSHES[kill.point](stage, { ...kill, chat: (platform) => chats[kill.chats[platform]] })
  const reached = await within(PATIENCE, async () => ambush === null || (await ambush.reached()) || undefined, 2)
  await stage.runner.kill(kill.victims)
  await ambush?.after?.()
  return ambush !== null && reached === true
}

/** The first start is killed within the statements that make the tables, before the one that stands at this share of them. */
export const killInMigration = async ({ place, runner }: Stage, share: number): Promise<void> => {
  const sql = await readFile(`${root}/prisma/migrations/0001_start/migration.sql`, 'utf8')
  const tables = [...sql.matchAll(/CREATE TABLE "(\w+)"/g)].map(([, name]) => name)
  // A table of the same name that is not committed makes the migration wait just there.
  const holder = await connect(place.url)
  await holder.query(`BEGIN; CREATE TABLE "${tables[Math.floor(share * tables.length)]}" (held int)`)
  // Within a transaction the holder itself would see who waits only once.
  const watcher = await connect(place.url)
  const held = within(30_000, () =>
    waits(watcher, `application_name = 'frontdesk migrate' AND wait_event_type = 'Lock'`),
  )
  await runner.killStarting(held)
  if ((await held) === undefined) throw new Error('the first start did not come to its migration')
  await holder.query('ROLLBACK')
  await Promise.all([holder.end(), watcher.end()])
}

type Wish = Pick<Kill, 'pause'> & { readonly chat: (platform: 'telegram' | 'slack' | 'web') => Chat | undefined }
// Null where there is nobody to lay it for.
type Lay = (stage: Stage, wish: Wish) => Ambush | null | Promise<Ambush | null>

const toTelegram =
  (kind: 'hang' | 'hang-after'): Lay =>
  async (stage, { chat }) => {
    const found = chat('telegram')
    // Somebody who has just come has no card yet that could be answered.
    const words = await within(PATIENCE, () => (found && answer(stage, found, 'slack', 0)) ?? undefined)
    if (found === undefined || words === undefined) return null
    const fits = ({ text }: Readonly<Record<string, unknown>>) => String(text).includes(words)
    // It stays as it is: whoever asked is gone.
    const fault = stage.telegram.fault({ kind, method: 'sendMessage', when: fits })
    const isSaid = () => found.reads().some((text) => text.includes(words))
    return { reached: () => fault.struck() > 0 && (kind === 'hang' || isSaid()) }
  }

const toSlack =
  (kind: 'hang' | 'hang-after'): Lay =>
  (stage, { chat }) => {
    const words = chat('telegram')?.asks().words ?? ''
    const fits = ({ text }: Readonly<Record<string, unknown>>) => String(text).includes(words)
    const fault = stage.slack.fault({ kind, method: 'chat.postMessage', when: fits })
    return { reached: () => fault.struck() > 0, after: fault.release }
  }

const AMBUSHES: Readonly<Record<KillPoint, Lay>> = {
  'before a send to Telegram': toTelegram('hang'),
  'after a send to Telegram, before its receipt': toTelegram('hang-after'),
  'before a post to Slack': toSlack('hang'),
  'after a post to Slack, before its receipt': toSlack('hang-after'),
  // The poll that would confirm the update hangs before it has its effect.
  'after the commit, before Telegram’s confirmation': ({ telegram }, { chat }) => {
    let update = Number.POSITIVE_INFINITY
    const fits = ({ offset }: Readonly<Record<string, unknown>>) => Number(offset) > update
    const fault = telegram.fault({ kind: 'hang', method: 'getUpdates', when: fits })
    update = chat('telegram')?.asks().update ?? update
    return { reached: () => fault.struck() > 0 }
  },
  // The ack gets lost on its way, and there is nobody left to send it again.
  'after the commit, before Slack’s ack': ({ slack }, { chat }) => {
    let words = ''
    const fits = ({ event }: Readonly<Record<string, unknown>>) => isRecord(event) && event.text === words
    const fault = slack.fault({ kind: 'ack-lost', method: 'events_api', when: fits })
    words = chat('slack')?.asks().words ?? words
    return { reached: () => fault.struck() > 0 }
  },
  // The row is there, and whoever posted takes the answer for lost.
  'after the commit, before the web’s answer': async ({ place }, { chat }) => {
    const client = await connect(place.url)
    const words = chat('web')?.asks(true).words ?? ''
    const look = () => client.query('SELECT FROM messages WHERE strpos(document::text, $1) > 0', [words])
    return { reached: async () => (await look()).rowCount === 1, after: () => client.end() }
  },
  // The transaction of a timer that fires is held before its end.
  'during a timer': async ({ place }) => {
    const holder = await connect(place.url)
    await holder.query('SELECT pg_advisory_lock(9009)')
    await holder.query(`
      CREATE FUNCTION held() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_advisory_xact_lock_shared(9009); RETURN NEW; END';
      CREATE TRIGGER held BEFORE INSERT ON inbound_keys FOR EACH ROW WHEN (NEW.key LIKE 'timer:%') EXECUTE FUNCTION held()`)
    return {
      reached: async () => (await waits(holder, `wait_event = 'advisory'`)) ?? false,
      after: async () => {
        await holder.query(
          'SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
        )
        await holder.query('DROP FUNCTION held CASCADE')
        await holder.end()
      },
    }
  },
  'while it starts': async ({ runner }, wish) => {
    await runner.kill()
    await runner.killStarting(pause(wish.pause * 3))
    return { reached: () => true }
  },
  'with the database': async ({ runner, place }) => {
    await Promise.all([runner.kill(), place.killDatabase()])
    return { reached: () => true }
  },
}

const waits = async (client: pg.Client, condition: string): Promise<true | undefined> => {
  const { rowCount } = await client.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND ${condition}`,
  )
  return (rowCount ?? 0) > 0 ? true : undefined
}

const connect = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url })
  // One that is cut off is noticed by the next statement.
  client.on('error', () => undefined)
  await client.connect()
  return client
}
