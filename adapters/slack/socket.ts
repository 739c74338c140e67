// The socket under Bolt: kept connected for as long as the desk runs, and guarded against frames that the SDK can't take.

import { setTimeout as after } from 'node:timers/promises'
import type { SocketModeReceiver } from '@slack/bolt'
import type { Logger } from 'pino'
import { z } from 'zod'
import { fired } from '../../src/leading.ts'
import { adviceOnAppToken, lastingRefusal } from './errors.ts'
import { parseJson } from './json.ts'

type Client = SocketModeReceiver['client']

const shortestPause = 500
const longestPause = 30_000
/** The WebSocket standard's CLOSING: a close frame was sent, none came back. */
const closing = 2

const frameSchema = z.object({
  type: z.string(),
  envelope_id: z.string().optional(),
  payload: z
    .object({ event: z.object({ type: z.string() }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
})

/**
 * Keeps from the SDK what it falls over, and helps it out of what it waits for too long.
 * @param closePatience milliseconds that a server has to complete the close handshake of a refresh
 */
export const guardFrames = (client: Client, closePatience: number): void => {
  const [read] = client.listeners('ws_message')
  client.removeAllListeners('ws_message')
  client.on('ws_message', (text: unknown, isBinary: unknown) => {
    const frame = typeof text === 'string' ? frameSchema.safeParse(parseJson(text)).data : undefined
    // Nothing that Slack sends: of a frame that isn't an object the SDK reads a field all the same, and the process ends.
    if (frame === undefined) return
    // An `app_rate_limited` payload has no inner event; socket-mode 3.1.0 reads its type all the same, and the process ends.
    if (frame.type === 'events_api' && frame.payload?.event === undefined) return acknowledge(client, frame.envelope_id)
    read?.call(client, text, isBinary)
    if (frame.type === 'disconnect') setTimeout(() => endStalled(client), closePatience).unref()
  })
}

const acknowledge = (client: Client, envelope: string | undefined): void => {
  if (envelope !== undefined) client.websocket?.send(JSON.stringify({ envelope_id: envelope, payload: {} }), () => {})
}

// A second close ends a socket whose peer does not answer the first.
const endStalled = ({ websocket }: Client): void => {
  if (websocket?.readyState === closing) websocket.disconnect()
}

export interface Staying {
  readonly receiver: SocketModeReceiver
  /** Fires when it is to be connected no more: then the socket is closed. */
  readonly over: AbortSignal
  /** Told of each connection and of its end. */
  readonly connected: (isConnected: boolean) => void
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>
  readonly closePatience: number
}

/** Connects, waits for the end of the connection, connects again, until it is over. After a failure it waits, 0.5 to 30 s. */
export const stayConnected = async ({ receiver, over, connected, log, closePatience }: Staying): Promise<void> => {
  let failures = 0
  let told: string | null = null
  // The SDK tells the reason here, and then fails to start without one.
  let trouble: unknown
  const note = (error: unknown): void => {
    trouble = error
  }
  receiver.client.on('error', note)
  const closed = fired(over).then(() => closeSocket(receiver.client, closePatience))
  while (!over.aborted) {
    try {
      await receiver.start()
      if (over.aborted) await closeSocket(receiver.client, closePatience)
      if (over.aborted) break
      failures = 0
      told = null
      const ended = new Promise<void>((resolve) => receiver.client.once('disconnected', () => resolve()))
      connected(true)
      await ended
      connected(false)
      if (!over.aborted) log.info('the Slack connection ended; connecting again')
    } catch (error) {
      failures += 1
      told = tellOfFailure(log, { error: error ?? trouble, failures, told })
      await pause(Math.min(longestPause, shortestPause * 2 ** (failures - 1)), over)
    }
  }
  await closed
  receiver.client.off('error', note)
}

interface Failure {
  readonly error: unknown
  readonly failures: number
  /** The lasting refusal that was told since the last connection. */
  readonly told: string | null
}

// A lasting refusal is told once, with its remedy; the tries go on quietly.
const tellOfFailure = (log: Staying['log'], { error, failures, told }: Failure): string | null => {
  const refusal = lastingRefusal(error)
  if (refusal === null) log.warn({ err: error, failures }, 'no connection to Slack; trying again')
  else if (refusal !== told)
    log.error({ err: error }, `Slack refuses the connection (${refusal}): ${adviceOnAppToken(refusal)}`)
  return refusal ?? told
}

// Ends at once when it is over.
const pause = (milliseconds: number, over: AbortSignal): Promise<void> =>
  after(milliseconds, undefined, { signal: over }).catch(() => undefined)

// Resolves once it is closed.
const closeSocket = async (client: Client, closePatience: number): Promise<void> => {
  const closed = client.disconnect()
  const timer = setTimeout(() => endStalled(client), closePatience)
  await closed
  clearTimeout(timer)
}
