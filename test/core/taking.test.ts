import { expect, test } from 'vitest'
import { fromPlainText } from '../../src/core/document.ts'
import type { CustomerEvent } from '../../src/core/events.ts'
import { desk } from './situations.ts'
import { given } from './specification.ts'

const taken = (source: string | null): CustomerEvent => ({
  type: 'MessageTaken',
  from: { channel: 'slack', externalId: 'U1:C1:1.1', address: 'C1:1.1', name: 'Carl', locale: 'en' },
  messageId: 'C1:1.1',
  words: fromPlainText('The printer is dead'),
  takenBy: 'Anna',
  source,
})

test('a message that somebody makes a ticket of opens one at once, whatever is asked of customers else', () => {
  for (const registration of ['required', 'on-ticket'] as const) {
    given(desk({ registered: false, settings: { registration } }))
      .when(taken('https://example.com/1'))
      .then({
        changes: [{ type: 'OpenTicket' }],
        cards: 1,
        customerReads: ['customer.ticketOpened'],
        threadReads: ['staff.takenFrom'],
      })
  }
})

test('its words are the ticket’s question, and the staff see who took it', () => {
  const { decision } = given(desk()).when(taken(null))
  expect(decision.changes.find(({ type }) => type === 'OpenTicket')).toMatchObject({
    question: { text: 'The printer is dead' },
  })
  given(desk())
    .when(taken(null))
    .then({ threadReads: ['staff.taken'] })
})
