// Updates by webhook: Telegram posts them to the desk's own HTTP server.

import type { Logger } from 'pino'
import type { PacingClock } from '../../src/pacing.ts'
import type { Client } from './client.ts'
import { UPDATE_KINDS, type UpdateSource } from './update-source.ts'
import { createWebhookRoute, WEBHOOK_PATH } from './webhook-route.ts'
import { createWebhookTroubles } from './webhook-troubles.ts'
import { createWebhookWatch } from './webhook-watch.ts'

export interface WebhookOptions {
  /** The address at which Telegram reaches the HTTP server; asked once the server listens. */
  readonly publicUrl: () => string
  /** 1 to 256 letters, digits, _ and -. */
  readonly secret: string
}

interface Parts {
  readonly client: Client
  readonly webhook: WebhookOptions
  /** Called whenever the webhook has been set, which may be again and again. */
  readonly prepared: (signal: AbortSignal) => void
  readonly clock: PacingClock
  readonly log: Logger
}

/** Telegram's own default, said so that nobody else's setting stays. */
const MAX_CONNECTIONS = 40

/** Makes it; nothing is called before `start`. */
export const createWebhook = ({ client, webhook, prepared, clock, log }: Parts): UpdateSource => {
  const { secret, publicUrl } = webhook
  const url = () => `${publicUrl()}${WEBHOOK_PATH}`
  const route = createWebhookRoute({ secret, clock, log })
  const troubles = createWebhookTroubles(log)
  const set = async (signal: AbortSignal): Promise<void> => {
    const limits = { allowed_updates: UPDATE_KINDS, max_connections: MAX_CONNECTIONS, drop_pending_updates: false }
    await client.call('setWebhook', { url: url(), secret_token: secret, ...limits }, { signal })
    prepared(signal)
  }
  const look = (signal: AbortSignal) => client.call('getWebhookInfo', {}, { signal })
  const watch = createWebhookWatch({ url, set, look, hasTaken: route.hasTaken, troubles, clock })
  let isStarted = false
  return {
    routes: route.routes,
    start: (work) => {
      isStarted = true
      route.open(work)
      return watch.start()
    },
    health: () => (isStarted ? troubles.told() : { kind: 'unreachable', words: 'telegram: not started' }),
    stop: async () => {
      isStarted = false
      await Promise.all([watch.stop(), route.close()])
    },
  }
}
