// The command line, used in every wrong way: it answers, or says in words what is wrong, and ends with 0, 1 or 2.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CommandHost, createCommandHost } from '../cli/command-host.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { oddTexts } from './mutated.ts'
import { broken, plays } from './playing.ts'

const COMMANDS = [
  ...[['doctor'], ['migrate'], ['stats'], ['report'], ['backup'], ['restore'], ['desk', 'link'], ['nothing'], []],
  ...[
    ['faq', 'import'],
    ['faq', 'export'],
    ['faq', 'match'],
    ['faq', 'eval'],
    ['customer', 'reset'],
    ['ticket', 'export'],
  ],
]
const OPTIONS = [
  ...[
    '--help',
    '--version',
    '--period',
    '--format',
    '--out',
    '--admin',
    '--locale',
    '--encoding',
    '--json',
    '--messages',
  ],
  ...['--dry-run', '--replace', '--', '-', '-h', '--no-such-thing', '--period=', '--out=', '--k', '--no-embeddings'],
]
const VALUES = [
  '7d',
  '2026-05',
  '2026-13',
  'csv',
  'json',
  'en',
  'utf-16le',
  'x-none',
  '0',
  '-1',
  '1e9',
  'a.json',
  'a.csv',
  'a.md',
]

// No shell hands over NUL, and what is written stays in the folder.
const odd = oddTexts.map((text) =>
  text
    .slice(0, 200)
    .replaceAll('\u0000', '')
    .replace(/[/\\]|\.\./g, '')
    .toWellFormed(),
)
const word = fc.oneof(fc.constantFrom(...OPTIONS), fc.constantFrom(...VALUES), odd)
const line = fc
  .tuple(fc.constantFrom(...COMMANDS), fc.array(word, { maxLength: 4 }))
  .map(([command, words]) => [...command, ...words])

let folder = ''
let database: FreshDatabase
let host: CommandHost
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'frontdesk-commands-'))
  database = await freshDatabase()
  host = createCommandHost(folder)
})
afterAll(async () => {
  await host.stop()
  await database.drop()
  await rm(folder, { recursive: true })
})

test('whatever it is asked, the command line ends with 0, 1 or 2, tells why, and shows no stack', async () => {
  const isAnswered = fc.asyncProperty(line, async (words) => {
    const { code, out, err } = await host.frontdesk(words, { DATABASE_URL: database.url, DATA_DIR: folder })
    expect([0, 1, 2]).toContain(code)
    if (code !== 0) expect(err).toMatch(/\w{3}/)
    expect(`${out}${err}`).not.toMatch(/^\s+at .*(:\d+:\d+|node:internal)/m)
  })
  expect(await broken(isAnswered, plays(12, 0.01))).toBe('')
})
