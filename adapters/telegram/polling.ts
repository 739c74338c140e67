// Updates by long polling: the webhook removed first, then poll after poll.

import type { Logger } from 'pino'
import type { PacingClock } from '../../src/pacing.ts'
import type { Client } from './client.ts'
import { codeOf } from './errors.ts'
import { type Update, updatesSchema } from './lanes.ts'
import { createPoller, type Poller } from './poll.ts'
import { createPollingHealth } from './polling-health.ts'
import { UPDATE_KINDS, type UpdateSource } from './update-source.ts'

interface Parts {
  readonly client: Client
  /** Called whenever Telegram has been made ready, which may be again and again. */
  readonly prepared: (signal: AbortSignal) => void
  readonly clock: PacingClock
  readonly log: Logger
}

/** Telegram waits so long for a first update, in seconds; 50 is the most it does. The call itself may last a little longer. */
const POLL_SECONDS = 30
const POLL_TIMEOUT = 40_000

/** Makes it; nothing is called before `start`. */
export const createPolling = ({ client, prepared, clock, log }: Parts): UpdateSource => {
  const health = createPollingHealth(() => clock.now())
  const prepare = async (signal: AbortSignal): Promise<void> => {
    await health.preparing(deleteWebhook(client, log, signal))
    prepared(signal)
  }
  const fetch = (offset: number, signal: AbortSignal) => health.polling(poll(client, offset, signal))
  let poller: Poller | null = null
  return {
    start: (work) => {
      poller = createPoller({ ...work, prepare, fetch, log, clock })
      health.started()
      return poller.start()
    },
    health: health.told,
    stop: async () => {
      health.stopped()
      await poller?.stop()
    },
  }
}

const poll = async (client: Client, offset: number, signal: AbortSignal): Promise<readonly Update[]> => {
  const args = { offset, timeout: POLL_SECONDS, allowed_updates: UPDATE_KINDS }
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
