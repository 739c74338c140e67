// Who uses the embedded server, told by advisory locks on a connection of each program's own: they vanish with the program,
// however it dies. The desk's lock is exclusive; every program shares the users' lock, and the last to leave stops the server.

import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { EmbeddedError, unusable } from './embedded-error.ts'
import type { Home } from './postgres-home.ts'
import {
  addressOf,
  connectTo,
  halt,
  initialise,
  isEnding,
  type Launched,
  launch,
  removeStale,
  runningServer,
} from './postgres-server.ts'

/** A desk is alone on its data; commands come and go beside it. */
export type Role = 'desk' | 'command'

/** A place at the server. */
export interface Seat {
  /** The address of the desk's database. */
  readonly url: string
  /** Whether the server ran already. */
  readonly adopted: boolean
  /** Gives the place up and stops the server where nobody else uses it; may be called twice. */
  leave(): Promise<void>
}

const DATABASE = 'frontdesk'
const DESK_LOCK = [7_301, 1]
const USERS_LOCK = [7_301, 2]
// A killed program's locks go as soon as its connection is seen to be closed.
const DESK_PATIENCE_MS = 2_000
// A server that recovers from a crash replays its log first.
const START_PATIENCE_MS = 120_000
// The whole program has 10 s to end.
const HALT_PATIENCE_MS = 5_000
const LOOK_AGAIN_MS = 20
const RETRY_MS = 1_000

interface Place {
  readonly client: pg.Client
  readonly adopted: boolean
}

/**
 * Takes a place at the server, starting it where none runs. A desk's server that dies is started again.
 * @throws EmbeddedError
 */
export const takeSeat = async (home: Home, role: Role, log: (words: string) => void): Promise<Seat> => {
  let left = false
  const isOver = (): boolean => left
  let sitting = sit(home, role, isOver)
  const first = await sitting
  const keep = ({ client }: Place): void => {
    client.once('end', () => {
      if (!left) sitting = sitAgain()
    })
  }
  const sitAgain = async (): Promise<Place> => {
    log('the embedded PostgreSQL went away; starting it again')
    for (;;) {
      try {
        const place = await sit(home, role, isOver)
        keep(place)
        log('the embedded PostgreSQL is back')
        return place
      } catch (error) {
        if (left) throw error
        log(error instanceof Error ? error.message : String(error))
        await pause(RETRY_MS)
      }
    }
  }
  keep(first)
  const leave = async (): Promise<void> => {
    if (left) return
    left = true
    const place = await sitting.catch(() => null)
    if (place !== null) await stand(home, place.client)
  }
  return { url: addressOf(home, DATABASE), adopted: first.adopted, leave }
}

const sit = async (home: Home, role: Role, isOver: () => boolean): Promise<Place> => {
  const begun = performance.now()
  for (;;) {
    const place = await reach(home, isOver)
    const outcome = await claim(place.client, role).catch(endingOnly)
    if (outcome === 'taken') return place
    await place.client.end().catch(() => undefined)
    if (outcome === 'refused' && performance.now() - begun > DESK_PATIENCE_MS) {
      throw new EmbeddedError(
        'desk-running',
        `Another desk runs on ${home.base}: stop it, or give this one a DATA_DIR of its own.`,
      )
    }
    if (performance.now() - begun > START_PATIENCE_MS) throw unusable('PostgreSQL keeps ending', `see ${home.log}`)
    await pause(LOOK_AGAIN_MS)
  }
}

const endingOnly = (error: unknown): 'ending' => {
  if (isEnding(error)) return 'ending'
  throw unusable(
    'PostgreSQL could not make the database',
    error instanceof Error ? error.message : String(error),
    error,
  )
}

// Connects, and starts the server when nobody answers. A server that another program starts or stops at this moment is waited for.
const reach = async (home: Home, isOver: () => boolean): Promise<Place> => {
  const begun = performance.now()
  let launched: Launched | undefined
  while (!isOver() && performance.now() - begun < START_PATIENCE_MS) {
    const found = await connectTo(home)
    if (typeof found === 'object') return { client: found, adopted: launched === undefined }
    const words = launched?.ended()
    if (words !== undefined && !mayPass(words)) throw unusable('PostgreSQL could not start', words)
    if (words !== undefined) launched = undefined
    if (found === 'absent' && launched === undefined && runningServer(home) === undefined) {
      removeStale(home)
      await initialise(home)
      launched = launch(home)
    }
    await pause(LOOK_AGAIN_MS)
  }
  throw unusable(`PostgreSQL does not answer within ${START_PATIENCE_MS / 1_000} s`, `see ${home.log}`)
}

// Two programs started it at once, or the processes of a killed server are still on their way out.
const mayPass = (words: string): boolean => /lock file ".*" already exists|still in use|is being shut down/.test(words)

const claim = async (client: pg.Client, role: Role): Promise<'taken' | 'refused' | 'ending'> => {
  if (role === 'desk' && !(await ask(client, 'pg_try_advisory_lock', DESK_LOCK))) return 'refused'
  if (!(await ask(client, 'pg_try_advisory_lock_shared', USERS_LOCK))) return 'ending'
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE])
  // Two programs may create it at once; the second one's error is of no interest.
  if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`).catch(ignoreExisting)
  return 'taken'
}

// 42P04: the database exists; 23505: it was created at the same moment.
const ignoreExisting = (error: unknown): void => {
  if (!(error instanceof Error && 'code' in error && (error.code === '42P04' || error.code === '23505'))) throw error
}

const stand = async (home: Home, client: pg.Client): Promise<void> => {
  await ask(client, 'pg_advisory_unlock_shared', USERS_LOCK).catch(() => false)
  // Whoever leaves last gets it; newcomers find it taken and wait until the server is gone.
  const isLast = await ask(client, 'pg_try_advisory_lock', USERS_LOCK).catch(() => false)
  if (isLast) await halt(home, HALT_PATIENCE_MS)
  await client.end().catch(() => undefined)
}

const ask = async (client: pg.Client, lock: string, key: readonly number[]): Promise<boolean> => {
  const { rows } = await client.query<{ yes: boolean }>(`SELECT ${lock}($1::int, $2::int) AS yes`, [...key])
  return rows[0]?.yes ?? false
}
