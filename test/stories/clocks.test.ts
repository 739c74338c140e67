// A promise to a customer nears its end and is broken: whoever has the ticket is called, then everybody, then those who are to know.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SmtpSimulator, startSmtp } from '../simulators/smtp/smtp-simulator.ts'
import { eventually } from '../support/eventually.ts'
import { type StaffTicket, ticketAbout } from './staff-view.ts'
import { adminOnTelegram, type Customer, newCustomer, openDesk, type StoryDesk, staffChannel } from './story-desk.ts'

let desk: StoryDesk
let smtp: SmtpSimulator
let ticket: StaffTicket
let chief: Customer
beforeAll(async () => {
  smtp = await startSmtp()
  desk = await openDesk({
    environment: {
      SMTP_URL: smtp.url,
      MAIL_FROM: 'desk@example.com',
      STAFF_EMAILS: 'anna@example.com',
      SLA_FIRST_RESPONSE: '8s',
      CLAIM_REMINDER: '2s',
      BUSINESS_HOURS: 'Mon-Sun 00:00-24:00',
      ESCALATION_IDS: `slack:U3DORA,telegram:${adminOnTelegram}`,
    },
  })
  chief = desk.telegram.user({ id: adminOnTelegram, firstName: 'Chief' })
  chief.sends('/start')
  await chief.sees('Write your question')
  newCustomer(desk, 'Ion').sends('/human The zeppelin leaks')
  ticket = await ticketAbout(desk, 'zeppelin')
  await desk.anna.presses(ticket.card, 'ticket.claim', String(ticket.number))
})
afterAll(async () => {
  await desk.close()
  await smtp.stop()
})

test('whoever has the ticket is called in its thread before its first answer is due', async () => {
  await ticket.shows('is held by Anna')
  const line = await ticket.hears('must have its first answer by')
  expect(line.text).toMatch(/^<@U1ANNA> /)
})

test('when it is overdue the staff channel is called once, and those who are to know hear it by themselves', async () => {
  const line = await ticket.hears('is overdue')
  expect(line.text).toMatch(/^<!channel> .*Anna has it/)
  await chief.sees('is overdue')
  const { channel } = desk.dora.dm(' /status')
  await desk.slack.sees(channel, ({ byBot, text }) => byBot && text.includes('is overdue'))
  expect(ticket.thread().filter((text) => text.includes('is overdue'))).toHaveLength(1)
})

test('an overdue ticket is told by e-mail, in the thread of the mail that told of it first', async () => {
  const late = await eventually(() => {
    const found = smtp.taken.find(({ mail }) => mail.subject?.startsWith('Overdue, not answered'))
    if (found === undefined) throw new Error('no mail tells that it is overdue')
    return found.mail
  })
  expect(late.subject).toBe(`Overdue, not answered: #${ticket.number}: The zeppelin leaks`)
  const [first] = smtp.taken
  expect(first?.mail.subject).toContain('New request')
  expect([late.inReplyTo, late.references]).toEqual([first?.mail.messageId, first?.mail.messageId])
})

test('what nobody claims stands in one line, which changes in its place until nothing is left of it', async () => {
  const reminders = () => desk.slack.posts(staffChannel).filter(({ text }) => /^(⏰|✅ No ticket)/.test(text))
  newCustomer(desk, 'Ada').sends('/human The dynamo hums')
  newCustomer(desk, 'Eli').sends('/human The gasket creaks')
  const [dynamo, gasket] = [await ticketAbout(desk, 'dynamo'), await ticketAbout(desk, 'gasket')]
  await eventually(() =>
    expect(
      reminders()
        .map(({ text }) => text)
        .join(),
    ).toMatch(/2 tickets[\s\S]*dynamo[\s\S]*gasket/),
  )
  await desk.ben.presses(dynamo.card, 'ticket.claim', String(dynamo.number))
  await eventually(() =>
    expect(
      reminders()
        .map(({ text }) => text)
        .join(),
    ).toMatch(/1 ticket is[^,]*gasket/),
  )
  await desk.ben.presses(gasket.card, 'ticket.claim', String(gasket.number))
  await eventually(() => expect(reminders().map(({ text }) => text)).toEqual([expect.stringContaining('No ticket')]))
})
