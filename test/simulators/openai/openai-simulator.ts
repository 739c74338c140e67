// A server of language models on loopback, of one of the kinds that people run: it keeps what it is asked, answers as a test tells it, and fails as a test orders.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Fault } from '../faults.ts'
import { citingUnknown, fitting, obeying } from './answers.ts'
import { type Chances, chanceOf } from './chance.ts'
import { createModelFaults, type ModelFaultOrder } from './faults.ts'
import { type AskedRequest, fieldsOf, readRequest } from './request.ts'
import { type Shapes, type Strictness, shapesOf, tokensOf, whyRefused } from './servers.ts'
import { vectorOf } from './vectors.ts'
import { type Said, sendJson, sendStream, sendWhole } from './wire.ts'

export type { AskedRequest } from './request.ts'

/** How the model answers: an object becomes its JSON, a text is said as it is. */
export type Answering = (request: AskedRequest) => unknown

export type OpenAiOptions = Partial<Strictness> & {
  /** What fails by chance, told apart by a seed. */
  readonly chances?: Chances
  /** The port; 0, any free one, unless told. */
  readonly port?: number
}

export type OpenAiSimulator = {
  /** The address that OPENAI_BASE_URL names. */
  readonly url: string
  /** All that it was asked, in order. */
  readonly requests: readonly AskedRequest[]
  /** Those of a conversation's model alone. */
  readonly chats: () => readonly AskedRequest[]
  readonly embeddings: () => readonly AskedRequest[]
  /** How it answers from now on; null as it does by itself: the plainest JSON of the asked shape. */
  readonly answerWith: (answering: Answering | null) => void
  readonly fault: (order: ModelFaultOrder) => Fault
  /** Connections that are open now, and all there ever were. */
  readonly connections: () => { readonly open: number; readonly ever: number }
  /** Nobody listens there from now on. */
  readonly goAway: () => Promise<void>
  /** It listens again where it did. */
  readonly comeBack: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** Starts it on 127.0.0.1: OpenAI's own with the key `sk-simulated`, the models `small` and `embedder`, and 8,192 tokens of context, unless told otherwise. */
export async function startOpenAi(options: OpenAiOptions = {}): Promise<OpenAiSimulator> {
  const kind = options.kind ?? 'openai'
  const server: Strictness = {
    kind,
    key: options.key === undefined ? 'sk-simulated' : options.key,
    models: options.models ?? ['small', 'embedder'],
    contextTokens: options.contextTokens ?? 8_192,
    thinks: options.thinks ?? false,
    formats: options.formats ?? ['json_schema', 'json_object'],
  }
  const faults = createModelFaults()
  const requests: AskedRequest[] = []
  const world: World = {
    ...{ server, faults, requests, shapes: shapesOf(kind), answering: null },
    chance: options.chances === undefined ? () => undefined : chanceOf(options.chances),
  }
  const door = await openDoor(world, options.port ?? 0)
  return {
    url: `http://127.0.0.1:${door.port}${kind === 'azure' ? '/openai' : ''}/v1`,
    requests,
    chats: () => requests.filter(({ path }) => path.endsWith('/chat/completions')),
    embeddings: () => requests.filter(({ path }) => path.endsWith('/embeddings')),
    answerWith: (answering) => {
      world.answering = answering
    },
    fault: faults.order,
    connections: door.connections,
    goAway: door.close,
    comeBack: door.open,
    stop: door.close,
  }
}

type World = {
  readonly server: Strictness
  readonly shapes: Shapes
  readonly faults: ReturnType<typeof createModelFaults>
  readonly requests: AskedRequest[]
  readonly chance: ReturnType<typeof chanceOf>
  answering: Answering | null
}

async function openDoor(world: World, wanted: number) {
  const sockets = new Set<Socket>()
  let ever = 0
  let port = wanted
  const make = () => {
    const made = createServer((request, response) => {
      handle(world, request, response).catch((error: unknown) =>
        response.destroy(error instanceof Error ? error : undefined),
      )
    })
    made.on('connection', (socket) => {
      ever += 1
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.once('close', () => sockets.delete(socket))
    })
    return made
  }
  let server = make()
  const open = async () => {
    server = make()
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    // The address of a listening TCP server is always an object.
    port = (server.address() as AddressInfo).port
  }
  await open()
  const close = async () => {
    world.faults.releaseAll()
    const closed = new Promise((resolve) => server.close(resolve))
    for (const socket of sockets) socket.destroy()
    await closed
  }
  return { port, open, close, connections: () => ({ open: sockets.size, ever }) }
}

async function handle(world: World, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { faults, requests, server, shapes } = world
  const path = new URL(incoming.url ?? '/', 'http://localhost').pathname
  const request = readRequest(path, incoming.headers, await textOf(incoming))
  requests.push(request)
  const method = path.replace(/^.*\/v1\//, '').replace('/completions', '')
  const fault = faults.take(method, request) ?? world.chance(method)
  if (fault !== undefined && (await goesWrong(fault, incoming, response, shapes))) return
  if (!/^(?:\/openai)?\/v1\/(?:chat\/completions|embeddings|models)$/.test(path)) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found')
    return
  }
  const why = whyRefused(request, server)
  if (why !== null) return refuse(response, shapes, why.name, why.words)
  if (method === 'models') return sendJson(response, 200, modelsOf(world))
  if (method === 'embeddings') return sendJson(response, 200, embeddingsOf(world, request))
  const said = sayingOf(world, request, fault?.order.kind)
  if (request.body.stream === true) return sendStream(response, shapes, request, said, fault)
  sendWhole(response, shapes, request, said)
}

type Strike = NonNullable<ReturnType<World['faults']['take']>>

// True where the fault was the whole answer.
async function goesWrong(
  { order, released }: Strike,
  incoming: IncomingMessage,
  response: ServerResponse,
  shapes: Shapes,
): Promise<boolean> {
  switch (order.kind) {
    case 'hang':
      await released
      return response.destroyed
    case 'reset':
      incoming.socket.resetAndDestroy()
      return true
    case 'bad-gateway':
      response.writeHead(502, { 'content-type': 'text/html' }).end('<html><h1>502 Bad Gateway</h1></html>')
      return true
    case 'rate-limited': {
      const after: Record<string, string> =
        order.retryAfter === undefined ? {} : { 'retry-after': String(order.retryAfter) }
      refuse(response, shapes, 'rate-limited', {}, after)
      return true
    }
    case 'refused':
      refuse(response, shapes, order.error ?? 'server-error')
      return true
    default:
      return false
  }
}

function refuse(
  response: ServerResponse,
  { errors }: Shapes,
  name: string,
  words: Readonly<Record<string, string>> = {},
  headers: Record<string, string> = {},
): void {
  const refusal = errors[name]
  if (refusal === undefined) throw new Error(`errors.json has no ${name}`)
  const body = Object.entries(words).reduce(
    (text, [key, word]) => text.replaceAll(`{${key}}`, () => JSON.stringify(word).slice(1, -1)),
    JSON.stringify(refusal.body),
  )
  sendJson(response, refusal.status, JSON.parse(body), { ...refusal.headers, ...headers })
}

function sayingOf({ answering }: World, request: AskedRequest, kind: string | undefined): Said {
  const usual = answering?.(request) ?? (request.schema === null ? 'Well.' : fitting(request.schema))
  const plain = { finish: 'stop', thought: '', refusal: '' }
  const text = (answer: unknown): string => (typeof answer === 'string' ? answer : JSON.stringify(answer))
  switch (kind) {
    case 'malformed':
      return { ...plain, text: `Sure! ${text(usual).slice(0, -1)}` }
    case 'wrong-shape':
      return { ...plain, text: '{"weather":"sunny"}' }
    case 'wrong-citations':
      return { ...plain, text: text(citingUnknown(usual)) }
    case 'obeys':
      return { ...plain, text: text(obeying(request, usual) ?? usual) }
    case 'endless':
      return { ...plain, text: '{"' }
    case 'only-thinks':
      return { ...plain, text: '', finish: 'length', thought: 'Let me think about that. '.repeat(20) }
    case 'declines':
      return { ...plain, text: '', refusal: "I'm sorry, I can't help with that." }
    case 'filtered':
      return { ...plain, text: text(usual).slice(0, 5), finish: 'content_filter' }
    default:
      return { ...plain, text: text(usual) }
  }
}

const modelsOf = ({ shapes, server }: World): unknown => {
  const [model] = Array.isArray(shapes.models.data) ? shapes.models.data : []
  return { ...shapes.models, data: server.models.map((id) => ({ ...fieldsOf(model), id })) }
}

function embeddingsOf({ shapes }: World, { body }: AskedRequest): unknown {
  const texts = [body.input].flat().map(String)
  const [one] = Array.isArray(shapes.embeddings.data) ? shapes.embeddings.data : []
  const tokens = texts.reduce((sum, text) => sum + tokensOf(text), 0)
  return {
    ...shapes.embeddings,
    data: texts.map((text, index) => ({ ...fieldsOf(one), index, embedding: vectorOf(text) })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  }
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}
