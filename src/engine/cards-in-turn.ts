// Which cards wait for their turn: a channel takes a post a second, and on some mornings thousands of tickets come in a minute.

import type { Decision } from '../core/decision.ts'
import { cardPlace } from './destinations.ts'
import type { Effects } from './shell.ts'

/** Splits what a decision has to say: the cards of tickets that it opens, or gives to somebody by a rule, come in turn, and those of tickets that a person takes or gives at once, even where they wait already. */
export const inTurn = (
  { changes }: Pick<Decision, 'changes'>,
  channel: string | null,
  destinations: readonly string[],
): Pick<Effects, 'destinations' | 'cards'> => {
  if (channel === null) return { destinations, cards: [] }
  const cards = new Set(
    changes.flatMap((one) => {
      if (one.type === 'OpenTicket') return [cardPlace(channel, one.id)]
      return one.type === 'AssignTicket' && one.by === null ? [cardPlace(channel, one.ticket)] : []
    }),
  )
  const taken = changes.flatMap((one) =>
    one.type === 'ClaimTicket' || one.type === 'AssignTicket' ? [cardPlace(channel, one.ticket)] : [],
  )
  const now = [...destinations, ...taken].filter((destination) => !cards.has(destination))
  return { destinations: [...new Set(now)], cards: [...cards] }
}
