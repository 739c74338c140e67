// The program as something that is started and stopped: it shares nothing with another one, and leaves nothing behind in its process.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import pg from 'pg'
import { expect, test } from 'vitest'
import { openBrowser } from './stories/browser.ts'
import { cutOff } from './stories/database-control.ts'
import { ticketAbout } from './stories/staff-view.ts'
import { newCustomer, openDesk, withoutPlatforms } from './stories/story-desk.ts'
import { freshDatabase } from './support/database.ts'
import { eventually } from './support/eventually.ts'
import { startProgramHere } from './support/program-here.ts'

type Held = Readonly<Record<string, number>>

/**
 * What this process waits for, and who listens to it. A request to the file system that failed before it began is listed
 * until it is collected as garbage, which may be never: those are left out.
 */
const held = (): Held => {
  const listeners = process.eventNames().map((name) => [`on ${String(name)}`, process.listenerCount(name)] as const)
  const kinds = process.getActiveResourcesInfo().filter((kind) => kind !== 'FSReqCallback')
  const waiting = Object.entries(Object.groupBy(kinds, (kind) => kind))
  return Object.fromEntries([...listeners, ...waiting.map(([kind, all = []]) => [kind, all.length] as const)])
}

/** Waits by turns of the event loop: `eventually` would count its own timers. */
const noMoreThan = async (before: Held): Promise<void> => {
  const more = () => Object.entries(held()).filter(([what, count]) => count > (before[what] ?? 0))
  for (const deadline = Date.now() + 20_000; more().length > 0 && Date.now() < deadline; ) await setImmediate()
  expect(more(), 'what is held more often than before').toEqual([])
}

const connectionsTo = async (url: string): Promise<number> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ others: number }>(
    'SELECT count(*)::int - 1 AS others FROM pg_stat_activity WHERE datname = current_database()',
  )
  await client.end()
  return rows[0]?.others ?? 0
}

test('a desk that is stopped leaves nothing in its process, and no connection', async () => {
  // What is loaded at first use is loaded before anything is counted.
  await (await openDesk()).close()
  const before = held()
  const desk = await openDesk()
  const ion = newCustomer(desk, 'Ion')
  ion.sends('/human The bell rings')
  const ticket = await ticketAbout(desk, 'The bell rings')
  ticket.says(desk.anna, 'Let it.')
  await ion.sees('Let it.')
  await desk.program.stop()
  // PostgreSQL ends what served a connection a moment after its client has left.
  await eventually(async () => expect(await connectionsTo(desk.database.url)).toBe(0))
  await desk.close()
  await noMoreThan(before)
})

test('a desk that is stopped while its database is away leaves nothing either', async () => {
  const before = held()
  const desk = await openDesk()
  await cutOff(desk.database.url)
  await desk.program.logged(({ msg }) => msg === 'the database connection was lost; reconnecting')
  newCustomer(desk, 'Ion').sends('Hello')
  await desk.close()
  await noMoreThan(before)
})

test('a start that fails tells why, and closes what it had begun', async () => {
  const database = await freshDatabase()
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  // The address of a listening TCP server is always an object.
  const { port } = other.address() as AddressInfo
  const before = held()
  const start = startProgramHere({ ...withoutPlatforms(database.url), PORT: String(port) })
  await expect(start).rejects.toThrow(new RegExp(`could not start: Port ${port} `))
  expect(await connectionsTo(database.url)).toBe(0)
  await noMoreThan(before)
  other.close()
  await database.drop()
})

test('two desks in one process know nothing of each other', async () => {
  const [first, second] = await Promise.all([
    openDesk({ environment: { STAFF_IDENTITY: 'name' } }),
    openDesk({ environment: { STAFF_IDENTITY: 'desk', LOCALE: 'ro' } }),
  ])
  const asks = async (desk: typeof first) => {
    const guest = openBrowser(() => desk.program.url)
    await guest.writes('/human The bell rings')
    const ticket = await ticketAbout(desk, 'The bell rings')
    ticket.says(desk.anna, 'Let it.')
    return { guest, number: ticket.number, answer: await guest.sees('Let it.') }
  }
  const [one, two] = await Promise.all([asks(first), asks(second)])
  expect([one.number, two.number]).toEqual([1, 1])
  expect(one.answer.name).toBe('Anna')
  expect(two.answer.name).not.toBe('Anna')
  await first.close()
  await two.guest.writes('It still does')
  await (await ticketAbout(second, 'The bell rings')).hears('It still does')
  await second.close()
})
