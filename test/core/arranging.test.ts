import { expect, test } from 'vitest'
import { by, commands } from './happenings.ts'
import { claimedTicket, desk, newTicket, resolvedTicket } from './situations.ts'
import { given } from './specification.ts'
import { ana, bogdan } from './world.ts'

test('a ticket gets a name, whatever its state, and loses it by an empty one', () => {
  given(desk({ tickets: [resolvedTicket()] }))
    .when(by(ana, 1).titles('  Moving \n house '))
    .then({
      changes: [{ type: 'SetSubject', subject: 'Moving house', by: ana.id }],
      cards: 1,
      threadReads: [],
      customerReads: [],
    })
  given(desk({ tickets: [newTicket()] }))
    .when(by(ana, 1).titles(' '))
    .then({ changes: [{ type: 'SetSubject', subject: null }] })
})

test('priority and tags are for the staff alone; tags are in lower case, each once, ten at most', () => {
  given(desk({ tickets: [claimedTicket()] }))
    .when(by(bogdan, 1).prioritizes('urgent'))
    .then({ changes: [{ type: 'SetPriority', priority: 'urgent', by: bogdan.id }], cards: 1, customerReads: [] })
  given(desk({ tickets: [claimedTicket()] }))
    .when(by(ana, 1).tags(' #Refund', 'refund', '', 'late  parcel'))
    .then({ changes: [{ type: 'SetTags', tags: ['refund', 'late parcel'] }], customerReads: [] })
  const { decision } = given(desk({ tickets: [claimedTicket()] })).when(by(ana, 1).tags(...'abcdefghijklmn'))
  expect(decision.changes).toMatchObject([{ tags: [...'abcdefghij'] }])
})

test('what a customer’s requests begin with is set with a ticket’s priority, and only where it is another one', () => {
  const asked = desk({ tickets: [claimedTicket()] })
  const set = given(asked).when(by(bogdan, 1).prioritizes('high', 'urgent'))
  set.then({
    changes: [
      { type: 'SetPriority', priority: 'high', by: bogdan.id },
      { type: 'SetTier', tier: 'urgent', by: bogdan.id },
    ],
    cards: 1,
    customerReads: [],
  })
  given(set.world).when(by(bogdan, 1).prioritizes('high', 'urgent')).then({ changes: [], customerReads: [] })
  const { decision } = given(set.world).when(commands('/ask Where is my other parcel?'))
  expect(decision.changes.find(({ type }) => type === 'OpenTicket')).toMatchObject({
    pressing: { priority: 'urgent', because: 'tier' },
  })
})

test('a new ticket that is given to a manager is theirs, the thread says so, and the customer hears who answers', () => {
  given(desk({ tickets: [newTicket()] }))
    .when(by(ana, 1).assigns(bogdan))
    .then({
      changes: [{ type: 'AssignTicket', manager: bogdan.id, by: ana.id }],
      cards: 1,
      threadReads: ['staff.assigned'],
      customerReads: ['customer.claimed'],
    })
})

test('a ticket that somebody holds can be given on, quietly', () => {
  given(desk({ tickets: [claimedTicket(1, ana)] }))
    .when(by(bogdan, 1).assigns(bogdan))
    .then({ changes: [{ type: 'AssignTicket' }], threadReads: ['staff.assigned'], customerReads: [] })
})

test.each([
  ['it is resolved', resolvedTicket(), bogdan, 'staff.alreadyResolved'],
  ['it is theirs already', claimedTicket(1, bogdan), bogdan, 'staff.alreadyTheirs'],
  ['nobody knows them', newTicket(), { ...bogdan, id: 'nobody' }, 'staff.unknownManager'],
])('a ticket is not given to somebody where %s', (_why, ticket, to, say) => {
  given(desk({ tickets: [ticket] }))
    .when(by(ana, 1).assigns(to))
    .then({ changes: [], threadReads: [], outcome: { kind: 'refused', notice: { say } } as object })
})

test('an answer becomes an article under an id that can be read, and the thread says so', () => {
  given(desk({ tickets: [resolvedTicket()] }))
    .when(by(ana, 1).keeps(' Schimbă adresa! ', ' In *Settings*. ', 'Where do I live?'))
    .then({
      changes: [
        {
          type: 'WriteArticle',
          article: expect.stringMatching(/^schimba-adresa-\d{8}$/),
          content: {
            title: 'Schimbă adresa!',
            answer: 'In *Settings*.',
            phrasings: ['Where do I live?'],
            locale: 'en',
          },
          by: ana.id,
        },
      ],
      threadReads: ['staff.articleWritten'],
      customerReads: [],
    })
  given(desk({ tickets: [resolvedTicket()] }))
    .when(by(ana, 1).keeps('Title', ' '))
    .then({ changes: [], outcome: { kind: 'refused' } })
})

test('an article out of a ticket is tidied as a written one is', () => {
  given(desk({ tickets: [resolvedTicket()] }))
    .when(by(ana, 1).keeps('  Long\n title '.padEnd(400, 'x'), 'Here.', ' Where\n\ndo  I live? '))
    .then({
      changes: [
        {
          type: 'WriteArticle',
          content: { title: `Long title ${'x'.repeat(189)}`, phrasings: ['Where do I live?'], tags: [], owner: null },
        },
      ],
    })
  given(desk({ tickets: [resolvedTicket()] }))
    .when(by(ana, 1).keeps(' \n ', 'Here.'))
    .then({ changes: [], outcome: { kind: 'refused', notice: { say: 'staff.articleEmpty' } } as object })
})
