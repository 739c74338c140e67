// The real Bolt in Socket Mode, with what it lacks: a commit before each ack, reconnects that can't end the process, a guard against
// payloads that crash it. Measured with @slack/bolt 5.1.0 and @slack/socket-mode 3.1.0.

import { setTimeout as after } from 'node:timers/promises'
import { App, type Logger as BoltLogger, SocketModeReceiver } from '@slack/bolt'
import type { Logger } from 'pino'
import { type Lead, whileLeading } from '../../src/leading.ts'
import { type ClientOptions, clientOptions, quietLogger } from './client.ts'
import { type Acknowledge, type Handle, notTaken } from './handle.ts'
import { guardFrames, stayConnected } from './socket.ts'

export interface ConnectionOptions extends ClientOptions {
  readonly appToken: string
  /** Milliseconds that a server has to complete the close handshake; the SDK's own 30 s would be a hole (SlackWebSocket.js). */
  readonly closePatience: number
  /** Of being connected. */
  readonly lead: Lead
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

/** How often a process that waits looks whether the other is gone, in milliseconds. */
const LOOK_AGAIN = 1_000

/** Makes the connection; nothing is dialled before `start`. */
export const createConnection = (options: ConnectionOptions, log: SlackLog): Connection => {
  const logger = quietLogger(log, [options.botToken, options.appToken])
  const receiver = createReceiver(options, logger, log)
  const app = createApp(options, receiver, logger)
  const stopping = new AbortController()
  const state = { isPaused: false, isHeard: false }
  let ended: Promise<void> = Promise.resolve()
  return {
    start: async (handle, connected, patience) => {
      const first = firstSign(patience, log)
      const told = (isConnected: boolean): void => {
        state.isHeard = isConnected
        if (!isConnected) return
        first.reached()
        connected()
      }
      const stayUntil = (over: AbortSignal): Promise<void> => {
        app.processEvent = async ({ body, ack, retryNum }) => {
          // Without an ack Slack brings it again, to the next process.
          if (!state.isPaused && !over.aborted) await handle(body, safeAck(ack, log), retryNum ?? 0)
        }
        return stayConnected({ ...options, receiver, over, connected: told, log })
      }
      const waits = (): void => {
        state.isHeard = true
        first.reached()
      }
      ended = whileConnecting({ lead: options.lead, work: stayUntil, waits, stopping: stopping.signal, log })
      await first.sign
    },
    isHeard: () => state.isHeard,
    pause: () => {
      state.isPaused = true
    },
    stop: async () => {
      state.isPaused = true
      stopping.abort()
      await ended
    },
  }
}

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

interface Connecting {
  readonly lead: Lead
  readonly work: (over: AbortSignal) => Promise<void>
  readonly waits: () => void
  readonly stopping: AbortSignal
  readonly log: SlackLog
}

const whileConnecting = ({ lead, work, waits, stopping, log }: Connecting): Promise<void> =>
  whileLeading({
    ...{ lead, work, stopping },
    waits: (isNews) => {
      waits()
      if (isNews)
        log.info(
          'Slack is connected to another process of this desk, or the database is away; this one connects once it may',
        )
    },
    takesOver: () => log.info('this process connects to Slack from now on'),
    pause: () => after(LOOK_AGAIN, undefined, { signal: stopping }).catch(() => undefined),
  }).catch((error: unknown) => log.error({ err: error }, 'the Slack connection ended'))

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
