// However large a desk is, no more of it is in memory at once than a few parts: counted as what one end gave and the other has not taken yet.

import { randomBytes } from 'node:crypto'
import { Readable, Writable } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { createGunzip } from 'node:zlib'
import { expect, test } from 'vitest'
import { pack, unpack } from '../../src/backup/archive.ts'
import { copyIn, copyOut, openForCopying } from '../../src/database/copying.ts'
import { emptyDatabase } from '../support/database.ts'
import { ask } from './whole-desk.ts'

const MEGABYTE = 1024 * 1024
const WHOLE = 48 * MEGABYTE
/** The tar writer's 8 MB, and what sockets and streams hold. */
const MOST = 12 * MEGABYTE

const createCount = () => {
  let [given, taken, most] = [0, 0, 0]
  return {
    gives: (bytes: number) => {
      given += bytes
      most = Math.max(most, given - taken)
    },
    takes: async (bytes: number) => {
      taken += bytes
      // Whoever takes is the slower one: the other end has its turns.
      for (let turns = 0; turns < 5; turns++) await turn()
    },
    most: () => most,
    given: () => given,
  }
}

test('rows leave the database no faster than the file takes them', async () => {
  const database = await emptyDatabase()
  await ask(
    database.url,
    `CREATE TABLE large AS SELECT string_agg(md5(n::text), '') AS words FROM generate_series(1, ${WHOLE / 32}) n GROUP BY n / 1500`,
  )
  const client = await openForCopying(database.url, 'test')
  const count = createCount()
  const file = createGunzip()
  const slowly = (async () => {
    for await (const bytes of file) await count.takes(bytes.length)
  })()
  await pack(file, async (archive) => {
    let part = 0
    for await (const bytes of copyOut(client, 'COPY large TO STDOUT')) {
      count.gives(bytes.length)
      await archive.add(`part/${++part}`, bytes)
    }
  })
  await slowly
  await client.end()
  await database.drop()
  expect(count.given()).toBeGreaterThan(WHOLE * 0.9)
  expect(count.most()).toBeLessThan(MOST)
})

test('a file is read no faster than the database takes its rows', async () => {
  const packed: Uint8Array[] = []
  const kept = new Writable({
    write: (bytes, _encoding, done) => {
      packed.push(bytes)
      done()
    },
  })
  await pack(kept, async (archive) => {
    for (let part = 0; part < 48; part++) await archive.add(`part/${part}`, randomBytes(MEGABYTE))
  })
  const count = createCount()
  const source = Readable.from(
    (function* () {
      for (const bytes of packed) {
        count.gives(bytes.length)
        yield bytes
      }
    })(),
  )
  for await (const { bytes } of unpack(source)) {
    for await (const some of bytes) await count.takes(some.length)
  }
  expect(count.given()).toBeGreaterThan(WHOLE * 0.9)
  expect(count.most()).toBeLessThan(MOST)
})

test('rows that the database can’t take yet are waited for', async () => {
  const database = await emptyDatabase()
  await ask(database.url, 'CREATE TABLE large (words text)')
  const client = await openForCopying(database.url, 'test')
  const copying = copyIn(client, 'COPY large FROM STDIN')
  const socket: { readonly writableLength: number } = Reflect.get(Reflect.get(client, 'connection'), 'stream')
  const row = Buffer.from(`${'word '.repeat(13_000)}\n`)
  let most = 0
  for (let rows = 0; rows < 300; rows++) {
    await copying.write(row)
    most = Math.max(most, socket.writableLength)
  }
  expect(await copying.end()).toBe(300)
  expect(most).toBeLessThan(MEGABYTE)
  await client.end()
  await database.drop()
})
