import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Listener, openListener } from '../../src/database/listener.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'

let database: FreshDatabase
let listener: Listener
let other: Listener
const log = pino({ level: 'silent' })

beforeAll(async () => {
  database = await freshDatabase()
  listener = await openListener(database.url, log)
  other = await openListener(database.url, log)
})

afterAll(async () => {
  await Promise.all([listener.close(), other.close()])
  await database.drop()
})

const asked = async (sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query(sql)
  await client.end()
}

const cutOff = (): Promise<void> =>
  asked(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  )

test('what one process announces, another hears', async () => {
  const heard: string[] = []
  const end = listener.subscribe('news', (payload) => heard.push(payload))
  // LISTEN is on its way: what is announced until it holds may be missed, and is announced again.
  await vi.waitFor(() => {
    other.announce('news', 'one')
    expect(heard).toContain('one')
  })
  end()
})

test('a lock belongs to one process at a time', async () => {
  expect(await listener.tryLock(['a'])).toEqual(new Set('a'))
  expect(await other.tryLock(['a', 'b'])).toEqual(new Set('b'))
  await listener.unlock(['a'])
  expect(await other.tryLock(['a'])).toEqual(new Set('a'))
  await other.unlock(['a', 'b'])
})

test('a listener that is cut off says that its locks are gone, comes back and hears again', async () => {
  const heard: string[] = []
  const lost = vi.fn()
  listener.subscribe('after', (payload) => heard.push(payload))
  listener.onLost(lost)
  expect(await listener.tryLock(['c'])).toEqual(new Set('c'))
  await cutOff()
  await vi.waitFor(() => expect(lost).toHaveBeenCalledTimes(1), { timeout: 10_000 })
  await vi.waitFor(async () => expect(await other.tryLock(['c'])).toEqual(new Set('c')), { timeout: 10_000 })
  await vi.waitFor(
    async () => {
      await asked(`NOTIFY after, 'again'`)
      expect(heard).toContain('again')
    },
    { timeout: 10_000 },
  )
  expect(await listener.tryLock(['c'])).toEqual(new Set())
  await other.unlock(['c'])
})
