// A desk without Slack: what a customer on Telegram doesn't get, and what they change, is seen on the staff desk.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { startTelegram, type TelegramSimulator } from '../simulators/telegram/telegram-simulator.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import type { RunningProgram } from '../support/program.ts'
import { startProgramHere } from '../support/program-here.ts'
import { type Browser, openBrowser } from './browser.ts'
import { type Customer, withoutPlatforms } from './story-desk.ts'

const shown = z.object({
  messages: z.array(
    z.object({
      text: z.string(),
      delivery: z.string(),
      reason: z.string().optional(),
      editedAt: z.string().optional(),
    }),
  ),
})

let database: FreshDatabase
let telegram: TelegramSimulator
let program: RunningProgram
let mara: Customer
let anna: Browser
let number: number
beforeAll(async () => {
  ;[database, telegram] = await Promise.all([freshDatabase(), startTelegram()])
  program = await startProgramHere({
    ...withoutPlatforms(database.url),
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.url,
  })
  mara = telegram.user({ id: 20_001, firstName: 'Mara', languageCode: 'en' })
  anna = openBrowser(() => program.url)
  await anna.signsIn(program.deskLink ?? '', 'Anna')
})
afterAll(async () => {
  await program.stop()
  await telegram.stop()
  await database.drop()
})

const path = () => `/desk/tickets/${number}`
const onDesk = async (words: string) => {
  const { messages } = shown.parse((await anna.ask('GET', path())).body)
  return messages.find(({ text }) => text.includes(words))
}
const onPage = async () => String((await anna.ask('GET', path(), undefined, { accept: 'text/html' })).body)

test('what a customer changes later reads so on the desk, and is marked', async () => {
  mara.sends('/human The fridge is warm')
  const opened = await mara.sees('Your request is')
  number = Number(/#(\d+)/.exec(opened.text)?.[1])
  const more = mara.sends('It stands at the widow')
  await eventually(async () => expect(await onDesk('at the widow')).toMatchObject({ delivery: 'none' }))
  mara.edits(more.messageId, 'It stands at the window')
  await eventually(async () => expect(await onDesk('at the window')).toMatchObject({ editedAt: expect.any(String) }))
  expect(await onPage()).toContain('edited <time')
})

test('a reply that can not arrive tells why, and what can be done', async () => {
  mara.leavesTelegram()
  await anna.post(`${path()}/reply`, { id: crypto.randomUUID(), text: 'Close its door.' })
  await eventually(async () =>
    expect(await onDesk('Close its door')).toMatchObject({ delivery: 'undelivered', reason: 'deactivated' }),
  )
  const page = await onPage()
  expect(page).toContain('not delivered: the customer’s account was deleted. Try their e-mail address')
})
