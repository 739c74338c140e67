import { expect, test } from 'vitest'
import type { Account, Linking, PendingLink } from '../../src/core/accounts.ts'
import { commands, presses } from './happenings.ts'
import { claimedTicket, desk } from './situations.ts'
import { buttonsOf, given } from './specification.ts'
import { later, MINUTE, type World } from './world.ts'

const LINK = '01234567-89ab-4def-8123-456789abcdef'
const here: Account = {
  conversation: 'c-1',
  customer: 'u-1',
  channel: 'telegram',
  name: 'Ion Pop',
  registered: true,
  banned: false,
}
const there: Account = {
  conversation: 'c-2',
  customer: 'u-2',
  channel: 'web',
  name: null,
  registered: false,
  banned: false,
}
const base = desk()
const soon = new Date(base.now.getTime() + 10 * MINUTE)

const pending = (stage: PendingLink['stage'], offeredBy: Account, enteredBy: Account | null): PendingLink => ({
  id: LINK,
  stage,
  offeredBy,
  enteredBy,
  expiresAt: soon,
})
const linkingAt = (changed: Partial<Linking>): World => ({
  ...base,
  state: { ...base.state, linking: { linked: [], pending: null, missed: 0, guest: null, ...changed } },
})

test('/link gives a code for the other chat, good for ten minutes', () => {
  given(linkingAt({}))
    .when(commands('/link'))
    .then({
      changes: [{ type: 'OfferLink', code: 'ABCDEFGH', until: soon }],
      customerReads: ['customer.linkCode'],
    })
})

test('a code from another chat is asked about before anything is linked', () => {
  const { decision, then } = given(linkingAt({ pending: pending('offered', there, null) })).when(
    commands('/link abcd efgh'),
  )
  then({
    changes: [{ type: 'EnterLink', link: LINK, until: soon }],
    customerReads: ['customer.linkAskUnnamed'],
    buttons: [`link.yes:${LINK}`, `link.no:${LINK}`],
  })
  expect(buttonsOf(decision)).toHaveLength(2)
})

test('a yes where the code was typed asks where it was given, and links nothing yet', () => {
  given(linkingAt({ pending: pending('entered', there, here) }))
    .when(presses(`link.yes:${LINK}`))
    .then({
      changes: [
        { type: 'AcceptLink', link: LINK },
        {
          type: 'SayElsewhere',
          conversation: 'c-2',
          body: { say: 'customer.linkConfirm', params: { channel: 'telegram', name: 'Ion Pop' } },
        },
      ],
      customerReads: ['customer.linkAskedThere'],
    })
})

test.each([
  ['who offered it', here, there, 'u-1', 'u-2'],
  ['who registered', { ...here, registered: false }, { ...there, registered: true }, 'u-2', 'u-1'],
])('a yes where the code was given links both, and the customer stays %s', (_name, mine, other, kept, gone) => {
  given(linkingAt({ pending: pending('accepted', mine, other) }))
    .when(presses(`link.yes:${LINK}`))
    .then({
      changes: [
        { type: 'JoinCustomers', link: LINK, kept, other: gone },
        { type: 'SayElsewhere', conversation: 'c-2', body: { say: 'customer.linkMade' } },
      ],
      customerReads: ['customer.linkMade'],
    })
})

test('chats that another code has linked meanwhile are not linked again', () => {
  given(linkingAt({ pending: pending('accepted', here, { ...there, customer: 'u-1' }) }))
    .when(presses(`link.yes:${LINK}`))
    .then({ changes: [{ type: 'DropLink' }], customerReads: ['customer.linkAlready'] })
})

test('nobody can say yes for the other side', () => {
  for (const waiting of [
    pending('entered', here, there),
    pending('accepted', there, here),
    pending('offered', there, null),
  ])
    given(linkingAt({ pending: waiting }))
      .when(presses(`link.yes:${LINK}`))
      .then({ changes: [], outcome: { kind: 'refused' } })
})

test('a no on either side ends it, and the other side hears of it', () => {
  for (const waiting of [pending('entered', there, here), pending('accepted', here, there)])
    given(linkingAt({ pending: waiting }))
      .when(presses(`link.no:${LINK}`))
      .then({
        changes: [
          { type: 'DropLink', link: LINK },
          { type: 'SayElsewhere', conversation: 'c-2' },
        ],
        customerReads: ['customer.linkDeclined'],
      })
})

test.each([
  ['that fits nothing', linkingAt({}), [{ type: 'MissLink' }], 'customer.linkUnknown'],
  [
    'whose time is over',
    later(linkingAt({ pending: pending('offered', there, null) }), 10 * MINUTE),
    [{ type: 'MissLink' }],
    'customer.linkUnknown',
  ],
  [
    'that a third chat has used',
    linkingAt({ pending: pending('entered', there, { ...there, conversation: 'c-3' }) }),
    [{ type: 'MissLink' }],
    'customer.linkUnknown',
  ],
  [
    'of somebody banned',
    linkingAt({ pending: pending('offered', { ...there, banned: true }, null) }),
    [{ type: 'MissLink' }],
    'customer.linkUnknown',
  ],
  ['of this very chat', linkingAt({ pending: pending('offered', here, null) }), [], 'customer.linkOwn'],
  [
    'of a chat that is linked already',
    linkingAt({ pending: pending('offered', { ...there, customer: 'u-1' }, null) }),
    [],
    'customer.linkAlready',
  ],
  [
    'after five that fit nothing',
    linkingAt({ pending: pending('offered', there, null), missed: 5 }),
    [],
    'customer.linkTooOften',
  ],
] as const)('a code %s is answered kindly', (_name, world, changes, say) => {
  given(world)
    .when(commands('/link ABCD-EFGH'))
    .then({ changes, customerReads: [say] })
})

test('what is no code at all counts as no attempt', () => {
  given(linkingAt({}))
    .when(commands('/link please'))
    .then({ changes: [], customerReads: ['customer.linkUnknown'] })
})

test('a button is no good once its ten minutes are over', () => {
  given(later(linkingAt({ pending: pending('accepted', here, there) }), 10 * MINUTE))
    .when(presses(`link.yes:${LINK}`))
    .then({ changes: [], outcome: { kind: 'refused' } })
})

test('a button is no good once the other side was banned', () => {
  const banned = { ...there, banned: true }
  for (const waiting of [pending('entered', banned, here), pending('accepted', here, banned)])
    given(linkingAt({ pending: waiting }))
      .when(presses(`link.yes:${LINK}`))
      .then({ changes: [], outcome: { kind: 'refused' } })
})

test('/link of somebody linked tells with what, and undoes it by a button', () => {
  const linked = [{ ...there, customer: 'u-1' }]
  given(linkingAt({ linked }))
    .when(commands('/link'))
    .then({ changes: [], customerReads: ['customer.linkedWithUnnamed'], buttons: ['link.undo', 'link.more'] })
  given(linkingAt({ linked }))
    .when(presses('link.undo'))
    .then({
      changes: [{ type: 'LeaveCustomer' }, { type: 'SayElsewhere', conversation: 'c-2' }],
      customerReads: ['customer.unlinked'],
    })
  given(linkingAt({ linked }))
    .when(presses('link.more'))
    .then({ changes: [{ type: 'OfferLink' }] })
  given(linkingAt({}))
    .when(presses('link.undo'))
    .then({ changes: [], outcome: { kind: 'refused' } })
})

test('/tickets counts those of linked chats too, and tells where to write about them', () => {
  const world = desk({ tickets: [claimedTicket(1)] })
  const elsewhere = [
    { number: 7, channel: 'web', holder: null },
    { number: 8, channel: 'slack', holder: 'Ana' },
  ] as const
  const both = { ...world, state: { ...world.state, elsewhere } }
  given(both)
    .when(commands('/tickets'))
    .then({ customerReads: ['customer.ticketHeld', 'customer.waitsElsewhere', 'customer.heldElsewhere'] })
  for (const typed of ['/status 7', '/close 7'])
    given(both)
      .when(commands(typed))
      .then({ changes: [], customerReads: ['customer.waitsElsewhere'] })
})
