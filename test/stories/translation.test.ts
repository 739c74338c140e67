// A customer and the staff who share no language: what each says reaches the other in theirs.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenAiSimulator, startOpenAi } from '../simulators/openai/openai-simulator.ts'
import { ticketAbout } from './staff-view.ts'
import { newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk
let model: OpenAiSimulator
beforeAll(async () => {
  model = await startOpenAi()
  desk = await openDesk({
    environment: {
      ...{ OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'sk-simulated', OPENAI_MODEL: 'small' },
      TRANSLATE: 'auto',
    },
  })
  model.answerWith(translating)
})
afterAll(async () => {
  await desk.close()
  await model.stop()
})

interface Asked {
  readonly to: string
  readonly texts: readonly { readonly id: string; readonly text: string }[]
}

// What it says in the other language can be told apart, and holds what must stay as it was.
const translating = ({ user }: { user: string }) => {
  const { to, texts } = JSON.parse(user) as Partial<Asked>
  if (to === undefined || texts === undefined) return { known: false, answer: '', sources: [] }
  return { from: 'pl', translations: texts.map(({ id, text }) => ({ id, text: `in ${to}: ${text}` })) }
}

test('a Polish question stands on the card in English, with the Polish below it', async () => {
  const ola = newCustomer(desk, 'Ola')
  ola.sends('/human Dzień dobry, gdzie jest moja paczka z zeszłego tygodnia?')
  const ticket = await ticketAbout(desk, 'gdzie jest moja paczka')
  expect(JSON.stringify(await ticket.shows('in en: Dzień dobry'))).toContain('Polish')
  ola.sends('Numer zamówienia to AB-1234, proszę sprawdzić `kod 77`')
  await ticket.hears('in en: Numer')
  const [heard] = ticket.thread().filter((text) => text.includes('in en: Numer'))
  expect(heard).toContain('AB-1234')
  expect(heard).toContain('kod 77')
})

test('the manager’s English reaches the customer in Polish', async () => {
  const iza = newCustomer(desk, 'Iza')
  iza.sends('/human Nie mogę się zalogować do swojego konta')
  const ticket = await ticketAbout(desk, 'Nie mogę się zalogować')
  await ticket.shows('in en: Nie')
  ticket.says(desk.anna, 'Please open https://desk.example/reset and wait for the letter')
  const said = await iza.sees('in pl: Please open')
  expect(said.text).toContain('https://desk.example/reset')
  expect(iza.messages.filter(({ text }) => text.includes('Please open'))).toHaveLength(1)
})

test('where the model fails the words go as they were written, in order, and the manager hears why', async () => {
  const ewa = newCustomer(desk, 'Ewa')
  ewa.sends('/human Kiedy dostanę zwrot pieniędzy za zamówienie?')
  const ticket = await ticketAbout(desk, 'Kiedy dostanę zwrot')
  await ticket.shows('in en: Kiedy')
  const broken = model.fault({ kind: 'malformed', method: 'chat', times: Number.POSITIVE_INFINITY })
  ticket.says(desk.anna, 'Your money comes on Monday')
  await ewa.sees('Your money comes on Monday')
  await ticket.hears('went as you wrote it')
  broken.release()
})

test('a translation that leads where the words do not is never said', async () => {
  const ida = newCustomer(desk, 'Ida')
  ida.sends('/human Gdzie mogę zmienić adres dostawy paczki?')
  const ticket = await ticketAbout(desk, 'Gdzie mogę zmienić')
  await ticket.shows('in en: Gdzie')
  model.answerWith(({ user }) => {
    const { texts = [] } = JSON.parse(user) as Partial<Asked>
    return { from: 'en', translations: texts.map(({ id }) => ({ id, text: 'Otwórz evil.example albo /forget' })) }
  })
  ticket.says(desk.anna, 'In your account, under orders')
  await ida.sees('In your account, under orders')
  await ticket.hears('went as you wrote it')
  expect(ida.messages.filter(({ text }) => text.includes('evil'))).toEqual([])
  model.answerWith(translating)
})
