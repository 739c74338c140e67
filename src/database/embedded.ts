// The database that comes with Frontdesk: a PostgreSQL of its own in DATA_DIR, on a Unix socket that only its user may enter.

import { findHome } from './postgres-home.ts'
import { type Role, takeSeat } from './postgres-seat.ts'

/** What an embedded server is started for. */
export interface EmbeddedOptions {
  /** The folder that holds the data; made where it is absent. */
  readonly dataDir: string
  /** A desk is alone on its data; a command works beside a desk, or alone. */
  readonly as: Role
  /** Hears, in whole sentences, what an operator should know. */
  readonly log?: (words: string) => void
}

/** A server in use. */
export interface Embedded {
  /** The address of the desk's database, for `pg` and for Prisma. */
  readonly url: string
  /** Whether the server ran already: another program's, or one that outlived a killed program. */
  readonly adopted: boolean
  /** Stops the server where no other program uses it; call it last, after every connection is closed. May be called twice. */
  stop(): Promise<void>
}

/**
 * Starts the embedded PostgreSQL, or joins the one that runs on the same data already.
 * The first start makes the files (about 2 s); later ones take some 100 ms. A server that dies under a running program is started again.
 * @throws EmbeddedError `desk-running` where another desk uses the data, `unusable` where no server can run here
 */
export const startEmbedded = async ({ dataDir, as, log = () => undefined }: EmbeddedOptions): Promise<Embedded> => {
  const seat = await takeSeat(findHome(dataDir, log), as, log)
  return { url: seat.url, adopted: seat.adopted, stop: () => seat.leave() }
}
