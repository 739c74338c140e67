/** The Web API over HTTP: tokens, scopes, limits, faults, and Slack's way of answering. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Strike } from '../faults.ts'
import { type Arguments, readArguments, readBody } from './arguments.ts'
import { isRecord } from './blocks.ts'
import type { SlackFaultOrder, SlackFaults } from './faults.ts'
import { findMethod, type Method, type MethodContext } from './methods.ts'
import { SlackRefusal } from './refusal.ts'
import type { ResponseUrls } from './response-urls.ts'
import { answerTransfer, type Transfer, transferOf } from './transfers.ts'

/** One call as it arrived. */
export type RecordedCall = {
  readonly method: string
  readonly given: Arguments
  readonly token: string
  readonly at: number
}

export type TokenState = 'good' | 'invalid_auth' | 'token_revoked' | 'account_inactive'

export type WebApi = {
  readonly server: Server
  readonly calls: RecordedCall[]
  tokenState: TokenState
}

export type WebApiParts = {
  readonly botToken: string
  readonly appToken: string
  readonly context: MethodContext
  readonly faults: SlackFaults
  readonly responseUrls: ResponseUrls
  /** Seconds to wait, or null where the call may pass. */
  readonly limit: (method: string, place: string) => number | null
}

/** The HTTP server, not yet listening. */
export const createWebApi = (parts: WebApiParts): WebApi => {
  const api: WebApi = { server: createServer(), calls: [], tokenState: 'good' }
  api.server.keepAliveTimeout = 60_000
  api.server.on('request', (request, response) => {
    handle(api, parts, request, response).catch(() => response.destroy())
  })
  return api
}

const handle = async (
  api: WebApi,
  parts: WebApiParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const path = new URL(request.url ?? '/', 'http://simulator').pathname
  const body = await readBody(request)
  if (path.startsWith('/response/')) {
    const struck = parts.faults.take('response_url', { path })
    if (struck && (await strike(struck, response))) return
    return answer(response, await parts.responseUrls.post(path, body.toString()))
  }
  const transfer = transferOf(path)
  if (transfer !== null) return carry(api, parts, transfer, { request, response, body })
  const method = path.replace(/^\/api\//, '')
  const given = await readArguments(request, body).catch(refused)
  if (given instanceof SlackRefusal) return answer(response, { status: 200, body: { ok: false, error: given.code } })
  const token = bearer(request) || String(given.token ?? '')
  api.calls.push({ method, given, token, at: Date.now() })
  const fault = parts.faults.take(method, given)
  if (fault && (await strike(fault, response))) return
  const seconds = parts.limit(method, String(given.channel ?? given.channel_id ?? ''))
  if (seconds !== null) return answer(response, tooMany(seconds))
  const result = run(api, parts, { method, given, token })
  if (fault?.order.kind === 'hang-after') await fault.released
  if (fault?.order.kind === 'reset-after') response.destroy()
  else answer(response, { status: 200, headers: scopesOf(parts, token), body: result })
}

const bearer = (request: IncomingMessage): string => (request.headers.authorization ?? '').replace(/^Bearer /, '')

const carry = async (
  api: WebApi,
  parts: WebApiParts,
  transfer: Transfer,
  { request, response, body }: { request: IncomingMessage; response: ServerResponse; body: Buffer },
): Promise<void> => {
  const token = bearer(request)
  api.calls.push({ method: transfer.method, given: { path: transfer.path }, token, at: Date.now() })
  const fault = parts.faults.take(transfer.method, { path: transfer.path })
  if (fault && (await strike(fault, response))) return
  const { files, scopes } = parts.context
  const mayRead = token === parts.botToken && api.tokenState === 'good' && scopes.has('files:read')
  const reply = answerTransfer(files, transfer, { mayRead, body })
  if (fault?.order.kind === 'reset-after') return void response.destroy()
  response.writeHead(reply.status, reply.headers)
  if (fault?.order.kind !== 'cut') return void response.end(reply.body)
  response.write(reply.body.subarray(0, Math.ceil(reply.body.length / 2)), () => response.destroy())
}

const refused = (error: unknown): SlackRefusal => {
  if (error instanceof SlackRefusal) return error
  throw error
}

/** Whether the fault ended the call before anything was applied. */
const strike = async (fault: Strike<SlackFaultOrder>, response: ServerResponse): Promise<boolean> => {
  switch (fault.order.kind) {
    case 'rate-limited':
      answer(response, tooMany(fault.order.retryAfter ?? 1))
      return true
    case 'refused':
      answer(response, { status: 200, body: { ok: false, error: fault.order.error ?? 'fatal_error' } })
      return true
    case 'server-error':
      response.writeHead(500, { 'content-type': 'text/html' }).end('<html><body>Something went wrong</body></html>')
      return true
    case 'not-found':
      response.writeHead(404).end()
      return true
    case 'redirect':
      response.writeHead(302, { location: fault.order.location ?? '/' }).end()
      return true
    case 'reset-before':
      response.destroy()
      return true
    case 'hang':
      await fault.released
      response.destroy()
      return true
    default:
      return false
  }
}

const run = (
  api: WebApi,
  parts: WebApiParts,
  call: { method: string; given: Arguments; token: string },
): Record<string, unknown> => {
  try {
    const method = findMethod(call.method)
    if (!method) throw new SlackRefusal('unknown_method', { req_method: call.method })
    checkToken(api, parts, method, call.token)
    return { ok: true, ...method.run(call.given, parts.context) }
  } catch (error) {
    if (error instanceof SlackRefusal) return { ok: false, error: error.code, ...error.more }
    throw error
  }
}

const checkToken = (api: WebApi, parts: WebApiParts, method: Method, token: string): void => {
  if (token === '') throw new SlackRefusal('not_authed')
  if (method.token === 'app') {
    if (!token.startsWith('xapp-')) throw new SlackRefusal('not_allowed_token_type')
    if (token !== parts.appToken) throw new SlackRefusal('invalid_auth')
    return
  }
  if (token.startsWith('xapp-')) throw new SlackRefusal('not_allowed_token_type')
  if (token !== parts.botToken) throw new SlackRefusal('invalid_auth')
  if (api.tokenState !== 'good') throw new SlackRefusal(api.tokenState)
  const { scopes } = parts.context
  if (method.scope !== undefined && !scopes.has(method.scope)) {
    throw new SlackRefusal('missing_scope', { needed: method.scope, provided: [...scopes].join(',') })
  }
}

/** Slack names a bot token's scopes beside each answer. */
const scopesOf = ({ botToken, context }: WebApiParts, token: string): Record<string, string> =>
  token === botToken ? { 'x-oauth-scopes': [...context.scopes].join(',') } : {}

const tooMany = (seconds: number) => ({
  status: 429,
  headers: { 'retry-after': String(seconds) },
  body: { ok: false, error: 'ratelimited' },
})

export type HttpAnswer = { readonly status: number; readonly headers?: Record<string, string>; readonly body: unknown }

const answer = (response: ServerResponse, { status, headers = {}, body }: HttpAnswer): void => {
  const json = isRecord(body)
  response.writeHead(status, { 'content-type': json ? 'application/json; charset=utf-8' : 'text/plain', ...headers })
  response.end(json ? JSON.stringify(body) : String(body))
}
