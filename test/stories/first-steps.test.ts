// Somebody new on Telegram is offered what they can begin with, in their language, and is left alone with it afterwards.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

test('the welcome offers keys, each is understood, and they are gone once a request is open', async () => {
  const ion = newCustomer(desk, 'Ion')
  ion.sends('/start')
  const welcome = await ion.sees('Write your question here')
  expect(ion.keys).toEqual(['✍️ Ask a question', '📖 Look through the answers', '📋 My requests', '🙋 Talk to a person'])
  expect(welcome.buttons).toEqual([])
  const answers = [
    'your question as your next message',
    'Choose a topic',
    'no open request',
    'Write your question in one',
  ]
  for (const [index, label] of ion.keys.entries()) {
    const { messageId } = ion.sends(label)
    await ion.sees(answers[index] ?? '', { after: messageId })
  }
  ion.sends('Where is my refund?')
  await ion.sees('Your request is #')
  expect(ion.keys).toEqual([])
})

test('the keys speak the customer’s language', async () => {
  const ana = desk.telegram.user({ id: 7100, firstName: 'Ana', languageCode: 'ro' })
  ana.sends('/start')
  await ana.sees('👋')
  const [, browse = ''] = ana.keys
  expect(browse).toContain('răspunsuri')
  ana.sends(browse)
  await ana.sees(({ buttons }) => buttons.some(({ text }) => /\(\d+\)$/.test(text)))
})
