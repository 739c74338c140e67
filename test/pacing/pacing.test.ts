import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { slackLimits } from '../../adapters/slack/limits.ts'
import { telegramLimits } from '../../adapters/telegram/limits.ts'
import { type Call, createPacer, type Limit } from '../../src/pacing.ts'
import { createFakeClock } from './clock.ts'

const eachChat: Limit = { name: 'chat', methods: null, per: 'place', count: 1, within: 1_000 }
const everything: Limit = { name: 'all', methods: null, per: 'all', count: 3, within: 1_000 }
const call = (place: string, priority = 0, method = 'send'): Call => ({ method, place, priority })

/** Runs a pacer over a fake clock and notes when each call went. */
const rehearse = (limits: readonly Limit[]) => {
  const { clock, pass, alarms } = createFakeClock()
  const pacer = createPacer(limits, clock)
  const went: { readonly call: Call; readonly at: number }[] = []
  const ask = (one: Call): void => {
    void pacer.turn(one).then(() => went.push({ call: one, at: clock.now() }))
  }
  return { pacer, pass, ask, went, alarms, places: () => went.map((one) => one.call.place) }
}

describe('limits', () => {
  test('a call within every limit goes at once', async () => {
    const { ask, pass, went } = rehearse([eachChat, everything])
    ask(call('a'))
    await pass(0)
    expect(went).toEqual([{ call: call('a'), at: 0 }])
  })

  test('calls to one chat are spaced, other chats do not wait for it', async () => {
    const { ask, pass, went } = rehearse([eachChat])
    for (const place of ['a', 'a', 'a', 'b']) ask(call(place))
    await pass(5_000)
    expect(went.map(({ call: one, at }) => [one.place, at])).toEqual([
      ['a', 0],
      ['b', 0],
      ['a', 1_000],
      ['a', 2_000],
    ])
  })

  test('a method outside a limit does not count towards it', async () => {
    const { ask, pass, went } = rehearse([{ ...eachChat, methods: ['send'] }])
    ask(call('a'))
    ask(call('a', 0, 'edit'))
    await pass(0)
    expect(went).toHaveLength(2)
  })

  test('no table means no waiting', async () => {
    const { ask, pass, went } = rehearse([])
    for (let count = 0; count < 100; count++) ask(call('a'))
    await pass(0)
    expect(went).toHaveLength(100)
  })

  test('whatever is asked, no window of any limit is ever exceeded and every call goes', async () => {
    const limits = fc.array(
      fc.record({
        name: fc.constant('some'),
        methods: fc.constantFrom(null, ['send'], ['edit', 'send']),
        per: fc.constantFrom('place' as const, 'all' as const),
        count: fc.integer({ min: 1, max: 5 }),
        within: fc.integer({ min: 1, max: 3_000 }),
      }),
      { minLength: 1, maxLength: 4 },
    )
    const asked = fc.array(
      fc.record({
        call: fc.record({
          method: fc.constantFrom('send', 'edit', 'look'),
          place: fc.constantFrom('a', 'b', 'c'),
          priority: fc.nat(2),
        }),
        pause: fc.nat(400),
        hold: fc.option(fc.nat(2_000), { freq: 10 }),
      }),
      { maxLength: 40 },
    )
    await fc.assert(
      fc.asyncProperty(limits, asked, async (table, steps) => {
        const { ask, pass, pacer, went, alarms } = rehearse(table)
        for (const step of steps) {
          ask(step.call)
          if (step.hold !== null) pacer.hold(step.call, step.hold)
          await pass(step.pause)
        }
        await pass(40 * 4 * 3_000)
        expect(went).toHaveLength(steps.length)
        expect(alarms()).toBe(0)
        for (const limit of table) expectKept(limit, went)
      }),
      { numRuns: 150 },
    )
  })
})

const expectKept = (limit: Limit, went: readonly { call: Call; at: number }[]): void => {
  const counted = went.filter((one) => limit.methods === null || limit.methods.includes(one.call.method))
  const places = Map.groupBy(counted, (one) => (limit.per === 'place' ? one.call.place : ''))
  for (const calls of places.values()) {
    for (const [index, { at }] of calls.entries()) {
      const after = calls[index + limit.count]
      if (after) expect(after.at - at).toBeGreaterThanOrEqual(limit.within)
    }
  }
}

describe('who goes first', () => {
  test('the lower priority number goes first, then who came first', async () => {
    const { ask, pass, places } = rehearse([{ ...everything, count: 1 }])
    ask(call('first'))
    ask(call('card', 2))
    ask(call('reply 1', 1))
    ask(call('reply 2', 1))
    await pass(5_000)
    expect(places()).toEqual(['first', 'reply 1', 'reply 2', 'card'])
  })

  test('a call that waited ten seconds goes next, whatever its priority', async () => {
    const { ask, pass, places } = rehearse([{ ...everything, count: 1 }])
    ask(call('reply'))
    ask(call('card', 9))
    for (let second = 0; second < 30; second++) {
      ask(call('reply'))
      ask(call('reply'))
      await pass(1_000)
    }
    expect(places().indexOf('card')).toBe(10)
  })

  test('a place with a long queue does not keep others waiting', async () => {
    const { ask, pass, places } = rehearse([{ ...everything, count: 1 }])
    for (let count = 0; count < 100; count++) ask(call('busy'))
    await pass(30_000)
    ask(call('quiet'))
    ask(call('quiet'))
    await pass(4_000)
    expect(places().slice(31)).toEqual(['quiet', 'busy', 'quiet', 'busy'])
  })

  test('a crowd that was kept waiting for long keeps nothing urgent waiting', async () => {
    const { ask, pass, went } = rehearse([eachChat, { ...everything, count: 5 }])
    for (let customer = 0; customer < 500; customer++) ask(call(`customer ${customer}`, 1))
    await pass(30_000)
    ask(call('answered', 0))
    await pass(1_000)
    ask(call('answered', 0))
    await pass(2_000)
    expect(went.filter((one) => one.call.place === 'answered').map(({ at }) => at)).toEqual([31_000, 32_000])
  })

  test('calls to one place keep the order in which they came', async () => {
    const { ask, pass, went } = rehearse([eachChat, everything])
    for (let count = 0; count < 20; count++) ask(call('a', 0, `method ${count}`))
    await pass(60_000)
    expect(went.map((one) => one.call.method)).toEqual(Array.from({ length: 20 }, (_, count) => `method ${count}`))
  })
})

describe('hold', () => {
  test('the place that was refused waits, the others go on', async () => {
    const { ask, pacer, pass, went } = rehearse([eachChat, everything])
    pacer.hold(call('a'), 5_000)
    ask(call('a'))
    ask(call('b'))
    await pass(10_000)
    expect(went.map(({ call: one, at }) => [one.place, at])).toEqual([
      ['b', 0],
      ['a', 5_000],
    ])
  })

  test('a call that counts only towards a limit for all places holds them all', async () => {
    const { ask, pacer, pass, went } = rehearse([everything])
    pacer.hold(call('a'), 5_000)
    ask(call('b'))
    await pass(10_000)
    expect(went[0]?.at).toBe(5_000)
  })

  test('two places refused at once hold every place, for the shorter time', async () => {
    const { ask, pacer, pass, went } = rehearse([eachChat, everything])
    pacer.hold(call('a'), 60_000)
    pacer.hold(call('b'), 5_000)
    ask(call('c'))
    await pass(10_000)
    expect(went[0]?.at).toBe(5_000)
  })

  test('a refusal is obeyed where no limits are kept', async () => {
    const { ask, pacer, pass, went } = rehearse([])
    pacer.hold(call('a'), 5_000)
    ask(call('a'))
    ask(call('b'))
    await pass(10_000)
    expect(went.map(({ call: one, at }) => [one.place, at])).toEqual([
      ['b', 0],
      ['a', 5_000],
    ])
  })
})

describe.each([
  ['Telegram', telegramLimits, ['sendMessage', 'editMessageText']],
  ['Slack', slackLimits, ['chat.postMessage', 'chat.update', 'reactions.add']],
])("%s's own table", (_platform, table, methods) => {
  test('a crowd of calls exceeds no limit, and every call goes', async () => {
    const { ask, pass, went } = rehearse(table)
    for (let count = 0; count < 600; count++) {
      ask(call(`place ${count % 40}`, count % 3, methods[count % methods.length]))
      await pass(count % 7)
    }
    await pass(3_600_000)
    expect(went).toHaveLength(600)
    for (const limit of table) expectKept(limit, went)
  })

  test('whatever a crowd has spent, an answer goes within about a second', async () => {
    const { ask, pass, went } = rehearse(table)
    const [send = ''] = methods
    for (let customer = 0; customer < 1_000; customer++) ask(call(`customer ${customer}`, 3, send))
    await pass(20_000)
    ask(call('answered', 0, send))
    await pass(5_000)
    expect(went.find((one) => one.call.place === 'answered')?.at).toBeLessThan(21_100)
  })

  test('cards get their turn under an endless stream of replies', async () => {
    const { ask, pass, went } = rehearse(table)
    const [send = '', edit = ''] = methods
    for (let second = 0; second < 60; second++) {
      for (let place = 0; place < 50; place++) ask(call(`chat ${place}`, 0, send))
      if (second === 5) ask(call('staff', 9, edit))
      await pass(1_000)
    }
    const card = went.find((one) => one.call.place === 'staff')
    expect(card?.at).toBeLessThan(5_000 + 10_000 + 2_000)
  })
})
