// A desk as its people meet it: the whole program between a simulated Telegram and a simulated Slack, on a database of its own.

import { rm } from 'node:fs/promises'
import { type SlackOptions, type SlackSimulator, startSlack } from '../simulators/slack/slack-simulator.ts'
import {
  type SimulatorOptions,
  startTelegram,
  type TelegramSimulator,
} from '../simulators/telegram/telegram-simulator.ts'
import { createDataFolder } from '../support/data-folder.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { type Program, type RunningProgram, startProgram } from '../support/program.ts'
import { startProgramHere } from '../support/program-here.ts'

export type Customer = ReturnType<TelegramSimulator['user']>
export type Colleague = ReturnType<SlackSimulator['person']>

export const staffChannel = 'C1DESK'
export const adminOnTelegram = 7001

export interface StoryDesk<Running extends RunningProgram = RunningProgram> {
  readonly telegram: TelegramSimulator
  readonly slack: SlackSimulator
  /** A manager. */
  readonly anna: Colleague
  /** Another manager. */
  readonly ben: Colleague
  /** A manager who is an admin. */
  readonly dora: Colleague
  readonly database: FreshDatabase
  /** The one that runs now. */
  readonly program: Running
  /** Starts the program again, once it is stopped or killed; with other settings over its own where given. */
  startAgain(otherwise?: Readonly<Record<string, string>>): Promise<void>
  close(): Promise<void>
}

export interface Wishes {
  /** Over the story's own: no pacing, no registration, no hold, no burst window and no flood limit, the demo articles. */
  readonly environment?: Readonly<Record<string, string>>
  readonly slack?: SlackOptions
  readonly telegram?: SimulatorOptions
  /** Done before the program starts. */
  readonly before?: (platforms: { readonly telegram: TelegramSimulator; readonly slack: SlackSimulator }) => void
}

/** Opens a desk with Telegram and Slack, in the test's own process; three people are in the staff channel. */
export const openDesk = (wishes?: Wishes): Promise<StoryDesk> => open(startProgramHere, wishes)

/** The same as a process of its own, for what concerns that: it can be killed, and its stop tells the exit code. */
export const openDeskProcess = (wishes?: Wishes): Promise<StoryDesk<Program>> => open(startProgram, wishes)

type Environment = Readonly<Record<string, string>>

const open = async <Running extends RunningProgram>(
  startProgram: (environment: Environment) => Promise<Running>,
  wishes: Wishes = {},
): Promise<StoryDesk<Running>> => {
  const [database, telegram, slack] = await Promise.all([
    freshDatabase(),
    startTelegram(wishes.telegram),
    startSlack({ retryScale: 0.002, patienceMs: 25_000, ...wishes.slack }),
  ])
  const anna = slack.person({ id: 'U1ANNA', name: 'Anna' })
  const ben = slack.person({ id: 'U2BEN', name: 'Ben' })
  const dora = slack.person({ id: 'U3DORA', name: 'Dora' })
  slack.channel({ id: staffChannel, members: ['U1ANNA', 'U2BEN', 'U3DORA'] })
  wishes.before?.({ telegram, slack })
  const folder = createDataFolder()
  const own = { ...withoutPlatforms(database.url), ...withPlatforms({ telegram, slack }), DATA_DIR: folder }
  const start = (otherwise: Environment = {}) => startProgram({ ...own, ...wishes.environment, ...otherwise })
  const desk = { telegram, slack, anna, ben, dora, database, program: await start() }
  return Object.assign(desk, {
    startAgain: async (otherwise?: Environment) => {
      desk.program = await start(otherwise)
    },
    close: async () => {
      await desk.program.stop()
      await Promise.all([telegram.stop(), slack.stop()])
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  })
}

const withPlatforms = ({ telegram, slack }: Pick<StoryDesk, 'telegram' | 'slack'>): Environment => ({
  TELEGRAM_BOT_TOKEN: telegram.token,
  TELEGRAM_API_ROOT: telegram.url,
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_APP_TOKEN: slack.appToken,
  SLACK_API_URL: slack.apiUrl,
  SLACK_STAFF_CHANNEL: staffChannel,
  ADMIN_IDS: `slack:U3DORA,telegram:${adminOnTelegram}`,
})

/** What every desk of the stories is started with, whatever platforms it has. */
export const withoutPlatforms = (databaseUrl: string): Record<string, string> => ({
  DATABASE_URL: databaseUrl,
  PACING: 'off',
  FAQ_FILE: 'prisma/demo-faq.json',
  REGISTRATION: 'off',
  REPLY_HOLD: '0',
  BURST_WINDOW: '0',
  FLOOD_LIMIT: '0',
})

let accounts = 10_000

/** Somebody on Telegram whom the desk has not met yet. */
export const newCustomer = ({ telegram }: Pick<StoryDesk, 'telegram'>, firstName: string): Customer =>
  telegram.user({ id: ++accounts, firstName, languageCode: 'en' })
