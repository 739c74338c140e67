// Whatever people and platforms send, the desk answers in words or lets it pass, and goes on.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type StaffTicket, ticketAbout } from './staff-view.ts'
import { type Customer, newCustomer, openDesk, type StoryDesk, staffChannel } from './story-desk.ts'

let desk: StoryDesk
let ion: Customer
let ticket: StaffTicket
beforeAll(async () => {
  desk = await openDesk()
  ion = newCustomer(desk, 'Ion')
  ion.sends('/human The bridge is closed')
  ticket = await ticketAbout(desk, 'The bridge is closed')
  await ion.sees('Your request is')
})
afterAll(() => desk.close())

// Answers come in order, so that what was sent before has been seen to once this is answered.
const asksForHelp = async (customer: Customer): Promise<void> => {
  const last = customer.messages.at(-1)?.message_id ?? 0
  customer.sends('/help')
  await customer.sees('/human', { after: last })
}

test('updates of kinds that the desk does not know are passed in silence', async () => {
  const before = ion.messages.length
  desk.telegram.push({ something_new: { from: { id: ion.id }, secret: '\u0000' } })
  desk.telegram.push({ poll: { id: '1' } })
  desk.telegram.push({ message: 'no object at all' })
  desk.telegram.push({ message: { message_id: 'x', chat: null } })
  desk.telegram.push({})
  await asksForHelp(ion)
  expect(ion.messages).toHaveLength(before + 2)
})

test('what can’t be passed on yet is answered with what to do instead, and the staff hear of it', async () => {
  ion.sends('', { game: { title: 'Lumberjack', description: 'Cut trees', photo: [] } })
  await ion.sees('I can’t pass on a game yet')
  await ticket.hears('sent a game')
  ion.sends('')
  await ion.sees('a message of an unknown kind')
  ion.sends('\u0000\u0007 \u200b')
  await asksForHelp(ion)
})

test('50,000 characters reach the thread whole', async () => {
  const words = Array.from({ length: 6_250 }, (_, n) => `${String(n).padStart(7, '0')} `)
  ion.sends(words.join(''))
  await ticket.hears('0006249')
  const heard = ticket.thread().join(' ')
  expect(words.filter((word) => !heard.includes(word.trim()))).toEqual([])
})

test('a question of 50,000 characters is one ticket whose thread has all of it', async () => {
  const mara = newCustomer(desk, 'Mara')
  mara.sends(`/human Tunnel ${'and so on '.repeat(5_000)}the end`)
  const long = await ticketAbout(desk, 'Tunnel and so on')
  await long.hears('the end')
  await mara.sees('Your request is')
})

test('control characters, NUL and half characters are left out of what is passed on', async () => {
  ion.sends('tick\u0000\u0007tock \ud800 \u202eend')
  const heard = await ticket.hears('ticktock')
  expect(heard.text).not.toMatch(/(?!\n)\p{Cc}/u)
  expect(heard.text.isWellFormed()).toBe(true)
})

test('a button of a suggestion long gone is answered, and does nothing', async () => {
  const vlad = newCustomer(desk, 'Vlad')
  vlad.sends('Where is my refund?')
  const old = await vlad.sees('5 working days')
  await vlad.presses(/solved/i).answered()
  await vlad.sees('Glad that helped')
  const notice = await vlad.presses(/person/i, old.message_id).answered()
  expect(notice.text).toContain('from earlier')
  await asksForHelp(vlad)
  expect(vlad.messages.filter(({ text }) => text.includes('Your request is'))).toEqual([])
})

test('a press that means nothing is answered', async () => {
  const from = { id: ion.id, is_bot: false, first_name: 'Ion' }
  const chat = { id: ion.id, type: 'private' }
  const message = { message_id: 1, date: 0, chat }
  for (const data of ['', 'rate', 'rate:1:9', 'x'.repeat(64), '\u0000', '🙂']) {
    const id = `press of ${data}`
    desk.telegram.push({ callback_query: { id, from, message, chat_instance: '1', data } })
    await desk.telegram.called('answerCallbackQuery', ({ args }) => args.callback_query_id === id)
  }
  await asksForHelp(ion)
})

test('commands in the wrong place are answered in words', async () => {
  const ana = newCustomer(desk, 'Ana')
  for (const [command, answer] of [
    ['/close', 'no open request to close'],
    ['/cancel', 'nothing to cancel'],
    ['/skip', 'write your question here'],
    ['/start faq_nothing-like-it', 'Hello!'],
    ['/nonsense', 'write your question here'],
    ['/status', 'no open requests'],
  ] as const) {
    const last = ana.messages.at(-1)?.message_id ?? 0
    ana.sends(command)
    await ana.sees(answer, { after: last })
  }
})

test('talk in the staff channel outside of tickets goes to nobody', async () => {
  const before = ion.messages.length
  const talk = desk.anna.postsIn(staffChannel, 'Who wants coffee?')
  desk.ben.postsIn(staffChannel, 'Me!', { threadTs: talk.ts })
  const reply = ticket.says(desk.anna, 'The bridge opens at noon.')
  await ticket.marked(reply, 'white_check_mark')
  await ion.sees('opens at noon')
  expect(ion.messages).toHaveLength(before + 1)
})

test('commands in Slack that there are not are answered for the asker alone', async () => {
  for (const [text, answer] of [
    ['', '/desk stats'],
    ['nonsense', 'There is no'],
    ['stats yesterdayish', ''],
  ] as const) {
    const before = desk.dora.notices().length
    expect(await desk.dora.commands('/desk', text, staffChannel)).toMatchObject({ acked: true })
    const notice = await desk.slack.until(() => desk.dora.notices()[before])
    expect(notice.text).toContain(answer)
  }
})

test('a manager’s canvas is not passed on, and the thread says so', async () => {
  const sent = desk.anna.postsIn(staffChannel, '', {
    threadTs: ticket.card.ts,
    files: [{ name: 'Plan', mode: 'canvas' }],
  })
  await ticket.marked(sent, 'warning')
  await ticket.hears('can’t leave Slack')
})
