// What a run plays on: the simulated platforms, the program as a process that can be killed, and a database that can be killed, too.

import { frontdesk } from '../cli/command.ts'
import { type SlackSimulator, startSlack } from '../simulators/slack/slack-simulator.ts'
import { type SmtpSimulator, startSmtp } from '../simulators/smtp/smtp-simulator.ts'
import { startTelegram, type TelegramSimulator } from '../simulators/telegram/telegram-simulator.ts'
import { type Program, startProgram } from '../support/program.ts'
import { freePort } from './ports.ts'
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

/** The processes of the program, of which not all are always there. */
export interface Runner {
  /** Starts those that don't run; resolves with the milliseconds until each was ready. */
  start(): Promise<number[]>
  /** Starts the first one and kills it once this resolves, ready or not. */
  killStarting(moment: Promise<unknown>): Promise<void>
  /** Kills these; all where none are named. */
  kill(victims?: readonly number[]): Promise<void>
  /** How many were killed so far. */
  killed(): number
  /** SIGTERM to all; resolves with the exit codes. */
  stop(): Promise<(number | null)[]>
}

export interface Stage {
  readonly telegram: TelegramSimulator
  readonly slack: SlackSimulator
  /** Where the team's mailbox is. */
  readonly smtp: SmtpSimulator
  readonly place: Place
  readonly runner: Runner
  /** Where each process listens, at each start. */
  readonly addresses: readonly string[]
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
const MAILBOX = 'team@example.com'

interface Wishes {
  readonly processes: number
  /** Whether the platforms' limits are kept ahead of time. */
  readonly isPaced: boolean
}

/** Makes it; nothing runs yet but the platforms. */
export const openStage = async (place: Place, { processes, isPaced }: Wishes): Promise<Stage> => {
  const ports = await Promise.all(Array.from({ length: processes }, freePort))
  const [telegram, slack, smtp] = await Promise.all([
    startTelegram(),
    startSlack({ retryScale: 0.002, ackMs: 2_000 }),
    startSmtp(),
  ])
  const inSlack = MANAGERS.map((name) => slack.person({ id: `U1${name.toUpperCase()}`, name }))
  slack.channel({ id: STAFF, members: inSlack.map(({ id }) => id) })
  const addresses = ports.map((port) => `http://127.0.0.1:${port}`)
  const atDesk = createWebPerson(addresses[0] ?? '')
  const environment = {
    ...{ ...place.environment, LOG_LEVEL: 'warn' },
    ...{ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.url },
    ...{ SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.apiUrl },
    ...{
      SLACK_STAFF_CHANNEL: STAFF,
      FAQ_FILE: 'prisma/demo-faq.json',
      REGISTRATION: 'off',
      PACING: isPaced ? 'on' : 'off',
    },
    ...{ SMTP_URL: smtp.url, MAIL_FROM: 'Desk <desk@example.com>', STAFF_EMAILS: MAILBOX },
    ...{ REPLY_HOLD: '0', BURST_WINDOW: '0', FLOOD_LIMIT: '0' },
    // Short, so that timers fire all the time: nobody is told of a claim sooner, and claims lapse.
    ...{ CLAIM_REMINDER: '2s', CLAIM_LEASE: '4s' },
  }
  const runner = createRunner(ports.map((port) => ({ ...environment, PORT: String(port) })))
  return {
    ...{ telegram, slack, smtp, place, runner, addresses, inSlack, atDesk },
    signIn: async () => {
      const { out, err } = await frontdesk(['desk', 'link'], place.environment)
      if (!out.startsWith('http')) throw new Error(`no sign-in link: ${out}${err}`)
      atDesk.posts(new URL(out.trim()).pathname, { name: AT_DESK })
      await atDesk.settled()
    },
    close: async () => {
      atDesk.leaves()
      await runner.kill()
      await Promise.all([telegram.stop(), slack.stop(), smtp.stop()])
    },
  }
}

type Environment = Readonly<Record<string, string>>

const createRunner = (environments: readonly Environment[]): Runner => {
  const programs = new Map<number, Program>()
  let killed = 0
  const kill = async (victims: readonly number[] = [...programs.keys()]): Promise<void> => {
    for (const n of victims) {
      const program = programs.get(n)
      programs.delete(n)
      if (program !== undefined) killed++
      await program?.kill()
    }
  }
  const startOne = async (environment: Environment, n: number): Promise<number[]> => {
    if (programs.has(n)) return []
    const begun = performance.now()
    programs.set(n, await startProgram(environment))
    return [performance.now() - begun]
  }
  return {
    start: async () => (await Promise.all(environments.map(startOne))).flat(),
    killStarting: async (moment) => {
      await killStarted(environments[0] ?? {}, moment)
      killed++
    },
    kill,
    killed: () => killed,
    stop: async () => {
      const codes = await Promise.all([...programs.values()].map((program) => program.stop()))
      programs.clear()
      return codes
    },
  }
}

const killStarted = async (environment: Environment, moment: Promise<unknown>): Promise<void> => {
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
}
