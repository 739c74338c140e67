// What an operator reads in the log: one line for each event and each delivery, and never a person's words.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import type { LogLine } from '../support/log-lines.ts'
import type { Program } from '../support/program.ts'
import { ticketAbout } from './staff-view.ts'
import { newCustomer, openDeskProcess, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk<Program>
beforeAll(async () => {
  desk = await openDeskProcess()
})
afterAll(() => desk.close())

const lines = (msg: string, fits: (line: LogLine) => boolean): readonly LogLine[] =>
  desk.program.lines.filter((line) => line.msg === msg && fits(line))

test('each event and each delivery is one line with its conversation and its ticket', async () => {
  const mara = newCustomer(desk, 'Mara')
  mara.sends('zxqv secret matter.')
  const ticket = await ticketAbout(desk, 'zxqv secret matter.')
  const reply = ticket.says(desk.anna, 'zxqv secret answer.')
  await ticket.marked(reply, 'white_check_mark')
  const [opened] = lines('event', ({ event }) => event === 'CustomerWrote')
  expect(opened).toMatchObject({ outcome: 'done', ticket: expect.any(String), conversation: expect.any(String) })
  const isAbout = (line: LogLine) => line.ticket === opened?.ticket && line.conversation === opened?.conversation
  expect(lines('event', isAbout).map(({ event }) => event)).toEqual(['CustomerWrote', 'ManagerReplied'])
  await eventually(() => {
    const said = lines('delivery', isAbout).map(({ kind, outcome }) => `${kind} ${outcome}`)
    expect(new Set(said)).toEqual(new Set(['card delivered', 'message delivered', 'mark delivered']))
    expect(said.filter((line) => line.startsWith('message'))).toHaveLength(2)
  })
})

test('what people wrote is in no line', () => {
  expect(JSON.stringify(desk.program.lines)).not.toContain('secret')
})
