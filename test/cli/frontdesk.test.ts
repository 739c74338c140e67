import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/database/client.ts'
import { storeCustomer, storeTicket } from '../reading/stored.ts'
import { emptyDatabase, type OpenedDatabase, openFreshDatabase } from '../support/database.ts'
import { frontdesk as asProcess } from './command.ts'
import { createCommandHost } from './command-host.ts'

// What needs no process of its own has none; how a process ends is looked at for each end: good, failed and wrong use.
const { frontdesk, stop } = createCommandHost()

let fresh: OpenedDatabase
let db: Database
let folder: string
beforeAll(async () => {
  fresh = await openFreshDatabase()
  db = fresh.db
  folder = await mkdtemp(path.join(tmpdir(), 'frontdesk-cli-'))
})
afterAll(async () => {
  await stop()
  await fresh.close()
  await rm(folder, { recursive: true, force: true })
})
const onDatabase = (more: Readonly<Record<string, string>> = {}) => ({ DATABASE_URL: fresh.url, ...more })

describe('help', () => {
  test.each([
    [['--help'], 'doctor'],
    [['stats', '--help'], '--period'],
    [['desk', 'link', '--help'], '--admin'],
  ])('%j is answered on stdout', async (words, told) => {
    const { code, out, err } = await frontdesk(words)
    expect(out).toContain(told)
    expect({ code, err }).toEqual({ code: 0, err: '' })
  })
})

describe('wrong use exits 2 with the remedy on stderr, and says nothing on stdout', () => {
  test.each([
    [[], {}, 'Usage'],
    [['nonsense'], {}, '--help'],
    [['stats', '--format', 'xml'], {}, 'text, json, csv'],
    [['stats', '--period', 'weak'], {}, '2026-01-01..2026-02-01'],
    [['stats', '--by', 'manager', '--format', 'png', '--out', 'x.png'], {}, 'leave out --by'],
    [['report', 'fortnightly'], {}, 'weekly Mon 09:00'],
    [['faq', 'import', 'faq.xlsx'], {}, 'CSV UTF-8'],
    [['faq', 'export', 'faq.txt'], {}, '.json, .csv, .tsv, .md'],
    [['faq', 'import', 'faq.csv', '--encoding', 'excel'], {}, 'windows-1250'],
    [['faq', 'export', 'faq.csv', '--delimiter', 'x'], {}, '--delimiter'],
    [['migrate'], { PORT: 'x', TIMEZONE: 'y' }, 'TIMEZONE'],
  ])('%j', async (words, environment, remedy) => {
    const { code, out, err } = await frontdesk(words, environment)
    expect(err).toContain(remedy)
    expect({ code, out }).toEqual({ code: 2, out: '' })
  })
})

test('a process of wrong use ends with 2', async () => {
  const { code, out, err } = await asProcess(['nonsense'])
  expect(err).toContain('--help')
  expect({ code, out }).toEqual({ code: 2, out: '' })
})

describe('migrate', () => {
  test('brings an empty database up to date, once', async () => {
    const empty = await emptyDatabase()
    const first = await asProcess(['migrate'], { DATABASE_URL: empty.url })
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(first.out).toContain('applied 0001_start')
    const again = await asProcess(['migrate'], { DATABASE_URL: empty.url })
    expect(again).toEqual({ code: 0, out: 'The database is up to date.\n', err: '' })
    await empty.drop()
  })

  test('without a server fails with 1 and tells why', async () => {
    const { code, out, err } = await asProcess(['migrate'], {
      DATABASE_URL: 'postgresql://desk:secret@127.0.0.1:1/desk',
    })
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('ECONNREFUSED')
    expect(err).not.toContain('secret')
  })
})

describe('stats', () => {
  beforeAll(async () => {
    const customer = await storeCustomer(db)
    await storeTicket(db, customer, {
      openedAt: new Date('2026-01-05T12:00:00Z'),
      waitingSince: new Date('2026-01-05T12:00:00Z'),
      answeredAt: new Date('2026-01-05T12:01:00Z'),
    })
  })
  const january = ['--period', '2026-01-01..2026-01-31']

  test('as JSON has the names that scripts rely on', async () => {
    const { code, out, err } = await asProcess(['stats', ...january, '--format', 'json'], onDatabase())
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toMatchObject({
      opened: 1,
      resolved: 0,
      reopened: 0,
      backlog: 1,
      faqSolved: 0,
      faqAssumed: 0,
      conversations: 0,
      firstResponseMedianSeconds: 60,
      resolutionMedianSeconds: null,
      rating: null,
    })
  })

  test("as text speaks the desk's language", async () => {
    const { out } = await frontdesk(['stats', ...january], onDatabase({ LOCALE: 'ro' }))
    expect(out).toContain('Tichete deschise: 1')
  })

  test('by channel has a line for each', async () => {
    const { out } = await frontdesk(['stats', ...january, '--by', 'channel'], onDatabase())
    expect(out).toContain('- Telegram: conversations 0 (±0), solved by the FAQ 0 (±0), opened 1 (+1), resolved 0 (±0)')
  })

  test('goes to a file where asked', async () => {
    const file = path.join(folder, 'figures.csv')
    const { code, out } = await frontdesk(['stats', ...january, '--format', 'csv', '--out', file], onDatabase())
    expect({ code, out }).toEqual({ code: 0, out: '' })
    expect(await readFile(file, 'utf8')).toMatch(/^from,to,conversations,/)
  })

  test('as a picture is a PNG', async () => {
    const file = path.join(folder, 'volume.png')
    const { code, err } = await frontdesk(['stats', ...january, '--format', 'png', '--out', file], onDatabase())
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect((await readFile(file)).subarray(1, 4).toString()).toBe('PNG')
  })

  test('fails with 1 where the file cannot be written', async () => {
    const { code, err } = await frontdesk(['stats', '--out', path.join(folder, 'none', 'x')], onDatabase())
    expect(code).toBe(1)
    expect(err).toContain('name a file')
  })
})

describe('faq', () => {
  const wifi = { id: 'wifi', title: 'Wifi', answer: '42', phrasings: ['wireless'], tags: ['it'], locale: 'en' }
  const version = {
    id: 'wifi-ro',
    title: 'Rețea',
    answer: '=42',
    phrasings: [],
    tags: [],
    locale: 'ro',
    versionOf: 'wifi',
  }
  beforeAll(async () => {
    const file = path.join(folder, 'from.json')
    await writeFile(file, JSON.stringify([version, wifi]))
    const imported = await frontdesk(['faq', 'import', file], onDatabase())
    expect(imported).toEqual({ code: 0, out: '2 added, 0 replaced\n', err: '' })
  })

  test('exports what it imported', async () => {
    const [csv, json] = [path.join(folder, 'to.csv'), path.join(folder, 'again.json')]
    for (const words of [
      ['export', csv],
      ['import', csv],
      ['export', json],
    ])
      expect(await frontdesk(['faq', ...words], onDatabase()), words.join(' ')).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(await readFile(json, 'utf8'))).toEqual([wifi, version])
  })

  test('reads what Excel writes in its own encoding, where that is named', async () => {
    const file = path.join(folder, 'excel.csv')
    await writeFile(file, Buffer.from('title;answer;locale\r\nCaf\xe9;Unu;ro\r\n', 'latin1'))
    const refused = await frontdesk(['faq', 'import', file], onDatabase())
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('Line 2 is no UTF-8') })
    expect(await frontdesk(['faq', 'import', file, '--encoding', 'windows-1250'], onDatabase())).toMatchObject({
      code: 0,
    })
    expect(await db.article.count({ where: { title: 'Café' } })).toBe(1)
  })

  test('imports nothing where a row is wrong, and names it', async () => {
    const file = path.join(folder, 'broken.json')
    await writeFile(file, '[{"title":"Fine","answer":"A"},{"title":"No answer"}]')
    const { code, out, err } = await frontdesk(['faq', 'import', file], onDatabase())
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('broken.json')
    expect(err).toContain('Row 2 (line 1): answer')
    expect(await db.article.count({ where: { title: 'Fine' } })).toBe(0)
  })
})

describe('desk link', () => {
  test.each([
    [[], false],
    [['--admin'], true],
  ])('%j prints a link whose token only the hash of is stored, for 15 minutes', async (words, admin) => {
    const before = Date.now()
    const { code, out, err } = await frontdesk(
      ['desk', 'link', ...words],
      onDatabase({ PUBLIC_URL: 'https://desk.example.com' }),
    )
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const [, token = ''] = /^https:\/\/desk\.example\.com\/desk\/sign-in\/([\w-]{43})\n$/.exec(out) ?? []
    const link = await db.signInLink.findUniqueOrThrow({
      where: { token: createHash('sha256').update(token).digest('hex') },
    })
    expect(link).toMatchObject({ admin, usedAt: null })
    expect(link.expiresAt.getTime()).toBeGreaterThanOrEqual(before + 15 * 60_000)
    expect(link.expiresAt.getTime()).toBeLessThanOrEqual(Date.now() + 15 * 60_000)
  })
})

test('report sets when one comes by itself on a desk without Slack, and refuses where it could go nowhere', async () => {
  const mail = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'desk@example.com' }
  const report = async (words: string, environment: Readonly<Record<string, string>> = mail) => {
    const { code, out, err } = await frontdesk(['report', ...words.split(' ')], onDatabase(environment))
    return `${code} ${out}${err}`
  }
  expect(await report('daily 09:00')).toContain('1 frontdesk: There is no channel where the report could go')
  expect(await report('daily 09:00 to anna@acme.com', {})).toContain('1 frontdesk: This desk sends no e-mail yet')
  expect(await report('weekly Mon 09:00 to anna@acme.com')).toMatch(
    /^0 A report comes each Monday at 09:00, by e-mail to anna@acme\.com\. The next one: .* 09:00\.\n$/,
  )
  expect(await report('off')).toBe('0 No report comes by itself any more.\n')
})

test('without DATABASE_URL a command starts the embedded database and stops it again', {
  timeout: 60_000,
}, async () => {
  const environment = { DATA_DIR: path.join(folder, 'data') }
  expect((await asProcess(['desk', 'link'], environment)).out).toContain('http://127.0.0.1:3000/desk/sign-in/')
  const { code, out } = await asProcess(['stats', '--format', 'json'], environment)
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ opened: 0 })
})
