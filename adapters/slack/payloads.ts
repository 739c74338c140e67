// What Slack sends, as far as the desk reads it. https://docs.slack.dev/apis/events-api and /interactivity; unknown fields are passed over.

import { z } from 'zod'
import { id, moment, words } from './fields.ts'
import { fileObject } from './file-objects.ts'
import { type Reacted, readReaction } from './reaction-added.ts'

const posted = z.object({
  ts: moment,
  text: words.default(''),
  user: id.optional(),
  bot_id: id.optional(),
  subtype: id.optional(),
  thread_ts: moment.optional(),
  files: z.array(fileObject).optional(),
  edited: z.object({ ts: moment }).optional(),
})

/** A message as events, `conversations.history` and `conversations.replies` carry it. */
export type Posted = z.infer<typeof posted>

const eventCallback = z.object({
  type: z.literal('event_callback'),
  team_id: id,
  /** The bot's own user. */
  authorizations: z.array(z.object({ user_id: id })).optional(),
  // A mention is a message that arrives a second time, under another name and with the same `ts`.
  event: z.looseObject({
    type: z.enum(['message', 'app_mention']),
    channel: id,
    subtype: id.optional(),
  }),
})

const homeOpened = z.object({
  type: z.literal('event_callback'),
  event: z.object({ type: z.literal('app_home_opened'), tab: z.literal('home'), user: id }),
})

const change = z.object({ ts: moment, message: posted, previous_message: posted })
const deletion = z.object({ ts: moment, previous_message: posted })

const user = z.object({ id, username: words.optional(), name: words.optional() })
const team = z.object({ id }).nullish()

const action = z.object({
  action_id: id,
  action_ts: moment,
  block_id: id.optional(),
  value: words.optional(),
  selected_option: z.object({ value: words }).nullish(),
})

const blockActions = z.object({
  type: z.literal('block_actions'),
  team,
  user,
  trigger_id: id,
  response_url: z.string().optional(),
  channel: z.object({ id }).optional(),
  message: posted.optional(),
  /** Where the button stands, for something that one person alone sees too. */
  container: z.object({ message_ts: z.string().optional() }).optional(),
  view: z.object({ id, callback_id: id, private_metadata: z.string() }).optional(),
  actions: z.array(action).min(1),
})

const chosen = z.object({ value: words, text: z.object({ text: words }).optional() })

const viewSubmission = z.object({
  type: z.literal('view_submission'),
  team,
  user,
  view: z.object({
    id,
    callback_id: id,
    private_metadata: z.string(),
    state: z.object({
      values: z.record(
        z.string(),
        z.record(z.string(), z.object({ value: words.nullish(), selected_option: chosen.nullish() })),
      ),
    }),
  }),
})

const blockSuggestion = z.object({
  type: z.literal('block_suggestion'),
  team,
  user,
  action_id: id,
  value: words,
  view: z.object({ private_metadata: z.string() }).optional(),
})

/** The callback of the shortcut that makes a ticket of a message. */
const createTicket = 'ticket.create'

const messageAction = z.object({
  type: z.literal('message_action'),
  callback_id: z.literal(createTicket),
  team,
  user,
  response_url: z.string().optional(),
  channel: z.object({ id }),
  message: posted,
})

const slashCommand = z.object({
  command: id,
  text: words.default(''),
  team_id: id,
  user_id: id,
  user_name: words.optional(),
  channel_id: id,
  trigger_id: id,
  response_url: z.string().optional(),
})

export type Payload =
  /** `mentions`: it came as a mention of the bot, which may come as a plain message too. */
  | {
      readonly kind: 'posted'
      readonly team: string
      readonly channel: string
      readonly message: Posted
      readonly mentions: boolean
    }
  | {
      readonly kind: 'edited'
      readonly team: string
      readonly channel: string
      readonly message: Posted
      readonly before: Posted
    }
  /** `message` is what it was, `ts` when it was deleted. */
  | {
      readonly kind: 'deleted'
      readonly team: string
      readonly channel: string
      readonly message: Posted
      readonly ts: string
    }
  | Reacted
  | { readonly kind: 'press'; readonly press: z.infer<typeof blockActions> }
  | { readonly kind: 'submission'; readonly submission: z.infer<typeof viewSubmission> }
  | { readonly kind: 'search'; readonly search: z.infer<typeof blockSuggestion> }
  /** Somebody looks at the app's Home tab. */
  | { readonly kind: 'home'; readonly user: string }
  | { readonly kind: 'shortcut'; readonly shortcut: z.infer<typeof messageAction> }
  | { readonly kind: 'command'; readonly command: z.infer<typeof slashCommand> }

/**
 * Reads the body of an envelope, an HTTP request or a message fetched to catch up.
 * @returns null for whatever the desk has no use for, the bot's own posts and other bots' among it; never throws
 */
export const readPayload = (body: unknown): Payload | null => {
  const command = slashCommand.safeParse(body)
  if (command.success) return { kind: 'command', command: command.data }
  const callback = eventCallback.safeParse(body)
  if (callback.success) return readMessage(callback.data)
  const reaction = readReaction(body)
  if (reaction !== null) return reaction
  const home = homeOpened.safeParse(body)
  if (home.success) return { kind: 'home', user: home.data.event.user }
  const press = blockActions.safeParse(body)
  if (press.success) return { kind: 'press', press: press.data }
  const submission = viewSubmission.safeParse(body)
  if (submission.success) return { kind: 'submission', submission: submission.data }
  const shortcut = messageAction.safeParse(body)
  if (shortcut.success) return { kind: 'shortcut', shortcut: shortcut.data }
  const search = blockSuggestion.safeParse(body)
  return search.success ? { kind: 'search', search: search.data } : null
}

const readMessage = ({ team_id, event, authorizations = [] }: z.infer<typeof eventCallback>): Payload | null => {
  const isBots = ({ bot_id, user: author }: Posted): boolean =>
    bot_id !== undefined || authorizations.some(({ user_id }) => user_id === author)
  const place = { team: team_id, channel: event.channel }
  const gone = (message: Posted, ts: string): Payload | null =>
    isBots(message) ? null : { kind: 'deleted', ...place, message, ts }
  if (event.subtype === 'message_deleted') {
    const deleted = deletion.safeParse(event).data
    return deleted ? gone(deleted.previous_message, deleted.ts) : null
  }
  if (event.subtype === 'message_changed') {
    const changed = change.safeParse(event).data
    if (!changed) return null
    const { message, previous_message: before } = changed
    // A message with replies leaves a stone in its place when it is deleted.
    if (message.subtype === 'tombstone') return before.subtype === 'tombstone' ? null : gone(before, changed.ts)
    return isBots(message) ? null : { kind: 'edited', ...place, message, before }
  }
  const message = posted.safeParse(event).data
  return message && !isBots(message)
    ? { kind: 'posted', ...place, message, mentions: event.type === 'app_mention' }
    : null
}

/** Whether a channel id names a direct message with the bot. */
export const isDirect = (channel: string): boolean => channel.startsWith('D')

const messageKinds: ReadonlySet<Payload['kind']> = new Set(['posted', 'edited', 'deleted', 'reacted'])

/** Whether it is about a message, which Slack brings again where it isn't acknowledged. */
export const isMessage = ({ kind }: Payload): boolean => messageKinds.has(kind)

/** Whose doing it is, and whose names its text needs. */
export const peopleOf = (payload: Payload): { readonly author: string | null; readonly text: string } => {
  switch (payload.kind) {
    case 'posted':
    case 'edited':
      return { author: payload.message.user ?? null, text: payload.message.text }
    case 'deleted':
      return { author: payload.message.user ?? null, text: '' }
    case 'press':
      return { author: payload.press.user.id, text: '' }
    case 'submission':
      return { author: payload.submission.user.id, text: '' }
    case 'search':
      return { author: payload.search.user.id, text: '' }
    case 'home':
    case 'reacted':
      return { author: payload.user, text: '' }
    case 'shortcut':
      return { author: payload.shortcut.user.id, text: payload.shortcut.message.text }
    case 'command':
      return { author: payload.command.user_id, text: payload.command.text }
  }
}
