// What Slack refuses until somebody mends the app or a channel: said once in the log, with the remedy, and once more when it is over.

import type { Logger } from 'pino'
import { ChannelError, type ChannelFault, type Delivery, type Receipt } from '../../src/channel.ts'
import { slackCode } from './errors.ts'
import { isDirect } from './payloads.ts'
import { ailmentOf } from './staff-watch.ts'

type Send = (delivery: Delivery) => Promise<Receipt>

export interface Troubles {
  /** The same send; what becomes of each delivery is noticed. */
  watched(send: Send): Send
  /** What a look at the staff's channel found; null where all was well. */
  looked(found: ChannelFault | null): void
  /** What to mend so that the staff and direct messages can be served; null where nothing is known to stand in the way. */
  health(): ChannelFault | null
}

interface Parts {
  readonly staffChannel: string | null
  readonly log: Pick<Logger, 'info' | 'error'>
  /** Milliseconds that only go forward. */
  readonly now: () => number
}

interface Trouble {
  readonly place: string
  readonly kind: ChannelFault['kind']
  readonly message: string
  readonly until: number
}

/** What is refused is tried again every half minute: a trouble of which nothing more is heard has nothing left to refuse. */
const lifetime = 300_000

/** The key of what a look finds. */
const LOOK = 'look'

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
  const begin = (key: string, { place, kind, message }: Omit<Trouble, 'until'>): void => {
    if (!isStanding(message)) log.error({ trouble: message }, 'the desk is kept from speaking in Slack')
    standing.set(key, { place, kind, message, until: now() + lifetime })
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
        if (error instanceof ChannelError && error.kind === 'misconfigured')
          begin(key, { place, kind: kindAt(place, ailmentOf(slackCode(error.cause))), message: error.message })
        throw error
      }
    },
    looked: (found) => {
      if (found === null) end((key) => key === LOOK)
      else begin(LOOK, { place: 'staff', kind: found.kind, message: found.words })
    },
    health: () => {
      end((_key, { until }) => until <= now())
      const felt = [...standing.values()].filter(({ place }) => place === 'staff' || place === 'direct')
      const ofKind = (wanted: Trouble['kind']) => felt.find(({ kind }) => kind === wanted)
      // What keeps all from being said is not hidden by something small that came earlier.
      const one = ofKind('token') ?? ofKind('staffChannel') ?? felt[0]
      return one === undefined ? null : { kind: one.kind, words: one.message }
    },
  }
}

// A place that can't be used is the staff's channel only where it is that one.
const kindAt = (place: string, kind: Trouble['kind']): Trouble['kind'] =>
  kind === 'staffChannel' && place !== 'staff' ? 'setUp' : kind

// A channel elsewhere that the bot was taken out of is a matter of that channel's alone.
const placeOf = ({ address, content }: Delivery, staffChannel: string | null): string => {
  const at = content.kind === 'mark' ? content.target : address
  const [channel] = at?.split(':') ?? []
  if (channel === undefined || channel === staffChannel) return 'staff'
  return isDirect(channel) ? 'direct' : channel
}
