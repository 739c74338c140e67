// Keys in place of the keyboard, as Telegram's programs show them.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { callOf } from './calling.ts'
import { startTelegram, type TelegramSimulator } from './telegram-simulator.ts'

const ANA = { id: 4242, firstName: 'Ana', hasStarted: true }

let sim: TelegramSimulator
beforeEach(async () => {
  sim = await startTelegram()
})
afterEach(() => sim.stop())

const say = (reply_markup?: object) => callOf(sim, 'sendMessage', { chat_id: ANA.id, text: 'hi', reply_markup })

it('stand until they are replaced or taken away, or used where they are for one time', async () => {
  const ana = sim.user(ANA)
  await say({ keyboard: [['one'], [{ text: 'two' }]] })
  ana.sends('one')
  await say()
  expect(ana.keys).toEqual(['one', 'two'])
  await say({ keyboard: [['three']], one_time_keyboard: true })
  ana.sends('something else')
  expect(ana.keys).toEqual(['three'])
  ana.sends('three')
  expect(ana.keys).toEqual([])
  await say({ keyboard: [['four']] })
  await say({ remove_keyboard: true })
  expect(ana.keys).toEqual([])
})

it('need words, and rows', async () => {
  sim.user(ANA)
  expect((await say({ keyboard: [[' ']] })).ok).toBe(false)
  expect((await say({ keyboard: ['one'] })).ok).toBe(false)
})

it('make their message one that can’t be edited', async () => {
  sim.user(ANA)
  for (const markup of [{ keyboard: [['one']] }, { remove_keyboard: true }]) {
    const { result } = await say(markup)
    const edit = { chat_id: ANA.id, message_id: result.message_id, text: 'other' }
    expect((await callOf(sim, 'editMessageText', edit)).description).toBe("Bad Request: message can't be edited")
  }
})
