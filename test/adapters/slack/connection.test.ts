import { describe, expect, it } from 'vitest'
import { stands } from './stand.ts'

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
