import { expect, test } from 'vitest'
import { ChannelError } from '../../src/channel.ts'
import { secondsAfter } from '../../src/jobs/pauses.ts'

const after = (outlet: 'mail' | 'slack', attempts: number): number =>
  secondsAfter(new ChannelError('retry', 'away'), outlet, attempts)

test('mail is tried again at growing pauses, and within an hour of absence some fifteen times', () => {
  const pauses = Array.from({ length: 20 }, (_, n) => after('mail', n + 1))
  expect(pauses).toEqual(pauses.toSorted((one, other) => one - other))
  let [elapsed, attempts] = [0, 0]
  while (elapsed < 3_600) elapsed += after('mail', ++attempts)
  expect(attempts).toBeGreaterThan(10)
  expect(attempts).toBeLessThan(20)
})

test('a chat platform is tried again within a minute at most, and a time that it asks for is kept', () => {
  expect(after('slack', 100)).toBe(60)
  expect(secondsAfter(new ChannelError('retry', 'slow down', { retryAfterSeconds: 7 }), 'slack', 1)).toBe(7)
})

test('a wrong password is not tried so often that its account is locked', () => {
  const wrong = new ChannelError('misconfigured', 'sign-in failed')
  expect([1, 2, 3, 4, 5].map((attempts) => secondsAfter(wrong, 'mail', attempts))).toEqual([30, 30, 60, 120, 300])
  expect(secondsAfter(wrong, 'slack', 9)).toBe(30)
})
