// The channels that are configured, each with what it needs of the program.

import type { SlackParts } from '../adapters/slack/index.ts'
import type { LinkTo } from '../adapters/slack/links.ts'
import { createWeb } from '../adapters/web/index.ts'
import type { Channel, Words } from './channel.ts'
import { type Config, publicAddress, webOptions } from './config.ts'
import type { ChannelName } from './core/types.ts'
import { createLead } from './database/lead.ts'
import type { Listener } from './database/listener.ts'
import type { Desk, Person } from './desk.ts'
import type { Checks } from './http/health.ts'
import { openOn } from './jobs/saying.ts'
import type { Log } from './log.ts'
import { timePacer } from './metrics/counting.ts'
import type { Metrics } from './metrics/metrics.ts'
import { createPacer, type Limit, systemClock } from './pacing.ts'
import { createProgramState } from './program-state.ts'

interface Parts {
  readonly config: Config
  readonly log: Log
  readonly desk: Desk
  readonly words: Words
  readonly listener: Listener
  /** The address at which people reach the desk, with the port that was taken once there is one. */
  readonly address: () => string
  /** Makes a one-time sign-in link to the staff desk. */
  readonly newLink: SlackParts['newSignInLink']
  /** What is looked at to tell whether the desk is well. */
  readonly checks: () => Checks
  readonly metrics: Pick<Metrics, 'paced' | 'held'>
}

interface Channels {
  readonly channels: readonly Channel[]
  /** Leads to a message in Slack by its receipt; to nothing without Slack. */
  readonly linkTo: LinkTo
}

/** Makes them; nothing is called before each is started. */
export const createChannels = async (parts: Parts): Promise<Channels> => {
  const { config, desk, words, log, address, checks } = parts
  const isStaff = async ({ channel, externalId }: Person) =>
    channel === 'web' || (channel === 'slack' && (await slack?.isStaff(externalId)) === true)
  const hasSlack = config.slack !== null
  const web = createWeb({
    ...{ desk, words, log, isStaff },
    program: createProgramState({ dataDir: config.dataDir, checks, log }),
    openFile: (file) =>
      openOn(
        channels.find(({ name }) => name === file.at.channel),
        file,
      ),
    options: { ...config.web, ...webOptions(config, address), hasSlack },
  })
  const telegram = config.telegram && (await telegramOf(parts, config.telegram))
  const slack = config.slack && (await slackOf(parts, config.slack))
  const channels: Channel[] = [web, telegram, slack].filter((channel) => channel !== null)
  return { channels, linkTo: slack?.linkTo ?? (async () => null) }
}

// A platform's SDK takes a fifth of the program's memory and of its start: only the ones that are used are loaded.
const telegramOf = async (parts: Parts, telegram: NonNullable<Config['telegram']>): Promise<Channel> => {
  const { config, desk, words, log, listener, address } = parts
  const { createTelegram, telegramLimits } = await import('../adapters/telegram/index.ts')
  const admins = config.adminIds.filter(({ channel }) => channel === 'telegram').map(({ externalId }) => externalId)
  const webhook = telegram.webhookSecret === null ? null : { secret: telegram.webhookSecret, publicUrl: address }
  return createTelegram({
    ...{ desk, words, log },
    options: {
      ...{ ...telegram, webhook, locale: config.desk.locale, admins, lead: createLead(listener, 'telegram polling') },
      ...{ pacer: pacerOf(parts, 'telegram', telegramLimits), clock: systemClock },
    },
  })
}

const slackOf = async (parts: Parts, slack: NonNullable<Config['slack']>) => {
  const { config, desk, words, log, listener, newLink } = parts
  const { createSlack, slackLimits } = await import('../adapters/slack/index.ts')
  const { locale } = config.desk
  return createSlack({
    ...{ desk, words, log, newSignInLink: newLink },
    options: {
      ...{ ...slack, locale, publicUrl: publicAddress(config), lead: createLead(listener, 'slack connection') },
      pacer: pacerOf(parts, 'slack', slackLimits),
    },
  })
}

const pacerOf = ({ config, metrics }: Parts, channel: ChannelName, limits: readonly Limit[]) =>
  timePacer(createPacer(config.pacing ? limits : [], systemClock), channel, metrics)
