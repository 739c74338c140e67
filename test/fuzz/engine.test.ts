// What the adapters make of odd things goes through the whole engine, on a real database: it is stored, or refused with words.

import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Inbound } from '../../src/channel.ts'
import { customer, openEngine, type TestEngine } from '../support/engine.ts'
import { doors } from './parsers.ts'
import { broken, plays } from './playing.ts'

let desk: TestEngine
beforeAll(async () => {
  desk = await openEngine({ settings: { autoClose: 3_600_000, customerReminder: 60_000, claimLease: 60_000 } })
  for (const id of Array.from({ length: TICKETS }, (_, index) => `c${index}`))
    await customer(desk.receive, id).writes('/human The printer is on fire 🔥')
  expect(await desk.db.ticket.count()).toBe(TICKETS)
})
afterAll(() => desk.close())

/** The recorded presses are about ticket 12. */
const TICKETS = 14
const OUTCOMES = ['done', 'kept', 'preparing', 'refused', 'repeated']

test.each(doors.map((door) => [door.name, door] as const))(
  'whatever is wrong with them, %s are stored or refused, and never thrown back',
  async (name, { given, take }) => {
    const stored = fc.asyncProperty(given, async (value) => {
      for (const [index, inbound] of take(value).entries()) {
        // Each shape would come once only, by its key.
        const key = `${inbound.key}:${name}:${index}:${crypto.randomUUID()}`
        const outcome = await desk.receive({ ...inbound, key, event: atSomeTicket(inbound.event, ++ticket) })
        expect(OUTCOMES).toContain(outcome.kind)
      }
    })
    expect(await broken(stored, plays(40, 0.02))).toBe('')
  },
)

let ticket = 0

// No thread of a recorded one is any here, and words of another key are other words.
const atSomeTicket = (event: Inbound['event'], one: number): Inbound['event'] => {
  const again = {
    ...event,
    ...('ticket' in event && typeof event.ticket === 'object' && { ticket: { number: 1 + (one % TICKETS) } }),
    ...('storedAs' in event && { storedAs: crypto.randomUUID() }),
  }
  return again as Inbound['event'] // the same event but for these two
}
