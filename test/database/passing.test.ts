// Which errors pass by themselves: events that meet them are tried again, never set aside.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { isPassing, openDatabase } from '../../src/database/client.ts'
import { createDataFolder } from '../support/data-folder.ts'

const folder = createDataFolder()
const servers: Server[] = []
afterAll(async () => {
  for (const server of servers) server.close()
  await rm(folder, { recursive: true, force: true })
})

/** A server that resets whoever connects, at once or at their first word. */
const resetting = async (when: 'connection' | 'word'): Promise<string> => {
  const server = createServer((socket) => {
    if (when === 'connection') socket.resetAndDestroy()
    else socket.once('data', () => socket.resetAndDestroy())
    socket.on('error', () => undefined)
  }).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  const address = server.address()
  return `postgresql://nobody@127.0.0.1:${typeof address === 'object' ? address?.port : 0}/desk`
}

const nobodyListens = async (): Promise<string> => {
  const url = await resetting('word')
  const server = servers.pop()
  server?.close()
  return url
}

// As a killed server leaves it: the socket's file is there, and nobody behind it.
const deadSocket = async (): Promise<string> => {
  const file = path.join(folder, '.s.PGSQL.5432')
  const program = `require('node:net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`
  await once(spawn(process.execPath, ['-e', program, file]), 'exit')
  return `postgresql://nobody@localhost/desk?host=${encodeURIComponent(folder)}`
}

const noSocket = async (): Promise<string> =>
  `postgresql://nobody@localhost/desk?host=${encodeURIComponent('/nowhere')}`

test.each([
  ['at whose port nobody listens', nobodyListens],
  ['that was killed and left its socket behind', deadSocket],
  ['whose socket is gone', noSocket],
  ['that resets a connection at once', () => resetting('connection')],
  ['that resets a connection at its first word', () => resetting('word')],
])('a database %s is only away, whatever was asked', async (_, where) => {
  const db = openDatabase(await where())
  const asked = [() => db.$queryRaw`SELECT 1`, () => db.inboundKey.count(), () => db.$transaction([db.ticket.count()])]
  for (const ask of asked) {
    const error = await ask().then(
      () => null,
      (failure: unknown) => failure,
    )
    expect(error).toBeInstanceOf(Error)
    expect(isPassing(error), String(error)).toBe(true)
  }
  await db.$disconnect()
})
