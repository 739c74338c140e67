// Looks each minute whether the desk may still be in the staff's channel: else nobody would hear of a revoked token or an archived channel before a customer waits.

import type { Logger } from 'pino'
import { z } from 'zod'
import type { ChannelFault } from '../../src/channel.ts'
import { type Api, priorities } from './api.ts'
import { adviceOn, lastingRefusal } from './errors.ts'

const channelInfo = z.object({
  channel: z.object({ is_member: z.boolean().optional(), is_archived: z.boolean().optional() }),
})

/** Slack's code for what keeps the bot from using the staff's channel, or its token where there is none; null where nothing is known to. Throws what is no refusal that lasts. */
export const refusalOf = async (api: Api, staffChannel: string | null): Promise<string | null> => {
  try {
    if (staffChannel === null) {
      await api.call('auth.test', {}, priorities.answer)
      return null
    }
    const { channel } = channelInfo.parse(
      await api.call('conversations.info', { channel: staffChannel }, priorities.answer),
    )
    if (channel.is_archived) return 'is_archived'
    // Another server than Slack's own may not tell.
    return channel.is_member === false ? 'not_in_channel' : null
  } catch (error) {
    const code = lastingRefusal(error)
    if (code === null) throw error
    return code
  }
}

const TOKEN = new Set([
  ...['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired'],
  'not_allowed_token_type',
])
const PLACE = new Set(['not_in_channel', 'channel_not_found', 'invalid_channel', 'is_archived', 'no_permission'])

/** What kind of trouble Slack's code tells of; null stands for none. */
export const ailmentOf = (code: string | null): ChannelFault['kind'] => {
  if (code !== null && TOKEN.has(code)) return 'token'
  return code !== null && PLACE.has(code) ? 'staffChannel' : 'setUp'
}

interface Parts {
  readonly api: Api
  readonly staffChannel: string | null
  /** Told of each look: what it found, or null. */
  readonly looked: (found: ChannelFault | null) => void
  readonly log: Pick<Logger, 'debug'>
  /** Milliseconds between two looks. */
  readonly every: number
}

/** Begins to look; the answer ends it. What can't be asked just now is left as it was known. */
export const watchStaffChannel = ({ api, staffChannel, looked, log, every }: Parts): (() => Promise<void>) => {
  let looking: Promise<void> | null = null
  const look = async (): Promise<void> => {
    try {
      const code = await refusalOf(api, staffChannel)
      const kind = ailmentOf(code)
      // A scope that only this look needs, or a server that doesn't know the question, keeps nobody from being served.
      looked(code === null || kind === 'setUp' ? null : { kind, words: `Slack refuses (${code}): ${adviceOn(code)}` })
    } catch (error) {
      log.debug({ err: error }, 'the staff channel could not be looked at')
    }
  }
  const timer = setInterval(() => {
    looking ??= look().finally(() => {
      looking = null
    })
  }, every)
  return async () => {
    clearInterval(timer)
    await looking
  }
}
