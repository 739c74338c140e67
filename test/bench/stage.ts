// What a bench plays on: the simulated platforms, which answer without delay, and the real program between them.

import { slackLimits } from '../../adapters/slack/limits.ts'
import { type SlackSimulator, startSlack } from '../simulators/slack/slack-simulator.ts'
import { TELEGRAM_LIMITS } from '../simulators/telegram/flood.ts'
import { startTelegram, type TelegramSimulator } from '../simulators/telegram/telegram-simulator.ts'
import { type Program, startProgram } from '../support/program.ts'
import { openBalancer } from './balancer.ts'

/** The channel of the staff. */
export const STAFF = 'C0STAFF'
const MANAGER = 'U0ANNA'

export interface Stage {
  readonly telegram: TelegramSimulator
  readonly slack: SlackSimulator
  /** A manager in Slack. */
  readonly anna: ReturnType<SlackSimulator['person']>
  /** Starts so many processes of the program; whoever starts them stops them. */
  start(processes: number): Promise<readonly Program[]>
  /** Ends the platforms. */
  close(): Promise<void>
}

interface Wishes {
  /** Whether the desk keeps the platforms' limits ahead of time. */
  readonly isPaced: boolean
  /** Whether Telegram comes by webhook through a balancer, for several processes; else it is polled. */
  readonly isBalanced: boolean
  /** Whether the platforms refuse what is beyond their limits. */
  readonly isLimited?: boolean
}

/** Makes the platforms for a desk on this database; no program runs yet. */
export const openStage = async (url: string, { isPaced, isBalanced, isLimited = false }: Wishes): Promise<Stage> => {
  const telegram = await startTelegram({
    ...{ webhook: { isLocal: true } },
    ...(isLimited && { limits: TELEGRAM_LIMITS }),
  })
  const slack = await startSlack(isLimited ? { limits: slackLimits, patienceMs: 60_000 } : {})
  const anna = slack.person({ id: MANAGER, name: 'anna', realName: 'Anna' })
  slack.channel({ id: STAFF, members: [MANAGER], bot: true })
  const balancer = isBalanced ? await openBalancer() : null
  const webhook = { TELEGRAM_MODE: 'webhook', TELEGRAM_WEBHOOK_SECRET: 'of-the-bench-alone' }
  const environment = {
    ...{ DATABASE_URL: url, TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.url },
    ...{ SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.apiUrl },
    ...{ SLACK_STAFF_CHANNEL: STAFF, PACING: isPaced ? 'on' : 'off' },
    ...{ REGISTRATION: 'off', REPLY_HOLD: '0', BURST_WINDOW: '0', FLOOD_LIMIT: '0' },
    ...(balancer && { ...webhook, PUBLIC_URL: balancer.url }),
  }
  return {
    ...{ telegram, slack, anna },
    start: async (processes) => {
      const programs: Program[] = []
      for (let n = 0; n < processes; n++) programs.push(await startProgram(environment))
      balancer?.leadsTo(await Promise.all(programs.map(listens)))
      return programs
    },
    close: async () => {
      await balancer?.close()
      await Promise.all([telegram.stop(), slack.stop()])
    },
  }
}

// Its own address, not the one that is told to people.
const listens = async ({ logged }: Program): Promise<string> =>
  String((await logged(({ msg }) => msg === 'ready')).listens)
