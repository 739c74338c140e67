// The wire: one HTTP server on loopback that turns requests into calls, answers them, and plays the faults.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Strike } from '../faults.ts'
import { type Arguments, readArguments } from './arguments.ts'
import type { TelegramFaultOrder, TelegramFaults } from './faults.ts'
import { Refusal, refusalOf, tooManyRequests } from './refusal.ts'

/** One API call as it arrived: `at` is milliseconds of the simulator's clock, `status` the HTTP status, null before the answer, 0 where the connection was cut instead. */
export type Call = {
  readonly method: string
  readonly args: Arguments
  readonly at: number
  status: number | null
  /** The refusal's words, null where it went well. */
  error: string | null
}
/** What the server asks of the rest: whether a token is good, what a method does, and where to note the call. */
export type Handling = {
  isGoodToken(token: string): boolean
  perform(method: string, args: Arguments): unknown
  /** The bytes of a file; throws Refusal. Noted, and met by faults, as the method `download`. */
  download(path: string): Uint8Array
  note(method: string, args: Arguments): Call
  finish(call: Call): void
  readonly faults: TelegramFaults
}

const BAD_GATEWAY =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center><h1>502 Bad Gateway</h1></center></body>\r\n</html>\r\n'

/** Starts listening on 127.0.0.1 (`port` 0: any free one); resolves with the server and its root address. */
export async function listen(handling: Handling, port: number): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    handle(handling, request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    )
  })
  // A poll may wait 50 s and a fault longer: no time-out of Node's own may cut in.
  server.requestTimeout = 0
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  // The address of a listening TCP server is always an object.
  const address = server.address() as AddressInfo
  return { server, url: `http://127.0.0.1:${address.port}` }
}

async function handle(handling: Handling, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const [, token = '', method] = /^\/bot([^/]+)\/(\w+)$/.exec(url.pathname) ?? []
  const [, owner = '', path] = /^\/file\/bot([^/]+)\/(.+)$/.exec(url.pathname) ?? []
  if (!/^\d+:[\w-]{10,}$/.test(token || owner)) return fail(response, new Refusal(404, 'Not Found'))
  if (!handling.isGoodToken(token || owner)) return fail(response, new Refusal(401, 'Unauthorized'))
  try {
    const wanted =
      path === undefined ? await methodCall(handling, method ?? '', request, url) : download(handling, path)
    await call(handling, wanted, request, response)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    fail(response, error)
  }
}

type Wanted = {
  readonly method: string
  readonly args: Arguments
  perform(): unknown
  answer(response: ServerResponse, result: unknown): void
}

async function methodCall(handling: Handling, method: string, request: IncomingMessage, url: URL): Promise<Wanted> {
  const args = await readArguments(request, url.searchParams)
  return {
    ...{ method, args },
    perform: () => handling.perform(method, args),
    answer: (response, result) => send(response, 200, { ok: true, result }),
  }
}

function download(handling: Handling, path: string): Wanted {
  return {
    ...{ method: 'download', args: { path } },
    perform: () => handling.download(decodeURIComponent(path)),
    answer: (response, bytes) => {
      // What `perform` answered.
      const file = bytes as Uint8Array
      response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': file.length }).end(file)
    },
  }
}

async function call(
  handling: Handling,
  { method, args, perform, answer }: Wanted,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const noted = handling.note(method, args)
  const fault = handling.faults.take(method, args)
  try {
    if (fault && (await goesWrong(fault, request, response))) return
    const result: unknown = await perform()
    if (fault?.order.kind === 'hang-after') await fault.released
    if (fault?.order.kind === 'reset-after') return reset(request)
    if (fault?.order.kind === 'cut' && result instanceof Uint8Array) return breakOff(request, response, result)
    answer(response, result)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    noted.error = error.message
    fail(response, error)
  } finally {
    noted.status = response.headersSent ? response.statusCode : 0
    handling.finish(noted)
  }
}

// True where the fault was the whole answer; a call that only hung goes on.
async function goesWrong(
  { order, released }: Strike<TelegramFaultOrder>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  switch (order.kind) {
    case 'rate-limited':
      throw tooManyRequests(order.retryAfter ?? 5)
    case 'refused':
      throw refusalOf(order.error ?? 'Bad Request: chat not found')
    case 'server-error':
      throw new Refusal(500, 'Internal Server Error: restart')
    case 'bad-gateway':
      response.writeHead(502, { 'content-type': 'text/html' }).end(BAD_GATEWAY)
      return true
    case 'reset-before':
      reset(request)
      return true
    case 'hang':
      await released
      return false
    default:
      return false
  }
}

function breakOff(request: IncomingMessage, response: ServerResponse, bytes: Uint8Array): void {
  response.writeHead(200, { 'content-length': bytes.length })
  response.write(bytes.subarray(0, bytes.length / 2), () => reset(request))
}

const reset = (request: IncomingMessage): void => {
  request.socket.resetAndDestroy()
}

function fail(response: ServerResponse, { code, message, parameters }: Refusal): void {
  if (parameters?.retry_after !== undefined) response.setHeader('Retry-After', parameters.retry_after)
  send(response, code, { ok: false, error_code: code, description: message, ...(parameters && { parameters }) })
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body)
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
    .end(text)
}
