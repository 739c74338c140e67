// `kill -9` while the language model is asked: whoever waits has a person or the answer then, once.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../src/database/client.ts'
import { type OpenAiSimulator, startOpenAi } from '../simulators/openai/openai-simulator.ts'
import { eventually } from '../support/eventually.ts'
import type { Program } from '../support/program.ts'
import { holdWrites } from './database-control.ts'
import { cardsAbout } from './staff-view.ts'
import { type Customer, newCustomer, openDeskProcess, type StoryDesk } from './story-desk.ts'

let desk: StoryDesk<Program>
let model: OpenAiSimulator
beforeAll(async () => {
  model = await startOpenAi()
  model.answerWith(() => ({ known: true, answer: 'Yes, with your code.', sources: ['A1'] }))
  desk = await openDeskProcess({
    environment: { OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'sk-simulated', OPENAI_MODEL: 'small' },
  })
})
afterAll(async () => {
  await desk.close()
  await model.stop()
})

const restarted = async (held: { release(): Promise<void> }): Promise<void> => {
  await desk.program.kill()
  await held.release()
  await desk.startAgain()
}

const waitIsOver = async (db: Database, question: string): Promise<void> =>
  eventually(async () => {
    const [fired] = await db.$queryRaw<unknown[]>`
      SELECT FROM consultations o JOIN timers t ON t.subject = o.id JOIN inbound_keys k ON k.key = 'timer:' || t.id
      WHERE t.kind = 'consultation' AND o.wanted->>'question' = ${question}`
    expect(fired).toBeDefined()
  })

const helped = (customer: Customer, question: string) => ({
  answers: customer.messages.filter(({ text }) => text.includes('From our assistant')).length,
  tickets: cardsAbout(desk, question),
})

test.each([
  [
    'the question’s commit and the asking',
    'Can my brother pick it up?',
    'UPDATE',
    'consultations',
    "NEW.state = 'asked'",
  ],
  ['the answer and its event', 'Can my sister pick it up?', 'INSERT', 'inbound_keys', "NEW.key LIKE 'consultation:%'"],
] as const)(
  'killed between %s, the customer is helped once',
  { timeout: 60_000 },
  async (_, question, to, table, when) => {
    const held = await holdWrites(desk.database.url, to, table, when)
    const customer = newCustomer(desk, 'Ion')
    customer.sends(question)
    await held.reached()
    await restarted(held)
    const db = openDatabase(desk.database.url)
    await waitIsOver(db, question)
    await eventually(() => {
      const { answers, tickets } = helped(customer, question)
      expect(answers + tickets).toBe(1)
    })
    // What comes later finds nobody who waits.
    customer.sends('/human')
    await customer.sees(/Your request is|is waiting for a person/)
    expect(
      helped(customer, question).answers +
        customer.messages.filter(({ text }) => text.includes('Your request is')).length,
    ).toBeLessThanOrEqual(2)
    await eventually(() => expect(cardsAbout(desk, question)).toBe(1))
    await db.$disconnect()
  },
)
