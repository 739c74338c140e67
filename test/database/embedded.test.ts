import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { startEmbedded } from '../../src/database/embedded.ts'
import { EmbeddedError } from '../../src/database/embedded-error.ts'
import { createDataFolder } from '../support/data-folder.ts'
import { hold } from './holder.ts'

let dataDir = ''

beforeAll(() => {
  dataDir = createDataFolder()
})

// What a failed test left running is joined and stopped; one folder serves all, since making the files takes longest.
afterEach(async () => {
  if (!existsSync(path.join(dataDir, 'postgres', 'data', 'postmaster.pid'))) return
  const server = await startEmbedded({ dataDir, as: 'command' })
  await server.stop()
})

afterAll(() => {
  rmSync(dataDir, { recursive: true, force: true })
})

const asked = async <T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<T>(sql)).rows
  } finally {
    await client.end()
  }
}

const serverPid = (folder = dataDir): number => {
  const file = path.join(folder, 'postgres', 'data', 'postmaster.pid')
  return Number.parseInt(readFileSync(file, 'utf8'), 10)
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    // A process that ended and was not collected yet still has its id.
    return process.platform !== 'linux' || readFileSync(`/proc/${pid}/cmdline`).length > 0
  } catch {
    return false
  }
}

test('a new folder gets a UTF-8 database that writes through to the disk, and it is gone after the stop', async () => {
  const server = await startEmbedded({ dataDir, as: 'desk' })
  expect(server.adopted).toBe(false)
  const [settings] = await asked(
    server.url,
    `SELECT current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync,
       current_setting('listen_addresses') AS addresses, datlocale AS locale
     FROM pg_database WHERE datname = current_database()`,
  )
  expect(settings).toEqual({ encoding: 'UTF8', fsync: 'on', addresses: '', locale: 'C.UTF-8' })
  const pid = serverPid()
  await server.stop()
  expect(isRunning(pid)).toBe(false)
})

test('what was written is there after a restart', async () => {
  const first = await startEmbedded({ dataDir, as: 'desk' })
  await asked(first.url, 'CREATE TABLE kept_at_stop AS SELECT 42 AS value')
  await first.stop()
  const second = await startEmbedded({ dataDir, as: 'desk' })
  expect(await asked(second.url, 'SELECT value FROM kept_at_stop')).toEqual([{ value: 42 }])
  await second.stop()
})

test('the server that outlived a killed desk is joined by the next', async () => {
  const killed = await hold(dataDir, 'desk')
  const pid = serverPid()
  await killed.end('SIGKILL')
  expect(isRunning(pid)).toBe(true)
  const next = await startEmbedded({ dataDir, as: 'desk' })
  expect(next.adopted).toBe(true)
  expect(serverPid()).toBe(pid)
  await next.stop()
  expect(isRunning(pid)).toBe(false)
})

test('what was committed survives a kill of the server and the desk', async () => {
  const killed = await hold(dataDir, 'desk')
  await asked(killed.said.url ?? '', 'CREATE TABLE kept_at_kill AS SELECT 42 AS value')
  await killed.end('SIGKILL')
  process.kill(serverPid(), 'SIGKILL')
  const next = await startEmbedded({ dataDir, as: 'desk' })
  expect(next.adopted).toBe(false)
  expect(await asked(next.url, 'SELECT value FROM kept_at_kill')).toEqual([{ value: 42 }])
  await next.stop()
})

test('a running desk starts its server again when that is killed', async () => {
  const server = await startEmbedded({ dataDir, as: 'desk' })
  const pid = serverPid()
  process.kill(pid, 'SIGKILL')
  const rows = await vi.waitFor(() => asked(server.url, 'SELECT 1 AS one'), { timeout: 20_000, interval: 50 })
  expect(rows).toEqual([{ one: 1 }])
  expect(serverPid()).not.toBe(pid)
  await server.stop()
})

test('a process id that another program took over does not keep the server from starting', async () => {
  const killed = await hold(dataDir, 'desk')
  const pid = serverPid()
  await killed.end('SIGKILL')
  process.kill(pid, 'SIGKILL')
  await vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 10_000 })
  const file = path.join(dataDir, 'postgres', 'data', 'postmaster.pid')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)))
  const next = await startEmbedded({ dataDir, as: 'desk' })
  expect(next.adopted).toBe(false)
  await next.stop()
})

test('a second desk on the same data is refused and the first goes on', async () => {
  const first = await hold(dataDir, 'desk')
  const second = startEmbedded({ dataDir, as: 'desk' })
  await expect(second).rejects.toSatisfy((error) => error instanceof EmbeddedError && error.kind === 'desk-running')
  expect(await asked(first.said.url ?? '', 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  expect(await first.end('SIGTERM')).toBe(0)
})

test('a command beside a desk leaves its server running', async () => {
  const desk = await hold(dataDir, 'desk')
  const command = await startEmbedded({ dataDir, as: 'command' })
  expect(command.adopted).toBe(true)
  await command.stop()
  expect(await asked(desk.said.url ?? '', 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  expect(await desk.end('SIGTERM')).toBe(0)
})

test('a command that started the server leaves it to the desk that came meanwhile', async () => {
  const command = await startEmbedded({ dataDir, as: 'command' })
  const pid = serverPid()
  const desk = await hold(dataDir, 'desk')
  expect(desk.said.adopted).toBe(true)
  await command.stop()
  expect(await asked(desk.said.url ?? '', 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  expect(await desk.end('SIGTERM')).toBe(0)
  expect(isRunning(pid)).toBe(false)
})

test('two that start at once on a new folder with a path too long for a socket share one server', async () => {
  const folder = path.join(dataDir, 'a-folder-with-quite-a-long-name'.repeat(3), 'and one with a comma, and "quotes"')
  const [one, other] = await Promise.all([hold(folder, 'command'), hold(folder, 'command')])
  expect(one.said.url).toBe(other.said.url)
  expect([one.said.refused, other.said.refused]).toEqual([undefined, undefined])
  const pid = serverPid(folder)
  await one.end('SIGTERM')
  expect(await asked(other.said.url ?? '', 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  await other.end('SIGTERM')
  expect(isRunning(pid)).toBe(false)
  const sockets = new URL(other.said.url ?? '').searchParams.get('host') ?? ''
  expect(Buffer.byteLength(sockets)).toBeLessThan(90)
  rmSync(sockets, { recursive: true })
})

test.runIf(process.getuid?.() === 0)(
  'a socket folder that another start of root’s has just made, and not yet given to the server’s user, is used',
  async () => {
    const folder = path.join(dataDir, 'a-folder-with-quite-a-long-name'.repeat(3))
    const first = await startEmbedded({ dataDir: folder, as: 'command' })
    const sockets = new URL(first.url).searchParams.get('host') ?? ''
    await first.stop()
    chownSync(sockets, 0, 0)
    const second = await startEmbedded({ dataDir: folder, as: 'command' })
    expect(await asked(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await second.stop()
    rmSync(sockets, { recursive: true })
  },
)

test.runIf(process.getuid?.() === 0)(
  'under root a closed folder keeps its database elsewhere, and a new folder of the same name gets a new one',
  async () => {
    const closed = path.join(dataDir, 'closed')
    const places: string[] = []
    for (const round of [1, 2]) {
      mkdirSync(closed, { mode: 0o700 })
      const server = await startEmbedded({ dataDir: closed, as: 'desk' })
      await asked(server.url, `CREATE TABLE round_${round} ()`)
      await server.stop()
      const again = await startEmbedded({ dataDir: closed, as: 'command' })
      const found = await asked(again.url, `SELECT relname FROM pg_class WHERE relname LIKE 'round%'`)
      expect(found).toEqual([{ relname: `round_${round}` }])
      await again.stop()
      places.push(readFileSync(path.join(closed, 'postgres-place'), 'utf8').trim())
      rmSync(closed, { recursive: true })
    }
    for (const place of places) rmSync(place, { recursive: true })
    expect(new Set(places).size).toBe(2)
  },
)
