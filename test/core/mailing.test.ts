import { expect, test } from 'vitest'
import { mailStaff } from '../../src/core/mailing.ts'
import { commands } from './happenings.ts'
import { desk, newTicket } from './situations.ts'
import { given } from './specification.ts'
import { aWorld, happen } from './world.ts'

const mailboxes = ['ana@example.com', 'ben@example.com']
const withMail = { ...aWorld().settings, registration: 'off', staffMailboxes: mailboxes } as const
const mailsIn = (deliveries: readonly { readonly to: { readonly kind: string } }[]) =>
  deliveries.filter(({ to }) => to.kind === 'mail')

test('a new request is told to each of the staff’s mailboxes, once its card can be there', () => {
  const world = aWorld({ settings: withMail })
  const { decision } = happen(world, commands('/human The oven is cold'))
  const ticket = decision.changes.find(({ type }) => type === 'OpenTicket')
  const id = ticket?.type === 'OpenTicket' ? ticket.id : ''
  expect(mailsIn(decision.deliveries)).toEqual(
    mailboxes.map((mailbox) => ({
      to: { kind: 'mail', mailbox },
      content: { kind: 'digest', entries: [{ ticket: id, happened: 'opened' }] },
      ticket: id,
      notBefore: new Date(world.now.getTime() + 3_000),
    })),
  )
})

test('where no mail is configured, a new request is told to no mailbox', () => {
  const { decision } = happen(
    aWorld({ settings: { ...withMail, staffMailboxes: [] } }),
    commands('/human The oven is cold'),
  )
  expect(mailsIn(decision.deliveries)).toEqual([])
})

test('a rule tells the mailboxes that a ticket is late', () => {
  const context = { now: new Date(0), settings: withMail }
  const { deliveries } = mailStaff({ context }, 't-1', 'answerLate')
  const content = { kind: 'digest', entries: [{ ticket: 't-1', happened: 'answerLate' }] }
  expect(deliveries).toEqual(
    mailboxes.map((mailbox) => expect.objectContaining({ to: { kind: 'mail', mailbox }, content })),
  )
})

const refusal = { type: 'DeliveryRefused', delivery: 'd-1', reason: 'mailboxRefused' } as const
const refused = { id: 'd-1', again: 'open', side: 'mail', mailbox: 'ana@example.com', author: null } as const
const aboutTicket = { ...refused, files: false, ticket: 't-1', target: null }

test('the staff channel hears which mailbox refuses mail', () => {
  given(desk({ tickets: [newTicket()], refused: { ...aboutTicket, isAgain: false } }))
    .when(refusal)
    .then({ staffReads: ['staff.mailRefused'], customerReads: [], threadReads: [], changes: [] })
})

test('a mailbox that refuses mail again is told of no second time', () => {
  given(desk({ tickets: [newTicket()], refused: { ...aboutTicket, isAgain: true } }))
    .when(refusal)
    .then({ staffReads: [], customerReads: [], threadReads: [] })
})
