// The road with Slack over HTTP: each event and each press is a signed request, and whatever happens to one, nothing is lost and nothing said twice.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Program } from '../support/program.ts'
import { type StaffTicket, ticketAbout } from './staff-view.ts'
import { type Customer, newCustomer, openDeskProcess, type StoryDesk } from './story-desk.ts'

const signingSecret = 'a word that Slack and the desk know'

let desk: StoryDesk<Program>
let ion: Customer
let ticket: StaffTicket
const connect = () => desk.slack.sendByHttp({ url: `${desk.program.url}/slack/events`, signingSecret })
beforeAll(async () => {
  desk = await openDeskProcess({
    environment: { SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: signingSecret },
    slack: { ackMs: 2000 },
  })
  await connect()
  ion = newCustomer(desk, 'Ion')
})
afterAll(() => desk.close())

/** What Ion read of the managers about something, in order. */
const heard = (about: string): (string | undefined)[] =>
  ion.messages
    .filter(({ from, text }) => from === 'bot' && text.includes(about))
    .map(({ text }) => text.split('\n').at(-1))

test('a question is claimed by a button and answered, and a command is answered to its asker', async () => {
  ion.sends('/human The gate is open')
  ticket = await ticketAbout(desk, 'The gate is open')
  expect(await desk.anna.presses(ticket.card, 'ticket.claim')).toMatchObject({ acked: true })
  await ticket.shows('Anna')
  const reply = ticket.says(desk.anna, 'We are closing it.')
  await ion.sees('We are closing it.')
  await ticket.marked(reply, 'white_check_mark')
  expect(await desk.ben.commands('/desk', 'queue', ticket.card.channel)).toMatchObject({ acked: true })
  await desk.slack.until(() =>
    desk.ben.notices().find(({ text, blocks }) => `${text}${JSON.stringify(blocks)}`.includes('The gate is open')),
  )
  expect(desk.slack.socket.connections()).toBe(0)
})

test('whoever opens the manifest in a browser gets it, and a page for what is nowhere', async () => {
  const opened = (path: string) => fetch(`${desk.program.url}${path}`, { headers: { Accept: 'text/html,*/*;q=0.8' } })
  expect(await (await opened('/slack/manifest')).json()).toMatchObject({ display_information: {} })
  const nowhere = await opened('/slack/nothing')
  expect([nowhere.status, nowhere.headers.get('content-type')]).toEqual([404, expect.stringContaining('text/html')])
})

test('an event that comes twice at once, or again since its answer was lost, says the words once', async () => {
  const when = (payload: object): boolean => JSON.stringify(payload).includes('on guard')
  const twice = desk.slack.fault({ method: 'events_api', kind: 'duplicate', when })
  const lost = desk.slack.fault({ method: 'events_api', kind: 'ack-lost', times: 2, when })
  ticket.says(desk.anna, 'Somebody is on guard.')
  const last = ticket.says(desk.anna, 'Two are on guard.')
  await ticket.marked(last, 'white_check_mark')
  await ion.sees('Two are on guard.')
  await desk.slack.until(() => (lost.struck() === 2 ? true : undefined))
  ticket.says(desk.anna, 'That was all.')
  await ion.sees('That was all.')
  expect([twice.struck(), heard('on guard')]).toEqual([1, ['Somebody is on guard.', 'Two are on guard.']])
})

test('what a manager writes while the desk is killed arrives once it is back, in order', {
  timeout: 60_000,
}, async () => {
  const first = ticket.says(desk.anna, 'Before the kill, one.')
  await ticket.marked(first, 'white_check_mark')
  await desk.program.kill()
  ticket.says(desk.anna, 'During the kill, two.')
  ticket.says(desk.anna, 'During the kill, three.')
  // Slack has given them up by now: only its history knows them.
  const lost = () => desk.slack.socket.lost().filter((payload) => JSON.stringify(payload).includes('During the kill'))
  await desk.slack.until(() => (lost().length === 2 ? true : undefined))
  await desk.startAgain()
  await connect()
  const last = ticket.says(desk.anna, 'After the kill, four.')
  await ticket.marked(last, 'white_check_mark')
  await ion.sees('After the kill, four.')
  const words = heard(' the kill, ').map((text) => text?.split(' ').at(-1))
  expect(words).toEqual(['one.', 'two.', 'three.', 'four.'])
})
