// The one door to the database: Prisma over node-postgres, with a pool and time limits that suit short transactions.

import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { type Prisma, PrismaClient } from '../../prisma/generated/client.ts'

export { Prisma } from '../../prisma/generated/client.ts'

export type Database = PrismaClient
export type Transaction = Prisma.TransactionClient

const POOL_SIZE = 20
const MAX_WAIT = 5_000
const TIMEOUT = 10_000
// A connection that was cut without a word would otherwise be waited for until TCP gives up, a quarter of an hour later.
const LONGEST_STATEMENT = 20_000
const NAMED_STATEMENTS = 300
/**
 * A machine that loses its power or its network says nothing: PostgreSQL would keep its session, with the locks that it holds, for two
 * hours. Asked like this it is given up after 11 s (https://www.postgresql.org/docs/current/runtime-config-connection.html).
 */
export const KEPT_ALIVE = '-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3'
/**
 * A row lock that isn't had within two seconds gives its connection back; the whole event is tried again. Our statements look rows up by
 * index, whatever their parameters: planning each of them anew cost a fifth of the road's time, and pages are taken to lie in memory or
 * on a disk without a head, or a desk of some months would have its outbox read from end to end for each receipt.
 */
export const SESSION_SETTINGS = `-c lock_timeout=2s -c plan_cache_mode=force_generic_plan -c random_page_cost=1.1 -c jit=off ${KEPT_ALIVE}`

/** Makes the pool of connections to the database at `url`; nothing is connected before the first query. */
export const openPool = (url: string): pg.Pool =>
  new pg.Pool({ connectionString: url, max: POOL_SIZE, options: SESSION_SETTINGS, query_timeout: LONGEST_STATEMENT })

/** Opens the database at `url`, whose end is also the pool's. */
export const openDatabase = (url: string, pool: pg.Pool = openPool(url)): Database =>
  new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: true, statementNameGenerator: statementNames() }),
    transactionOptions: { maxWait: MAX_WAIT, timeout: TIMEOUT },
  })

// Named statements are planned once for each connection: measured, that is a third of the whole road's time. Texts that vary without end
// (lists of different lengths) stay unnamed, so that no connection's memory grows. PgBouncer needs `max_prepared_statements` for it (1.21).
const statementNames = (): ((query: { sql: string }) => string) => {
  const names = new Map<string, string>()
  return ({ sql }) => {
    const known = names.get(sql)
    if (known !== undefined) return known
    if (names.size >= NAMED_STATEMENTS) return ''
    const name = `frontdesk_${names.size}`
    names.set(sql, name)
    return name
  }
}

// Prisma: no connection, time-outs, write conflicts (https://www.prisma.io/docs/orm/reference/error-reference).
const PASSING_PRISMA = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034'])
// PostgreSQL: serialization, deadlock, lock time-out, shutdown and start-up, a full disk and whatever else it lacks (class 53), a fault of
// its files (58030), all of class 08 (https://www.postgresql.org/docs/current/errcodes-appendix.html).
const PASSING_POSTGRES = /^(40001|40P01|55P03|57P01|57P02|57P03|53...|58030|08...)$/
const PASSING_SYSTEM = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'])
// What the driver adapter makes of a refused, a reset and a silent connection; of a raw query nothing else tells it (@prisma/adapter-pg, mapSocketError).
const PASSING_KINDS = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout'])
const PASSING_WORDS =
  /not currently accepting connections|query read timeout|connection terminated|connection ended|not queryable|server closed the connection|timeout exceeded when trying to connect/i

/** Whether an error may pass by itself, so that the whole event should be tried again: lost races, time-outs, a database that is away. */
export const isPassing = (error: unknown): boolean => {
  for (
    let cause: unknown = error;
    typeof cause === 'object' && cause !== null;
    cause = 'cause' in cause ? cause.cause : null
  ) {
    if (codes(cause).some(isPassingCode)) return true
    if ('message' in cause && typeof cause.message === 'string' && PASSING_WORDS.test(cause.message)) return true
  }
  return false
}

const isPassingCode = (code: string): boolean =>
  PASSING_PRISMA.has(code) || PASSING_POSTGRES.test(code) || PASSING_SYSTEM.has(code) || PASSING_KINDS.has(code)

// Prisma keeps the driver's own code at different depths for typed and for raw queries, and of a lost connection its kind alone.
const codes = (error: object): string[] => {
  const meta = 'meta' in error && typeof error.meta === 'object' && error.meta !== null ? error.meta : {}
  const driver =
    'driverAdapterError' in meta && typeof meta.driverAdapterError === 'object' ? meta.driverAdapterError : null
  const cause = driver !== null && 'cause' in driver && typeof driver.cause === 'object' ? driver.cause : null
  return [error, meta, cause ?? {}].flatMap((one) => [
    ...('code' in one && typeof one.code === 'string' ? [one.code] : []),
    ...('originalCode' in one && typeof one.originalCode === 'string' ? [one.originalCode] : []),
    ...('kind' in one && typeof one.kind === 'string' ? [one.kind] : []),
  ])
}
