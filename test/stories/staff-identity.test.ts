// Who customers see: their helper's first name, or the desk alone (STAFF_IDENTITY).

import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { ticketAbout } from './staff-view.ts'
import { type Colleague, newCustomer, openDesk, type StoryDesk, staffChannel } from './story-desk.ts'

let desk: StoryDesk
let eva: Colleague
let desksWanted = 0
beforeAll(async () => {
  desk = await openDesk()
  eva = desk.slack.person({ id: 'U4EVA', name: 'Eva Banks' })
  desk.slack.channel({ id: staffChannel, members: ['U4EVA'] })
})
afterAll(() => desk.close())

/** All that a new customer reads while Eva claims and answers, and what their status tells. */
const readsOf = async (name: string): Promise<string> => {
  desksWanted += 1
  const question = `The lamp ${desksWanted} flickers`
  const ion = newCustomer(desk, name)
  ion.sends(`/human ${question}`)
  const ticket = await ticketAbout(desk, question)
  await eva.presses(ticket.card, 'ticket.claim')
  ticket.says(eva, 'Change the bulb.')
  await ion.sees('Change the bulb.')
  ion.sends('/status')
  await eventually(() => expect(ion.messages.at(-1)?.text).toContain('Write here to add'))
  await ticket.shows('held by Eva Banks')
  return ion.messages.map(({ text }) => text).join('\n')
}

test('customers see the first name of whoever answers', async () => {
  const read = await readsOf('Ion')
  expect(read).toContain('Eva is looking into')
  expect(read).toContain('Eva is on it')
  expect(read).not.toContain('Banks')
})

test('customers see the desk alone where it hides its people; the staff still see each other', async () => {
  await desk.program.stop()
  await desk.startAgain({ STAFF_IDENTITY: 'desk' })
  const read = await readsOf('Mara')
  expect(read).toContain('We are looking into')
  expect(read).toContain('Help desk')
  expect(read).not.toContain('Eva')
})
