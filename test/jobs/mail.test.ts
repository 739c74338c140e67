// The sender against a real mail server: what is taken, refused, greylisted, cut off or not there, and what is told of it.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { ChannelError, type Mail } from '../../src/channel.ts'
import { fromPlainText } from '../../src/core/document.ts'
import { createMail } from '../../src/jobs/mail.ts'
import { createSmtp } from '../../src/jobs/smtp.ts'
import { createWords } from '../../src/locales/words.ts'
import { type SmtpSimulator, startSmtp } from '../simulators/smtp/smtp-simulator.ts'

let smtp: SmtpSimulator
let now = 0
beforeEach(async () => {
  smtp = await startSmtp()
  now = 0
})
afterEach(() => smtp.stop())

const question = 'The oven is cold – și rece\r\nBcc: everyone@example.com\r\n.\r\n<script>alert(1)</script>'
const sender = (url = smtp.url) =>
  createMail({
    smtp: createSmtp(url),
    from: { name: 'The desk, "ours"', address: 'desk@example.com' },
    words: createWords(),
    locale: 'en',
    tickets: async (ids) =>
      ids
        .filter((id) => id !== 'gone')
        .map((id) => ({
          ...{ id, number: 7, state: 'new', holder: null, customer: 'Ana\r\nBcc: b@example.com', channel: 'web' },
          ...{ question, email: 'ana@example.org', card: 'C1:1.1' },
        })),
    report: async ({ from }) => ({
      subject: `Daily report, ${from}`,
      document: fromPlainText('Tickets opened: 3 <script>'),
      picture: { png: Buffer.from('\x89PNG'), alt: 'Chart of "3" opened' },
      tickets: { name: 'tickets.csv', csv: Buffer.from('number,question\n1,Oven\n') },
    }),
    linkTo: async (card) => `https://example.slack.com/${card}`,
    publicUrl: () => 'https://desk.example.com',
    now: () => now,
  })
const opened = (mailbox: string, ticket = 't-1'): Mail => ({
  id: `d-${mailbox}`,
  mailbox,
  content: { kind: 'digest', entries: [{ ticket, happened: 'opened' }] },
})
const faultOf = async (sending: Promise<unknown>): Promise<ChannelError> => {
  const fault: unknown = await sending.then(
    () => 'it was sent',
    (error: unknown) => error,
  )
  if (fault instanceof ChannelError) return fault
  throw new Error(`no ChannelError: ${String(fault)}`)
}

test('a mail arrives in both forms, to one mailbox, in a thread, and no absence notice answers it', async () => {
  const receipt = await sender().send(opened('ana@example.com'))
  expect(receipt).toEqual({ ids: ['<ticket-t-1@example.com>'] })
  const [{ to, from, mail, isEncrypted } = { mail: null }] = smtp.taken
  expect({ to, from, isEncrypted }).toEqual({ to: 'ana@example.com', from: 'desk@example.com', isEncrypted: true })
  expect(mail?.from).toEqual({ name: 'The desk, "ours"', address: 'desk@example.com' })
  expect(mail?.messageId).toBe('<ticket-t-1@example.com>')
  expect(mail?.text).toContain('The oven is cold – și rece')
  expect(mail?.text).toContain('https://desk.example.com/desk/tickets/7')
  expect(mail?.text).toContain('https://example.slack.com/C1:1.1')
  expect(mail?.html).toContain('&lt;script&gt;')
  const headers = new Map(mail?.headers.map(({ key, value }) => [key, value]))
  expect(headers.get('auto-submitted')).toBe('auto-generated')
  expect(headers.get('x-auto-response-suppress')).toBe('All')
})

test('nothing that a customer writes becomes a header or ends the mail early', async () => {
  await sender().send(opened('ana@example.com'))
  const { mail, raw } = smtp.taken[0] ?? { mail: null, raw: '' }
  const [head = ''] = raw.split('\r\n\r\n')
  expect(head).not.toMatch(/^bcc:/im)
  expect(mail?.headers.filter(({ key }) => ['bcc', 'cc', 'to'].includes(key))).toHaveLength(1)
  expect(mail?.subject).toMatch(/^New request #7: The oven is cold – și rece Bcc: everyone@example.com \. <script>/)
  expect(mail?.text).toContain('> .\n> <script>')
})

test('a report has its picture below the figures, and the tickets as a file', async () => {
  const of = { every: 'day', from: '2026-03-04', to: '2026-03-05' } as const
  const { ids } = await sender().send({ id: 'd-r', mailbox: 'ana@example.com', content: { kind: 'report', of } })
  const { mail } = smtp.taken[0] ?? { mail: null }
  expect([ids, mail?.messageId]).toEqual([['<d-r@example.com>'], '<d-r@example.com>'])
  expect(mail?.subject).toBe('Daily report, 2026-03-04')
  expect(mail?.text).toContain('Tickets opened: 3 <script>')
  expect(mail?.html).toMatch(/3 &lt;script&gt;.*<img src="cid:picture" alt="Chart of &quot;3&quot; opened"/s)
  expect(mail?.attachments.map(({ filename, contentId }) => [filename, contentId])).toEqual([
    ['tickets-by-day.png', '<picture>'],
    ['tickets.csv', undefined],
  ])
})

test('what came later about a ticket names the first mail about it', async () => {
  const entries = [{ ticket: 't-1', happened: 'resolutionLate' }] as const
  await sender().send({ id: 'd-9', mailbox: 'ana@example.com', content: { kind: 'digest', entries } })
  expect(smtp.taken[0]?.mail).toMatchObject({
    messageId: '<d-9@example.com>',
    inReplyTo: '<ticket-t-1@example.com>',
    references: '<ticket-t-1@example.com>',
  })
})

test('a letter takes its attachments along', async () => {
  const attachments = [{ name: 'figures.csv', mediaType: 'text/csv', base64: Buffer.from('a,b').toString('base64') }]
  const content = { kind: 'letter', subject: 'Figures', document: fromPlainText('Attached.'), attachments } as const
  await sender().send({ id: 'd-1', mailbox: 'ana@example.com', content })
  const [attached] = smtp.taken[0]?.mail.attachments ?? []
  expect(attached).toMatchObject({ filename: 'figures.csv', mimeType: 'text/csv' })
})

test('of tickets that are no more nothing is sent', async () => {
  expect(await sender().send(opened('ana@example.com', 'gone'))).toEqual({ ids: [] })
  expect(smtp.connections()).toBe(0)
})

test.each([
  ['the mailbox', 'RCPT TO', 550, 'permanent', 'mailboxRefused'],
  ['the mail', 'DATA', 554, 'permanent', 'mailRefused'],
  ['the mailbox for now', 'RCPT TO', 450, 'retry', null],
  ['the mailbox for now, by greylisting', 'RCPT TO', 451, 'retry', null],
  ['the mail for now', 'DATA', 452, 'retry', null],
  ['any mail for now', 'MAIL FROM', 421, 'retry', null],
  ['the sender', 'MAIL FROM', 553, 'misconfigured', null],
  ['whoever has not signed in', 'RCPT TO', 530, 'misconfigured', null],
  ['the connection', 'CONNECT', 554, 'misconfigured', null],
] as const)('a server that refuses %s', async (_, method, code, kind, reason) => {
  smtp.fault({ kind: 'refused', method, code })
  expect(await faultOf(sender().send(opened('ana@example.com')))).toMatchObject({ kind, reason })
  expect(smtp.taken).toEqual([])
})

test('a mailbox that is refused keeps another from nothing', async () => {
  smtp.fault({ kind: 'refused', method: 'RCPT TO', times: 9, when: ({ mailbox }) => mailbox === 'ana@example.com' })
  const mail = sender()
  const [refused] = await Promise.allSettled([
    mail.send(opened('ana@example.com')),
    mail.send(opened('ben@example.com')),
  ])
  expect(refused.status).toBe('rejected')
  expect(smtp.taken.map(({ to }) => to)).toEqual(['ben@example.com'])
})

test('a server that is not there has certainly taken nothing', async () => {
  await smtp.goAway()
  expect(await faultOf(sender().send(opened('ana@example.com')))).toMatchObject({ kind: 'retry' })
  await smtp.comeBack()
  await sender().send(opened('ana@example.com'))
  expect(smtp.taken).toHaveLength(1)
})

test.each(['reset-before', 'reset-after'] as const)(
  'a connection that breaks off (%s) leaves it unknown',
  async (kind) => {
    smtp.fault({ kind, method: 'DATA' })
    expect(await faultOf(sender().send(opened('ana@example.com')))).toMatchObject({ kind: 'ambiguous' })
  },
)

test('a password is refused as what it is, and is nowhere told', async () => {
  const guarded = await startSmtp({ account: { user: 'desk', password: 'right-password' } })
  await sender(guarded.url).send(opened('ana@example.com'))
  expect(guarded.taken).toHaveLength(1)
  const fault = await faultOf(sender(guarded.url.replace('right', 'wrong')).send(opened('ana@example.com')))
  expect(fault).toMatchObject({
    kind: 'misconfigured',
    message: expect.stringContaining('SMTP_URL: user and password'),
  })
  expect(String(fault)).not.toContain('wrong-password')
  await guarded.stop()
})

test('without STARTTLS mail goes in the clear on this machine alone', async () => {
  const plain = await startSmtp({ startTls: false })
  await sender(plain.url).send(opened('ana@example.com'))
  expect(plain.taken[0]?.isEncrypted).toBe(false)
  await plain.stop()
})

test('no failure names a mailbox or what was written', async () => {
  const told: string[] = []
  for (const [method, code] of [
    ['RCPT TO', 550],
    ['DATA', 554],
    ['RCPT TO', 450],
  ] as const) {
    smtp.fault({ kind: 'refused', method, code })
    const fault = await faultOf(sender().send(opened('ana@example.com')))
    told.push(fault.message, String(fault.cause), fault.stack ?? '')
  }
  expect(told.join()).not.toMatch(/ana@example|oven/)
})

test('what keeps mail from leaving is told once it has been so for a minute, and no longer than it is so', async () => {
  const mail = sender()
  expect(mail.health()).toBeNull()
  await smtp.goAway()
  await faultOf(mail.send(opened('ana@example.com')))
  expect(mail.health()).toBeNull()
  now = 61_000
  expect(mail.health()).toMatch(/^mail: .*can’t be reached.*SMTP_URL/)
  await smtp.comeBack()
  await mail.send(opened('ana@example.com'))
  expect(mail.health()).toBeNull()
})

test('trouble that nobody has met again for ten minutes is over: another process may have sent what waited', async () => {
  const mail = sender()
  await smtp.goAway()
  await faultOf(mail.send(opened('ana@example.com')))
  now = 599_000
  expect(mail.health()).not.toBeNull()
  now = 600_000
  expect(mail.health()).toBeNull()
  await smtp.comeBack()
})

test('trouble that comes after that has to last for a minute of its own', async () => {
  const mail = sender()
  await smtp.goAway()
  await faultOf(mail.send(opened('ana@example.com')))
  now = 900_000
  await faultOf(mail.send(opened('ana@example.com')))
  expect(mail.health()).toBeNull()
  now = 960_000
  expect(mail.health()).not.toBeNull()
  await smtp.comeBack()
})

test('a mailbox that takes nothing is no trouble of the server’s', async () => {
  const mail = sender()
  smtp.fault({ kind: 'refused', method: 'RCPT TO', code: 450 })
  await faultOf(mail.send(opened('ana@example.com')))
  now = 61_000
  expect(mail.health()).toBeNull()
})
