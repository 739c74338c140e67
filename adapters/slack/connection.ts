// The real Bolt in Socket Mode, with what it lacks: a commit before each ack, reconnects that can't end the process, a guard against
// payloads that crash it. Measured with @slack/bolt 5.1.0 and @slack/socket-mode 3.1.0.

import { App, type Logger as BoltLogger, SocketModeReceiver } from '@slack/bolt'
import type { Logger } from 'pino'
import { type ClientOptions, clientOptions, quietLogger } from './client.ts'
import { type Acknowledge, type Handle, notTaken } from './handle.ts'
import { closeSocket, guardFrames, stayConnected } from './socket.ts'

export interface ConnectionOptions extends ClientOptions {
  readonly appToken: string
  /** Milliseconds that a server has to complete the close handshake; the SDK's own 30 s would be a hole (SlackWebSocket.js). */
  readonly closePatience: number
}

export interface Connection {
  /** Connects and stays connected until `stop`; resolves at the first connection, or after `patience` milliseconds without one. */
  start(handle: Handle, connected: () => void, patience: number): Promise<void>
  /** Whether Slack can hand something over now. */
  isConnected(): boolean
  /** Takes nothing new from now on: what arrives is not acknowledged, and Slack brings it again. */
  pause(): void
  stop(): Promise<void>
}

type SlackLog = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>

/** Makes the connection; nothing is dialled before `start`. */
export const createConnection = (options: ConnectionOptions, log: SlackLog): Connection => {
  const logger = quietLogger(log, [options.botToken, options.appToken])
  const receiver = createReceiver(options, logger, log)
  const app = createApp(options, receiver, logger)
  const state = { stopping: false, isConnected: false, wake: () => {} }
  return {
    start: async (handle, connected, patience) => {
      const first = Promise.withResolvers<void>()
      app.processEvent = async ({ body, ack, retryNum }) => {
        // Without an ack Slack brings it again, to the next process.
        if (!state.stopping) await handle(body, safeAck(ack, log), retryNum ?? 0)
      }
      const timer = setTimeout(() => {
        log.warn('Slack cannot be reached; the desk keeps trying')
        first.resolve()
      }, patience)
      const onConnected = () => {
        clearTimeout(timer)
        first.resolve()
        connected()
      }
      stayConnected({ receiver, state, connected: onConnected, log, closePatience: options.closePatience }).catch(
        (error: unknown) => log.error({ err: error }, 'the Slack connection ended'),
      )
      await first.promise
    },
    isConnected: () => state.isConnected,
    pause: () => {
      state.stopping = true
    },
    stop: async () => {
      state.stopping = true
      state.wake()
      await closeSocket(receiver.client, options.closePatience)
    },
  }
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
