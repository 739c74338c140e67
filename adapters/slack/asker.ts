// Who caused a payload: what they are told is in their language, and where they are.

import type { Members } from './members.ts'
import type { Asker } from './notices.ts'
import { isDirect, type Payload, peopleOf } from './payloads.ts'
import { isSupport } from './support-form.ts'
import { isTrusted } from './trusted-hosts.ts'

export interface AskerParts {
  readonly members: Members
  /** The desk's own language, for people whose language Slack doesn't tell. */
  readonly locale: string
  readonly staffChannel: string | null
  /** The Web API's root; null for Slack's own. */
  readonly apiUrl: string | null
}

/** Never rejects: where Slack can't tell who they are, the desk's own language serves. */
export const askerOf = async (parts: AskerParts, payload: Payload): Promise<Asker> => {
  const { members, locale, staffChannel } = parts
  const { author } = peopleOf(payload)
  const member = author === null ? undefined : await namerOf(members, payload)(author)
  const base = { user: author ?? '', locale: member?.locale ?? locale, channel: null, thread: null, responseUrl: null }
  switch (payload.kind) {
    case 'posted':
    case 'edited':
    case 'deleted':
      return { ...base, channel: payload.channel, thread: payload.message.thread_ts ?? null }
    case 'reacted':
      return { ...base, channel: payload.channel }
    case 'press':
      return {
        ...base,
        channel: payload.press.channel?.id ?? null,
        responseUrl: own(parts, payload.press.response_url),
      }
    case 'command':
      return { ...base, channel: payload.command.channel_id, responseUrl: own(parts, payload.command.response_url) }
    case 'shortcut':
      return { ...base, channel: payload.shortcut.channel.id, responseUrl: own(parts, payload.shortcut.response_url) }
    case 'submission':
      // A form tells no place. Managers open theirs from a card; a customer's own needs none.
      return { ...base, channel: isSupport(payload.submission) ? null : staffChannel }
    case 'home':
    case 'search':
      return base
  }
}

// Whatever a payload says, the desk answers nowhere but at Slack.
const own = ({ apiUrl }: AskerParts, url: string | undefined): string | null => {
  const address = url === undefined ? null : URL.parse(url)
  return address !== null && isTrusted(address, apiUrl) ? address.href : null
}

/** Looks up whom a payload names: what a customer writes or presses in a direct message waits for a name a moment at most. */
export const namerOf = (members: Members, payload: Payload): Members['find'] => {
  const channel = channelOf(payload)
  return channel !== null && isDirect(channel) ? members.glance : members.find
}

const channelOf = (payload: Payload): string | null => {
  if (payload.kind === 'press') return payload.press.channel?.id ?? null
  return 'channel' in payload ? payload.channel : null
}
