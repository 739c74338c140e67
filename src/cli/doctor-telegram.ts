// The doctor's look at Telegram.

import type { Config } from '../config.ts'
import { ask, bad, type Finding, good, recordOf } from './finding.ts'

/** Checks the bot's token by getMe (https://core.telegram.org/bots/api#getme). */
export const checkTelegram = async (telegram: Config['telegram']): Promise<readonly Finding[]> => {
  if (telegram === null) return [good('Telegram', 'off; TELEGRAM_BOT_TOKEN turns it on')]
  const { status, cause, body } = await ask(`${telegram.apiRoot}/bot${telegram.token}/getMe`)
  if (body.ok === true) return [good('Telegram', `@${String(recordOf(body.result).username)}`)]
  if (status === null) {
    return [
      bad(
        'Telegram',
        `${new URL(telegram.apiRoot).host} can't be reached (${cause}); check the network and TELEGRAM_API_ROOT.`,
      ),
    ]
  }
  // The cloud answers 404 to a malformed token, 401 to a revoked one.
  if (status === 401 || status === 404) {
    return [bad('Telegram', `the token is refused (${status}); copy it again from @BotFather into TELEGRAM_BOT_TOKEN.`)]
  }
  return [bad('Telegram', `getMe was answered with ${status}; check TELEGRAM_API_ROOT, and try again later.`)]
}
