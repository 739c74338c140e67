// The Telegram channel: updates in by long polling, deliveries out as messages in private chats. Wiring only.

import type { Logger } from 'pino'
import type { Channel, Words } from '../../src/channel.ts'
import type { Desk } from '../../src/desk.ts'
import type { Pacer, PacingClock } from '../../src/pacing.ts'
import { createAnswers } from './answers.ts'
import { createBackground } from './background.ts'
import { type Client, createClient } from './client.ts'
import { setCommands } from './commands.ts'
import { codeOf } from './errors.ts'
import { createIntake } from './intake.ts'
import { type Update, updatesSchema } from './lanes.ts'
import { createPoller, type Poller } from './poll.ts'
import { createPollingHealth } from './polling-health.ts'
import { createSender } from './send.ts'

export interface TelegramOptions {
  readonly token: string
  /** Another Bot API server's address; null for Telegram's own. */
  readonly apiRoot: string | null
  /** The desk's own language, for the menu of people whose language has none. */
  readonly locale: string
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

/** Telegram waits so long for a first update, in seconds; 50 is the most it does. The call itself may last a little longer. */
const POLL_SECONDS = 30
const POLL_TIMEOUT = 40_000
/** Said at each poll: left out, Telegram would keep whatever list was set before. */
const KINDS = ['message', 'edited_message', 'callback_query', 'my_chat_member']

/** Makes the channel; nothing is called before `start`. `send` throws ChannelError, as the port says. */
export const createTelegram = ({ desk, words, log, options }: Parts): Channel => {
  const client = createClient(options.token, options.apiRoot)
  const sender = createSender(client, options.pacer)
  const background = createBackground()
  const intake = createIntake({
    bot: client.bot,
    answers: createAnswers({ client, sender, desk, words, locale: options.locale, log }),
    background,
    log,
  })
  const health = createPollingHealth(() => options.clock.now())
  const prepare = async (signal: AbortSignal): Promise<void> => {
    await health.preparing(deleteWebhook(client, log, signal))
    const menus = setCommands(client, words, options.locale, signal)
    background.add(menus.catch((error: unknown) => log.warn({ err: error }, 'the command menus could not be set')))
  }
  const fetch = (offset: number, signal: AbortSignal) => health.polling(poll(client, offset, signal))
  let poller: Poller | null = null
  return {
    name: 'telegram',
    start: (receive) => {
      const { handle, park } = intake(receive)
      poller = createPoller({ prepare, fetch, handle, park, log, clock: options.clock })
      health.started()
      return poller.start()
    },
    send: sender.send,
    health: health.told,
    stop: async () => {
      health.stopped()
      await poller?.stop()
      await background.settled()
    },
  }
}

const poll = async (client: Client, offset: number, signal: AbortSignal): Promise<readonly Update[]> => {
  const args = { offset, timeout: POLL_SECONDS, allowed_updates: KINDS }
  return updatesSchema.parse(await client.call('getUpdates', args, { timeout: POLL_TIMEOUT, signal }))
}

// A webhook left over would refuse every poll. A server that doesn't know the method has no webhook either.
const deleteWebhook = async (client: Client, log: Logger, signal: AbortSignal): Promise<void> => {
  try {
    await client.call('deleteWebhook', { drop_pending_updates: false }, { signal })
  } catch (error) {
    const code = codeOf(error)
    if (code !== 400 && code !== 404) throw error
    log.warn({ err: error }, 'a webhook could not be removed; polling all the same')
  }
}
