// What a run plays on: the simulated platforms, the program as a process that can be killed, and a database that can be killed, too.

import { once } from 'node:events'
import { createServer } from 'node:net'
import { frontdesk } from '../cli/command.ts'
import { type SlackSimulator, startSlack } from '../simulators/slack/slack-simulator.ts'
import { startTelegram, type TelegramSimulator } from '../simulators/telegram/telegram-simulator.ts'
import { type Program, startProgram } from '../support/program.ts'
import { createWebPerson, type WebPerson } from './web-person.ts'

/** A database of the run's own. */
export interface Place {
  /** Its address: empty at first, not even the tables are there. */
  readonly url: string
  /** How the program is told of it. */
  readonly environment: Readonly<Record<string, string>>
  /** Ends the server at once; resolves once it answers again. */
  killDatabase(): Promise<void>
}

/** The program, which is not always there. */
export interface Runner {
  /** Starts it; resolves with the milliseconds until it was ready. */
  start(): Promise<number>
  /** Starts it and kills it once this resolves, ready or not. */
  killStarting(moment: Promise<unknown>): Promise<void>
  kill(): Promise<void>
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>
}

export interface Stage {
  readonly telegram: TelegramSimulator
  readonly slack: SlackSimulator
  readonly place: Place
  readonly runner: Runner
  /** Where the program listens, at each start. */
  readonly address: string
  /** Managers in Slack. */
  readonly inSlack: readonly ReturnType<SlackSimulator['person']>[]
  /** The manager at the staff desk, once signed in. */
  readonly atDesk: WebPerson
  signIn(): Promise<void>
  close(): Promise<void>
}

export const STAFF = 'C1DESK'
const MANAGERS = ['Anna', 'Ben'] as const
const AT_DESK = 'Carla'

/** Makes it; nothing runs yet but the platforms. */
export const openStage = async (place: Place): Promise<Stage> => {
  const port = await freePort()
  const [telegram, slack] = await Promise.all([startTelegram(), startSlack({ retryScale: 0.002, ackMs: 2_000 })])
  const inSlack = MANAGERS.map((name) => slack.person({ id: `U1${name.toUpperCase()}`, name }))
  slack.channel({ id: STAFF, members: inSlack.map(({ id }) => id) })
  const address = `http://127.0.0.1:${port}`
  const atDesk = createWebPerson(address)
  const runner = createRunner({
    ...place.environment,
    ...{ PORT: String(port), LOG_LEVEL: 'warn' },
    ...{ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.url },
    ...{ SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.apiUrl },
    ...{ SLACK_STAFF_CHANNEL: STAFF, FAQ_FILE: 'prisma/demo-faq.json', REGISTRATION: 'off', PACING: 'off' },
    ...{ REPLY_HOLD: '0', BURST_WINDOW: '0', FLOOD_LIMIT: '0' },
    // Short, so that timers fire all the time: nobody is told of a claim sooner, and claims lapse.
    ...{ CLAIM_REMINDER: '2s', CLAIM_LEASE: '4s' },
  })
  return {
    ...{ telegram, slack, place, runner, address, inSlack, atDesk },
    signIn: async () => {
      const { out, err } = await frontdesk(['desk', 'link'], place.environment)
      if (!out.startsWith('http')) throw new Error(`no sign-in link: ${out}${err}`)
      atDesk.posts(new URL(out.trim()).pathname, { name: AT_DESK })
      await atDesk.settled()
    },
    close: async () => {
      atDesk.leaves()
      await runner.kill()
      await Promise.all([telegram.stop(), slack.stop()])
    },
  }
}

const createRunner = (environment: Readonly<Record<string, string>>): Runner => {
  let program: Program | null = null
  const kill = async (): Promise<void> => {
    await program?.kill()
    program = null
  }
  return {
    start: async () => {
      const begun = performance.now()
      program = await startProgram(environment)
      return performance.now() - begun
    },
    killStarting: async (moment) => {
      let pid = 0
      const started = startProgram(environment, (begun) => {
        pid = begun
      })
      await Promise.race([moment, started])
      process.kill(pid, 'SIGKILL')
      // One that was ready sooner is waited for; one that was not says so by failing.
      await started.then(
        (early) => early.kill(),
        () => undefined,
      )
    },
    kill,
    stop: async () => {
      const code = (await program?.stop()) ?? null
      program = null
      return code
    },
  }
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  if (address === null || typeof address === 'string') throw new Error('no port is free')
  return address.port
}
