// One PostgreSQL for the whole run, with a template database that has every migration: test files clone it.
// And a folder where the first file that needs the browser unpacks it for all.
// DATABASE_URL, where it is set, names a server to use instead; its user must be allowed to create databases.

import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../../src/database/embedded.ts'
import { migrate } from '../../src/database/migrate.ts'
import { openQueue } from '../../src/jobs/queue.ts'
import { createDataFolder } from './data-folder.ts'
import { createDatabase, dropDatabase, onServer } from './database.ts'

/** vitest calls it before the first test; what it returns runs after the last. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const server = await startServer()
  const template = await createDatabase(server.url)
  await migrate(template.url)
  // Every desk that starts would make the tables of its jobs anew; those that start on an empty database still do.
  const queue = await openQueue(template.url, pino({ level: 'silent' }))
  await queue.stop()
  project.provide('server', server.url)
  project.provide('template', template.name)
  project.provide('chromium', await createBrowserFolder())
  return async () => {
    await dropDatabase(server.url, template.name)
    await server.stop()
  }
}

const startServer = async (): Promise<{ url: string; stop: () => Promise<void> }> => {
  const own = process.env.DATABASE_URL
  if (own !== undefined && own !== '') return { url: own, stop: async () => undefined }
  const dataDir = createDataFolder()
  const server = await startEmbedded({ dataDir, as: 'command' })
  await hasten(server.url)
  const stop = async (): Promise<void> => {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  // The server is detached: a run that is broken off has to stop it too.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.once(signal, () => void stop().then(() => process.exit(1)))
  return { url: server.url, stop }
}

// What it holds is thrown away after the run, so nothing has to outlive a power cut.
const hasten = async (url: string): Promise<void> => {
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes', 'autovacuum'])
    await onServer(url, `ALTER SYSTEM SET ${setting} = off`)
  await onServer(url, 'SELECT pg_reload_conf()')
}

// Whatever ends the run, the browser's 200 MB go with it.
const createBrowserFolder = async (): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'frontdesk-chromium-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

declare module 'vitest' {
  interface ProvidedContext {
    server: string
    template: string
    chromium: string
  }
}
