// The Telegram channel: updates in by long polling or a webhook, deliveries out as messages in private chats. Wiring only.

import type { Logger } from 'pino'
import type { Channel, Words } from '../../src/channel.ts'
import type { Desk } from '../../src/desk.ts'
import type { Lead } from '../../src/leading.ts'
import type { Pacer, PacingClock } from '../../src/pacing.ts'
import { createAnswers } from './answers.ts'
import { createBackground } from './background.ts'
import { createClient } from './client.ts'
import { createMenus, LANGUAGES } from './commands.ts'
import { createOpen } from './files.ts'
import { createFirstSteps } from './first-steps.ts'
import { createGroups } from './groups.ts'
import { createIntake } from './intake.ts'
import { createPolling } from './polling.ts'
import { createPresence } from './presence.ts'
import { createSender } from './send.ts'
import { createWebhook, type WebhookOptions } from './webhook.ts'

export { telegramLimits } from './limits.ts'

export interface TelegramOptions {
  readonly token: string
  /** Another Bot API server's address; null for Telegram's own. */
  readonly apiRoot: string | null
  /** Null where Telegram is polled. */
  readonly webhook: WebhookOptions | null
  /** Which of several processes polls. */
  readonly lead: Lead
  /** The desk's own language, for the menu of people whose language has none. */
  readonly locale: string
  /** Telegram's ids of the admins, whose menu has `/stats`. */
  readonly admins: readonly string[]
  /** Made from `telegramLimits`, or from no limits where PACING is off. */
  readonly pacer: Pacer
  /** Time for back-offs. */
  readonly clock: PacingClock
}

interface Parts {
  readonly desk: Pick<Desk, 'localeOf' | 'stats'>
  readonly words: Words
  readonly log: Logger
  readonly options: TelegramOptions
}

/** Makes the channel; nothing is called before `start`. `send` throws ChannelError, as the port says. */
export const createTelegram = ({ desk, words, log, options }: Parts): Channel => {
  const client = createClient(options.token, options.apiRoot)
  const presence = createPresence(client, log)
  const firstSteps = createFirstSteps(words, LANGUAGES)
  const sender = createSender({ client, pacer: options.pacer, presence, firstSteps })
  const background = createBackground()
  const menus = createMenus({ client, words, locale: options.locale, admins: options.admins, log })
  const intake = createIntake({
    bot: client.bot,
    answers: createAnswers({ client, sender, desk, words, locale: options.locale, log }),
    groups: createGroups({ sender, words, locale: options.locale, log }),
    menus,
    presence,
    firstSteps,
    background,
    log,
  })
  const prepared = (signal: AbortSignal): void => background.add(menus.set(signal))
  const { clock, webhook } = options
  const source =
    webhook === null
      ? createPolling({ client, prepared, lead: options.lead, clock, log })
      : createWebhook({ client, webhook, prepared, clock, log })
  return {
    name: 'telegram',
    ...(source.routes !== undefined && { routes: source.routes }),
    start: (receive) => source.start(intake(receive)),
    send: sender.send,
    open: createOpen(client, options.apiRoot !== null),
    health: source.health,
    stop: async () => {
      await source.stop()
      await background.settled()
    },
  }
}
