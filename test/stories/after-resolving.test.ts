// Managers write on in the thread of a resolved ticket: nothing of it goes to the customer unless somebody says so.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { ticketAbout } from './staff-view.ts'
import { newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

test('it stays a note, files and all, until it is sent; then the ticket is open again', async () => {
  const ion = newCustomer(desk, 'Ion')
  ion.sends('/human The radiator knocks')
  const ticket = await ticketAbout(desk, 'The radiator knocks')
  await desk.anna.presses(ticket.card, 'ticket.resolve')
  await ticket.shows('is resolved')

  ticket.says(desk.anna, 'He calls each winter')
  await ticket.hears('stays here as a note')
  const file = { name: 'valve.txt', mediaType: 'text/plain', bytes: Buffer.from('a quarter turn') }
  const late = desk.anna.postsIn(ticket.card.channel, 'Turn the valve', { threadTs: ticket.card.ts, files: [file] })
  const asked = await desk.slack.until(() => {
    const all = ticket.replies().filter(({ text }) => text.includes('stays here as a note'))
    return all.length === 2 ? all[1] : undefined
  })
  await desk.dora.presses({ channel: ticket.card.channel, ts: asked.ts }, 'note.send')
  expect((await ion.sees('Turn the valve')).text).toContain('Anna')
  await ticket.marked(late, 'white_check_mark')
  await ticket.hears('has reopened this ticket')
  await ticket.shows('is held by Dora')
  expect(ion.messages.flatMap(({ file: got }) => (got ? [Buffer.from(got.bytes).toString()] : []))).toEqual([
    'a quarter turn',
  ])
  expect(ion.messages.map(({ text }) => text).join('\n')).not.toContain('each winter')
})
