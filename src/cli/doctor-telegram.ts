// The doctor's look at Telegram.

import type { Config } from '../config.ts'
import { ask, bad, type Finding, good, type PlatformAnswer, recordOf } from './finding.ts'

type Telegram = NonNullable<Config['telegram']>

/**
 * Checks the bot's token by getMe (https://core.telegram.org/bots/api#getme), and the webhook where there is to be one.
 * `address` is where Telegram reaches the desk.
 */
export const checkTelegram = async (telegram: Config['telegram'], address: string): Promise<readonly Finding[]> => {
  if (telegram === null) return [good('Telegram', 'off; TELEGRAM_BOT_TOKEN turns it on')]
  const answer = await call(telegram, 'getMe')
  if (answer.body.ok !== true) return [bad('Telegram', faultOf(answer, telegram))]
  const known = good('Telegram', `@${String(recordOf(answer.body.result).username)}`)
  return telegram.webhookSecret === null ? [known] : [known, await checkWebhook(telegram, address)]
}

const call = ({ apiRoot, token }: Telegram, method: string): Promise<PlatformAnswer> =>
  ask(`${apiRoot}/bot${token}/${method}`)

const faultOf = ({ status, cause }: PlatformAnswer, { apiRoot }: Telegram): string => {
  if (status === null)
    return `${new URL(apiRoot).host} can't be reached (${cause}); check the network and TELEGRAM_API_ROOT.`
  // The cloud answers 404 to a malformed token, 401 to a revoked one.
  if (status === 401 || status === 404)
    return `the token is refused (${status}); copy it again from @BotFather into TELEGRAM_BOT_TOKEN.`
  return `getMe was answered with ${status}; check TELEGRAM_API_ROOT, and try again later.`
}

// By getWebhookInfo (https://core.telegram.org/bots/api#getwebhookinfo); its last error stays there when it is over.
const checkWebhook = async (telegram: Telegram, address: string): Promise<Finding> => {
  const about = 'Telegram webhook'
  const { status, body } = await call(telegram, 'getWebhookInfo')
  if (body.ok !== true) return bad(about, `getWebhookInfo was answered with ${status}; try again later.`)
  const { url, pending_update_count, last_error_message } = recordOf(body.result)
  const waiting = Number(pending_update_count ?? 0)
  const waits = `${waiting} ${waiting === 1 ? 'update waits' : 'updates wait'}`
  if (url === '') return good(about, `not set yet, the desk sets it when it starts; ${waits}`)
  if (url !== `${address}/telegram/webhook`) {
    const fix =
      'start the desk, which sets it again; where it is changed once more, something else uses this token: stop the other one, or give this desk a bot of its own.'
    return bad(about, `it does not lead to ${address}; ${fix}`)
  }
  if (waiting === 0 || last_error_message === undefined) return good(about, `leads to ${address}; ${waits}`)
  const fix = 'check that the desk runs and PUBLIC_URL leads to it from the internet, with a valid certificate.'
  return bad(about, `${waits}, since Telegram can't bring them (${String(last_error_message)}); ${fix}`)
}
