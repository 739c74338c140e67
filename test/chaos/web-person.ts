// Somebody at the desk's pages who sends each post until it is answered, under the same id, however often the desk goes away.

import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'

const message = z.object({ id: z.string(), from: z.enum(['customer', 'bot', 'manager']), text: z.string() })
export type WebMessage = z.infer<typeof message>

const TRY_AGAIN = 50
const PATIENCE = 10_000

export interface WebPerson {
  /** Posts behind what was posted before; `isForgetful` takes the first answer for lost. */
  posts(path: string, body?: Readonly<Record<string, unknown>>, isForgetful?: boolean): void
  /** Opens the page, as browsers do before anything can be written: from then on it is known whose words come. */
  visits(): void
  /** Resolves once all posts are answered. */
  settled(): Promise<void>
  /** Answers that nothing of what was sent explains: a fault of the desk's. */
  readonly refusals: readonly string[]
  /** The whole chat, as the desk tells it now. */
  messages(): Promise<readonly WebMessage[]>
  /** Opens the chat's stream of events, again and again where it ends; what it has shown so far is in `shown`. */
  listens(): void
  readonly shown: readonly WebMessage[]
  leaves(): void
}

/** Makes one at the desk at this address. */
export const createWebPerson = (root: string): WebPerson => {
  const cookies = new Map<string, string>()
  const gone = new AbortController()
  const refusals: string[] = []
  const shown: WebMessage[] = []
  let queue: Promise<void> = Promise.resolve()
  const ask = async (method: string, path: string, body?: unknown, accept = 'application/json'): Promise<Response> => {
    const answer = await fetch(new URL(path, root), {
      method,
      headers: { accept, 'content-type': 'application/json', cookie: header(cookies) },
      redirect: 'manual',
      signal: AbortSignal.any([gone.signal, AbortSignal.timeout(PATIENCE)]),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    for (const line of answer.headers.getSetCookie()) keepCookie(cookies, line)
    return answer
  }
  const post = async (path: string, body: unknown, isForgetful: boolean): Promise<void> => {
    for (let left = isForgetful ? 1 : 0; !gone.signal.aborted; ) {
      const answer = await ask('POST', path, body).catch(() => null)
      await answer?.arrayBuffer().catch(() => null)
      if (answer !== null && answer.status < 500 && left-- === 0) {
        if (!answer.ok && answer.status !== 409) refusals.push(`POST ${path} was answered ${answer.status}`)
        return
      }
      await pause(TRY_AGAIN)
    }
  }
  const visit = async (): Promise<void> => {
    while (!gone.signal.aborted) {
      const answer = await ask('GET', '/', undefined, 'text/html').catch(() => null)
      await answer?.arrayBuffer().catch(() => null)
      if (answer?.ok === true) return
      await pause(TRY_AGAIN)
    }
  }
  return {
    visits: () => {
      queue = queue.then(visit)
    },
    posts: (path, body = {}, isForgetful = false) => {
      const whole = { id: crypto.randomUUID(), ...body }
      queue = queue.then(() => post(path, whole, isForgetful))
    },
    settled: () => queue,
    refusals,
    messages: async () => {
      const answer = await ask('GET', '/messages')
      return z.object({ messages: z.array(message) }).parse(await answer.json()).messages
    },
    listens: () => void follow(root, { cookies, shown, signal: gone.signal }),
    shown,
    leaves: () => gone.abort(),
  }
}

const header = (cookies: ReadonlyMap<string, string>): string =>
  [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')

const keepCookie = (cookies: Map<string, string>, line: string): void => {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
  cookies.set(name, value)
}

interface Following {
  readonly cookies: ReadonlyMap<string, string>
  readonly shown: WebMessage[]
  readonly signal: AbortSignal
}

// As browsers do: after each end it goes on behind the last event that came whole.
const follow = async (root: string, { cookies, shown, signal }: Following): Promise<void> => {
  let last = ''
  while (!signal.aborted) {
    try {
      const headers = { accept: 'text/event-stream', cookie: header(cookies), ...(last && { 'last-event-id': last }) }
      const answer = await fetch(new URL('/events', root), { headers, signal })
      let rest = ''
      for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        const blocks = (rest + chunk).split('\n\n')
        rest = blocks.pop() ?? ''
        for (const block of blocks) last = read(block, shown) ?? last
      }
    } catch {
      // The desk is away, or the run is over.
    }
    await pause(TRY_AGAIN)
  }
}

// Answers the event's id; null for a comment.
const read = (block: string, shown: WebMessage[]): string | null => {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1]
  const data = field('data')
  if (field('event') !== 'message' || data === undefined) return null
  shown.push(message.parse(JSON.parse(data)))
  return field('id') ?? null
}
