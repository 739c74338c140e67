// The methods that decide how updates reach the bot: by a webhook or by polling, and which kinds.
import { type Arguments, flagOf, integerOf, jsonOf, textOf } from './arguments.ts'
import type { BotState } from './bot-state.ts'
import { badRequest, conflict, tooManyRequests } from './refusal.ts'
import { type Attempt, startWebhook, type WebhookSettings } from './webhook.ts'

const PORTS = ['', '443', '80', '88', '8443']
const MAX_CONNECTIONS = 40

/** Sets a webhook, which ends a waiting poll; the same settings again change nothing, an empty url removes it. */
export function setWebhook(state: BotState, args: Arguments): true {
  const settings = readSettings(state, args)
  if (settings.url === '') return deleteWebhook(state, args)
  if (state.now() - state.webhookSetAt < 1000) throw tooManyRequests(1)
  state.webhookSetAt = state.now()
  allowUpdates(state, args)
  if (flagOf(args, 'drop_pending_updates')) state.queue.clear()
  if (state.webhook && JSON.stringify(state.webhook.settings) === JSON.stringify(settings)) return true
  state.webhook?.stop()
  state.queue.interrupt(conflict('terminated by setWebhook request'))
  const { queue, now, webhookOptions: options, faults, perform } = state
  const note = (attempt: Attempt) => state.attempts.push(attempt)
  state.webhook = startWebhook({ settings, queue, options, now, note, faults, perform })
  return true
}

/** Removes the webhook; what is under way to it counts as not delivered. */
export function deleteWebhook(state: BotState, args: Arguments): true {
  state.webhook?.stop()
  state.webhook = null
  if (flagOf(args, 'drop_pending_updates')) state.queue.clear()
  return true
}

export function getWebhookInfo({ webhook, queue }: BotState): object {
  const info = { has_custom_certificate: false, pending_update_count: queue.size() }
  if (webhook === null) return { url: '', ...info }
  const { lastError: error, settings } = webhook
  return {
    url: settings.url,
    ...info,
    ...(error !== null && { last_error_date: error.date, last_error_message: error.message }),
    max_connections: settings.maxConnections,
  }
}

/** Keeps the kinds asked for. The filter is sticky: absent or unreadable leaves the last one in force. */
export function allowUpdates(state: BotState, args: Arguments): void {
  const value = args.allowed_updates
  if (value === undefined) return
  try {
    const kinds = jsonOf(args, 'allowed_updates', 'allowed updates')
    if (Array.isArray(kinds)) state.queue.allow(kinds.filter((kind) => typeof kind === 'string'))
  } catch {
    // unreadable: as the real server, keep the filter and say nothing
  }
}

function readSettings(state: BotState, args: Arguments): WebhookSettings {
  const url = textOf(args, 'url')
  const secret = textOf(args, 'secret_token')
  if (url !== '' && state.webhookOptions.isLocal !== true) checkAddress(url)
  if (!/^[\w-]{0,256}$/.test(secret)) throw badRequest('secret token contains unallowed characters')
  const connections = integerOf(args, 'max_connections') ?? MAX_CONNECTIONS
  return { url, secret, maxConnections: Math.min(Math.max(connections, 1), 100) }
}

function checkAddress(url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed?.protocol !== 'https:') throw badRequest('bad webhook: An HTTPS URL must be provided for webhook')
  if (!PORTS.includes(parsed.port))
    throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443')
}
