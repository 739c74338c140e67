import { TelegramError } from 'telegraf'
import { afterEach, expect, test } from 'vitest'
import { createPollingHealth } from '../../../adapters/telegram/polling-health.ts'
import { type Rig, rig } from './start-channel.ts'

const open: Rig[] = []
const begin = async (): Promise<Rig> => {
  const made = await rig()
  open.push(made)
  return made
}
afterEach(async () => {
  for (const { channel, sim } of open.splice(0)) {
    await channel.stop()
    await sim.stop()
  }
})

test('a channel is well once it has started, and not before', async () => {
  const { channel, sim, start } = await begin()
  expect(channel.health?.()?.words).toBe('telegram: not started')
  await start()
  await sim.called('getUpdates')
  expect(channel.health?.()).toBeNull()
})

test('a token that is refused for good is told with its remedy', async () => {
  const { channel, sim, start } = await begin()
  await start()
  sim.revokeToken()
  await expect.poll(() => channel.health?.()?.words).toMatch(/^telegram: the token is refused: set TELEGRAM_BOT_TOKEN/)
})

test('polling that keeps failing is told until it works again', async () => {
  const { channel, sim, start, pauses } = await begin()
  const fault = sim.fault({ kind: 'bad-gateway', method: 'getUpdates', times: 10_000 })
  await start()
  await expect.poll(() => channel.health?.()?.words).toMatch(/^telegram: polling has failed for more than a minute/)
  expect(pauses.length).toBeGreaterThan(4)
  fault.release()
  sim.user({ id: 4242, firstName: 'Ana' }).sends('are you there?')
  await expect.poll(() => channel.health?.()).toBeNull()
})

test('a webhook that can’t be removed is a failure to poll, too', async () => {
  const { channel, sim, start } = await begin()
  sim.fault({ kind: 'server-error', method: 'deleteWebhook', times: 10_000 })
  await start()
  await expect.poll(() => channel.health?.()?.words).toMatch(/^telegram: polling has failed/)
})

const refusal = (code: number) => new TelegramError({ error_code: code, description: 'bot123:secret' })
test.each([
  [new Error('request to https://api.telegram.org/bot123:secret failed'), 'no answer'],
  [refusal(404), 'the token is refused'],
  [refusal(409), 'something else polls with this token: stop the other one, or give this desk a bot of its own'],
  [refusal(502), 'Telegram answers 502'],
])('a minute of failures passes without a word, then %o is told without secrets', async (error, reason) => {
  let now = 1000
  const health = createPollingHealth(() => now)
  health.started()
  const fails = () => expect(health.polling(Promise.reject(error))).rejects.toBe(error)
  await fails()
  now += 60_000
  await fails()
  expect(health.told()).toBeNull()
  now += 1
  expect(health.told()?.words).toBe(`telegram: polling has failed for more than a minute: ${reason}`)
  await health.polling(Promise.resolve([]))
  expect(health.told()).toBeNull()
})

test('what failed is no affair of a process that polls no more, since another one does', async () => {
  let now = 0
  const health = createPollingHealth(() => now)
  health.started()
  await expect(health.polling(Promise.reject(new Error('aborted')))).rejects.toThrow('aborted')
  now += 60_001
  expect(health.told()).not.toBeNull()
  health.handedOver()
  expect(health.told()).toBeNull()
})
