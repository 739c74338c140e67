// The real Bolt in Socket Mode, with what it lacks: a commit before each ack, reconnects that can't end the process, a guard against
// payloads that crash it. Measured with @slack/bolt 5.1.0 and @slack/socket-mode 3.1.0.

import { setTimeout as after } from 'node:timers/promises'
import { App, type Logger as BoltLogger, SocketModeReceiver } from '@slack/bolt'
import type { Logger } from 'pino'
import { fired, type Lead, whileLeading } from '../../src/leading.ts'
import { type ClientOptions, clientOptions, quietLogger } from './client.ts'
import { type Acknowledge, type Handle, notTaken } from './handle.ts'
import { guardFrames, stayConnected } from './socket.ts'

export interface ConnectionOptions extends ClientOptions {
  readonly appToken: string
  /** Milliseconds that a server has to complete the close handshake; the SDK's own 30 s would be a hole (SlackWebSocket.js). */
  readonly closePatience: number
  /** Of being connected. */
  readonly lead: Lead
  /** Milliseconds between two looks of a process that waits, whether the other is gone. */
  readonly lookAgain: number
}

export interface Connection {
  /**
   * Connects and stays connected until `stop`, while no other process of the desk is; resolves at the first connection, when another one has
   * it, or after `patience` milliseconds. Slack spreads what it brings over all connections, so that with two of them words would overtake each other.
   */
  start(handle: Handle, connected: () => void, patience: number): Promise<void>
  /** Whether Slack can hand something over now, to this process or to the one that it waits for. */
  isHeard(): boolean
  /** Takes nothing new from now on: what arrives is not acknowledged, and Slack brings it again. */
  pause(): void
  stop(): Promise<void>
}

type SlackLog = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>

/** After so many looks that found no database PostgreSQL may have let go of this process's locks (KEPT_ALIVE in src/database/client.ts). */
const LOOKS_AWAY = 8

/** Makes the connection; nothing is dialled before `start`. */
export const createConnection = (options: ConnectionOptions, log: SlackLog): Connection => {
  const stopping = new AbortController()
  let isPaused = false
  let seat: Seat | null = null
  let looks = 0
  let ended: Promise<void> = Promise.resolve()
  return {
    start: async (handle, connected, patience) => {
      const first = firstSign(patience, log)
      const heard = () => {
        first.reached()
        connected()
      }
      const taken = createSeat(options, log, { handle, connected: heard, isPaused: () => isPaused })
      seat = taken
      ended = whileLeading({
        lead: options.lead,
        work: async (over) => {
          await taken.lead(over)
          // Before the next process connects.
          if (stopping.signal.aborted) await taken.leave()
        },
        waits: (obstacle, isNews) => {
          looks = isNews ? 1 : looks + 1
          // Who presses a button has to hear why nothing happens, but longer away this process may be the only one that is cut off.
          if (obstacle === 'led elsewhere' || looks > LOOKS_AWAY) void taken.leave()
          if (isNews) log.info(`${WAITING[obstacle]}; this process connects to Slack once it may`)
          first.reached()
        },
        takesOver: () => log.info('this process connects to Slack from now on'),
        pause: () => after(options.lookAgain, undefined, { signal: stopping.signal }).catch(() => undefined),
        stopping: stopping.signal,
      })
        .then(taken.leave)
        .catch((error: unknown) => log.error({ err: error }, 'the Slack connection ended'))
      await first.sign
    },
    isHeard: () => seat?.isHeard() ?? false,
    pause: () => {
      isPaused = true
    },
    stop: async () => {
      isPaused = true
      stopping.abort()
      await ended
    },
  }
}

const WAITING = {
  'led elsewhere': 'Slack is connected to another process of this desk',
  away: 'the database is away, so that it is not known which process of this desk takes what Slack brings',
} as const

interface Seat {
  /** Takes everything until it is over, on the connection that is left from before or on a new one. */
  lead(over: AbortSignal): Promise<void>
  /** Ends the connection; resolves once it is closed. */
  leave(): Promise<void>
  isHeard(): boolean
}

interface Taking {
  readonly handle: Handle
  readonly connected: () => void
  readonly isPaused: () => boolean
}

const createSeat = (options: ConnectionOptions, log: SlackLog, { handle, connected, isPaused }: Taking): Seat => {
  const logger = quietLogger(log, [options.botToken, options.appToken])
  const receiver = createReceiver(options, logger, log)
  const app = createApp(options, receiver, logger)
  const state = { isLeading: false, isConnected: false }
  let socket: { readonly over: AbortController; readonly closed: Promise<void> } | null = null
  let closing: Promise<void> = Promise.resolve()
  app.processEvent = async ({ body, ack, retryNum }) => {
    if (isPaused()) return
    // Without an ack Slack brings it again, to whichever process leads; presses and commands have no order.
    if (state.isLeading || !isEvent(body)) await handle(body, safeAck(ack, log), retryNum ?? 0)
  }
  const open = () => {
    const over = new AbortController()
    const told = (isConnected: boolean): void => {
      state.isConnected = isConnected
      if (isConnected) connected()
    }
    return { over, closed: stayConnected({ ...options, receiver, over: over.signal, connected: told, log }) }
  }
  const leave = (): Promise<void> => {
    socket?.over.abort()
    closing = socket?.closed ?? closing
    socket = null
    return closing
  }
  return {
    lead: async (over) => {
      // The SDK's client is one for all connections.
      await closing
      if (over.aborted) return
      state.isLeading = true
      if (socket === null) socket = open()
      else if (state.isConnected) connected()
      await fired(over)
      state.isLeading = false
    },
    leave,
    isHeard: () => socket === null || state.isConnected,
  }
}

// What the Events API brings: messages among other things.
const isEvent = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'type' in body && body.type === 'event_callback'

// The start waits for it, and not for ever.
const firstSign = (patience: number, log: SlackLog) => {
  const { promise: sign, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(() => {
    log.warn('Slack cannot be reached; the desk keeps trying')
    resolve()
  }, patience)
  const reached = (): void => {
    clearTimeout(timer)
    resolve()
  }
  return { sign, reached }
}

// Its own client options, since the SDK writes into them; no retries of its own, since the loop below makes them, for ever and stoppable.
const createReceiver = (
  { appToken, closePatience, ...options }: ConnectionOptions,
  logger: BoltLogger,
  log: SlackLog,
): SocketModeReceiver => {
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    // The SDK's reconnects wait 5 s each time, and one that fails with HTTP 500 rejects a promise that nobody holds: exit 1.
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: clientOptions(options) },
    // What was not stored must not be acknowledged, whatever the error is.
    processEventErrorHandler: async ({ error, event }) => {
      log.warn({ err: error, retry: event.retryNum ?? 0 }, notTaken)
      return false
    },
  })
  guardFrames(receiver.client, closePatience)
  return receiver
}

const createApp = (options: ConnectionOptions, receiver: SocketModeReceiver, logger: BoltLogger): App =>
  new App({
    token: options.botToken,
    receiver,
    logger,
    // It would call auth.test by itself and lose events where that fails; the check at the start does it with a remedy.
    tokenVerificationEnabled: false,
    clientOptions: clientOptions(options),
  })

const safeAck =
  (ack: (answer?: object) => Promise<void>, log: SlackLog): Acknowledge =>
  async (answer) => {
    try {
      await ack(answer)
    } catch (error) {
      // The socket went away after the commit: the event comes again, and is known then.
      log.debug({ err: error }, 'an ack did not reach Slack')
    }
  }
