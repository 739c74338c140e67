// Real shapes of everything that comes in, which fuzzing starts from.

import { readdirSync, readFileSync } from 'node:fs'

const TICKET_MODALS = [
  ...['faq', 'reply', 'draft', 'subject', 'tags', 'priority', 'ban', 'waiting', 'snooze', 'assign', 'merge'],
  ...['incident', 'translate', 'unlink', 'article'],
].map((action) => `ticket.${action}`)
const FILLED = {
  ...{ words: 'some **words**', subject: 'A subject', tags: 'a, b', reason: 'spam', title: 'T', question: 'Q?' },
  ...{ answer: 'A.', into: '4', incident: '2', article: 'refund', snooze: 'tomorrow', priority: 'high', tier: 'low' },
  ...{ manager: 'U2BEN', incidentArticle: 'refund' },
}

const recorded = (platform: string): unknown[] => {
  const folder = new URL(`../fixtures/${platform}/`, import.meta.url)
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8')))
}

/** Updates of the Bot API. */
export const telegramUpdates: readonly unknown[] = recorded('telegram')

/** What Slack posts, and what its sockets carry: events, presses, commands, modals. */
export const slackBodies: readonly unknown[] = [...recorded('slack'), ...modals(), homeOpened(), shortcut()]

/** Envelopes of Socket Mode around them, and its own words. */
export const slackEnvelopes: readonly unknown[] = [
  ...slackBodies.map((payload) => ({
    envelope_id: '7d0f4c1e-5a3a-4b6c-9a52-4f0a4b0c1d2e',
    type: typeOf(payload),
    accepts_response_payload: true,
    retry_attempt: 0,
    retry_reason: '',
    payload,
  })),
  { type: 'hello', num_connections: 1, debug_info: { host: 'applink-1' }, connection_info: { app_id: 'A1' } },
  { type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'applink-1' } },
]

const POST = '0b9f6a52-9d0e-4c5a-8f57-2f4f4a1f8d11'

/** Bodies that pages of the web post, customers' and managers'. */
export const webPosts: readonly unknown[] = [
  { id: POST, text: 'The *printer* is on fire', chat: 'a-chat', ticket: '3' },
  { id: POST, text: '/human The printer is on fire' },
  { id: POST, text: '', files: [] },
  { id: POST, press: 'person', back: '/tickets/3' },
  { id: POST, press: 'rate:3:5' },
  { id: POST, text: 'Have you tried **water**?', seen: POST, resolve: 'yes' },
  { id: POST, article: 'refund', instead: 'As I said: no.' },
  { id: POST, message: POST },
  { id: POST, manager: 'slack:U1ANNA', priority: 'high', tags: 'a, b', until: '2026-12-24T10:00', number: '4' },
  { id: POST, reason: 'spam', into: 2, tier: 'normal', summary: 'so it was', purpose: 'draft' },
]

function typeOf(payload: unknown): string {
  if (typeof payload !== 'object' || payload === null) return 'events_api'
  if ('command' in payload) return 'slash_commands'
  return 'type' in payload && payload.type === 'event_callback' ? 'events_api' : 'interactive'
}

function modals(): unknown[] {
  const callbacks = [
    ...TICKET_MODALS,
    'incident.resolve',
    'incident.declare',
    'support',
    'article.write',
    'article.change',
  ]
  return callbacks.map((callback_id) => ({
    type: 'view_submission',
    team: { id: 'T1', domain: 't' },
    user: { id: 'U1ANNA', username: 'anna', name: 'anna' },
    view: {
      id: 'V1',
      callback_id,
      private_metadata: JSON.stringify({ number: 12, incident: 2, translated: true, tier: 'normal' }),
      state: {
        values: Object.fromEntries(
          Object.entries(FILLED).map(([name, value]) => [
            name,
            { [name]: { type: 'any', value, selected_option: { value, text: { type: 'plain_text', text: value } } } },
          ]),
        ),
      },
    },
  }))
}

function homeOpened(): unknown {
  return {
    type: 'event_callback',
    team_id: 'T1',
    event: { type: 'app_home_opened', tab: 'home', user: 'U1ANNA', channel: 'D1' },
  }
}

function shortcut(): unknown {
  return {
    type: 'message_action',
    callback_id: 'ticket.create',
    team: { id: 'T1' },
    user: { id: 'U1ANNA', username: 'anna' },
    trigger_id: '1.2.3',
    response_url: 'https://hooks.example/actions/1',
    channel: { id: 'C9', name: 'general' },
    message: { type: 'message', user: 'U3CAROL', text: 'The printer is on fire', ts: '1795000000.000100' },
  }
}
