/**
 * Socket Mode's server side: one-use addresses, hello, envelopes with an ack timer and retries, refreshes.
 * The rules are those of the Events API: https://docs.slack.dev/apis/events-api/#retries
 */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import { isRecord } from './blocks.ts'
import type { Faults } from './faults.ts'

/** What became of something a person did: Slack shows a failure where nobody answered within 3 seconds. */
export type Answer =
  | { readonly acked: true; readonly payload: Record<string, unknown> }
  | { readonly acked: false; readonly reason: 'not connected' | 'timeout' }

export type SocketModeOptions = {
  /** Milliseconds an envelope waits for its ack; Slack's own 3,000 unless told. */
  readonly ackMs: number
  /** Factor on the delays before the three retries (0, 60 and 300 s). */
  readonly retryScale: number
  readonly team: string
  readonly app: string
  readonly botUser: string
}

type Envelope = {
  readonly id: string
  readonly type: string
  readonly payload: Record<string, unknown>
  readonly retries: boolean
}
type Waiting = { readonly type: string; readonly settle: (answer: Answer) => void }

export type SocketMode = ReturnType<typeof createSocketMode>

const retryDelaysMs = [0, 60_000, 300_000]

/** The Socket Mode server of one simulator. `address` gives `ws://host:port` once the HTTP server listens. */
export function createSocketMode(options: SocketModeOptions, faults: Faults, address: () => string) {
  const server = new WebSocketServer({ noServer: true })
  const tickets = new Set<string>()
  const sockets = new Set<WebSocket>()
  const waiting = new Map<string, Waiting>()
  const timers = new Set<NodeJS.Timeout>()
  const lost: Record<string, unknown>[] = []
  const pings = setInterval(() => {
    for (const socket of sockets) socket.ping()
  }, 10_000).unref()
  let stopped = false
  let turn = 0

  const later = (ms: number, act: () => void): NodeJS.Timeout => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      act()
    }, ms)
    timers.add(timer)
    return timer
  }
  const open = () => [...sockets].filter((socket) => socket.readyState === WebSocket.OPEN && !socket.isPaused)

  /** Sends one envelope to one of the open sockets and resolves with its ack, or after the ack timer. */
  const attempt = (envelope: Envelope, retry: number, reason: string): Promise<Answer> => {
    const candidates = open()
    const socket = candidates[turn++ % Math.max(1, candidates.length)]
    if (!socket) return Promise.resolve({ acked: false, reason: 'not connected' })
    const frame = JSON.stringify({
      envelope_id: envelope.id,
      type: envelope.type,
      payload: envelope.payload,
      accepts_response_payload: envelope.type !== 'events_api',
      ...(envelope.type === 'events_api' ? { retry_attempt: retry, retry_reason: reason } : {}),
    })
    const { promise, resolve } = Promise.withResolvers<Answer>()
    const timer = later(options.ackMs, () => settle({ acked: false, reason: 'timeout' }))
    const settle = (answer: Answer) => {
      clearTimeout(timer)
      timers.delete(timer)
      waiting.delete(envelope.id)
      resolve(answer)
    }
    waiting.set(envelope.id, { type: envelope.type, settle })
    socket.send(frame)
    if (retry === 0 && envelope.retries && faults.take('events_api', ['duplicate'])) socket.send(frame)
    return promise
  }

  const deliver = async (envelope: Envelope): Promise<Answer> => {
    let reason = ''
    for (let retry = 0; ; retry += 1) {
      const answer = await attempt(envelope, retry, reason)
      if (answer.acked || stopped || !envelope.retries) return answer
      reason = answer.reason === 'timeout' ? 'timeout' : 'connection_failed'
      const delay = retryDelaysMs[retry]
      if (delay === undefined) {
        lost.push(envelope.payload)
        return answer
      }
      await new Promise<void>((resolve) => later(delay * options.retryScale, resolve))
    }
  }

  const onAck = (text: string) => {
    const frame: unknown = JSON.parse(text)
    if (!isRecord(frame) || typeof frame.envelope_id !== 'string') return
    const asked = waiting.get(frame.envelope_id)
    if (!asked) return
    if (asked.type === 'events_api' && faults.take('events_api', ['ack-lost']))
      asked.settle({ acked: false, reason: 'timeout' })
    else asked.settle({ acked: true, payload: isRecord(frame.payload) ? frame.payload : {} })
  }

  const welcome = (socket: WebSocket) => {
    sockets.add(socket)
    socket.on('message', (message) => onAck(String(message)))
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => sockets.delete(socket))
    if (sockets.size > 10)
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets', debug_info: {} }))
    else {
      socket.send(
        JSON.stringify({
          type: 'hello',
          num_connections: sockets.size,
          connection_info: { app_id: options.app },
          debug_info: { host: 'simulator', build_number: 1, approximate_connection_time: 18_060 },
        }),
      )
    }
  }

  return {
    /** Mints a one-use address, as `apps.connections.open` answers it. */
    openUrl: (): string => {
      const ticket = randomUUID()
      tickets.add(ticket)
      return `${address()}/link/?ticket=${ticket}&app_id=${options.app}`
    },
    upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
      const ticket = new URL(request.url ?? '/', 'ws://simulator').searchParams.get('ticket') ?? ''
      if (!tickets.delete(ticket)) {
        socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n')
        return
      }
      server.handleUpgrade(request, socket, head, welcome)
    },
    /** An event of the Events API; delivered with retries, then lost. Resolves with its fate. */
    event: (event: Record<string, unknown>): Promise<Answer> =>
      deliver({
        id: randomUUID(),
        type: 'events_api',
        retries: true,
        payload: {
          token: 'verification',
          team_id: options.team,
          api_app_id: options.app,
          type: 'event_callback',
          event_id: `Ev${randomUUID().replaceAll('-', '').slice(0, 12).toUpperCase()}`,
          event_time: Math.floor(Date.now() / 1000),
          authorizations: [
            {
              enterprise_id: null,
              team_id: options.team,
              user_id: options.botUser,
              is_bot: true,
              is_enterprise_install: false,
            },
          ],
          is_ext_shared_channel: false,
          event,
        },
      }),
    /** A press, a submission, a command, a search in a menu: once, never repeated. */
    ask: (type: 'interactive' | 'slash_commands', payload: Record<string, unknown>): Promise<Answer> =>
      deliver({ id: randomUUID(), type, payload, retries: false }),
    /** The payload Slack sends above 30,000 events an hour: it has no inner event. */
    appRateLimited: (): Promise<Answer> =>
      deliver({
        id: randomUUID(),
        type: 'events_api',
        retries: false,
        payload: {
          token: 'verification',
          type: 'app_rate_limited',
          team_id: options.team,
          api_app_id: options.app,
          minute_rate_limited: 1_518_467_820,
        },
      }),
    /** Asks every client to come back on a new connection. With `stall` the server never completes the close handshake. */
    refresh: (reason: 'warning' | 'refresh_requested' = 'refresh_requested', { stall = false } = {}): void => {
      for (const socket of open()) {
        socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'simulator' } }))
        if (stall) socket.pause()
      }
    },
    /** Sends a text as it is, whether Slack would ever do so or not. */
    raw: (text: string): void => {
      for (const socket of open()) socket.send(text)
    },
    /** Cuts every connection without a word. */
    cut: (): void => {
      for (const socket of sockets) socket.terminate()
    },
    connections: (): number => open().length,
    /** Payloads of events that were given up after the third retry. */
    lost: (): readonly Record<string, unknown>[] => lost,
    stop: (): void => {
      stopped = true
      clearInterval(pings)
      for (const timer of timers) clearTimeout(timer)
      for (const asked of [...waiting.values()]) asked.settle({ acked: false, reason: 'not connected' })
      for (const socket of sockets) socket.terminate()
      server.close()
    },
  }
}
