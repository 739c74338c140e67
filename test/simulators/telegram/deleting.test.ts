// Deleting as Telegram does it: what is gone is passed over, what is too old stays.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { callOf } from './calling.ts'
import { startTelegram, type TelegramSimulator } from './telegram-simulator.ts'

const ANA = { id: 4242, firstName: 'Ana', hasStarted: true }
const HOUR = 3_600_000

let sim: TelegramSimulator
let time = 1_800_000_000_000

beforeEach(async () => {
  sim = await startTelegram({ now: () => time })
  sim.user(ANA)
})
afterEach(() => sim.stop())

const call = (method: string, args: object) => callOf(sim, method, { chat_id: ANA.id, ...args })
const say = async (text: string): Promise<number> => (await call('sendMessage', { text })).result.message_id
const remove = (ids: readonly number[]) => call('deleteMessages', { message_ids: ids })
const ids = () => sim.user(ANA).messages.map(({ message_id }) => message_id)

it('takes several messages at once and passes over those that are gone', async () => {
  const [one, two, three] = [await say('one'), await say('two'), await say('three')]
  expect(await remove([one, two, 999])).toMatchObject({ ok: true, result: true })
  expect(await remove([one, two])).toMatchObject({ ok: true, result: true })
  expect(ids()).toEqual([three])
})

it('takes nothing where one of them is 48 hours old', async () => {
  const old = await say('old')
  time += 48 * HOUR - 1000
  const young = await say('young')
  time += 1000
  expect(await remove([young, old])).toMatchObject({ ok: false, description: "Bad Request: message can't be deleted" })
  expect(ids()).toEqual([old, young])
})

it('wants 1 to 100 of them', async () => {
  expect((await remove([])).description).toBe('Bad Request: message identifiers are not specified')
  const many = Array.from({ length: 101 }, (_, index) => index)
  expect((await remove(many)).description).toBe('Bad Request: too many message identifiers specified')
})
