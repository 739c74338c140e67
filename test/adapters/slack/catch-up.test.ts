import { describe, expect, it } from 'vitest'
import { awayDatabase, done, postCard, staffChannel, stands, until, wordsIn } from './stand.ts'

const start = stands()
const atOnce = { ackMs: 30, retryScale: 0 }

describe('what could not be stored', () => {
  it('is read from Slack’s history once storing works, though Slack gave it up and nothing reconnects', async () => {
    const one = await start({ slack: atOnce })
    const { post } = await postCard(one)
    one.answers = [awayDatabase]
    one.anna.dm('from a customer')
    one.anna.postsIn(staffChannel, 'from a manager', { threadTs: post.ts })
    await one.sim.until(() => one.sim.socket.lost()[1])
    one.answers = [done]
    await until(() => one.received[1])
    expect(wordsIn(one).sort()).toEqual(['from a customer', 'from a manager'])
  })

  it('is looked for as long as storing fails', async () => {
    const one = await start({ slack: atOnce })
    let tries = 0
    one.answers = [
      async () => {
        tries += 1
        return tries < 8 ? awayDatabase() : done()
      },
    ]
    one.anna.dm('in the end')
    await until(() => one.received[0])
    expect(wordsIn(one)).toEqual(['in the end'])
  })
})

describe('a reading', () => {
  it('is followed by another where the connection came back meanwhile: it may have passed what was said', async () => {
    const one = await start({ later: true, slack: { retryScale: 0 } })
    const ben = one.sim.person({ id: 'U2BEN', name: 'ben' })
    one.anna.dm('passed already')
    ben.dm('being read')
    await one.sim.until(() => one.sim.socket.lost()[1])
    const gate = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    one.answers = [
      done,
      async () => {
        begun.resolve()
        await gate.promise
        return done()
      },
      done,
    ]
    await one.slack.start(one.receive)
    await begun.promise
    one.sim.fault({ method: 'apps.connections.open', kind: 'server-error' })
    one.sim.socket.cut()
    await expect.poll(() => one.slack.health?.()).not.toBeNull()
    one.anna.dm('said meanwhile')
    await one.sim.until(() => one.sim.socket.lost()[2])
    await expect.poll(() => one.slack.health?.(), { timeout: 5000 }).toBeNull()
    gate.resolve()
    await until(() => one.received[2])
    expect(wordsIn(one)).toEqual(['passed already', 'being read', 'said meanwhile'])
  })

  it.each(['internal_error', 'service_unavailable', 'ratelimited'])('is tried again after %s', async (error) => {
    const one = await start({ later: true, slack: { retryScale: 0 } })
    one.anna.dm('still there')
    await one.sim.until(() => one.sim.socket.lost()[0])
    one.sim.fault({ method: 'users.conversations', kind: 'refused', error })
    await one.slack.start(one.receive)
    await until(() => one.received[0])
    expect(wordsIn(one)).toEqual(['still there'])
  })

  it('that Slack refuses for good is told with its remedy', async () => {
    const one = await start({ later: true })
    one.sim.fault({ method: 'users.conversations', kind: 'refused', error: 'missing_scope', times: 100 })
    await one.slack.start(one.receive)
    const told = () => one.lines.filter(({ level }) => level >= 50).map(({ msg }) => msg)
    await expect.poll(told).toEqual([expect.stringContaining('install it again')])
  })
})

describe('a guest who was refused', () => {
  it('is told once, however often the connection comes back', async () => {
    const one = await start()
    const guest = one.sim.person({ id: 'U5GUEST', name: 'gus', guest: true })
    one.sim.channel({ id: staffChannel, members: ['U1ANNA', 'U5GUEST'] })
    const { post } = await postCard(one)
    guest.postsIn(staffChannel, 'let me in', { threadTs: post.ts })
    await one.sim.until(() => guest.notices()[0])
    one.sim.socket.cut()
    one.anna.dm('read after the guest’s words')
    await until(() => one.received[0])
    expect(guest.notices()).toHaveLength(1)
  })

  it('hears nothing of words that another process read before', async () => {
    const one = await start({ later: true, slack: { retryScale: 0 } })
    const guest = one.sim.person({ id: 'U5GUEST', name: 'gus', guest: true })
    one.sim.channel({ id: staffChannel, members: ['U1ANNA', 'U5GUEST'] })
    const { post } = await postCard(one)
    guest.postsIn(staffChannel, 'let me in', { threadTs: post.ts })
    one.anna.dm('read after the guest’s words')
    await one.sim.until(() => one.sim.socket.lost()[1])
    await one.slack.start(one.receive)
    await until(() => one.received[0])
    expect(guest.notices()).toEqual([])
  })
})
