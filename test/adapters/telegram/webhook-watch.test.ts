// The webhook is set, looked at each minute and set again; what is wrong with it is told once, with its remedy.
import { afterEach, expect, it } from 'vitest'
import { NotStored } from '../../../src/channel.ts'
import { type WebhookRig, webhookRig } from './webhook-channel.ts'

const ANA = { id: 4242, firstName: 'Ana' }
const MINUTE = 60_000

const open: WebhookRig[] = []
const begin = async (...args: Parameters<typeof webhookRig>): Promise<WebhookRig> => {
  const made = await webhookRig(...args)
  open.push(made)
  return made
}
afterEach(async () => {
  for (const made of open.splice(0)) await made.close()
})

const count = ({ sim }: WebhookRig, method: string): number =>
  sim.calls.filter((call) => call.method === method && call.status === 200).length
const call = (made: WebhookRig, method: string, args: Record<string, string> = {}) =>
  fetch(`${made.sim.url}/bot${made.sim.token}/${method}`, { method: 'POST', body: new URLSearchParams(args) })
const told = ({ log }: WebhookRig): string[] => log.filter(({ level }) => level >= 30).map(({ msg }) => msg)
/** A minute passes, and the look after it has ended. */
const look = async (made: WebhookRig): Promise<void> => {
  const before = count(made, 'getWebhookInfo')
  await made.passes(MINUTE)
  await expect.poll(() => count(made, 'getWebhookInfo')).toBeGreaterThan(before)
}
const started = async (made: WebhookRig, ...args: Parameters<WebhookRig['start']>): Promise<WebhookRig> => {
  await made.start(...args)
  await made.sim.called('getWebhookInfo', ({ status }) => status === 200)
  return made
}

it('is well once it has started, not before and not after, and says nothing of it', async () => {
  const made = await begin()
  expect(made.channel.health?.()?.words).toBe('telegram: not started')
  await started(made)
  expect(made.channel.health?.()).toBeNull()
  await look(made)
  await look(made)
  expect(count(made, 'setWebhook')).toBe(1)
  expect(told(made)).toEqual([])
  await made.channel.stop()
  expect(made.channel.health?.()?.words).toBe('telegram: not started')
})

it.each([
  ['removed', (made: WebhookRig) => call(made, 'deleteWebhook'), 'there is none'],
  [
    'replaced',
    async (made: WebhookRig) => {
      // Telegram lets nobody set two within a second.
      const set = async () => (await call(made, 'setWebhook', { url: 'https://other.example.org/secret' })).status
      await expect.poll(set, { timeout: 5000 }).toBe(200)
    },
    'it leads to other.example.org',
  ],
])('sets a webhook again that somebody else %s, and tells it once and when it is over', async (_, disturb, reason) => {
  const made = await started(await begin())
  await disturb(made)
  await look(made)
  await expect.poll(() => count(made, 'setWebhook'), { timeout: 5000 }).toBeGreaterThan(1)
  const remedy = 'stop the other one, or give this desk a bot of its own'
  const words = `something else uses this token and changes its webhook: ${remedy} (${reason})`
  expect(made.channel.health?.()?.words).toBe(`telegram: ${words}`)
  made.sim.user(ANA).sends('are you there?')
  await expect.poll(() => made.received.length).toBe(1)
  await look(made)
  await expect.poll(() => made.channel.health?.()).toBeNull()
  expect(told(made)).toEqual([expect.stringContaining(remedy), 'the webhook stays as this desk set it'])
})

it('tells once that updates can’t be brought, with the reason and the remedy, and when they are', async () => {
  const made = await begin()
  let isAway = true
  await started(made, async () => {
    if (isAway) throw new NotStored('away')
    return { kind: 'done' }
  })
  made.sim.user(ANA).sends('are you there?')
  await expect.poll(() => made.sim.attempts.some(({ status }) => status === 503)).toBe(true)
  await look(made)
  await expect
    .poll(() => made.channel.health?.()?.words)
    .toBe(
      'telegram: Telegram can not bring updates to the webhook (Wrong response from the webhook: 503 Service Unavailable)',
    )
  await look(made)
  isAway = false
  await expect.poll(() => made.sim.pending()).toBe(0)
  await expect
    .poll(async () => {
      await look(made)
      return made.channel.health?.()
    })
    .toBeNull()
  expect(told(made)).toEqual([
    expect.stringContaining('check that PUBLIC_URL leads here'),
    'Telegram brings updates to the webhook again',
  ])
})

it('does not take an error for news that was there before it started', async () => {
  const made = await begin()
  await call(made, 'setWebhook', { url: made.address, secret_token: 'a-secret-of-the-webhook' })
  made.sim.user(ANA).sends('too early')
  await expect.poll(() => made.sim.attempts.some(({ status }) => status === 503)).toBe(true)
  await made.start()
  await made.passes(1000)
  await expect.poll(() => made.received.length).toBe(1)
  await look(made)
  await look(made)
  expect(told(made)).toEqual([])
})

it('tells why the webhook can’t be set, with the remedy, and sets it once it can', async () => {
  const made = await begin()
  const refused = made.sim.fault({ kind: 'server-error', method: 'setWebhook', times: 2 })
  await made.start()
  expect(made.channel.health?.()?.words).toMatch(/^telegram: the webhook can not be set \(Internal Server Error/)
  await made.passes(1000)
  await expect.poll(() => refused.struck()).toBe(2)
  await made.passes(2000)
  await expect.poll(() => made.channel.health?.()).toBeNull()
  expect(told(made)).toEqual([expect.stringContaining('set TELEGRAM_MODE=polling'), 'the webhook is set'])
})

it('tells Telegram’s own words for an address that it refuses', async () => {
  const made = await begin({ isLocal: false })
  await made.start()
  expect(made.channel.health?.()?.words).toContain('An HTTPS URL must be provided for webhook')
  await made.passes(MINUTE)
  await expect.poll(() => made.sim.calls.filter(({ method }) => method === 'setWebhook').length).toBe(2)
  expect(told(made)).toHaveLength(1)
})

it('waits without a word as long as Telegram asks for', async () => {
  const made = await begin()
  made.sim.fault({ kind: 'rate-limited', method: 'setWebhook', retryAfter: 1 })
  await made.start()
  await made.passes(1000)
  await made.sim.called('setWebhook', ({ status }) => status === 200)
  expect(told(made)).toEqual([])
})

it('gives up with the remedy when the token is refused', async () => {
  const made = await started(await begin())
  // The last of the menus, so that none of them meets the refusal.
  const isLast = ({ args, status }: { args: object; status: number | null }) =>
    JSON.stringify(args).match(/all_chat_administrators.*ro/) !== null && status === 200
  await made.sim.called('getMyCommands', isLast)
  made.sim.revokeToken()
  await made.passes(MINUTE)
  await expect
    .poll(() => made.channel.health?.()?.words)
    .toBe('telegram: the token is refused: set TELEGRAM_BOT_TOKEN and start again')
  expect(told(made)).toEqual([expect.stringContaining('take the current one from @BotFather')])
})

it('lives with a server that does not tell how the webhook fares', async () => {
  const made = await begin()
  const silent = made.sim.fault({ kind: 'bad-gateway', method: 'getWebhookInfo', times: 2 })
  await made.start()
  await expect.poll(() => silent.struck()).toBe(1)
  await made.passes(MINUTE)
  await expect.poll(() => silent.struck()).toBe(2)
  expect(made.channel.health?.()).toBeNull()
  await look(made)
  await expect
    .poll(() => told(made))
    .toEqual([expect.stringContaining('updates may come all the same'), expect.stringContaining('tells again')])
})

it('keeps the secret and the token out of its log', async () => {
  const made = await begin()
  made.sim.fault({ kind: 'reset-before', method: 'setWebhook' })
  made.sim.fault({ kind: 'bad-gateway', method: 'getWebhookInfo' })
  await made.start()
  await made.passes(1000)
  await expect.poll(() => told(made).length).toBeGreaterThan(2)
  await made.posts('{', 'a-wrong-secret')
  const shown = JSON.stringify(made.log)
  expect(shown).not.toContain(made.sim.token.split(':')[1])
  expect(shown).not.toMatch(/a-secret-of-the-webhook|a-wrong-secret/)
})
