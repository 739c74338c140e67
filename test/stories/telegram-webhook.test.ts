// The road over a webhook: Telegram posts to the desk, and whatever happens between them, nothing is lost and nothing said twice.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { cutOff, letIn } from './database-control.ts'
import { type StaffTicket, ticketAbout } from './staff-view.ts'
import { type Customer, newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

const SECRET = 'a-word-that-telegram-alone-knows'

let desk: StoryDesk
let ion: Customer
let ticket: StaffTicket
beforeAll(async () => {
  desk = await openDesk({
    environment: { TELEGRAM_MODE: 'webhook', TELEGRAM_WEBHOOK_SECRET: SECRET },
    telegram: { webhook: { isLocal: true, pauseScale: 0.02 } },
  })
  ion = newCustomer(desk, 'Ion')
})
afterAll(() => desk.close())

/** The thread's words about something, in order. */
const heard = (about: string): string[] => ticket.thread().filter((text) => text.includes(about))
const says = (...words: readonly string[]): void => {
  for (const text of words) ion.sends(text)
}
const methods = (): string[] => desk.telegram.calls.map(({ method }) => method)

test('a question becomes a ticket, and the answer comes back', async () => {
  says('/human The lift is stuck')
  ticket = await ticketAbout(desk, 'The lift is stuck')
  await ion.sees('Your request is')
  const reply = ticket.says(desk.anna, 'Press the red button.')
  await ion.sees('Press the red button.')
  await ticket.marked(reply, 'white_check_mark')
  expect(methods()).not.toContain('getUpdates')
})

test('an update whose answer is lost comes again, and counts once', async () => {
  const lost = desk.telegram.fault({ kind: 'duplicate', method: 'update', times: 3 })
  says('the bell rings, one', 'the bell rings, two', 'the bell rings, three')
  await ticket.hears('the bell rings, three')
  await eventually(() => expect(desk.telegram.pending()).toBe(0))
  says('that was the bell')
  await ticket.hears('that was the bell')
  expect([lost.struck(), heard('the bell rings')]).toEqual([
    3,
    ['the bell rings, one', 'the bell rings, two', 'the bell rings, three'],
  ])
})

test('twenty messages in a row keep their order, and presses are answered', async () => {
  const words = Array.from({ length: 20 }, (_, n) => `floor ${n + 1} of 20`)
  says(...words)
  await ticket.hears('floor 20 of 20')
  expect(heard('of 20')).toEqual(words)
  await desk.anna.presses(ticket.card, 'ticket.resolve')
  const asked = await ion.sees('is resolved')
  await ion.presses('4', asked.message_id).answered()
  await ticket.shows('★★★★')
})

test('whoever does not know the secret is refused, and leaves no trace', async () => {
  const message = {
    message_id: 9,
    date: 1,
    chat: { id: ion.id, type: 'private' },
    from: { id: ion.id },
    text: 'forged',
  }
  const post = (headers: Record<string, string>) =>
    fetch(`${desk.program.url}/telegram/webhook`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ update_id: 1, message }),
    })
  for (const headers of [{}, { 'X-Telegram-Bot-Api-Secret-Token': `${SECRET}x` }]) {
    const response = await post(headers)
    expect([response.status, await response.text()]).toEqual([401, ''])
  }
  says('/human The lift is back')
  ticket = await ticketAbout(desk, 'The lift is back')
  expect(heard('forged')).toEqual([])
})

test('while the database is away nothing is acknowledged, and once it is back everything arrives', async () => {
  await cutOff(desk.database.url)
  const before = desk.telegram.attempts.length
  says('it squeaks', 'it squeaks a lot')
  const refused = () => desk.telegram.attempts.slice(before).filter(({ status }) => status === 503).length
  await eventually(() => expect(refused()).toBeGreaterThan(1))
  expect(desk.telegram.pending()).toBe(2)
  await letIn(desk.database.url)
  await ticket.hears('it squeaks a lot')
  expect(heard('squeaks')).toEqual(['it squeaks', 'it squeaks a lot'])
  await eventually(() => expect(desk.telegram.pending()).toBe(0))
})

test('switched to polling and back, it loses and doubles nothing', { timeout: 60_000 }, async () => {
  says('one by webhook')
  await desk.program.stop()
  says('two by polling')
  await desk.startAgain({ TELEGRAM_MODE: 'polling' })
  await ticket.hears('two by polling')
  await desk.program.stop()
  says('three by webhook')
  await desk.startAgain()
  await ticket.hears('three by webhook')
  expect(heard(' by ')).toEqual(['one by webhook', 'two by polling', 'three by webhook'])
  await eventually(() => expect(desk.telegram.pending()).toBe(0))
  const switches = methods().filter((method) => /^(set|delete)Webhook$/.test(method))
  expect(switches.slice(-2)).toEqual(['deleteWebhook', 'setWebhook'])
  expect(desk.telegram.calls.filter(({ args }) => args.drop_pending_updates === true)).toEqual([])
})

test('a desk that polls explains a webhook that somebody sets for its token, and takes over', {
  timeout: 60_000,
}, async () => {
  await desk.program.stop()
  await desk.startAgain({ TELEGRAM_MODE: 'polling' })
  await desk.telegram.called('getUpdates', ({ status }) => status === null)
  const before = desk.telegram.calls.length
  const address = `${desk.program.url}/telegram/webhook`
  const sets = () =>
    fetch(`${desk.telegram.url}/bot${desk.telegram.token}/setWebhook`, {
      method: 'POST',
      body: new URLSearchParams({ url: address }),
    })
  // Telegram takes one a second, and the desk's own of a moment ago counts.
  await eventually(async () => expect((await sets()).status).toBe(200))
  // The poller is told by a 409, explains it, and takes over after 5 to 10 s.
  await desk.program.logged(({ msg }) => msg?.includes('has set a webhook') === true)
  says('four by polling')
  await ticket.hears('four by polling')
  expect(methods().slice(before)).toContain('deleteWebhook')
})
