// A language model that helps and never gets in the way: the whole desk beside a simulated server of one.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../src/database/client.ts'
import { type OpenAiSimulator, startOpenAi } from '../simulators/openai/openai-simulator.ts'
import { eventually } from '../support/eventually.ts'
import { cardsAbout, ticketAbout } from './staff-view.ts'
import { newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk
let model: OpenAiSimulator
beforeAll(async () => {
  model = await startOpenAi()
  desk = await openDesk({
    environment: { OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'sk-simulated', OPENAI_MODEL: 'small' },
  })
})
afterAll(async () => {
  await desk.close()
  await model.stop()
})

const says = (answer: string, ...sources: string[]) =>
  model.answerWith(() => ({ known: sources.length > 0, answer, sources }))
const isAssisted = ({ text }: { text: string }) => text.includes('From our assistant')

test('what no article answers by itself the assistant answers from them, and who is helped opens no ticket', async () => {
  says('Parcels to other countries of the EU take 3 to 5 working days.', 'A1')
  const ion = newCustomer(desk, 'Ion')
  ion.sends('How do I get it to another country')
  const answer = await ion.sees(isAssisted)
  expect(answer.text).toContain('take 3 to 5 working days')
  expect(answer.buttons.map(({ text }) => text)).toEqual([
    expect.stringContaining('solved'),
    expect.stringContaining('Not what'),
    expect.stringContaining('person'),
    '▸ How long does delivery take?',
  ])
  await ion.presses('solved').answered()
  await ion.sees('Glad that helped')
  expect(cardsAbout(desk, 'another country')).toBe(0)
})

test('only the articles that fit best are in what the model reads', () => {
  const { user } = model.chats().at(-1) ?? { user: '' }
  expect(JSON.parse(user).articles).toHaveLength(5)
  expect(user).not.toContain('newsletter')
})

test('titles are offered at once, while the model still thinks, and its answer comes behind them', async () => {
  says('A gift card is valid for three years.', 'A1')
  const slow = model.fault({ kind: 'hang', method: 'chat' })
  const mara = newCustomer(desk, 'Mara')
  mara.sends('return the gift card')
  await mara.sees('One of these may be')
  expect(mara.messages.some(isAssisted)).toBe(false)
  slow.release()
  await mara.sees(isAssisted)
})

test('a model that takes its time is nothing to be warned of', async () => {
  says('A gift card is valid for three years.', 'A1')
  const slow = model.fault({ kind: 'hang', method: 'chat' })
  const nora = newCustomer(desk, 'Nora')
  nora.sends('return the gift card')
  const db = openDatabase(desk.database.url)
  // Its job has looked.
  await eventually(async () =>
    expect(await db.$queryRaw`SELECT FROM pgboss.job WHERE name = 'consult' AND state = 'retry'`).toHaveLength(1),
  )
  slow.release()
  await nora.sees(isAssisted)
  expect(desk.program.lines.filter(({ msg }) => msg?.includes('job of consult'))).toEqual([])
  await db.$disconnect()
})

test('where the articles do not tell, a person is asked, with the question as it was asked', async () => {
  says('')
  const vlad = newCustomer(desk, 'Vlad')
  vlad.sends('Can my brother pick the parcel up?')
  await vlad.sees('Your request is')
  await ticketAbout(desk, 'Can my brother pick the parcel up?')
})

test('an answer that cites nothing it was given is never shown', async () => {
  says('Yes, with his identity card.', 'A9')
  const dan = newCustomer(desk, 'Dan')
  dan.sends('Can my sister pick the parcel up?')
  await dan.sees('Your request is')
  expect(dan.messages.some(isAssisted)).toBe(false)
})

test('whoever asks for a person while the model thinks gets one, and is not answered by it any more', async () => {
  says('A gift card is valid for three years.', 'A1')
  const slow = model.fault({ kind: 'hang', method: 'chat' })
  const eva = newCustomer(desk, 'Eva')
  eva.sends('return the gift card')
  await eva.sees('One of these may be')
  await eva.presses('person').answered()
  const { message_id } = await eva.sees('Your request is')
  slow.release()
  eva.sends('/status')
  await eva.sees('#', { after: message_id })
  expect(eva.messages.some(isAssisted)).toBe(false)
})

test('addresses and numbers are masked before they leave, and stand in the answer as they were', async () => {
  model.answerWith(({ user }) => {
    const [email = ''] = /\[email-\d+\]/.exec(user) ?? []
    return { known: true, answer: `We will write to ${email}.`, sources: ['A1'] }
  })
  const nela = newCustomer(desk, 'Nela')
  nela.sends('Write to nela.pop@example.com about it in another country')
  const answer = await nela.sees(isAssisted)
  expect(answer.text).toContain('We will write to nela.pop@example.com.')
  expect(model.chats().at(-1)?.user).not.toContain('nela.pop')
})

test('a customer who wants only people is never brought before the model', async () => {
  const before = model.chats().length
  const ilie = newCustomer(desk, 'Ilie')
  ilie.sends('/assistant')
  await ilie.sees((message) => message.buttons.some(({ text }) => /only people/i.test(text)))
  await ilie.presses(/only people/i).answered()
  ilie.sends('Does my aunt get a parcel?')
  await ilie.sees('Your request is')
  expect(model.chats()).toHaveLength(before)
})

test('a model that is down leaves everything as it was without one', async () => {
  await model.goAway()
  const ana = newCustomer(desk, 'Ana')
  ana.sends('Does my uncle get a parcel?')
  await ana.sees('Your request is')
  const zoe = newCustomer(desk, 'Zoe')
  zoe.sends('return the gift card')
  await zoe.sees('One of these may be')
  await model.comeBack()
})
