// The desk is stopped in the middle of conversations and started again: everybody goes on where they were.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import type { Program } from '../support/program.ts'
import { openBrowser } from './browser.ts'
import { cutOff, letIn } from './database-control.ts'
import { ticketAbout } from './staff-view.ts'
import { newCustomer, openDeskProcess, type StoryDesk, staffChannel } from './story-desk.ts'

let desk: StoryDesk<Program>
beforeAll(async () => {
  desk = await openDeskProcess({ environment: { REGISTRATION: 'on-ticket' } })
})
afterAll(() => desk.close())

/** Telegram tells whole seconds: what was written in the second of the start is not counted as missed. */
const nextSecond = async (): Promise<void> => {
  const second = () => Math.floor(Date.now() / 1_000)
  const written = second()
  await eventually(() => expect(second()).toBeGreaterThan(written))
}

test('a registration, a suggestion and a chat on the page outlast a stop, and what was written meanwhile is read', {
  timeout: 60_000,
}, async () => {
  const ion = newCustomer(desk, 'Ion')
  const mara = newCustomer(desk, 'Mara')
  const page = openBrowser(() => desk.program.url)
  ion.sends('/human The sign is crooked')
  await ion.sees('what is your name')
  mara.sends('Where is my refund?')
  await mara.sees('5 working days')
  await page.writes('I forgot my password')
  await page.sees('Forgot password')

  expect(await desk.program.stop()).toBe(0)
  ion.sends('Ion Popescu')
  const press = mara.presses('solved')
  await desk.startAgain()

  await ion.sees('Thank you, Ion Popescu')
  await ion.presses(/skip/i).answered()
  await ion.sees('Your request is')
  await ticketAbout(desk, 'The sign is crooked')
  await press.answered()
  await mara.sees('Glad that helped')
  await page.presses('solved')
  await page.sees('Glad that helped')
})

test('what managers wrote and pressed while the desk was stopped is caught up with', { timeout: 60_000 }, async () => {
  const vlad = newCustomer(desk, 'Vlad')
  vlad.sends('/human The gate is locked')
  await vlad.sees('what is your name')
  await vlad.presses('👤 Vlad').answered()
  await vlad.sees('e-mail address')
  await vlad.presses(/skip/i).answered()
  const ticket = await ticketAbout(desk, 'The gate is locked')
  await vlad.sees('Your request is')

  expect(await desk.program.stop()).toBe(0)
  expect(await desk.anna.presses(ticket.card, 'ticket.claim')).toMatchObject({ acked: false })
  const first = ticket.says(desk.anna, 'The key is under the mat.')
  const note = ticket.says(desk.anna, '// tell nobody')
  const second = ticket.says(desk.anna, 'Put it back, please.')
  await desk.slack.until(() => (desk.slack.socket.lost().length >= 3 ? true : undefined))
  vlad.sends('Is anybody there?')
  await nextSecond()
  await desk.startAgain()

  await vlad.sees('Put it back, please.')
  const said = vlad.messages.filter(({ from, text }) => from === 'bot' && /mat|back/.test(text)).map(({ text }) => text)
  expect(said).toEqual([expect.stringContaining('under the mat'), expect.stringContaining('Put it back')])
  await ticket.marked(first, 'white_check_mark')
  await ticket.marked(second, 'white_check_mark')
  await ticket.marked(note, 'lock')
  await ticket.hears('Is anybody there?')
  await ticket.shows('held by Anna')
  const told = await desk.slack.sees(staffChannel, ({ text }) => text.includes('The desk was away and is back'))
  expect(told.text).toContain('customers’ messages: 1, managers’: 3')
  expect(told.text).toContain('Nothing was lost')
})

test('a stop while Telegram does not answer still ends well, and what was being said arrives after the next start', {
  timeout: 60_000,
}, async () => {
  const ana = newCustomer(desk, 'Ana')
  const silence = desk.telegram.fault({ kind: 'hang', method: 'sendMessage' })
  ana.sends('/status')
  await eventually(() => expect(silence.struck()).toBe(1))
  expect(await desk.program.stop()).toBe(0)
  await desk.startAgain()
  await ana.sees('no open requests')
})

test('a stop while the database is away still ends well', { timeout: 60_000 }, async () => {
  await cutOff(desk.database.url)
  const dan = newCustomer(desk, 'Dan')
  dan.sends('/status')
  await desk.program.logged(({ level }) => Number(level) >= 40)
  expect(await desk.program.stop()).toBe(0)
  await letIn(desk.database.url)
  await desk.startAgain()
  await dan.sees('no open requests')
})
