import { describe, expect, it } from 'vitest'
import { stands, until, wordsIn } from './stand.ts'

const start = stands()

describe('the connection', () => {
  it('is told as missing until Slack can hand something over, and whenever it cannot', async () => {
    const one = await start({ later: true })
    expect(one.slack.health?.()).toBe('slack: not started')
    await one.slack.start(one.receive)
    expect(one.slack.health?.()).toBeNull()
    const away = one.sim.fault({ method: 'apps.connections.open', kind: 'hang' })
    one.sim.socket.cut()
    await expect.poll(() => one.slack.health?.()).toBe('slack: not connected')
    away.release()
    await expect.poll(() => one.slack.health?.(), { timeout: 5000 }).toBeNull()
  })
})

describe('a frame that Slack would never send', () => {
  it.each([
    '',
    'null',
    '7',
    '[]',
    '{"type":"events_api"',
    '{"type":"events_api","payload":null}',
    '{"type":3,"x":"events_api"}',
  ])('%s is passed over, and the next event is taken', async (frame) => {
    const one = await start()
    one.sim.socket.raw(frame)
    one.anna.dm('still here')
    await until(() => one.received[0])
    expect(wordsIn(one)).toEqual(['still here'])
  })
})
