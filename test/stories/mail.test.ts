// Managers hear of new requests by e-mail, whatever becomes of the mail server or of the desk meanwhile.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../src/database/client.ts'
import { type SmtpSimulator, startSmtp } from '../simulators/smtp/smtp-simulator.ts'
import { eventually } from '../support/eventually.ts'
import type { Program } from '../support/program.ts'
import { openBrowser } from './browser.ts'
import { ticketAbout } from './staff-view.ts'
import { newCustomer, openDeskProcess, type StoryDesk } from './story-desk.ts'

const boxes = ['anna@example.com', 'ben@example.com']
let smtp: SmtpSimulator
let desk: StoryDesk<Program>
const logs: Program['lines'][] = []
beforeAll(async () => {
  smtp = await startSmtp({ account: { user: 'desk', password: 'mail-secret' } })
  desk = await openDeskProcess({
    environment: {
      SMTP_URL: smtp.url,
      MAIL_FROM: 'The desk <desk@example.com>',
      STAFF_EMAILS: boxes.join(),
    },
  })
})
afterAll(async () => {
  await desk.close()
  await smtp.stop()
})

const aboutIn = (mailbox: string, question: string) =>
  smtp.takenBy(mailbox).filter(({ mail }) => mail.text?.includes(question))
const arrived = (mailbox: string, question: string) =>
  eventually(() => {
    const [first] = aboutIn(mailbox, question)
    if (first === undefined) throw new Error(`no mail to ${mailbox} about ${question}`)
    return first
  })
const asksOnTelegram = (name: string, question: string): void => {
  newCustomer(desk, name).sends(`/human ${question}`)
}

test('a customer asks on the web, and each manager gets a mail with the ways to answer', async () => {
  const ion = openBrowser(() => desk.program.url)
  const question = 'Where is <b>my</b> parcel?'
  await ion.writes(`/human ${question}`)
  const { number, card } = await ticketAbout(desk, 'parcel')
  for (const mailbox of boxes) {
    const { mail, from } = await arrived(mailbox, 'parcel')
    expect(from).toBe('desk@example.com')
    expect(mail.subject).toBe(`New request #${number}: ${question}`)
    expect(mail.text).toContain('the web chat')
    expect(mail.text).toContain(`${desk.program.url}/desk/tickets/${number}`)
    expect(mail.text).toContain(`/archives/${card.channel}/p${card.ts.replace('.', '')}`)
    expect(mail.html).toContain('Where is &lt;b&gt;my&lt;/b&gt; parcel?')
    expect(mail.messageId).toMatch(/^<ticket-[\w-]+@example\.com>$/)
    expect(mail.headers).toContainEqual(expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }))
  }
})

test('a mailbox that is refused is told to the staff channel, and the other one gets its mail', async () => {
  const refused = smtp.fault({ kind: 'refused', method: 'RCPT TO', when: ({ mailbox }) => mailbox === boxes[0] })
  asksOnTelegram('Mara', 'The kettle is loud')
  await arrived(boxes[1] ?? '', 'kettle')
  await desk.slack.sees('C1DESK', ({ text }) => text.includes(boxes[0] ?? '') && text.includes('no such mailbox'))
  expect(refused.struck()).toBe(1)
  expect(aboutIn(boxes[0] ?? '', 'kettle')).toEqual([])
  await desk.anna.commands('/desk', 'undelivered')
  await eventually(() => expect(JSON.stringify(desk.anna.notices())).toContain(`to ${boxes[0]}`))
})

test('while the server is away nothing is lost: it gets what came up once it is back', async () => {
  await smtp.goAway()
  asksOnTelegram('Vlad', 'The lamp is dark')
  await desk.program.logged(({ msg, kind, outcome }) => msg === 'delivery' && kind === 'digest' && outcome === 'retry')
  await smtp.comeBack()
  for (const mailbox of boxes) await arrived(mailbox, 'lamp')
})

test('killed between the server’s taking a mail and its receipt, the mail is repeated once at most, and counted', {
  timeout: 60_000,
}, async () => {
  const [box = ''] = boxes
  const hanging = smtp.fault({ kind: 'hang-after', method: 'DATA', when: ({ mailbox }) => mailbox === box })
  asksOnTelegram('Dan', 'The door is stuck')
  const { mail } = await arrived(box, 'door')
  logs.push(desk.program.lines)
  await desk.program.kill()
  hanging.release()
  await desk.startAgain()
  const db = openDatabase(desk.database.url)
  const ticket = await db.ticket.findFirstOrThrow({ where: { question: { contains: 'door' } } })
  const delivery = await eventually(async () => {
    const where = { kind: 'digest', ticketId: ticket.id, destination: { address: box } }
    const one = await db.delivery.findFirstOrThrow({ where })
    if (one.state !== 'delivered') throw new Error('its receipt is not written yet')
    return one
  })
  await db.$disconnect()
  const all = aboutIn(box, 'door')
  expect(delivery.doubts).toBe(1)
  expect(all).toHaveLength(2)
  expect(all.map((one) => one.mail.messageId)).toEqual([mail.messageId, mail.messageId])
})

test('the log has no mailbox, no password and nothing that was asked', () => {
  const lines = JSON.stringify([...logs, desk.program.lines])
  expect(lines).toContain('mail:box:')
  expect(lines).not.toMatch(/@example\.com|mail-secret|parcel|kettle|lamp|door is/)
})
