// Style sheets, scripts and pictures, from this adapter's folder and from npm packages; no other origin is ever asked.
// Each is served under a name that has a hash of its content, so browsers keep it for good and never ask again.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { Hono } from 'hono'

const TYPES = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
} as const
const FOR_GOOD = 'public, max-age=31536000, immutable'

interface Asset {
  readonly address: string
  readonly type: string
  readonly body: Buffer<ArrayBuffer>
  /** Compressed; made when somebody asks for it first, since a start has better to do. */
  readonly zipped: () => Buffer<ArrayBuffer>
}

const PACKAGES = {
  'pico.css': '@picocss/pico/css/pico.min.css',
  'htmx.js': 'htmx.org/dist/htmx.esm.min.js',
} as const
/** A file stands behind those that it names: their addresses are written into it. */
const OWN = [
  'web.css',
  'bar.css',
  'turns.css',
  'chat.css',
  'desk.css',
  'files.css',
  'icon.svg',
  'widget.css',
  'account.css',
  'ids.js',
  'refresh.js',
  'times.js',
  'posts.js',
  'stream.js',
  'reaching.js',
  'chat.js',
  'moments.js',
  'files.js',
  'widget-frame.js',
  'desk-queue.css',
  'desk-ticket.css',
  'desk-side.css',
  'desk-asked.css',
  'desk-keys.js',
  'desk-drafts.js',
  'desk-assistant.js',
  'desk-arrivals.js',
  'desk-posting.js',
  'desk-here.js',
  'desk-morph.js',
  'desk-bell.js',
  'desk-picker.js',
  'desk.js',
  'knowledge.css',
  'knowledge-article.css',
  'knowledge-try.css',
  'knowledge.js',
  'room.css',
  'team.css',
  'operations.css',
  'figures.css',
  'room.js',
] as const

export type AssetName = keyof typeof PACKAGES | (typeof OWN)[number]

/** The address of a file, by its name in `assets/`. */
export const assetAddress = (name: AssetName): string => files[name].address

/** Serves `/assets/*`, compressed for whoever takes it so. */
export const assets = (): Hono => {
  const app = new Hono()
  for (const { address, type, body, zipped } of Object.values(files)) {
    app.get(address, (c) => {
      const isZipped = c.req.header('Accept-Encoding')?.includes('gzip') ?? false
      const headers = { 'Content-Type': type, 'Cache-Control': FOR_GOOD, Vary: 'Accept-Encoding' }
      return c.body(isZipped ? zipped() : body, 200, isZipped ? { ...headers, 'Content-Encoding': 'gzip' } : headers)
    })
  }
  return app
}

const made = (name: AssetName, text: string): Asset => {
  const body = Buffer.from(text)
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
  const dot = name.lastIndexOf('.')
  const ending = name.slice(dot + 1)
  if (ending !== 'css' && ending !== 'js' && ending !== 'svg') throw new Error(`no media type is known for ${name}`)
  return {
    address: `/assets/${name.slice(0, dot)}.${hash}.${ending}`,
    type: TYPES[ending],
    body,
    zipped: once(() => gzipSync(body, { level: 9 })),
  }
}

const once = <Made>(make: () => Made): (() => Made) => {
  let kept: Made | undefined
  return () => {
    kept ??= make()
    return kept
  }
}

const readFiles = (): Readonly<Record<AssetName, Asset>> => {
  const known = new Map<AssetName, Asset>()
  // Scripts import each other by name: by that of the very file that was made of it.
  const linked = (text: string): string =>
    [...known].reduce((linking, [name, { address }]) => linking.replaceAll(`'./${name}'`, `'${address}'`), text)
  const add = (name: AssetName, url: string) => known.set(name, made(name, linked(readFileSync(new URL(url), 'utf8'))))
  add('pico.css', import.meta.resolve(PACKAGES['pico.css']))
  add('htmx.js', import.meta.resolve(PACKAGES['htmx.js']))
  for (const name of OWN) add(name, import.meta.resolve(`../assets/${name}`))
  // All names were added just above.
  return Object.fromEntries(known) as Record<AssetName, Asset>
}

// Read once: a desk that runs serves the files that it started with.
const files = readFiles()
