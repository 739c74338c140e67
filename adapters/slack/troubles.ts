// What Slack refuses until somebody mends the app or a channel: said once in the log, with the remedy, and once more when it is over.

import type { Logger } from 'pino'
import { ChannelError, type Delivery, type Receipt } from '../../src/channel.ts'
import { isDirect } from './payloads.ts'

type Send = (delivery: Delivery) => Promise<Receipt>

export interface Troubles {
  /** The same send; what becomes of each delivery is noticed. */
  watched(send: Send): Send
  /** What to mend so that the staff and direct messages can be served; null where nothing is known to stand in the way. */
  health(): string | null
}

interface Parts {
  readonly staffChannel: string | null
  readonly log: Pick<Logger, 'info' | 'error'>
  /** Milliseconds that only go forward. */
  readonly now: () => number
}

interface Trouble {
  readonly place: string
  readonly message: string
  readonly until: number
}

/** What is refused is tried again every half minute: a trouble of which nothing more is heard has nothing left to refuse. */
const lifetime = 300_000

/** Makes the memory of them. */
export const createTroubles = ({ staffChannel, log, now }: Parts): Troubles => {
  /** By the place and the kind of delivery: a scope may be missing for one kind alone. */
  const standing = new Map<string, Trouble>()
  const isStanding = (message: string): boolean => [...standing.values()].some((one) => one.message === message)
  const end = (isOver: (key: string, trouble: Trouble) => boolean): void => {
    for (const [key, trouble] of standing) {
      if (!isOver(key, trouble)) continue
      standing.delete(key)
      if (!isStanding(trouble.message)) log.info({ trouble: trouble.message }, 'Slack takes again what it had refused')
    }
  }
  const begin = (key: string, place: string, message: string): void => {
    if (!isStanding(message)) log.error({ trouble: message }, 'the desk is kept from speaking in Slack')
    standing.set(key, { place, message, until: now() + lifetime })
  }
  return {
    watched: (send) => async (delivery) => {
      const place = placeOf(delivery, staffChannel)
      const key = `${place}:${delivery.content.kind}`
      try {
        const receipt = await send(delivery)
        end((one, { until }) => one === key || until <= now())
        return receipt
      } catch (error) {
        if (error instanceof ChannelError && error.kind === 'misconfigured') begin(key, place, error.message)
        throw error
      }
    },
    health: () => {
      end((_key, { until }) => until <= now())
      return [...standing.values()].find(({ place }) => place === 'staff' || place === 'direct')?.message ?? null
    },
  }
}

// A channel elsewhere that the bot was taken out of is a matter of that channel's alone.
const placeOf = ({ address, content }: Delivery, staffChannel: string | null): string => {
  const at = content.kind === 'mark' ? content.target : address
  const [channel] = at?.split(':') ?? []
  if (channel === undefined || channel === staffChannel) return 'staff'
  return isDirect(channel) ? 'direct' : channel
}
