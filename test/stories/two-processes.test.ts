// Two processes of one desk: one of them polls Telegram, one says what there is to say, and the other takes over when that one is gone.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import type { Program } from '../support/program.ts'
import { openBrowser } from './browser.ts'
import { cardsAbout, ticketAbout } from './staff-view.ts'
import { newCustomer, openDeskProcess, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk<Program>
let first: Program
beforeAll(async () => {
  desk = await openDeskProcess({ environment: { PACING: 'on' } })
  first = desk.program
  await desk.startAgain()
})
afterAll(async () => {
  await first.stop()
  await desk.close()
})

const says = (program: Program, words: string) => program.logged(({ msg }) => String(msg).includes(words))

test('the second waits without a word to Telegram, and each message has its effect once', async () => {
  await says(desk.program, 'Telegram is polled by another process of this desk')
  const writers = Array.from({ length: 4 }, (_, n) => newCustomer(desk, `Writer${n}`))
  for (const [n, writer] of writers.entries()) writer.sends(`/human The lift number ${n} is stuck`)
  for (const [n, writer] of writers.entries()) {
    await writer.sees('Your request is')
    expect(cardsAbout(desk, `The lift number ${n} is stuck`)).toBeLessThanOrEqual(1)
    await ticketAbout(desk, `The lift number ${n} is stuck`)
  }
  expect(JSON.stringify([first.lines, desk.program.lines])).not.toContain('something else polls')
})

test('one of them is connected to Slack, which would spread one person’s words over both', async () => {
  await says(desk.program, 'Slack is connected to another process of this desk')
  expect(desk.slack.socket.connections()).toBe(1)
})

test('one of them says all that is said on Slack, so that what it counts keeps the limits, whichever took the words', async () => {
  const programs = [first, desk.program]
  const before = programs.map(({ lines }) => lines.length)
  for (const { pid, url } of programs) await openBrowser(() => url).writes(`/human The bell of ${pid} rings`)
  for (const { pid } of programs) await ticketAbout(desk, `The bell of ${pid} rings`)
  const cards = () =>
    programs.map(
      ({ lines }, n) => lines.slice(before[n]).filter(({ msg, kind }) => msg === 'delivery' && kind === 'card').length,
    )
  await eventually(() => expect(Math.max(...cards())).toBeGreaterThanOrEqual(2))
  expect(Math.min(...cards())).toBe(0)
})

test('when the one that polls and speaks is killed the other takes over, and nothing that was written meanwhile is lost', async () => {
  await first.kill()
  const ana = newCustomer(desk, 'Ana')
  ana.sends('/human The door is shut')
  await ana.sees('Your request is')
  await ticketAbout(desk, 'The door is shut')
  await says(desk.program, 'this process polls Telegram from now on')
  await says(desk.program, 'this process connects to Slack from now on')
  const { card } = await ticketAbout(desk, 'The door is shut')
  await desk.anna.presses(card, 'ticket.claim')
})
