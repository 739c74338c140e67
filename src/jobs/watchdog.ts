// Tells the staff of a channel's trouble, or of mail's, once, and of its end: whoever waits there for customers would else wait in vain.

import type { Logger } from 'pino'
import type { Receive } from '../channel.ts'
import type { DeskEvent } from '../core/events.ts'
import type { ChannelName, Outlet } from '../core/types.ts'

interface Watched {
  readonly name: Outlet
  health?(): string | null
}

interface Parts {
  readonly watched: readonly Watched[]
  /** The channel on which the staff is told; its own trouble is told by e-mail. */
  readonly staffChannel: ChannelName | null
  /** Whether the staff is told anything by e-mail. */
  readonly isMailRead: boolean
  readonly receive: Receive
  readonly log: Pick<Logger, 'warn'>
  /** Milliseconds of the wall clock. */
  readonly now: () => number
}

export interface Watchdog {
  /** Looks once at every channel that is watched. Never rejects: what could not be told is told at the next look. */
  look(): Promise<void>
  /** Begins to look every second; the answer ends it. */
  start(): () => Promise<void>
}

interface Trouble {
  readonly reason: string
  /** Names it in every process, however often it comes and goes within the hour. */
  readonly key: string
}

const LOOK_EVERY = 1_000
const HOUR = 3_600_000
// The staff's own channel says at once that it is not connected, as at each change of connections; only what lasts is worth a mail.
const LONGEST_BLINK = 60_000

/** Makes the watch over the channels. What counts as trouble, and after how long, each channel knows itself. */
export const createWatchdog = (parts: Parts): Watchdog => {
  const watched = parts.watched.filter(({ name }) => isToldElsewhere(parts, name))
  const troubles = new Map<Outlet, Trouble>()
  const since = new Map<Outlet, number>()
  const lasting = (name: Outlet, reason: string | null): string | null => {
    if (reason === null) since.delete(name)
    else since.set(name, since.get(name) ?? parts.now())
    const patience = name === parts.staffChannel ? LONGEST_BLINK : 0
    return parts.now() - (since.get(name) ?? parts.now()) >= patience ? reason : null
  }
  const look = async (): Promise<void> => {
    for (const { name, health } of watched) {
      const next = after(troubles.get(name), lasting(name, health?.() ?? null), name, parts.now())
      if (next === null) continue
      await tell(parts, next.event, next.key).then(
        () => (next.trouble === null ? troubles.delete(name) : troubles.set(name, next.trouble)),
        (error: unknown) => parts.log.warn({ err: error }, 'the staff could not be told of a trouble; trying again'),
      )
    }
  }
  return { look, start: () => everySecond(look) }
}

// What nobody could read of is left to the log.
const isToldElsewhere = ({ staffChannel, isMailRead }: Parts, name: Outlet): boolean =>
  (staffChannel !== null && name !== staffChannel) || (isMailRead && name !== 'mail')

interface News {
  readonly event: DeskEvent
  readonly key: string
  readonly trouble: Trouble | null
}

// Other words for a trouble that stands are no news.
const after = (before: Trouble | undefined, reason: string | null, channel: Outlet, now: number): News | null => {
  if (reason === null) {
    if (before === undefined) return null
    return { event: { type: 'TroubleEnded', channel }, key: `${before.key}:over`, trouble: null }
  }
  if (before !== undefined) return null
  const key = `trouble:${channel}:${Math.floor(now / HOUR)}:${reason}`
  return { event: { type: 'TroubleNoticed', channel, reason }, key, trouble: { reason, key } }
}

const tell = async ({ receive, now }: Parts, event: DeskEvent, key: string): Promise<void> => {
  await receive({ key, at: new Date(now()), event })
}

const everySecond = (look: () => Promise<void>): (() => Promise<void>) => {
  let looking: Promise<void> | null = null
  const timer = setInterval(() => {
    looking ??= look().finally(() => {
      looking = null
    })
  }, LOOK_EVERY)
  return async () => {
    clearInterval(timer)
    await looking
  }
}
