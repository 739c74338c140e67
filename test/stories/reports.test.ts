// Reports that come by themselves, also those that were due while the desk was down.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../src/database/client.ts'
import { type SmtpSimulator, startSmtp } from '../simulators/smtp/smtp-simulator.ts'
import { eventually } from '../support/eventually.ts'
import { type Colleague, openDesk, type StoryDesk, staffChannel } from './story-desk.ts'

let smtp: SmtpSimulator
let desk: StoryDesk
beforeAll(async () => {
  smtp = await startSmtp()
  desk = await openDesk({
    environment: { SMTP_URL: smtp.url, MAIL_FROM: 'The desk <desk@example.com>', TIMEZONE: 'Europe/Bucharest' },
  })
})
afterAll(async () => {
  await desk.close()
  await smtp.stop()
})

const asks = async (who: Colleague, text: string): Promise<string> => {
  const before = who.notices().length
  await who.commands('/desk', text)
  return (await desk.slack.until(() => who.notices()[before])).text
}
/** Stops the desk, lets its next report have been due three days ago, and starts it again. */
const awayForDays = async (): Promise<void> => {
  await desk.program.stop()
  const db = openDatabase(desk.database.url)
  await db.$executeRaw`UPDATE report_schedules SET next_at = now() - interval '3 days'`
  await db.$disconnect()
  await desk.startAgain()
}
const reports = () =>
  desk.slack.posts(staffChannel).filter(({ text, files }) => text.includes('📊') || files.length > 0)

test('an admin sets when a report comes, and slips are explained', async () => {
  expect(await asks(desk.ben, 'report daily 09:00')).toContain('give them your id: slack:U2BEN')
  expect(await asks(desk.dora, 'report')).toContain('No report comes by itself')
  expect(await asks(desk.dora, 'report fortnightly')).toContain('`/desk report weekly Mon 09:00`')
  expect(await asks(desk.dora, 'report zilnic la 9')).toMatch(
    /each day at 09:00, to the staff channel.*: 20\d\d-\d\d-\d\d 09:00/,
  )
  expect(await asks(desk.dora, 'report')).toContain('each day at 09:00')
})

test('one that was missed comes once after the start, with its picture', async () => {
  await awayForDays()
  const [, picture] = await desk.slack.until(() => (reports().length >= 2 ? reports() : undefined))
  expect(picture?.files).toMatchObject([
    { name: 'tickets-by-day.png', alt: expect.stringMatching(/^Chart of the tickets by day/) },
  ])
  expect(await asks(desk.dora, 'report')).toContain('each day at 09:00')
  expect(reports().map(({ text }) => text.split('\n')[0])).toEqual(['📊 Daily report', ''])
})

test('one by mail has the figures, the picture and the tickets as a file', async () => {
  expect(await asks(desk.dora, 'report weekly Mon 09:00 to <mailto:anna@acme.com|anna@acme.com>')).toContain(
    'each Monday at 09:00, by e-mail to anna@acme.com',
  )
  await awayForDays()
  const mail = await eventually(() => {
    const [first] = smtp.takenBy('anna@acme.com')
    if (first === undefined) throw new Error('no report came by mail')
    return first.mail
  })
  expect(mail.subject).toMatch(/^Weekly report, \w+ \d+, 20\d\d – /)
  expect(mail.text).toContain('Tickets opened: 0')
  expect(mail.attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
    ['tickets-by-day.png', 'image/png'],
    [expect.stringMatching(/^tickets-20[\d-]+\.csv$/), 'text/csv'],
  ])
  expect(smtp.takenBy('anna@acme.com')).toHaveLength(1)
  expect(await asks(desk.dora, 'report off')).toContain('No report comes by itself any more')
})
