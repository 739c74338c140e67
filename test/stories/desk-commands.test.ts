// What managers ask of the desk in Slack: what waits, what did not arrive, and the way into the browser.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type StaffTicket, ticketAbout } from './staff-view.ts'
import { type Colleague, type Customer, newCustomer, openDesk, type StoryDesk, staffChannel } from './story-desk.ts'

let desk: StoryDesk
let ion: Customer
let ticket: StaffTicket
beforeAll(async () => {
  desk = await openDesk()
  ion = newCustomer(desk, 'Ion')
  ion.sends('/human The heating is off')
  ticket = await ticketAbout(desk, 'The heating is off')
})
afterAll(() => desk.close())

const isFigures = ({ blocks }: { readonly blocks: readonly object[] }): boolean =>
  JSON.stringify(blocks).includes('Tickets opened')

const asks = async (who: Colleague, text: string) => {
  const before = who.notices().length
  await who.commands('/desk', text)
  const notice = await desk.slack.until(() => who.notices()[before])
  return { ...notice, text: `${notice.text} ${JSON.stringify(notice.blocks)}` }
}

test('the queue has the ticket and leads to its card; whoever holds it finds it among theirs', async () => {
  // A card may be seen before the desk has its receipt, and so the way to it.
  await expect
    .poll(async () => (await asks(desk.anna, 'queue')).text)
    .toMatch(new RegExp(`/p${ticket.card.ts.replace('.', '')}\\|#${ticket.number}>\\* The heating is off`))
  await desk.anna.presses(ticket.card, 'ticket.claim')
  await ticket.shows('held by Anna')
  expect((await asks(desk.anna, 'mine')).text).toContain('The heating is off')
  expect((await asks(desk.ben, 'mine')).text).toContain('You hold no ticket')
})

test('a reply that did not arrive is sent again from its thread, and ✅ takes the place of ⚠️', async () => {
  ion.blocks()
  await ticket.hears('left the chat or blocked the bot')
  const reply = ticket.says(desk.anna, 'Somebody comes at ten.')
  await ticket.marked(reply, 'warning')
  ion.unblocks()
  await ticket.hears('can be reached again')
  await desk.anna.presses(await ticket.hears('did not reach the customer'), 'delivery.again')
  await ion.sees('Somebody comes at ten.')
  const marked = await desk.slack.sees(
    ticket.card.channel,
    ({ ts, reactions }) => ts === reply.ts && reactions.join() === 'white_check_mark',
  )
  expect(marked.text).toBe('Somebody comes at ten.')
})

test('what did not arrive anywhere is listed, and sent again once', async () => {
  ion.blocks()
  const reply = ticket.says(desk.anna, 'Are you at home?')
  await ticket.marked(reply, 'warning')
  ion.unblocks()
  const list = await asks(desk.ben, 'undelivered')
  expect(list.text).toMatch(/words of Anna.*Are you at home\?.*blocked the bot/)
  await desk.ben.pressesNotice(list, 'delivery.again', 'Are you at home?')
  await desk.dora.pressesNotice(list, 'delivery.again', 'Are you at home?')
  await ion.sees('Are you at home?')
  await desk.slack.until(() => desk.dora.notices().find(({ text }) => text.includes('again already')))
  expect((await asks(desk.ben, 'undelivered')).text).not.toContain('Are you at home?')
  expect(ion.messages.filter(({ text }) => text.includes('Are you at home?'))).toHaveLength(1)
})

test('a sign-in link leads into the staff desk, once', async () => {
  const link = /http\S+sign-in\/[\w-]+/.exec((await asks(desk.dora, 'login')).text)?.[0] ?? ''
  const signIn = () =>
    fetch(link, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: '{}',
    })
  expect((await signIn()).status).toBe(200)
  expect((await signIn()).status).not.toBe(200)
})

test('an admin gets tickets and messages of a period as files in a direct message, and nobody else does', async () => {
  expect((await asks(desk.ben, 'export')).text).toContain('give them your id: slack:U2BEN')
  expect((await asks(desk.dora, 'export soon')).text).toContain('I don’t know that period')
  ion.sends('=1+1 and then?')
  await ticket.hears('=1+1 and then?')
  expect((await asks(desk.dora, 'export today')).text).toContain('come to you as files in a direct message')
  const shown = await desk.slack.sees('D3DORA', ({ files }) => files.length > 0)
  expect(shown.text).toContain('keep them to yourself')
  const [tickets, messages] = shown.files.map(({ name, bytes }) => {
    expect(name).toMatch(/^(tickets|messages)-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/)
    return Buffer.from(bytes).toString('utf8')
  })
  expect(tickets).toMatch(/^\uFEFFnumber,state,.*\n1,claimed,normal,Anna,Ion,telegram,,The heating is off,/)
  expect(messages).toMatch(/,customer,Ion,false,'=1\+1 and then\?,/)
  await asks(desk.dora, 'export azi în JSON')
  const asked = await desk.slack.sees('D3DORA', ({ files }) => files.some(({ name }) => name.endsWith('.json')))
  const [inJson] = asked.files.map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString('utf8')))
  expect(inJson[0]).toMatchObject({ number: 1, customer: 'Ion', question: expect.stringContaining('The heating') })
})

test('an admin sees the figures alone and their picture in a direct message, and shares both in the channel once', async () => {
  const asked = desk.dora.notices().length
  await desk.dora.commands('/desk', 'stats today', staffChannel)
  const figures = await desk.slack.until(() => desk.dora.notices()[asked])
  expect(figures.channel).toBe(staffChannel)
  expect(JSON.stringify(figures.blocks)).toMatch(/Tickets opened.*picture comes to you in a direct message/)
  const picture = await desk.slack.sees('D3DORA', ({ files }) =>
    files.some(({ name }) => name === 'tickets-by-day.png'),
  )
  expect(picture.files).toMatchObject([
    { mediaType: 'image/png', alt: expect.stringMatching(/^Chart of the tickets by day, .*: 1 opened/) },
  ])
  expect(desk.slack.posts(staffChannel).some(isFigures)).toBe(false)
  const shared = async () => {
    await Promise.all([1, 2].map(() => desk.dora.pressesNotice(figures, 'stats.share')))
    return desk.slack.sees(staffChannel, ({ files }) => files.length > 0)
  }
  expect((await shared()).files).toMatchObject([{ name: 'tickets-by-day.png', alt: picture.files[0]?.alt }])
  const posts = desk.slack.posts(staffChannel)
  expect(posts.filter(isFigures).map(({ blocks }) => JSON.stringify(blocks))).toEqual([
    expect.stringContaining('Shared by <@U3DORA>'),
  ])
  expect(desk.dora.notices()).not.toContainEqual(figures)
})

test('customers are not answered', async () => {
  const carl = desk.slack.person({ id: 'U9CARL', name: 'Carl' })
  expect((await asks(carl, 'queue')).text).toContain('/support')
})
