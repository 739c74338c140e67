// An article's life in Slack: written, confirmed by a customer, changed, archived and restored; customers are answered accordingly.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { ticketAbout } from './staff-view.ts'
import { newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

const question = 'How do I calibrate my zorblax?'
let desk: StoryDesk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

const seeing = (what: string | RegExp) =>
  desk.slack.until(() => desk.anna.views().find(({ content }) => JSON.stringify(content).match(what)))
const commands = async (text: string, callback: string) => {
  await desk.anna.commands('/desk', `faq ${text}`)
  return seeing(`"callback_id":"${callback}"`)
}
const closed = () => eventually(() => expect(desk.anna.views()).toEqual([]))

/** What a search for the zorblax shows now, for its menu. */
const found = async () => {
  const before = desk.anna.notices().length
  await desk.anna.commands('/desk', 'faq zorblax')
  return desk.slack.until(() => desk.anna.notices()[before])
}
const foundOnce = (words: string) => eventually(async () => expect((await found()).text).toContain(words))
const gone = () => eventually(async () => expect((await found()).text).not.toContain('Calibrating the zorblax'))
const idOf = async () => /id `([^`]+)`/.exec(JSON.stringify((await found()).blocks))?.[1] ?? ''

const isAnswered = async (name: string) => {
  const customer = newCustomer(desk, name)
  customer.sends(question)
  await customer.sees('Turn the blue knob.')
  return customer
}
const opensTicket = async (name: string) => {
  const customer = newCustomer(desk, name)
  customer.sends(`${question} I am ${name}`)
  await customer.sees('Your request is')
  await ticketAbout(desk, `I am ${name}`)
}

test('a manager writes an article, which then answers customers', async () => {
  await opensTicket('Adam')
  const form = await commands('add', 'article.write')
  const filled = { title: 'Calibrating the zorblax', answer: 'Turn the **blue** knob.', phrasings: question }
  await desk.anna.submits(form, filled)
  await desk.anna.submits(await seeing(/1 finds an answer that it did not find before/), {})
  await closed()
  await foundOnce('Calibrating the zorblax')
  const bea = await isAnswered('Bea')
  await bea.presses('solved').answered()
  await bea.sees('Glad that helped')
})

test('a change that loses the confirmed answer is asked about twice, and takes effect', async () => {
  const id = await idOf()
  const form = await commands(`edit ${id}`, 'article.write')
  await desk.anna.submits(form, {
    title: 'Watering plants',
    phrasings: 'when are the plants watered',
    answer: 'Daily.',
  })
  const result = await seeing(/1 loses the answer that was confirmed/)
  expect(JSON.stringify(result.content)).toContain(`“${question}”: Calibrating the zorblax → nothing`)
  await desk.anna.submits(result, {})
  await desk.anna.submits(await seeing('Go on all the same?'), {})
  await closed()
  await gone()
  await opensTicket('Carla')
  await desk.anna.pressesNotice(await plants(), 'article.menu', `history:${id}`)
  await desk.anna.pressesIn(await seeing('Revision 2'), 'article.restore')
  await desk.anna.submits(
    await seeing(/reads again as in revision 1.*find an answer that they did not find before/),
    {},
  )
  await foundOnce('Calibrating the zorblax')
  await isAnswered('Dan')
  desk.anna.dismisses()
})

const plants = async () => {
  const before = desk.anna.notices().length
  await desk.anna.commands('/desk', 'faq plants watered')
  return desk.slack.until(() => desk.anna.notices()[before])
}

test('an archived article answers nobody, until it is restored out of its history', async () => {
  const id = await idOf()
  const kept = await found()
  await desk.anna.submits(await commands(`archive ${id}`, 'article.change'), {})
  await desk.anna.submits(await seeing('Yes, archive it'), {})
  await closed()
  await gone()
  await opensTicket('Emil')
  await desk.anna.pressesNotice(kept, 'article.menu', `history:${id}`)
  const history = await seeing('Revision 4')
  expect(JSON.stringify(history.content)).toMatch(/archived · Anna.*restored · Anna.*edited · Anna.*written · Anna/)
  await desk.anna.pressesIn(history, 'article.restore')
  await desk.anna.submits(await seeing('reads again as in revision 3'), {})
  await foundOnce('Calibrating the zorblax')
  await isAnswered('Flora')
  desk.anna.dismisses()
})

test('the review leads from what nobody could answer to an article', async () => {
  const gina = newCustomer(desk, 'Gina')
  gina.sends('Do you rent out kayaks by the hour?')
  await gina.sees('Your request is')
  const review = await commands('review', 'article.review')
  expect(JSON.stringify(review.content)).toMatch(/Unanswered.*rent out kayaks/)
  await desk.anna.pressesIn(review, 'article.add')
  const form = await seeing('"callback_id":"article.write"')
  await desk.anna.submits(form, { title: 'Kayaks', answer: 'Yes, for ten coins.' })
  await desk.anna.submits(await seeing('Save'), {})
  await eventually(() => expect(desk.anna.views()).toHaveLength(1))
  const hugo = newCustomer(desk, 'Hugo')
  await eventually(async () => {
    await desk.anna.commands('/desk', 'faq kayaks')
    expect(desk.anna.notices().at(-1)?.text).toContain('*Kayaks*')
  })
  hugo.sends('Do you rent out kayaks by the hour?')
  await hugo.sees('ten coins')
})
