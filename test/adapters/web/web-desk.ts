// The web channel on the real HTTP server, over a desk in memory, and a browser's worth of fetch: it keeps cookies and follows nothing.

import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { createWeb } from '../../../adapters/web/index.ts'
import type { FileRef } from '../../../src/channel.ts'
import { startServer } from '../../../src/http/server.ts'
import { createWords } from '../../../src/locales/words.ts'
import { createMemoryDesk } from './memory-desk.ts'

interface Ask {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  /** A string goes as a page's form, anything else as JSON. */
  readonly body?: unknown
  readonly signal?: AbortSignal
}

const PAGE = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

const NO_WIDGET: { readonly origins: readonly string[]; readonly secret: string | null } = { origins: [], secret: null }

/** Starts a server on a free port; `stop` ends it and the channel. */
export const startWebDesk = async ({
  port = 0,
  secureCookies = false,
  hasSlack = false,
  publicUrl = 'https://desk.example',
  linksLeadTo = 'https://desk.example',
  widget = NO_WIDGET,
  trustProxy = false,
  sendsMail = true,
} = {}) => {
  const memory = createMemoryDesk()
  const logged: object[] = []
  const keep = (fields: object) => {
    logged.push(fields)
  }
  const log = { warn: keep, error: keep }
  const filesFolder = join(tmpdir(), `frontdesk-files-${crypto.randomUUID()}`)
  const program = {
    version: '1.2.3',
    startedAt: new Date('2026-05-04T08:00:00Z'),
    health: async () => [
      { name: 'database', fault: null },
      { name: 'slack', fault: 'slack: not connected' },
    ],
    freeBytes: async () => memory.gates.freeBytes,
  }
  const isStaff = async ({ externalId }: { externalId: string }) => !memory.gone.has(externalId)
  const linkBase = () => linksLeadTo
  const options = {
    publicUrl,
    linkBase,
    locale: 'en',
    secureCookies,
    hasSlack,
    filesFolder,
    trustProxy,
    sendsMail,
    widget,
  }
  const openFile = async (file: FileRef) => memory.elsewhere(file)
  const channel = createWeb({ desk: memory.desk, words: createWords(), log, isStaff, program, options, openFile })
  const mounts = channel.routes === undefined ? [] : [channel.routes]
  const uploads = channel.uploads === undefined ? [] : [channel.uploads]
  const server = await startServer({ host: '127.0.0.1', port, mounts, health: {}, uploads, log })
  await channel.start(memory.receive)
  const stop = async () => {
    await channel.stop()
    await server.stop()
    await rm(filesFolder, { recursive: true, force: true })
  }
  return { ...memory, filesFolder, channel, logged, url: server.url, browser: () => createBrowser(server.url), stop }
}

export type WebDesk = Awaited<ReturnType<typeof startWebDesk>>

/** A browser of its own: `json` asks as a script, `page` as a person. */
const createBrowser = (url: string) => {
  const cookies = new Map<string, string>()
  const ask = async (path: string, { method, headers = {}, body, signal }: Ask = {}): Promise<Response> => {
    const isForm = typeof body === 'string' || body instanceof FormData
    const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json'
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(`${url}${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      redirect: 'manual',
      headers: {
        ...(body === undefined || body instanceof FormData ? {} : { 'Content-Type': type }),
        ...(cookie ? { Cookie: cookie } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    })
    for (const [name, value] of answer.headers.getSetCookie().map(pair)) cookies.set(name, value)
    return answer
  }
  return {
    cookies,
    ask,
    json: (path: string, given: Ask = {}) =>
      ask(path, { ...given, headers: { Accept: 'application/json', ...given.headers } }),
    page: (path: string, given: Ask = {}) => ask(path, { ...given, headers: { ...PAGE, ...given.headers } }),
  }
}

export type Browser = ReturnType<typeof createBrowser>

/** Signs a browser in as a manager of this name. */
export const signIn = async ({ links, browser }: WebDesk, name = 'Ana'): Promise<Browser> => {
  const manager = browser()
  links.add('good-link')
  const answer = await manager.json('/desk/sign-in/good-link', { body: { name } })
  if (answer.status !== 200) throw new Error(`signing in answered ${answer.status}`)
  return manager
}

const rows = z.array(z.record(z.string(), z.unknown()))

/** The `messages` of a JSON answer. */
export const messagesOf = async (answer: Response) => z.object({ messages: rows }).parse(await answer.json()).messages

/** The `tickets` of a JSON answer. */
export const ticketsOf = async (answer: Response) => z.object({ tickets: rows }).parse(await answer.json()).tickets

/** A ticket's JSON answer. */
export const ticketOf = async (answer: Response) => z.looseObject({ messages: rows }).parse(await answer.json())

interface StreamEvent {
  readonly event: string
  readonly id: string
  readonly data: string
}

/** Reads server-sent events one by one; null at the end of the stream. */
export const eventsOf = (answer: Response) => {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return async (): Promise<StreamEvent | null> => {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const lines = text.slice(0, end).split('\n')
        text = text.slice(end + 2)
        const field = (name: string) =>
          lines.flatMap((line) => (line.startsWith(`${name}: `) ? line.slice(name.length + 2) : [])).join('\n')
        if (field('event') !== '') return { event: field('event'), id: field('id'), data: field('data') }
        continue
      }
      const part = await reader?.read()
      if (part === undefined || part.done) return null
      text += part.value
    }
  }
}

const pair = (cookie: string): [string, string] => {
  const [name = '', value = ''] = cookie.split(';', 1).join().split('=')
  return [name, value]
}
