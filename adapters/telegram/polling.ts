// Updates by long polling: the webhook removed first, then poll after poll. Telegram lets one process poll; the others wait to take over.

import type { Logger } from 'pino'
import { fired, type Lead, whileLeading } from '../../src/leading.ts'
import type { PacingClock } from '../../src/pacing.ts'
import type { Client } from './client.ts'
import { codeOf } from './errors.ts'
import { type Update, updatesSchema } from './lanes.ts'
import { pauseFor } from './pause.ts'
import { createPoller } from './poll.ts'
import { createPollingHealth } from './polling-health.ts'
import { UPDATE_KINDS, type UpdateSource, type UpdateWork } from './update-source.ts'

interface Parts {
  readonly client: Client
  /** Called whenever Telegram has been made ready, which may be again and again. */
  readonly prepared: (signal: AbortSignal) => void
  readonly lead: Lead
  readonly clock: PacingClock
  readonly log: Logger
}

/** Telegram waits so long for a first update, in seconds; 50 is the most it does. The call itself may last a little longer. */
const POLL_SECONDS = 30
const POLL_TIMEOUT = 40_000
/** How often one that waits looks whether the other is gone, in milliseconds. */
const LOOK_AGAIN = 1_000

/** Makes it; nothing is called before `start`. */
export const createPolling = ({ client, prepared, lead, clock, log }: Parts): UpdateSource => {
  const health = createPollingHealth(() => clock.now())
  const stopping = new AbortController()
  const prepare = async (signal: AbortSignal): Promise<void> => {
    await health.preparing(deleteWebhook(client, log, signal))
    prepared(signal)
  }
  const fetch = (offset: number, signal: AbortSignal) => health.polling(poll(client, offset, signal))
  const pollUntil = async (over: AbortSignal, work: UpdateWork, reached: () => void): Promise<void> => {
    const poller = createPoller({ ...work, prepare, fetch, log, clock })
    void poller.start().then(reached)
    await fired(over)
    await poller.stop()
    // The poll that this ends is no failure either.
    health.handedOver()
  }
  const loop = (work: UpdateWork, reached: () => void): Promise<void> =>
    whileLeading({
      lead,
      work: (over) => pollUntil(over, work, reached),
      waits: (_obstacle, isNews) => {
        if (isNews)
          log.info(
            'Telegram is polled by another process of this desk, or the database is away; this one polls once it may',
          )
        reached()
      },
      takesOver: () => log.info('this process polls Telegram from now on'),
      pause: () => pauseFor(LOOK_AGAIN, clock, stopping.signal),
      stopping: stopping.signal,
    })
  let running: Promise<void> = Promise.resolve()
  return {
    start: (work) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      health.started()
      running = loop(work, resolve)
      return promise
    },
    health: health.told,
    stop: async () => {
      health.stopped()
      stopping.abort()
      await running
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
