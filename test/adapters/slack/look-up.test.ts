import { describe, expect, it } from 'vitest'
import { lookUp } from '../../../adapters/slack/look-up.ts'

const sought = { delivery: 'd1', channel: 'C1', thread: null, triedAt: new Date('2026-11-20T12:00:00Z') }

/** A channel that shows the given parts, and those of `onTheirWay` after the pause between two looks. */
const channelOf = (shown: number[], onTheirWay: number[]) => {
  const seen = [...shown]
  let looks = 0
  const api = {
    may: () => true,
    call: async () => {
      looks += 1
      const metadata = (part: number) => ({ event_type: 'frontdesk_delivery', event_payload: { delivery: 'd1', part } })
      return { messages: seen.map((part) => ({ ts: `1.${part}`, metadata: metadata(part) })) }
    },
  }
  const pause = async () => void seen.push(...onTheirWay)
  return { api, pause, looks: () => looks }
}

describe('what was perhaps said', () => {
  it('is looked for a second time where any part is missing, found ones or not', async () => {
    const { api, pause } = channelOf([0], [1])
    const found = await lookUp(api, { ...sought, parts: [1] }, pause)
    expect(found.get(1)).toBe('1.1')
  })

  it('is looked for once where all of it is there', async () => {
    const { api, pause, looks } = channelOf([0, 1], [])
    await lookUp(api, { ...sought, parts: [0, 1] }, pause)
    expect(looks()).toBe(1)
  })
})
