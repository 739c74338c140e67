// A desk with a language model, and customers who want only people.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenAiSimulator, startOpenAi } from '../simulators/openai/openai-simulator.ts'
import { openBrowser } from './browser.ts'
import { ticketAbout } from './staff-view.ts'
import { newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

let models: OpenAiSimulator
let desk: StoryDesk
beforeAll(async () => {
  models = await startOpenAi()
  const environment = { OPENAI_BASE_URL: models.url, OPENAI_API_KEY: 'sk-simulated', OPENAI_MODEL: 'small' }
  desk = await openDesk({ environment })
})
afterAll(async () => {
  await desk.close()
  await models.stop()
})

test('whoever wants only people says so by a button, the staff sees it, and no word of theirs reaches the model', async () => {
  const ion = newCustomer(desk, 'Ion')
  ion.sends('/assistant')
  await ion.sees('An assistant (a language model) may help here')
  await ion.presses('Only people').answered()
  const { message_id: after } = await ion.sees('from now on only people read what you write')
  ion.sends('/profile')
  await ion.sees('only people, as you wished', { after })

  ion.sends('Zebra crossings confuse my lawn mower')
  await ion.sees('Your request is')
  await (await ticketAbout(desk, 'Zebra crossings')).shows('wants only people')
  expect(JSON.stringify(models.requests)).not.toMatch(/Zebra/)
})

test('on the web page the wish is taken back as it was made', async () => {
  const page = openBrowser(() => desk.program.url)
  await page.writes('/assistant')
  await page.sees('may help here')
  await page.presses('Only people')
  await page.sees('only people read what you write')
  await page.writes('/assistant')
  await page.sees('Shall it help')
  await page.presses('Let the assistant help')
  await page.sees('from now on an assistant may help')
})
