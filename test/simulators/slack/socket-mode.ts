/** Socket Mode's server side: one-use addresses, hello, envelopes with an ack timer, refreshes. https://docs.slack.dev/apis/events-api/using-socket-mode */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import { isRecord } from './blocks.ts'
import type { Answer, Attempt, Envelope } from './events.ts'
import type { SlackFaults } from './faults.ts'

export type SocketModeOptions = {
  /** Milliseconds an envelope waits for its ack; Slack's own 3,000 unless told. */
  readonly ackMs: number
  readonly app: string
}

type Waiting = { readonly settle: (answer: Answer) => void }

export type SocketMode = ReturnType<typeof createSocketMode>

/** The Socket Mode server of one simulator. `address` gives `ws://host:port` once the HTTP server listens. */
export function createSocketMode(options: SocketModeOptions, faults: SlackFaults, address: () => string) {
  const server = new WebSocketServer({ noServer: true })
  const tickets = new Set<string>()
  const sockets = new Set<WebSocket>()
  const waiting = new Map<string, Waiting>()
  const timers = new Set<NodeJS.Timeout>()
  const pings = setInterval(() => {
    for (const socket of sockets) socket.ping()
  }, 10_000).unref()
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
  const attempt = (envelope: Envelope, { retry, failure, copies }: Attempt): Promise<Answer> => {
    const candidates = open()
    const socket = candidates[turn++ % Math.max(1, candidates.length)]
    if (!socket) return Promise.resolve({ acked: false, reason: 'not connected' })
    const frame = JSON.stringify({
      envelope_id: envelope.id,
      type: envelope.type,
      payload: envelope.payload,
      accepts_response_payload: envelope.type !== 'events_api',
      ...(envelope.type === 'events_api' ? { retry_attempt: retry, retry_reason: reasonOf(failure) } : {}),
    })
    const { promise, resolve } = Promise.withResolvers<Answer>()
    const timer = later(options.ackMs, () => settle({ acked: false, reason: 'timeout' }))
    const settle = (answer: Answer) => {
      clearTimeout(timer)
      timers.delete(timer)
      waiting.delete(envelope.id)
      resolve(answer)
    }
    waiting.set(envelope.id, { settle })
    for (let copy = 0; copy < copies; copy += 1) socket.send(frame)
    return promise
  }

  const onAck = (text: string) => {
    const frame: unknown = JSON.parse(text)
    if (!isRecord(frame) || typeof frame.envelope_id !== 'string') return
    waiting.get(frame.envelope_id)?.settle({ acked: true, payload: isRecord(frame.payload) ? frame.payload : {} })
  }

  const welcome = (socket: WebSocket) => {
    sockets.add(socket)
    socket.on('message', (message) => onAck(String(message)))
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => sockets.delete(socket))
    if (sockets.size > 10 || faults.take('socket', {}, ['too-many-sockets']))
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
    attempt,
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
    stop: (): void => {
      clearInterval(pings)
      for (const timer of timers) clearTimeout(timer)
      for (const asked of [...waiting.values()]) asked.settle({ acked: false, reason: 'not connected' })
      for (const socket of sockets) socket.terminate()
      server.close()
    },
  }
}

const reasonOf = (failure: Attempt['failure']): string => {
  if (failure === null) return ''
  return failure === 'timeout' ? 'timeout' : 'connection_failed'
}
