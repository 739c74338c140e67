import { describe, expect, it } from 'vitest'
import { plainText } from '../../../src/document.ts'
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

describe('time without the desk', () => {
  const hour = 3_600_000
  /** A workspace where it is so many hours ago, until `goesOn`; nobody is connected. */
  const ago = async (hours: number) => {
    const clock = { now: Date.now() - hours * hour }
    const one = await start({ later: true, slack: { retryScale: 0, clock: () => clock.now } })
    return {
      one,
      goesOn: () => {
        clock.now = Date.now()
      },
    }
  }
  const told = ({ received }: Awaited<ReturnType<typeof start>>) =>
    received.map(({ event }) => `${event.type} ${'words' in event ? plainText(event.words) : ''}`)

  it('is made up for however long it was: from where an earlier process had read', async () => {
    const { one, goesOn } = await ago(80)
    const { post } = await postCard(one)
    one.anna.postsIn(staffChannel, 'from a manager', { threadTs: post.ts })
    one.anna.dm('from a customer')
    goesOn()
    await one.sim.until(() => one.sim.socket.lost()[1])
    one.readUntil = new Date(Date.now() - 81 * hour)
    await one.slack.start(one.receive)
    await until(() => one.received[1])
    expect(wordsIn(one)).toEqual(['from a manager', 'from a customer'])
  })

  it('goes a day back at the very first start', async () => {
    const { one, goesOn } = await ago(80)
    one.anna.dm('long before')
    goesOn()
    one.anna.dm('today')
    await one.sim.until(() => one.sim.socket.lost()[1])
    await one.slack.start(one.receive)
    await until(() => one.readUntil ?? undefined)
    expect(wordsIn(one)).toEqual(['today'])
  })

  it('may have changed words that were stored long before it, in threads where nobody wrote since', async () => {
    const { one, goesOn } = await ago(12)
    const { post } = await postCard(one)
    const reply = one.anna.postsIn(staffChannel, 'tomorow', { threadTs: post.ts })
    const words = one.anna.dm('helo')
    goesOn()
    one.anna.edits(reply, 'tomorrow')
    one.anna.edits(words, 'hello')
    await one.sim.until(() => one.sim.socket.lost()[3])
    one.readUntil = new Date(Date.now() - hour)
    await one.slack.start(one.receive)
    await until(() => one.received[1])
    expect(told(one)).toEqual(['ManagerEdited tomorrow', 'CustomerEdited hello'])
  })

  it('may hold answers in threads of a direct message, which are read in order of time', async () => {
    const one = await start({ later: true, slack: { retryScale: 0 } })
    const first = one.anna.dm('one')
    one.anna.dm('two', { threadTs: first.ts })
    one.anna.dm('three')
    await one.sim.until(() => one.sim.socket.lost()[2])
    await one.slack.start(one.receive)
    await until(() => one.received[2])
    expect(wordsIn(one)).toEqual(['one', 'two', 'three'])
  })

  it('is made up for in each place before what is new there, however long the reading of all takes', async () => {
    const one = await start({ later: true, slack: { retryScale: 0 } })
    const { post } = await postCard(one)
    for (const text of ['one', 'two']) one.anna.postsIn(staffChannel, text, { threadTs: post.ts })
    for (const text of ['uno', 'due']) one.anna.dm(text)
    await one.sim.until(() => one.sim.socket.lost()[3])
    const reading = one.sim.fault({ method: 'conversations.history', kind: 'hang' })
    await one.slack.start(one.receive)
    await expect.poll(() => reading.struck()).toBe(1)
    one.anna.postsIn(staffChannel, 'three', { threadTs: post.ts })
    await until(() => one.received[2])
    one.anna.dm('tre')
    await until(() => one.received[5])
    expect(wordsIn(one)).toEqual(['one', 'two', 'three', 'uno', 'due', 'tre'])
    reading.release()
    await until(() => one.readUntil ?? undefined)
    expect(one.received).toHaveLength(6)
  })

  it('comes before what is new also where Slack does not tell of it at once', async () => {
    const one = await start({ later: true, slack: { retryScale: 0.0001 } })
    one.anna.dm('one')
    await one.sim.until(() => one.sim.socket.lost()[0])
    const reading = one.sim.fault({ method: 'users.conversations', kind: 'hang' })
    await one.slack.start(one.receive)
    await expect.poll(() => reading.struck()).toBe(1)
    one.sim.fault({ method: 'conversations.history', kind: 'server-error' })
    one.anna.dm('two')
    await until(() => one.received[1])
    expect(wordsIn(one)).toEqual(['one', 'two'])
    reading.release()
  })

  it('counts as made up for only once all was stored', async () => {
    const one = await start({ later: true, slack: { retryScale: 0 } })
    one.anna.dm('not yet')
    await one.sim.until(() => one.sim.socket.lost()[0])
    const seen: (Date | null)[] = []
    one.answers = [
      awayDatabase,
      async () => {
        seen.push(one.readUntil)
        return done()
      },
    ]
    await one.slack.start(one.receive)
    const end = await until(() => one.readUntil ?? undefined)
    expect(seen).toEqual([null])
    expect(Date.now() - end.getTime()).toBeLessThan(hour)
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
