// What the desk learns: words for which an article was only offered are answered at once when two customers confirmed them, until a manager takes them back.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

const confirmed = 'Where is my refund of the wobbly flurble?'
let desk: StoryDesk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

const solves = async (name: string) => {
  const customer = newCustomer(desk, name)
  customer.sends(confirmed)
  await customer.sees('One of these')
  await customer.presses('When do I get my money back?').answered()
  await customer.sees('5 working days')
  await customer.presses('solved').answered()
  await customer.sees('Glad that helped')
}
/** What a search for those words alone shows now. */
const found = async () => {
  const before = desk.anna.notices().length
  await desk.anna.commands('/desk', 'faq wobbly flurble')
  return (await desk.slack.until(() => desk.anna.notices()[before])).text
}
const seeing = (what: string | RegExp) =>
  desk.slack.until(() => desk.anna.views().find(({ content }) => JSON.stringify(content).match(what)))

test('words that two customers confirmed are answered at once', async () => {
  await solves('Bob')
  await solves('Cleo')
  await desk.program.stop()
  await desk.startAgain()
  await desk.program.logged(({ msg }) => msg === 'the words of customers were judged')
  await eventually(async () => expect(await found()).toContain('When do I get my money back?'))
  const dan = newCustomer(desk, 'Dan')
  dan.sends(confirmed)
  await dan.sees('5 working days')
})

test('a manager takes them back out of the review, and the article is only offered for them again', async () => {
  await desk.anna.commands('/desk', 'faq review')
  await desk.anna.pressesIn(await seeing(/Learned.*wobbly flurble/), 'article.unlearn')
  await desk.anna.submits(await seeing('no phrasing of'), {})
  await eventually(() => expect(JSON.stringify(desk.anna.views())).not.toContain('Learned of'))
  await eventually(async () => expect(await found()).not.toContain('When do I get my money back?'))
  const eve = newCustomer(desk, 'Eve')
  eve.sends(confirmed)
  await eve.sees('One of these')
})
