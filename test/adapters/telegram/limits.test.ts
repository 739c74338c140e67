// The adapter's pacing table against the simulator's flood limits, in a time that a test moves.
import { expect, it } from 'vitest'
import { telegramLimits } from '../../../adapters/telegram/limits.ts'
import { createPacer, type PacingClock } from '../../../src/pacing.ts'
import { createFloodGate, type FloodLimit } from '../../simulators/telegram/flood.ts'

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
