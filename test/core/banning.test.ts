import { expect, test } from 'vitest'
import { by, commands, deletes, edits, presses, reacts, returns, sends, writes } from './happenings.ts'
import { claimedTicket, desk, kept, newTicket, question, resolvedTicket, stored, suggesting } from './situations.ts'
import { given } from './specification.ts'
import { ana, carmen, match } from './world.ts'

const banned = (ban: 'untold' | 'told' = 'told', changed: Parameters<typeof desk>[0] = {}) =>
  desk({
    ban: { toldIn: ban === 'told' ? ['c-1'] : [] },
    tickets: [resolvedTicket()],
    matches: [match('a1', 0.9)],
    ...changed,
  })

test('an admin bans the customer of a ticket, open or resolved, with a reason for the staff or without', () => {
  for (const ticket of [newTicket(), claimedTicket(), resolvedTicket()]) {
    given(desk({ tickets: [ticket] }))
      .when(by(carmen, 1).bans('  sells pills '))
      .then({
        changes: [
          {
            type: 'BanCustomer',
            ticket: 't-1',
            by: carmen.id,
            reason: 'sells pills',
            line: { say: 'staff.bannedFor', params: { name: 'Carmen', number: 1 } },
          },
        ],
        customerReads: [],
        outcome: { kind: 'done' },
      })
  }
  given(desk({ tickets: [newTicket()] }))
    .when(by(carmen, 1).bans(' '))
    .then({ changes: [{ type: 'BanCustomer', reason: null, line: { say: 'staff.banned' } }] })
})

test.each([
  ['who is no admin bans nobody', desk({ tickets: [newTicket()] }), by(ana, 1).bans(), 'staff.banAdminsAlone'],
  ['who is no admin takes no ban back', banned(), by(ana, 1).unbans, 'staff.banAdminsAlone'],
  ['a customer is banned once', banned(), by(carmen, 1).bans(), 'staff.alreadyBanned'],
  ['only a ban is taken back', desk({ tickets: [newTicket()] }), by(carmen, 1).unbans, 'staff.notBanned'],
  ['of a ticket that is none nobody is banned', desk(), by(carmen, 7).bans(), 'staff.unknownTicket'],
] as const)('%s', (_name, world, event, say) => {
  given(world)
    .when(event)
    .then({ changes: [], outcome: { kind: 'refused', notice: { say } } })
})

test('the first words after a ban are kept and answered by one kind line; all that follow are only kept', () => {
  given(banned('untold'))
    .when(writes('BUY NOW'))
    .then({
      changes: [{ type: 'TellBan' }],
      customerReads: ['customer.banned'],
      threadReads: [],
      staffReads: [],
      cards: 0,
    })
  const { decision } = given(banned('untold')).when(writes('BUY NOW'), writes('BUY MORE'))
  expect(decision).toMatchObject({
    changes: [{ type: 'AddMessage', ticket: null, author: { role: 'customer' } }],
    deliveries: [],
    timers: [],
    outcome: { kind: 'kept' },
  })
})

test.each([
  ['words', writes('Where is my order?')],
  ['something that can’t be passed on', sends('photo')],
  ['a command', commands('/tickets')],
  ['a command for a person', commands('/human Read this')],
  ['an unknown command', commands('/spam')],
  ['a code of a link', commands('/link ABCD-EFGH')],
  ['a press', presses('ticket.reopen:1')],
  ['a rating', presses('rating.1:1')],
  ['an edit', edits('BUY NOW', 'BUY THIS')],
  ['a sign on what they read', reacts('BUY NOW', '👎')],
  ['that they are back', returns],
])('of a banned customer, %s reaches nobody and opens nothing', (_name, event) => {
  const { decision, then } = given(banned('told', { form: kept })).when(event)
  expect(decision.deliveries).toEqual([])
  then({ form: kept })
})

test('the words behind a command are kept, too', () => {
  const { decision } = given(banned()).when(commands('/human Read this'))
  expect(decision.changes).toMatchObject([{ type: 'AddMessage', ticket: null }])
})

test('what a banned customer deletes is gone in the thread, where nothing new is said', () => {
  const inThread = new Map([['telegram:m', stored('m', 't-1', { inThread: true })]])
  const { decision } = given(banned('told', { messages: inThread })).when(deletes('m'))
  expect(decision.deliveries).toMatchObject([{ to: { kind: 'thread' }, content: { kind: 'edit' } }])
  given(banned('told', { messages: new Map([['telegram:m', stored('m', 't-1')]]) }))
    .when(deletes('m'))
    .then({ changes: [{ type: 'RemoveMessage', message: 'm' }], threadReads: [] })
})

test('their language and their data stay the customer’s own affair, and who asks what there is hears how things stand', () => {
  given(banned())
    .when(commands('/forget'))
    .then({ customerReads: ['customer.forgetAsk'] })
  given(banned())
    .when(presses('forget.no'))
    .then({ customerReads: ['customer.forgetNot'] })
  given(banned())
    .when(presses('language:ro'))
    .then({ changes: [{ type: 'ChooseLanguage' }] })
  given(banned())
    .when(presses('assistant.no'))
    .then({ changes: [{ type: 'SetRefusesModel', refuses: true }] })
  for (const command of ['/help', '/start', '/start faq_a1']) {
    given(banned())
      .when(commands(command))
      .then({ changes: [], customerReads: ['customer.banned'], buttons: [], steps: [] })
  }
  given(banned('untold')).when(commands('/start'), writes('Hello?')).then({ customerReads: [] })
  given(banned('told', { ban: { toldIn: ['c-2'] } }))
    .when(commands('/help'))
    .then({ changes: [{ type: 'TellBan' }], customerReads: ['customer.banned'] })
})

test('a question that was being answered is at hand again once the ban is taken back', () => {
  given(desk({ form: suggesting(['a1']), tickets: [newTicket()] }))
    .when(by(carmen, 1).bans(), by(carmen, 1).unbans, commands('/human'))
    .then({ changes: [{ type: 'OpenTicket', question: question() }] })
})

test('a ban that is taken back is told wherever it was told, and all is as before', () => {
  given(banned('untold'))
    .when(by(carmen, 1).unbans)
    .then({ changes: [{ type: 'UnbanCustomer' }], customerReads: [] })
  given(banned())
    .when(by(carmen, 1).unbans)
    .then({ customerReads: ['customer.unbanned'] })
  given(desk({ ban: { toldIn: ['c-2', 'c-1'] }, tickets: [resolvedTicket()] }))
    .when(by(carmen, 1).unbans)
    .then({
      changes: [{ type: 'UnbanCustomer' }, { type: 'SayElsewhere', conversation: 'c-2' }],
      customerReads: ['customer.unbanned'],
    })
  given(banned())
    .when(by(carmen, 1).unbans, writes('It burns'))
    .then({ changes: [{ type: 'ReopenTicket', ticket: 't-1' }], customerReads: ['customer.reopened'] })
})
