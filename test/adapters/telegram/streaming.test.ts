// A large file on its way from Telegram to Telegram is never in memory as a whole: both ends count what has left and what has arrived.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createClient } from '../../../adapters/telegram/client.ts'
import { createOpen } from '../../../adapters/telegram/files.ts'
import { createSender } from '../../../adapters/telegram/send.ts'
import type { FileRef } from '../../../src/channel.ts'
import { createPacer, systemClock } from '../../../src/pacing.ts'
import { deliveryOf } from '../contract.ts'

const MIB = 1024 * 1024
const WHOLE = 45 * MIB
/** What sockets and their system may hold between the two ends. */
const ON_THE_WAY = 25 * MIB
const CHUNK = new Uint8Array(64 * 1024)
const TOKEN = '42:AAE-simulated-token'

let server: Server
let left = 0
let arrived = 0
let mostOnTheWay = 0

const answer = (response: ServerResponse, result: object) => response.end(JSON.stringify({ ok: true, result }))

const handOut = async (response: ServerResponse) => {
  response.writeHead(200, { 'content-length': WHOLE })
  while (left < WHOLE) {
    left += CHUNK.length
    if (!response.write(CHUNK)) await once(response, 'drain')
  }
  response.end()
}

// Slower than what hands out, so that somebody must wait.
const takeIn = async (request: IncomingMessage) => {
  for await (const chunk of request) {
    mostOnTheWay = Math.max(mostOnTheWay, left - arrived)
    arrived += chunk.length
    await turn()
  }
}

beforeEach(async () => {
  left = 0
  arrived = 0
  mostOnTheWay = 0
  server = createServer(async (request, response) => {
    if (request.url?.endsWith('/getFile')) {
      await request.resume().toArray()
      return answer(response, { file_path: 'documents/file_1', file_size: WHOLE })
    }
    if (request.url?.includes('/file/')) return handOut(response)
    await takeIn(request)
    return answer(response, { message_id: 7 })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

it('is read no further ahead than it is taken', async () => {
  // The address of a listening TCP server is always an object.
  const { port } = server.address() as AddressInfo
  const client = createClient(TOKEN, `http://127.0.0.1:${port}`)
  const open = createOpen(client, true)
  const file: FileRef = {
    kind: 'document',
    name: 'a',
    mediaType: null,
    bytes: WHOLE,
    at: { channel: 'telegram', id: 'F' },
  }
  const files = [{ ...file, open: () => open(file) }]
  const content = { kind: 'files', author: { role: 'bot' }, files, album: null } as const
  const receipt = await createSender({
    client,
    pacer: createPacer([], systemClock),
    presence: { seen: async () => undefined },
    firstSteps: { keysFor: () => null, shown: () => undefined },
  }).send({
    ...deliveryOf('1', ''),
    content,
  })
  expect(receipt).toEqual({ ids: ['7'] })
  expect(left).toBe(WHOLE)
  expect(arrived).toBeGreaterThan(WHOLE)
  expect(mostOnTheWay).toBeLessThan(ON_THE_WAY)
})
