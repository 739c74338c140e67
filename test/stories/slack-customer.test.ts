// Customers inside the workspace: they write to the bot in its direct message, and the road is the same.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SeenMessage } from '../simulators/slack/slack-simulator.ts'
import { type StaffTicket, ticketAbout } from './staff-view.ts'
import { type Colleague, newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk
let carl: Colleague
let chat: string
let ticket: StaffTicket
beforeAll(async () => {
  desk = await openDesk()
  carl = desk.slack.person({ id: 'U9CARL', name: 'Carl' })
})
afterAll(() => desk.close())

const reads = (words: string): Promise<SeenMessage> =>
  desk.slack.sees(chat, ({ byBot, text }) => byBot && text.includes(words))

test('a question in the direct message is answered from the FAQ, with buttons', async () => {
  chat = carl.dm('Where is my refund?').channel
  const answer = await reads('5 working days')
  for (const action of ['suggestion.solved', 'suggestion.not', 'suggestion.person'])
    expect(JSON.stringify(answer.blocks)).toContain(`"${action}"`)
  await carl.presses(answer, 'suggestion.person')
  await reads('Your request is')
  ticket = await ticketAbout(desk, 'Where is my refund?')
})

test('words go both ways between the direct message and the thread', async () => {
  const reply = ticket.says(desk.anna, 'It left us *today*.')
  await reads('It left us')
  await ticket.marked(reply, 'white_check_mark')
  carl.dm('Thank you <!channel>')
  const heard = await ticket.hears('Thank you')
  expect(heard.username).toContain('Carl')
  expect(heard.text).not.toContain('<!channel>')
})

test('a resolved ticket is rated by a button', async () => {
  await desk.anna.presses(ticket.card, 'ticket.resolve')
  await carl.presses(await reads('is resolved'), 'rating.4')
  await ticket.shows('★★★★☆')
})

test('a question behind /support opens the same road', async () => {
  const dan = desk.slack.person({ id: 'U8DAN', name: 'Dan' })
  expect(await dan.commands('/support', 'I forgot my password')).toMatchObject({ acked: true })
  const { channel } = dan.dm('/status')
  await desk.slack.sees(channel, ({ byBot, text }) => byBot && text.includes('Forgot password'))
})

test('/support without words opens a form, and the answer comes in the direct message', async () => {
  const eva = desk.slack.person({ id: 'U7EVA', name: 'Eva' })
  await eva.commands('/support')
  const form = await desk.slack.until(() => eva.views().find(({ content }) => content.submit))
  await eva.submits(form, { question: 'Where is my refund?' })
  const { channel } = eva.dm('/status')
  await desk.slack.sees(channel, ({ byBot, text }) => byBot && text.includes('5 working days'))
})

test('commands work with a space before the slash: help tells so, a chat on Telegram is linked, and all of it is forgotten', async () => {
  const fay = desk.slack.person({ id: 'U6FAY', name: 'Fay' })
  const { channel } = fay.dm(' /help')
  const sees = (words: string) => desk.slack.sees(channel, ({ byBot, text }) => byBot && text.includes(words))
  await sees('put a space before the slash')
  fay.dm(' /assistant')
  await sees('There is no assistant here')
  fay.dm(' /human The stairs creak')
  await sees('Your request is')
  const stairs = await ticketAbout(desk, 'The stairs creak')

  const same = newCustomer(desk, 'Fay')
  same.sends('/link')
  const { text = '' } = await same.sees('Give it to nobody else')
  fay.dm(` ${/\/link [A-Z\d-]+/.exec(text)?.[0]}`)
  await fay.presses(await sees('Shall I link this chat'), 'link.yes')
  await same.sees('has sent me your code')
  await same.presses('Yes, link them').answered()
  await sees('are linked')
  same.sends('/tickets')
  await same.sees(`#${stairs.number}, which you opened on Slack`)

  fay.dm(' /forget')
  await fay.presses(await sees('Shall I forget you'), 'forget.yes')
  await desk.slack.until(() => fay.notices().find((notice) => notice.text.includes('I have erased your name')))
  await stairs.hears('asked to be forgotten')
  const { message_id } = same.messages.at(-1) ?? { message_id: 0 }
  same.sends('/tickets')
  await same.sees('no open requests', { after: message_id })
})

test('the Home tab shows customers their requests and managers the queue', async () => {
  const shows = (who: Colleague, words: string) => {
    who.opensHome()
    return desk.slack.until(() => (JSON.stringify(who.home()?.content ?? '').includes(words) ? true : undefined))
  }
  await shows(carl, 'Where is my refund?')
  carl.dm('/human The lock squeaks')
  await ticketAbout(desk, 'The lock squeaks')
  await shows(desk.anna, 'The lock squeaks')
})
