// Telegram's flood limits as data (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this).

import type { Limit } from '../../src/pacing.ts'

const COUNTED = [
  'sendMessage',
  'editMessageText',
  'editMessageCaption',
  'editMessageReplyMarkup',
  'sendPhoto',
  'sendVideo',
  'sendVideoNote',
  'sendAnimation',
  'sendVoice',
  'sendAudio',
  'sendDocument',
  'sendSticker',
  'sendMediaGroup',
]

/**
 * 1 message a second in a chat and 30 a second over all; edits count too. The windows are 5 % longer than Telegram's,
 * since it counts arrivals, and two calls may arrive closer together than they left.
 */
export const telegramLimits: readonly Limit[] = [
  { name: 'telegram chat', methods: COUNTED, per: 'place', count: 1, within: 1050 },
  { name: 'telegram overall', methods: COUNTED, per: 'all', count: 30, within: 1050 },
]
