// The adapter's pacing table against the simulator's flood limits, in a time that a test moves.
import { expect, it } from 'vitest'
import { createClient } from '../../../adapters/telegram/client.ts'
import { telegramLimits } from '../../../adapters/telegram/limits.ts'
import { createSender } from '../../../adapters/telegram/send.ts'
import { createPacer, type PacingClock } from '../../../src/pacing.ts'
import { createFloodGate, type FloodLimit } from '../../simulators/telegram/flood.ts'
import { startTelegram } from '../../simulators/telegram/telegram-simulator.ts'
import { deliveryOf } from '../contract.ts'

// Stricter than what bots see: no burst at all in a chat.
const STRICT: readonly FloodLimit[] = [
  { name: 'chat', methods: null, per: 'place', count: 1, within: 1000 },
  { name: 'overall', methods: null, per: 'all', count: 30, within: 1000 },
]

const movableClock = () => {
  let time = 0
  const timers = new Map<() => void, number>()
  const clock: PacingClock = {
    now: () => time,
    after: (milliseconds, wake) => {
      timers.set(wake, time + milliseconds)
      return () => timers.delete(wake)
    },
  }
  const moveOn = (): boolean => {
    const [next] = [...timers].sort(([, one], [, other]) => one - other)
    if (next === undefined) return false
    timers.delete(next[0])
    time = Math.max(time, next[1])
    next[0]()
    return true
  }
  return { clock, moveOn }
}

it('never meets Telegram’s limits, and gets everything said about as fast as they allow', async () => {
  const { clock, moveOn } = movableClock()
  const pacer = createPacer(telegramLimits, clock)
  const pass = createFloodGate(STRICT, clock.now)
  const chats = Array.from({ length: 60 }, (_, index) => index + 1)
  const messages = chats.flatMap((chat) => [1, 2, 3, 4, 5].map((number) => ({ chat, number })))
  const said = messages.map(async ({ chat, number }) => {
    await pacer.turn({ method: 'sendMessage', place: String(chat), priority: number % 2 })
    // A refusal would reject here.
    pass('sendMessage', chat)
    return clock.now()
  })
  const all = Promise.all(said)
  do await new Promise(setImmediate)
  while (moveOn())
  const times = await all
  expect(times).toHaveLength(300)
  expect(Math.max(...times)).toBeLessThanOrEqual((300 / 30 + 1) * 1050)
})

it('goes at once as an album, and lets what follows wait as long as its items would have taken', async () => {
  const sim = await startTelegram()
  sim.user({ id: 7, firstName: 'Ana', hasStarted: true })
  const { clock, moveOn } = movableClock()
  const sender = createSender({
    client: createClient(sim.token, sim.url),
    pacer: createPacer(telegramLimits, clock),
    presence: { seen: async () => undefined },
    firstSteps: { keysFor: () => null, shown: () => undefined },
  })
  /** Resolves with the time at which it was sent. */
  const done = async (sending: Promise<unknown>): Promise<number> => {
    let isOver = false
    void sending.finally(() => {
      isOver = true
    })
    while (!isOver) {
      await new Promise(setImmediate)
      if (!isOver) moveOn()
    }
    await sending
    return clock.now()
  }
  const at = { channel: 'slack', id: 'F1' } as const
  const file = { kind: 'document', name: 'a', mediaType: null, bytes: 2, at } as const
  const open = async () => ({ ...file, stream: new Blob(['ab']).stream() })
  const files = Array.from({ length: 4 }, () => ({ ...file, open }))
  const album = { kind: 'files', author: { role: 'bot' }, files, album: null } as const
  expect(await done(sender.send({ ...deliveryOf('7', ''), content: album }))).toBe(0)
  expect(await done(sender.send(deliveryOf('7', 'after it')))).toBe(4 * 1050)
  expect(sim.calls.map(({ method }) => method)).toEqual(['sendMediaGroup', 'sendMessage'])
  await sim.stop()
})
