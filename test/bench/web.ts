// The web: a thousand people who listen at once, the staff desk's page with years behind it, and what a browser makes of it.

import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, type ClientRequest, get } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import pLimit from 'p-limit'
import pg from 'pg'
import { migrate } from '../../src/database/migrate.ts'
import { seedTickets } from '../scale/seed-tickets.ts'
import { launchChromium, noChromium, unpackChromium } from '../support/launch-chromium.ts'
import { type Program, startProgram } from '../support/program.ts'
import { print, quantile } from './figure.ts'
import { residentMemory } from './process-figures.ts'

const STREAMS = 1_000
const TICKETS = 100_000
const LOADS = 200
const PAINTS = 10
/** Who posts at once: more would measure the queue in front of the database. */
const POSTS_AT_ONCE = 16

/** Prints the figures of the web on a server at `server`, whose user may create databases. */
export const benchWeb = async (server: string): Promise<void> => {
  await onDesk(server, async (program, url) => {
    await benchStreams(program, url)
  })
  await onDesk(server, async (program, url) => {
    await seedTickets(url, 1, TICKETS)
    await benchPages(program)
  })
}

const onDesk = async (server: string, work: (program: Program, url: string) => Promise<void>): Promise<void> => {
  const name = `web_${crypto.randomUUID().replaceAll('-', '')}`
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href
  await onDatabase(server, async (client) => void (await client.query(`CREATE DATABASE ${name}`)))
  await migrate(url)
  const program = await startProgram({
    ...{ DATABASE_URL: url, REGISTRATION: 'off', REPLY_HOLD: '0', BURST_WINDOW: '0', FLOOD_LIMIT: '0' },
    ...{ FAQ_FILE: 'prisma/demo-faq.json', LOG_LEVEL: 'warn' },
  })
  try {
    await work(program, url)
  } finally {
    await program.stop()
    await onDatabase(server, async (client) => void (await client.query(`DROP DATABASE ${name} WITH (FORCE)`)))
  }
}

const benchStreams = async (program: Program, url: string): Promise<void> => {
  const staff = await signedIn(program)
  const limit = pLimit(POSTS_AT_ONCE)
  const guests = Array.from({ length: STREAMS }, () => `frontdesk_chat=${randomBytes(32).toString('base64url')}`)
  await Promise.all(
    guests.map((guest, n) => limit(() => post(`${program.url}/messages`, guest, `/human zxqv question ${n}`))),
  )
  const before = residentMemory(program.pid)
  const streams = await Promise.all(guests.map((guest) => openStream(`${program.url}/chat/stream`, guest)))
  print({ name: 'web.streams.memory', value: residentMemory(program.pid) - before, unit: 'MB more', baseline: before })

  // All at once, by one commit and one notice: what the streams alone take for it.
  const reads = await bareReads(url)
  const all = Math.max(...(await arrivals(streams, 'to everybody.', () => broadcast(url, 'to everybody.'))))
  print({ name: 'web.broadcast.all', value: all, unit: 'ms', ratio: all / reads, baseline: reads })

  // An answer to each, as fast as the desk takes them: how long each was on its way.
  const numbers = await ticketNumbers(url)
  const alone = await arrivals(streams.slice(0, 1), 'an answer alone.', async () =>
    post(`${program.url}/desk/tickets/${numbers[0]}/reply`, staff, 'an answer alone.'),
  )
  const posted: number[] = []
  const started = performance.now()
  const answered = await arrivals(streams, 'an answer to each.', async () => {
    await Promise.all(
      numbers.map((number, n) =>
        limit(async () => {
          posted[n] = performance.now() - started
          await post(`${program.url}/desk/tickets/${number}/reply`, staff, 'an answer to each.')
        }),
      ),
    )
  })
  const each = answered.map((arrived, n) => arrived - (posted[n] ?? 0))
  const bare = Math.max(...alone)
  print({
    name: 'web.answers.p50',
    value: quantile(each, 0.5),
    unit: 'ms',
    ratio: quantile(each, 0.5) / bare,
    baseline: bare,
  })
  print({
    name: 'web.answers.longest',
    value: Math.max(...each),
    unit: 'ms',
    ratio: Math.max(...each) / bare,
    baseline: bare,
  })
  print({
    name: 'web.streams.memory.after',
    value: residentMemory(program.pid) - before,
    unit: 'MB more',
    baseline: before,
  })
  for (const { close } of streams) close()
}

const benchPages = async (program: Program): Promise<void> => {
  const staff = await signedIn(program)
  const timed = async (address: string): Promise<number[]> => {
    const times: number[] = []
    for (let n = 0; n < LOADS; n++) {
      const started = performance.now()
      await (await fetch(`${program.url}${address}`, { headers: { cookie: staff, accept: 'text/html' } })).text()
      times.push(performance.now() - started)
    }
    // The first pages warm the desk up.
    return times.slice(LOADS / 10)
  }
  const bare = quantile(await timed('/healthz'), 0.95)
  for (const [name, address] of [
    ['web.desk.p95', '/desk'],
    ['web.ticket.p95', `/desk/tickets/${TICKETS}`],
  ] as const) {
    const p95 = quantile(await timed(address), 0.95)
    print({ name, value: p95, unit: 'ms', ratio: p95 / bare, baseline: bare })
  }
  const { page, assets } = await sizes(program.url, staff)
  print({
    name: 'web.desk.size',
    value: (page + assets) / 1024,
    unit: 'KB',
    ratio: (page + assets) / page,
    baseline: page / 1024,
  })
  if (noChromium === null) await benchPaint(program.url, staff)
}

// Each time a browser that has nothing of the desk's yet.
const benchPaint = async (root: string, staff: string): Promise<void> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'frontdesk-chromium-'))
  await unpackChromium(folder)
  const browser = await launchChromium(folder)
  const painted = async (address: string, cookie: string): Promise<number> => {
    const context = await browser.newContext(cookie === '' ? {} : { extraHTTPHeaders: { cookie } })
    const page = await context.newPage()
    await page.goto(address)
    const first = `new Promise((resolve) => new PerformanceObserver((list) => resolve(list.getEntries()[0].startTime)).observe({ type: 'paint', buffered: true }))`
    const milliseconds = await page.evaluate<number>(first)
    await context.close()
    return milliseconds
  }
  try {
    const series = async (address: string, cookie: string): Promise<number> => {
      const times: number[] = []
      for (let n = 0; n < PAINTS; n++) times.push(await painted(address, cookie))
      return quantile(times, 0.5)
    }
    const bare = await series(`${root}/healthz`, '')
    for (const [name, address] of [
      ['web.chat.first-paint', '/'],
      ['web.desk.first-paint', '/desk'],
    ] as const) {
      const value = await series(`${root}${address}`, staff)
      print({ name, value, unit: 'ms', ratio: value / bare, baseline: bare })
    }
  } finally {
    await browser.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const signedIn = async ({ deskLink }: Program): Promise<string> => {
  const answer = await fetch(deskLink ?? '', { method: 'POST', headers: { accept: 'application/json' } })
  return answer.headers.getSetCookie().join().split(';', 1).join()
}

const post = async (address: string, cookie: string, text: string): Promise<void> => {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ id: crypto.randomUUID(), text }),
  })
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`)
}

interface OpenStream {
  /** Calls back once with the time at which these words came. */
  hears(words: string): Promise<number>
  close(): void
}

// Node's fetch would keep a reader for each; a plain socket keeps the bench's own part small.
const openStream = async (address: string, cookie: string): Promise<OpenStream> => {
  const asked: ClientRequest = get(address, { headers: { cookie, accept: 'text/event-stream' }, agent: everybody })
  const [answer] = await once(asked, 'response')
  const waiting = new Map<string, (at: number) => void>()
  answer.on('error', () => undefined)
  answer.on('data', (part: Buffer) => {
    for (const [words, tell] of waiting) {
      if (!part.includes(words)) continue
      waiting.delete(words)
      tell(performance.now())
    }
  })
  const first = once(answer, 'data')
  await first
  return {
    hears: (words) => new Promise((resolve) => waiting.set(words, resolve)),
    close: () => asked.destroy(),
  }
}
const everybody = new Agent({ maxSockets: Number.POSITIVE_INFINITY })

/** When each stream heard these words, in milliseconds since they were said. */
const arrivals = async (streams: readonly OpenStream[], words: string, say: () => Promise<void>): Promise<number[]> => {
  const heard = streams.map(({ hears }) => hears(words))
  const started = performance.now()
  await say()
  return (await Promise.all(heard)).map((at) => at - started)
}

const broadcast = (url: string, words: string): Promise<void> =>
  onDatabase(url, async (client) => {
    const document = { type: 'root', children: [{ type: 'paragraph', children: [{ type: 'text', value: words }] }] }
    await client.query('BEGIN')
    await client.query(
      `INSERT INTO messages (id, author, audience, document, created_at, conversation_id)
       SELECT gen_random_uuid(), 'bot', 'everyone', $1, now(), id FROM conversations`,
      [document],
    )
    await client.query(`SELECT pg_notify('changes', '')`)
    await client.query('COMMIT')
  })

/** How long the bare driver takes to read the newest message of each conversation, by as many connections as the desk has. */
const bareReads = async (url: string): Promise<number> => {
  const pool = new pg.Pool({ connectionString: url, max: 20 })
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM conversations')
  const started = performance.now()
  const newest = 'SELECT * FROM messages WHERE conversation_id = $1 ORDER BY position DESC LIMIT 1'
  await Promise.all(rows.map(({ id }) => pool.query(newest, [id])))
  const milliseconds = performance.now() - started
  await pool.end()
  return milliseconds
}

// In the order of the customers: each wrote its number.
const ticketNumbers = async (url: string): Promise<readonly number[]> => {
  const numbers: number[] = []
  await onDatabase(url, async (client) => {
    const { rows } = await client.query<{ number: number; n: number }>(
      `SELECT t.number, substring(m.document::text FROM 'question (\\d+)')::int AS n FROM tickets t
       JOIN messages m ON m.ticket_id = t.id AND m.author = 'customer' ORDER BY n`,
    )
    numbers.push(...rows.map(({ number }) => number))
  })
  return numbers
}

const onDatabase = async (url: string, work: (client: pg.Client) => Promise<void>): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await work(client).finally(() => client.end())
}

/** Bytes on the wire of the desk's page, and of all that it asks for. */
const sizes = async (root: string, cookie: string): Promise<{ page: number; assets: number }> => {
  const seen = new Set<string>()
  const weigh = async (address: string): Promise<number> => {
    if (seen.has(address)) return 0
    seen.add(address)
    const { bytes, text } = await fetched(`${root}${address}`, cookie)
    const named = [...text.matchAll(/["'](\/assets\/[\w.-]+)["']/g)].flatMap(([, found]) => found ?? [])
    let total = bytes
    for (const found of named) total += await weigh(found)
    return total
  }
  const { bytes: page } = await fetched(`${root}/desk`, cookie)
  return { page, assets: (await weigh('/desk')) - page }
}

const fetched = async (address: string, cookie: string): Promise<{ bytes: number; text: string }> => {
  const headers = { cookie, accept: 'text/html,*/*', 'accept-encoding': 'gzip' }
  const [answer] = await once(get(address, { headers, agent: everybody }), 'response')
  let bytes = 0
  for await (const part of answer) bytes += part.length
  return { bytes, text: await (await fetch(address, { headers: { cookie, accept: 'text/html' } })).text() }
}
