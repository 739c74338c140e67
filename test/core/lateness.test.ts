// Words that come after later ones of the same ticket are appended, and tell when they were written.

import { expect, test } from 'vitest'
import { fromPlainText } from '../../src/core/document.ts'
import type { ConversationEvent } from '../../src/core/events.ts'
import { by, writes } from './happenings.ts'
import { claimedTicket, desk, resolvedTicket } from './situations.ts'
import { ana, happen, MINUTE, type World } from './world.ts'

const now = new Date('2026-03-02T10:00:00Z')
const ago = (minutes: number) => new Date(now.getTime() - minutes * MINUTE)

/** What happens, each with how many minutes ago it was written, in the order in which it comes. */
type Coming = readonly [minutesAgo: number, event: ConversationEvent]

const marks = (...all: readonly Coming[]): (string | null)[] => {
  let world: World = desk({ tickets: [claimedTicket()] })
  return all.flatMap(([minutesAgo, event]) => {
    const step = happen({ ...world, at: ago(minutesAgo) }, event)
    world = step.world
    return step.decision.deliveries.flatMap(({ content }) =>
      content.kind === 'message' ? [content.writtenAt?.toISOString().slice(11, 16) ?? null] : [],
    )
  })
}

const replies = (text: string) => by(ana, 1).replies(text, text)
const photo = { kind: 'photo', name: null, mediaType: null, bytes: 9, at: { channel: 'telegram', id: 'f-1' } } as const
const sends: Extract<ConversationEvent, { type: 'CustomerWrote' }> = {
  ...writes('', 'photo'),
  words: fromPlainText(''),
  files: [photo],
}

test.each<[string, (string | null)[], readonly Coming[]]>([
  [
    'what comes in order bears no time',
    [null, null],
    [
      [5, writes('One')],
      [4, writes('Two')],
    ],
  ],
  [
    'however late all of it comes',
    [null, null],
    [
      [90, replies('One')],
      [80, writes('Two')],
    ],
  ],
  [
    'a customer’s words after later ones of a manager bear it',
    [null, '09:50'],
    [
      [1, replies('Two')],
      [10, writes('One')],
    ],
  ],
  [
    'a manager’s words after later ones of the customer bear it',
    [null, '09:50'],
    [
      [1, writes('Two')],
      [10, replies('One')],
    ],
  ],
  [
    'words after later ones of the same side bear it',
    [null, '09:50'],
    [
      [1, writes('Two')],
      [10, writes('One')],
    ],
  ],
  [
    'each of several bears its own',
    [null, '09:40', '09:50'],
    [
      [1, replies('Three')],
      [20, writes('One')],
      [10, writes('Two')],
    ],
  ],
  [
    'what is new again bears none',
    [null, '09:50', null],
    [
      [2, replies('Two')],
      [10, writes('One')],
      [1, writes('Three')],
    ],
  ],
  [
    'clocks that differ by less than a minute make nothing late',
    [null, null],
    [
      [1, replies('Two')],
      [1.9, writes('One')],
    ],
  ],
  [
    'by a minute they do',
    [null, '09:58'],
    [
      [1, replies('Two')],
      [2, writes('One')],
    ],
  ],
  [
    'a file without words has a line for it',
    [null, '09:50'],
    [
      [1, replies('Two')],
      [10, sends],
    ],
  ],
  [
    'a file of an album stays with its siblings',
    [null],
    [
      [1, replies('Two')],
      [10, { ...sends, album: 'a' }],
    ],
  ],
])('%s', (_, expected, all) => expect(marks(...all)).toEqual(expected))

test('words that reopen a ticket bear it, too', () => {
  const world = desk({ tickets: [{ ...resolvedTicket(), writtenUntil: ago(31) }] })
  const { deliveries } = happen({ ...world, at: ago(40) }, writes('It is back')).decision
  expect(
    deliveries.filter(({ content }) => content.kind === 'message' && content.writtenAt !== undefined),
  ).toMatchObject([{ to: { kind: 'thread' }, content: { writtenAt: ago(40) } }])
})
