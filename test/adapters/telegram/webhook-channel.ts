// The Telegram adapter in webhook mode: its simulator, the desk's HTTP server between them, and a clock that a test moves.

import { expect } from 'vitest'
import { createTelegram } from '../../../adapters/telegram/index.ts'
import type { Channel, Inbound, Receive } from '../../../src/channel.ts'
import { type RunningServer, startServer } from '../../../src/http/server.ts'
import { createLog } from '../../../src/log.ts'
import { createPacer, type PacingClock } from '../../../src/pacing.ts'
import { startTelegram, type TelegramSimulator } from '../../simulators/telegram/telegram-simulator.ts'
import type { WebhookOptions } from '../../simulators/telegram/webhook.ts'
import { alone } from '../../support/alone.ts'
import { EMPTY_DESK, type LogLine, linesInto, words } from './start-channel.ts'

export interface WebhookRig {
  readonly sim: TelegramSimulator
  readonly channel: Channel
  readonly log: readonly LogLine[]
  /** What was received, in the order of its commits. */
  readonly received: readonly Inbound[]
  /** Where Telegram posts to. */
  readonly address: string
  start(receive?: Receive): Promise<void>
  /** Posts a body as Telegram would, or somebody else; answers the response. */
  posts(body: unknown, secret?: string | null): Promise<Response>
  /** Lets so much of the adapter's and Telegram's time pass, once the adapter waits for it; in milliseconds. */
  passes(milliseconds: number): Promise<void>
  /** How many of the adapter's waits will be over after exactly so many milliseconds. */
  waits(milliseconds: number): number
  close(): Promise<void>
}

export const SECRET = 'a-secret-of-the-webhook'
/** Shorter waits than this pass by themselves. */
const LONG = 1000

/** Starts the simulator and the HTTP server and makes the channel; pauses of the simulator's are 200 times shorter. */
export const webhookRig = async (options: WebhookOptions = {}): Promise<WebhookRig> => {
  const { clock, passes, waits } = movedClock()
  const now = () => Date.now() + clock.now()
  const sim = await startTelegram({ now, webhook: { isLocal: true, pauseScale: 0.005, ...options } })
  const log: LogLine[] = []
  const received: Inbound[] = []
  let server: RunningServer | null = null
  const quiet = createLog({ level: 'debug', format: 'json' }, linesInto(log))
  const webhook = { secret: SECRET, publicUrl: () => server?.url ?? '' }
  const channel = createTelegram({
    desk: EMPTY_DESK,
    words,
    log: quiet,
    options: {
      token: sim.token,
      apiRoot: sim.url,
      webhook,
      locale: 'en',
      lead: alone,
      admins: [],
      pacer: createPacer([], clock),
      clock,
    },
  })
  const mounts = channel.routes === undefined ? [] : [channel.routes]
  const running = await startServer({ host: '127.0.0.1', port: 0, mounts, health: {}, log: quiet })
  server = running
  const address = `${running.url}/telegram/webhook`
  return {
    ...{ sim, channel, log, received, address, passes, waits },
    start: (receive = async () => ({ kind: 'done' })) =>
      channel.start(async (inbound) => {
        const outcome = await receive(inbound)
        received.push(inbound)
        return outcome
      }),
    posts: (body, secret = SECRET) =>
      fetch(address, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(secret !== null && { 'X-Telegram-Bot-Api-Secret-Token': secret }),
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    close: async () => {
      await channel.stop()
      await sim.stop()
      await running.stop()
    },
  }
}

const movedClock = () => {
  let time = 0
  const sleeping = new Set<{ readonly at: number; readonly wake: () => void }>()
  const clock: PacingClock = {
    now: () => time,
    after: (milliseconds, wake) => {
      if (milliseconds < LONG) {
        const timer = setTimeout(wake, milliseconds)
        return () => clearTimeout(timer)
      }
      const sleeper = { at: time + milliseconds, wake }
      sleeping.add(sleeper)
      return () => sleeping.delete(sleeper)
    },
  }
  const passes = async (milliseconds: number): Promise<void> => {
    await expect.poll(() => [...sleeping].some(({ at }) => at <= time + milliseconds), { timeout: 5000 }).toBe(true)
    time += milliseconds
    for (const sleeper of [...sleeping].filter(({ at }) => at <= time)) {
      sleeping.delete(sleeper)
      sleeper.wake()
    }
  }
  const waits = (milliseconds: number) => [...sleeping].filter(({ at }) => at === time + milliseconds).length
  return { clock, passes, waits }
}
