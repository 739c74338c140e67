// What is wrong with the webhook: told to the log once when it begins and once when it is over, and to whoever asks in between.

import type { Logger } from 'pino'
import type { ChannelFault } from '../../src/channel.ts'
import { CONFLICT_REMEDY, TOKEN_REMEDY } from './errors.ts'

export interface WebhookTroubles {
  /** The trouble is there; said only where it was not there before. `reason` is in Telegram's words. */
  begins(trouble: Trouble, reason: string): void
  /** The trouble is not there, or not any more. */
  ends(trouble: Trouble): void
  /** Null while all is well; else why updates may not come, in short. */
  told(): ChannelFault | null
}

export type Trouble = keyof typeof WORDS

interface Words {
  /** For the log, with the remedy. */
  readonly begun: string
  readonly over: string
  /** For health; null where updates may come all the same. */
  readonly short: string | null
  readonly kind: ChannelFault['kind']
}

const WORDS = {
  refused: {
    begun: `${TOKEN_REMEDY}; until then Telegram is off`,
    over: 'Telegram takes the token again',
    short: 'the token is refused: set TELEGRAM_BOT_TOKEN and start again',
    kind: 'token',
  },
  unset: {
    begun:
      'the webhook can not be set, so no update comes; trying again. Telegram needs PUBLIC_URL to be an https:// address that the internet reaches on port 443, 80, 88 or 8443; without one set TELEGRAM_MODE=polling',
    over: 'the webhook is set',
    short: 'the webhook can not be set',
    kind: 'setUp',
  },
  replaced: {
    begun: `something else uses this bot token, and removed the webhook or set another one: ${CONFLICT_REMEDY}. This one sets its own again`,
    over: 'the webhook stays as this desk set it',
    short: `something else uses this token and changes its webhook: ${CONFLICT_REMEDY}`,
    kind: 'shared',
  },
  undelivered: {
    begun:
      'Telegram can not bring updates to the webhook; it keeps them for a day and tries again. Where this desk refused them, the lines before this one tell why; else check that PUBLIC_URL leads here from the internet, with a valid certificate',
    over: 'Telegram brings updates to the webhook again',
    short: 'Telegram can not bring updates to the webhook',
    kind: 'setUp',
  },
  unseen: {
    begun: 'Telegram does not tell how the webhook fares; updates may come all the same. Asking again each minute',
    over: 'Telegram tells again how the webhook fares',
    short: null,
    kind: 'unreachable',
  },
} as const satisfies Readonly<Record<string, Words>>

/** Makes the notes with all well. */
export const createWebhookTroubles = (log: Logger): WebhookTroubles => {
  const reasons = new Map<Trouble, string>()
  return {
    begins: (trouble, reason) => {
      const level = trouble === 'refused' ? 'error' : 'warn'
      if (!reasons.has(trouble)) log[level]({ reason }, WORDS[trouble].begun)
      reasons.set(trouble, reason)
    },
    ends: (trouble) => {
      if (reasons.delete(trouble)) log.info(WORDS[trouble].over)
    },
    told: () => {
      for (const [trouble, reason] of reasons) {
        const { short, kind } = WORDS[trouble]
        if (short === null) continue
        return { kind, words: `telegram: ${short}${trouble === 'refused' ? '' : ` (${reason})`}` }
      }
      return null
    },
  }
}
