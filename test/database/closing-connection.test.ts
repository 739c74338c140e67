// The standing connection is closed while it is on its way back: nothing of it may come later.

import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openListener } from '../../src/database/listener.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

/** A way to the server that can be closed, and keeps whoever comes meanwhile waiting. */
const openGate = async (url: string) => {
  const server = new URL(url)
  const sockets = server.searchParams.get('host')
  const through = () =>
    sockets === null
      ? connect(Number(server.port || 5432), server.hostname)
      : connect(`${sockets}/.s.PGSQL.${server.port || 5432}`)
  const visitors = new Set<Socket>()
  const waiting: Socket[] = []
  let isOpen = true
  const letIn = (visitor: Socket): void => void visitor.pipe(through().on('error', () => {})).pipe(visitor)
  const gate = createServer((visitor) => {
    visitors.add(visitor)
    visitor.on('error', () => {}).on('close', () => visitors.delete(visitor))
    if (isOpen) letIn(visitor)
    else waiting.push(visitor)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => gate.once('listening', resolve))
  const here = new URL(url)
  here.searchParams.delete('host')
  here.hostname = '127.0.0.1'
  // The address of a listening TCP server is always an object.
  here.port = String((gate.address() as AddressInfo).port)
  return {
    url: here.href,
    visitors: () => visitors.size,
    waiting: () => waiting.length,
    close: () => {
      isOpen = false
      for (const visitor of visitors) visitor.destroy()
    },
    open: () => {
      for (const visitor of waiting.splice(0)) letIn(visitor)
    },
    remove: () => gate.close(),
  }
}

test('closed while it connects again, it ends that connection too', async () => {
  const gate = await openGate(database.url)
  const listener = await openListener(gate.url, pino({ level: 'silent' }))
  gate.close()
  await eventually(() => expect(gate.waiting()).toBe(1))
  await listener.close()
  gate.open()
  await eventually(() => expect(gate.visitors()).toBe(0), 10)
  gate.remove()
})
