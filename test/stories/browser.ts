// A browser that asks for JSON: it keeps its cookies, and listens to server-sent events.

import { expect } from 'vitest'
import { z } from 'zod'
import { eventually } from '../support/eventually.ts'

const message = z.object({
  id: z.string(),
  from: z.enum(['customer', 'bot', 'manager']),
  name: z.string().optional(),
  text: z.string(),
  at: z.iso.datetime(),
  files: z.array(z.object({ name: z.string(), url: z.string() })).optional(),
  buttons: z.array(z.object({ label: z.string(), press: z.string() })).optional(),
})
const ticket = z.object({
  number: z.number(),
  state: z.string(),
  holder: z.string().optional(),
  customer: z.string().nullable(),
  channel: z.string(),
  question: z.string(),
})

export type ChatMessage = z.infer<typeof message>
export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly headers: Headers
}
/** The events of a stream so far, each with its id; `close` hangs up. */
export interface Stream {
  sees(words: string): Promise<{ readonly id: string; readonly message: ChatMessage }>
  readonly messages: readonly { readonly id: string; readonly message: ChatMessage }[]
  close(): Promise<void>
}

export type Browser = ReturnType<typeof openBrowser>

/** Opens a browser on the desk at `root`; the address may change when the desk starts again. */
export const openBrowser = (root: () => string) => {
  const cookies = new Map<string, string>()
  const headers = (): Record<string, string> => ({
    accept: 'application/json',
    cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
  })
  const ask = async (
    method: string,
    path: string,
    body?: unknown,
    more: Record<string, string> = {},
  ): Promise<Answer> => {
    const isForm = body instanceof FormData
    const type: Record<string, string> = body === undefined || isForm ? {} : { 'content-type': 'application/json' }
    const response = await fetch(new URL(path, root()), {
      method,
      headers: { ...headers(), ...type, ...more },
      redirect: 'manual',
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    })
    for (const [, name = '', value = ''] of response.headers
      .getSetCookie()
      .map((line) => /^([^=]+)=([^;]*)/.exec(line) ?? []))
      cookies.set(name, value)
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') === true
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers }
  }
  const post = (path: string, body: unknown = {}, more: Record<string, string> = {}) => ask('POST', path, body, more)
  const messages = async (): Promise<readonly ChatMessage[]> =>
    z.object({ messages: z.array(message) }).parse((await ask('GET', '/messages')).body).messages
  const sees = (words: string): Promise<ChatMessage> =>
    eventually(async () => {
      const all = await messages()
      const found = all.findLast(({ from, text }) => from !== 'customer' && text.includes(words))
      if (found === undefined)
        throw new Error(`no answer with ${words}; the chat shows ${JSON.stringify(all, null, 1)}`)
      return found
    })
  return {
    ask,
    post,
    messages,
    /** Resolves with the newest answer that has these words. */
    sees,
    /** Writes as a customer. */
    writes: async (text: string, id: string = crypto.randomUUID()): Promise<void> =>
      expect((await post('/messages', { id, text })).status).toBe(202),
    /** Writes with files, to the desk as a customer or elsewhere. */
    sends: async (text: string, files: readonly File[], path = '/messages'): Promise<Answer> => {
      const form = new FormData()
      form.set('id', crypto.randomUUID())
      form.set('text', text)
      for (const file of files) form.append('files', file)
      return post(path, form)
    },
    /** The bytes at an address of the desk; the status where it doesn't hand them out. */
    fetches: async (path: string): Promise<Uint8Array | number> => {
      const answer = await fetch(new URL(path, root()), { headers: headers() })
      const bytes = new Uint8Array(await answer.arrayBuffer())
      return answer.ok ? bytes : answer.status
    },
    /** Presses the newest button whose label has these words. */
    presses: async (label: string): Promise<Answer> => {
      const buttons = (await messages()).flatMap((one) => one.buttons ?? [])
      const found = buttons.findLast((button) => button.label.includes(label))
      if (found === undefined) throw new Error(`no button ${label} among ${buttons.map((one) => one.label).join(', ')}`)
      const answer = await post('/press', { press: found.press })
      expect(answer.status).toBe(202)
      return answer
    },
    /** Signs in to the staff desk by a one-time link. */
    signsIn: async (link: string, name: string): Promise<void> =>
      expect((await post(new URL(link).pathname, { name })).status).toBe(200),
    /** The queue of the staff desk. */
    queue: async () => z.object({ tickets: z.array(ticket) }).parse((await ask('GET', '/desk/tickets')).body).tickets,
    /** One ticket with what was said about it. */
    ticket: async (number: number) =>
      ticket
        .extend({ messages: z.array(message.extend({ note: z.boolean() })) })
        .parse((await ask('GET', `/desk/tickets/${number}`)).body),
    listens: (lastEventId?: string): Promise<Stream> =>
      listen(new URL('/events', root()), {
        ...headers(),
        accept: 'text/event-stream',
        ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
      }),
  }
}

const listen = async (url: URL, headers: Record<string, string>): Promise<Stream> => {
  const hangUp = new AbortController()
  const response = await fetch(url, { headers, signal: hangUp.signal })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const events: { id: string; message: ChatMessage }[] = []
  const reading = read(response, events).catch((error: unknown) => {
    if (!hangUp.signal.aborted) throw error
  })
  return {
    messages: events,
    sees: (words) =>
      eventually(() => {
        const found = events.find((event) => event.message.text.includes(words))
        if (found === undefined) throw new Error(`no event with ${words}`)
        return found
      }),
    close: async () => {
      hangUp.abort()
      await reading
    },
  }
}

// https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation, as far as the desk uses it.
const read = async (response: Response, events: { id: string; message: ChatMessage }[]): Promise<void> => {
  let rest = ''
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const blocks = (rest + chunk).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1]
      const data = field('data')
      if (field('event') === 'message' && data !== undefined)
        events.push({ id: field('id') ?? '', message: message.parse(JSON.parse(data)) })
    }
  }
}
