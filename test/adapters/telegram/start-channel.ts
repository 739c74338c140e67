// The Telegram adapter with its simulator, and stand-ins for the rest of the desk.

import { Writable } from 'node:stream'
import { createTelegram } from '../../../adapters/telegram/index.ts'
import type { Channel, Inbound, Receive, Words } from '../../../src/channel.ts'
import type { Desk } from '../../../src/desk.ts'
import { createLog } from '../../../src/log.ts'
import { createPacer, type PacingClock } from '../../../src/pacing.ts'
import {
  type SimulatorOptions,
  startTelegram,
  type TelegramSimulator,
} from '../../simulators/telegram/telegram-simulator.ts'
import { alone } from '../../support/alone.ts'

/** One line of the log, as JSON. */
export type LogLine = { readonly level: number; readonly msg: string; readonly err?: unknown }

export interface Rig {
  readonly sim: TelegramSimulator
  readonly channel: Channel
  readonly log: readonly LogLine[]
  /** The back-offs of a second and more that the adapter asked for, in milliseconds; they pass at once. */
  readonly pauses: readonly number[]
  /** What was received, in the order of its commits. */
  readonly received: Inbound[]
  /** Starts the channel; `receive` answers in place of the engine, by default at once. */
  start(receive?: Receive): Promise<void>
}

export type ReadDesk = Pick<Desk, 'localeOf' | 'stats'>

/** The words are their keys and parameters, so that tests read which were chosen. */
export const words: Words = (locale, key, params = {}) => [locale, key, ...Object.values(params)].join(' ')

/** A desk that knows nobody: the chat's language is what Telegram says. */
export const EMPTY_DESK: ReadDesk = {
  localeOf: async () => null,
  stats: async (_, locale, period) => ({ text: `**Figures** ${locale} ${period}` }),
}

/** Where a log goes whose lines are read. */
export const linesInto = (log: LogLine[]): Writable =>
  new Writable({
    write: (line, _encoding, done) => {
      log.push(JSON.parse(String(line)))
      done()
    },
  })

/** Telegram's id of the desk's admin. */
export const ADMIN = '7001'

const SHORTEST_BACK_OFF = 1000

/** Starts a simulator and makes the channel, without pacing and with back-offs that pass at once. */
export const rig = async (options: SimulatorOptions = {}, desk: ReadDesk = EMPTY_DESK): Promise<Rig> => {
  const sim = await startTelegram(options)
  const log: LogLine[] = []
  const pauses: number[] = []
  const received: Inbound[] = []
  let time = 0
  const clock: PacingClock = {
    now: () => time,
    after: (milliseconds, wake) => {
      if (milliseconds < SHORTEST_BACK_OFF) {
        const timer = setTimeout(wake, milliseconds)
        return () => clearTimeout(timer)
      }
      pauses.push(milliseconds)
      const soon = setImmediate(() => {
        time += milliseconds
        wake()
      })
      return () => clearImmediate(soon)
    },
  }
  const channel = createTelegram({
    desk,
    words,
    log: createLog({ level: 'debug', format: 'json' }, linesInto(log)),
    options: {
      token: sim.token,
      apiRoot: sim.url,
      webhook: null,
      locale: 'en',
      lead: alone,
      admins: [ADMIN],
      pacer: createPacer([], clock),
      clock,
    },
  })
  const start = (receive: Receive = async () => ({ kind: 'done' })) =>
    channel.start(async (inbound) => {
      const outcome = await receive(inbound)
      received.push(inbound)
      return outcome
    })
  return { sim, channel, log, pauses, received, start }
}
