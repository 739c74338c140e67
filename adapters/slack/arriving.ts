// Where a message arrives among others that must not overtake each other.

import { isDirect, type Payload } from './payloads.ts'

/** A message that arrives, or a change of one: the thread it is in (null in a direct message), and when it was written. */
export interface Arriving {
  readonly channel: string
  readonly thread: string | null
  readonly ts: string
  /** Who wrote it; null where Slack doesn't tell. */
  readonly user: string | null
}

/** Null for what is no message, or stands in a channel outside of threads: nobody's words wait for it. */
export const arrivingOf = (payload: Payload): Arriving | null => {
  if (payload.kind !== 'posted' && payload.kind !== 'edited' && payload.kind !== 'deleted') return null
  const { channel, message } = payload
  const thread = isDirect(channel) ? null : (message.thread_ts ?? null)
  if (thread === null && !isDirect(channel)) return null
  const ts = payload.kind === 'deleted' ? payload.ts : message.ts
  const user = message.user ?? null
  return { channel, thread, user, ts: payload.kind === 'edited' ? (message.edited?.ts ?? ts) : ts }
}
