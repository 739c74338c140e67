// `kill -9` while Telegram posts to the desk: what was not stored was not acknowledged, and comes again.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import type { Program } from '../support/program.ts'
import { type StaffTicket, ticketAbout } from './staff-view.ts'
import { type Customer, newCustomer, openDeskProcess, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk<Program>
let ion: Customer
let ticket: StaffTicket
beforeAll(async () => {
  desk = await openDeskProcess({
    environment: { TELEGRAM_MODE: 'webhook', TELEGRAM_WEBHOOK_SECRET: 'a-word-that-telegram-alone-knows' },
    telegram: { webhook: { isLocal: true, pauseScale: 0.02 } },
  })
  ion = newCustomer(desk, 'Ion')
  ion.sends('/human The lift is stuck')
  ticket = await ticketAbout(desk, 'The lift is stuck')
})
afterAll(() => desk.close())

/** The thread's words about something, in order. */
const heard = (about: string): string[] => ticket.thread().filter((text) => text.includes(about))
const says = (...words: readonly string[]): void => {
  for (const text of words) ion.sends(text)
}

test.each([1, 2])(
  'killed in the middle and started again, it loses and doubles nothing (%i)',
  { timeout: 60_000 },
  async (time) => {
    const before = desk.telegram.attempts.length
    says(`before kill ${time}, one`, `before kill ${time}, two`)
    await eventually(() => expect(desk.telegram.attempts.length).toBeGreaterThan(before))
    await desk.program.kill()
    says(`after kill ${time}, one`, `after kill ${time}, two`)
    await desk.startAgain()
    await ticket.hears(`after kill ${time}, two`)
    const expected = ['before', 'after'].flatMap((when) => [`${when} kill ${time}, one`, `${when} kill ${time}, two`])
    expect(heard(`kill ${time},`)).toEqual(expected)
  },
)
