// The one line in the staff channel that tells how many tickets wait for their cards: posted once, then changed where it stands.

import type { Delivery, FinishedContent, Receipt } from '../../src/channel.ts'
import { priorities } from './api.ts'
import { postAll, type SendingParts, staffChannelOf } from './posting.ts'
import { changeLine } from './reminder.ts'
import { renderLine } from './render.ts'

type Backlog = Extract<FinishedContent, { kind: 'backlog' }>

/** Shows how many wait now. The receipt is where the line stands; empty where none waits any more, so that the next line is a new one. */
export const sendBacklog = async (parts: SendingParts, delivery: Delivery, { posted }: Backlog): Promise<Receipt> => {
  const { desk, words, locale } = parts
  const count = await desk.cardsWaiting()
  if (count === 0) {
    if (posted !== null) await changeLine(parts, posted, words(locale, 'staff.backlog.over'))
    return { ids: [] }
  }
  const text = words(locale, 'staff.backlog.waiting', { count })
  if (posted !== null && (await changeLine(parts, posted, text))) return { ids: [posted] }
  // Behind the cards that it counts it would be of no use.
  return postAll(parts, delivery, [renderLine(delivery, text, staffChannelOf(parts))], priorities.word)
}
