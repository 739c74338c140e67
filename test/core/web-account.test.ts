import { expect, test } from 'vitest'
import type { Account } from '../../src/core/accounts.ts'
import type { ConversationEvent } from '../../src/core/events.ts'
import { readFields } from '../../src/desk/accounts.ts'
import { asking, desk, kept, newTicket, question, registering, suggesting } from './situations.ts'
import { given } from './specification.ts'
import type { World } from './world.ts'

const from = { channel: 'web', externalId: 'guest', address: 'guest', name: null, locale: 'en' } as const
const registers: ConversationEvent = {
  type: 'CustomerRegistered',
  from,
  ...{ name: 'Ion Pop', email: 'ion@example.com', login: 'ion', password: '$argon2id$…', session: 'ab12' },
}
const opened = { type: 'OpenAccount', login: 'ion', password: '$argon2id$…', session: 'ab12' } as const
const known = { type: 'RegisterCustomer', name: 'Ion Pop', email: 'ion@example.com' } as const
const stranger = (changed: Parameters<typeof desk>[0] = {}) => desk({ registered: false, ...changed })

test.each([
  ['nothing', stranger(), { kind: 'idle' }, ['customer.registered']],
  ['a kept question', stranger({ form: kept }), kept, []],
  ['a question that is being asked', stranger({ form: asking }), asking, []],
  ['a suggestion', stranger({ form: suggesting(['a']) }), suggesting(['a']), []],
  ['a person', stranger({ tickets: [newTicket()] }), { kind: 'idle' }, []],
])(
  'who registers on the page while the chat waits for %s is registered in the chat, which goes on',
  (_what, world, form, customerReads) => {
    given(world)
      .when(registers)
      .then({ changes: [opened, known], form, customerReads, outcome: { kind: 'done' } })
  },
)

test('a question that waited for the registration is asked now', () => {
  given(stranger({ form: registering('Ion') }))
    .when(registers)
    .then({
      changes: [opened, known, { type: 'OpenTicket', question: question() }],
      form: { kind: 'idle', kept: null },
      customerReads: ['customer.ticketOpened'],
    })
})

test('who had registered in the chat gets the account added, and cards show what they are called now', () => {
  given(desk({ tickets: [newTicket()] }))
    .when(registers)
    .then({ changes: [opened, { ...known, type: 'ChangeCustomer' }], cards: 1, customerReads: [] })
})

test('a taken login is refused, and nothing changes', () => {
  const world = stranger()
  given({ ...world, state: { ...world.state, loginTaken: true } })
    .when(registers)
    .then({ changes: [], outcome: { kind: 'refused', because: 'state', notice: { say: 'web.account.loginTaken' } } })
})

test('who is banned may register, and is still answered no more', () => {
  given(stranger({ form: registering('Ion'), ban: { toldIn: [] } }))
    .when(registers)
    .then({ changes: [opened, known], customerReads: [] })
})

const guest: Account = {
  conversation: 'c-2',
  customer: 'u-2',
  channel: 'web',
  name: null,
  registered: false,
  banned: false,
}
const withGuest = (account: Account | null): World => {
  const world = desk()
  const linking = { linked: [], pending: null, missed: 0, guest: account }
  return { ...world, state: { ...world.state, linking } }
}
const takesAlong: ConversationEvent = { type: 'GuestTakenAlong', from, guest: 'g' }

test('who takes a guest’s chat along keeps what they registered with', () => {
  given(withGuest(guest))
    .when(takesAlong)
    .then({ changes: [{ type: 'TakeAlong', conversation: 'c-2', kept: 'u-1', other: 'u-2' }] })
})

test.each([
  ['there is none', null],
  ['it is theirs already', { ...guest, customer: 'u-1' }],
])('where %s nothing is taken along', (_what, account) => {
  given(withGuest(account))
    .when(takesAlong)
    .then({ changes: [], outcome: { kind: 'refused' } })
})

test('what was said by a guest who is banned is not taken along: no account is a way out of that', () => {
  given(withGuest({ ...guest, banned: true }))
    .when(takesAlong)
    .then({ changes: [], outcome: { kind: 'refused', notice: { say: 'web.account.joinRefused' } } })
})

test.each([
  ['Ion.Pop', 'ion.pop'],
  ['  Ștefan-7_@x ', 'ștefan-7_@x'],
  ['io', null],
  ['ion pop', null],
  ['ion<b>', null],
  ['x'.repeat(64), 'x'.repeat(64)],
  ['x'.repeat(65), null],
])('the login %j is kept as %j', (typed, login) => {
  expect(readFields.login(typed)).toBe(login)
})
