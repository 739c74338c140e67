// A desk moves from the embedded database to a server and back, by the command line alone; what fails says why and leaves nothing behind.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createDataFolder } from '../support/data-folder.ts'
import { emptyDatabase, type FreshDatabase, freshDatabase } from '../support/database.ts'
import { commandOf, root, startProgram } from '../support/program.ts'
import { frontdesk } from './command.ts'

let folder = ''
let database: FreshDatabase
const dataFolders: string[] = []
const dataFolder = (): string => {
  const made = createDataFolder()
  dataFolders.push(made)
  return made
}
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'frontdesk-moves-'))
  database = await freshDatabase()
})
afterAll(async () => {
  await database.drop()
  for (const made of [folder, ...dataFolders]) await rm(made, { recursive: true, force: true })
})

const JSON_HEADERS = { 'Content-Type': 'application/json', Accept: 'application/json' }
const chat = z.object({ messages: z.array(z.object({ from: z.string(), text: z.string() })) })
const said = async (url: string, Cookie: string): Promise<string[]> => {
  const answer = await fetch(`${url}/messages`, { headers: { ...JSON_HEADERS, Cookie } })
  return chat.parse(await answer.json()).messages.map((message) => `${message.from}: ${message.text}`)
}

test('a desk that runs moves from its own database to a server and back, and people go on where they were', async () => {
  const [first, second, third] = [dataFolder(), dataFolder(), dataFolder()]
  const file = path.join(folder, 'desk.tar.gz')
  const desk = await startProgram({ DATA_DIR: first, BURST_WINDOW: '0' })
  const posted = await fetch(`${desk.url}/messages`, {
    method: 'POST',
    headers: JSON_HEADERS,
    body: JSON.stringify({ id: crypto.randomUUID(), text: 'Where is my lilac parcel?' }),
  })
  expect(posted.status).toBe(202)
  const cookie = posted.headers
    .getSetCookie()
    .map((each) => each.split(';', 1)[0])
    .join('; ')
  const made = await frontdesk(['backup', file], { DATA_DIR: first })
  expect(made).toMatchObject({ code: 0, err: '' })
  expect(made.out).toMatch(
    /^\S+desk\.tar\.gz holds the desk as of \S+Z: 1 customers, .* 40 articles, 0 files, \d+ timers\n$/,
  )
  const before = await said(desk.url, cookie)
  await desk.stop()

  const server = await emptyDatabase()
  const onServer = { DATABASE_URL: server.url, DATA_DIR: second }
  const restored = await frontdesk(['restore', file], onServer)
  expect(restored).toMatchObject({ code: 0, err: '' })
  expect(restored.out).toMatch(/^restored the desk as of \S+Z: 1 customers, /)
  const again = await frontdesk(['restore', file], onServer)
  expect(again).toMatchObject({ code: 1, out: '' })
  expect(again.err).toMatch(/isn’t empty: restore into a new one/)

  const back = path.join(folder, 'back.tar.gz')
  expect(await frontdesk(['backup', back], onServer)).toMatchObject({ code: 0 })
  await server.drop()
  expect(await frontdesk(['restore', back], { DATA_DIR: third })).toMatchObject({ code: 0 })
  const moved = await startProgram({ DATA_DIR: third, BURST_WINDOW: '0' })
  expect(await said(moved.url, cookie)).toEqual(before)
  expect(before).toContain('customer: Where is my lilac parcel?')
  await moved.stop()
  // Two starts and five commands, each a process of its own.
}, 90_000)

test('a disk that takes no more is told with the remedy, and leaves nothing behind', async () => {
  const place = path.join(folder, 'full')
  await mkdir(place)
  await writeFile(path.join(place, 'desk.tar.gz'), 'the backup of yesterday')
  const limited = `ulimit -f 1; trap '' XFSZ; ${commandOf('frontdesk').replace(/NODE_COMPILE_CACHE=\S+ /, '')} "$@"`
  const child = spawn('sh', ['-c', limited, 'frontdesk', 'backup', path.join(place, 'desk.tar.gz')], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATABASE_URL: database.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  expect({ code: child.exitCode, out }).toEqual({ code: 1, out: '' })
  expect(err).toMatch(/desk\.tar\.gz can’t be written: EFBIG.*name a file on another one\n$/)
  expect(await readdir(place)).toEqual(['desk.tar.gz'])
})

test.each([
  ['backup', [], 2, /missing required argument/],
  ['restore', [], 2, /missing required argument/],
  ['backup', ['.'], 2, /is a folder/],
  ['restore', ['.'], 2, /is a folder/],
  ['backup', ['none/desk.tar.gz'], 1, /name a file in a folder that is there/],
  ['restore', ['none.tar.gz'], 1, /name a file .* there/],
  ['restore', ['package.json'], 1, /no backup of Frontdesk/],
])('%s %j exits %d with the remedy on stderr', async (command, words, code, why) => {
  const ended = await frontdesk([command, ...words], { DATABASE_URL: database.url })
  expect(ended).toMatchObject({ code, out: '' })
  expect(ended.err).toMatch(why)
})
