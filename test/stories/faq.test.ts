// What the FAQ does for both sides: it answers customers before a ticket is needed, and managers when they choose from it.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardsAbout, ticketAbout } from './staff-view.ts'
import { newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

test('a question that the FAQ solved opens no ticket', async () => {
  const ion = newCustomer(desk, 'Ion')
  ion.sends('Where is my refund?')
  await ion.sees('5 working days')
  await ion.presses('solved').answered()
  const { message_id } = await ion.sees('Glad that helped')
  ion.sends('/status')
  await ion.sees('no open requests', { after: message_id })
  expect(cardsAbout(desk, 'refund')).toBe(0)
})

test('an answer that was not it leads to a person, with the question as it was asked', async () => {
  const mara = newCustomer(desk, 'Mara')
  mara.sends('My discount code does not work')
  let { message_id } = await mara.sees((message) => message.buttons.some(({ text }) => /not what/i.test(text)))
  await mara.presses(/not what/i).answered()
  // A second article may be offered before a person is.
  const next = await mara.sees((message) => message.message_id > message_id)
  message_id = next.message_id
  if (!next.text.includes('Your request is')) await mara.presses(/not what/i, message_id).answered()
  await mara.sees('Your request is')
  await ticketAbout(desk, 'My discount code does not work')
})

test('a Romanian customer is answered in Romanian', async () => {
  const radu = desk.telegram.user({ id: 20_001, firstName: 'Radu', languageCode: 'ro' })
  radu.sends('Mi-am uitat parola')
  const answer = await radu.sees('Am uitat parola')
  expect(answer.buttons.map(({ text }) => text)).toContain('✅ M-a ajutat')
})

test('a manager answers from the FAQ: the customer reads the article, and the ticket is theirs', async () => {
  const vlad = newCustomer(desk, 'Vlad')
  vlad.sends('/human I sent it back weeks ago')
  const ticket = await ticketAbout(desk, 'I sent it back weeks ago')
  expect(await desk.anna.presses(ticket.card, 'ticket.faq')).toMatchObject({ acked: true })
  const picker = await desk.slack.until(() => desk.anna.views().find(({ content }) => 'submit' in content))
  expect(
    await desk.anna.submits(picker, { article: await articleCalled('When do I get my money back?') }),
  ).toMatchObject({
    acked: true,
  })
  const answer = await vlad.sees('5 working days')
  expect(answer.text).not.toContain('**')
  await ticket.shows('held by Anna')
  await ticket.hears('5 working days')
})

// The value of the menu's entry that a manager finds by an article's title.
async function articleCalled(title: string): Promise<string> {
  const [picker] = desk.anna.views()
  if (picker === undefined) throw new Error('no picker is open')
  const [entry] = await desk.anna.searches(picker, 'article', title)
  if (entry?.text.text !== title) throw new Error(`the picker offers ${entry?.text.text ?? 'nothing'} for ${title}`)
  return entry.value
}
