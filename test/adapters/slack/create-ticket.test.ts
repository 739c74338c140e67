// The shortcut `Create ticket`: any message becomes a ticket of its author, who is answered in its thread.

import { describe, expect, it } from 'vitest'
import { done, type Stand, staffChannel, stands, until, wordsIn } from './stand.ts'

const start = stands()

const talk = async (isBotIn = true) => {
  const one = await start()
  const carl = one.sim.person({ id: 'U9CARL', name: 'carl' })
  one.sim.channel({ id: 'C2TALK', members: ['U1ANNA', 'U9CARL'], bot: isBotIn })
  return { one, carl, said: carl.postsIn('C2TALK', 'The printer is *dead*') }
}

const told = async ({ anna, sim }: Stand, index = 0) => (await sim.until(() => anna.notices()[index])).text

describe('the shortcut', () => {
  it('makes a ticket of the author’s words, with a link to them, to be answered in their thread', async () => {
    const { one, said } = await talk()
    await one.anna.usesShortcut(said, 'ticket.create')
    expect(await told(one)).toContain('a ticket now')
    expect(one.received.map(({ event }) => event)).toMatchObject([
      {
        type: 'MessageTaken',
        from: {
          externalId: `U9CARL:C2TALK:${said.ts}`,
          address: `C2TALK:${said.ts}`,
          name: 'carl',
          account: { externalId: 'U9CARL', address: 'D9CARL' },
        },
        takenBy: 'anna',
        source: `https://simulator.slack.com/archives/C2TALK/p${said.ts.replace('.', '')}`,
      },
    ])
    expect(wordsIn(one)).toEqual(['The printer is dead'])
  })

  it('makes no ticket where the desk refuses, and tells why', async () => {
    const { one, said } = await talk()
    one.answers = [async () => ({ kind: 'refused', because: 'state', notice: { say: 'staff.writerBanned' } })]
    await one.anna.usesShortcut(said, 'ticket.create')
    expect(await told(one)).toContain('is banned')
  })

  it('makes one ticket of a message, whoever uses it once more', async () => {
    const { one, said } = await talk()
    one.answers = [done, async () => ({ kind: 'repeated' })]
    await one.anna.usesShortcut(said, 'ticket.create')
    await told(one)
    await one.anna.usesShortcut(said, 'ticket.create')
    expect(await told(one, 1)).toContain('a ticket already')
    expect(new Set(one.received.map(({ key }) => key)).size).toBe(1)
  })

  it.each([
    ['in a channel without the bot', false, 'C2TALK'],
    ['on the staff channel', true, staffChannel],
  ])('%s answers in the author’s direct message', async (_where, isBotIn, channel) => {
    const { one } = await talk(isBotIn)
    const said = one.anna.postsIn(channel, 'My chair squeaks')
    await one.anna.usesShortcut(said, 'ticket.create')
    await told(one)
    const [event] = one.received.map((inbound) => inbound.event)
    expect(event).toMatchObject({ from: { externalId: 'U1ANNA', address: 'D1ANNA' } })
    expect(event && 'from' in event && event.from.account).toBeUndefined()
  })

  it.each(['internal_error', 'service_unavailable', 'ratelimited'])(
    'does not move to the direct message because Slack answers %s once',
    async (error) => {
      const { one, said } = await talk()
      one.sim.fault({ method: 'conversations.info', kind: 'refused', error })
      await one.anna.usesShortcut(said, 'ticket.create')
      await told(one)
      expect(one.received).toEqual([])
      await one.anna.usesShortcut(said, 'ticket.create')
      expect(await told(one, 1)).toContain('a ticket now')
      expect(one.received[0]?.event).toMatchObject({ from: { address: `C2TALK:${said.ts}` } })
    },
  )

  it('makes a ticket without a link where Slack does not tell its own address, and the log says why', async () => {
    const { one, said } = await talk()
    await until(() => one.readUntil ?? undefined)
    one.sim.fault({ method: 'auth.test', kind: 'refused', error: 'internal_error' })
    await one.anna.usesShortcut(said, 'ticket.create')
    expect(await told(one)).toContain('a ticket now')
    expect(one.received[0]?.event).toMatchObject({ type: 'MessageTaken', source: null })
    expect(one.lines).toContainEqual(
      expect.objectContaining({ level: 40, err: expect.anything(), msg: expect.stringContaining('its own address') }),
    )
  })

  it('says so where no person wrote the message', async () => {
    const { one } = await talk()
    await one.slack.send({
      id: 'd-x',
      address: 'C2TALK',
      content: { kind: 'message', author: { role: 'bot' }, document: { type: 'root', children: [] }, buttons: [] },
      triedAt: null,
      sent: [],
    })
    const [own] = one.sim.posts('C2TALK').filter(({ byBot }) => byBot)
    if (own) await one.anna.usesShortcut(own, 'ticket.create')
    expect(await told(one)).toContain('No person wrote')
    expect(one.received).toEqual([])
  })
})

describe('in the thread of such a message', () => {
  /** Nobody is connected; Carl has written in his thread, and there is the name of one that is gone. */
  const missed = async () => {
    const one = await start({ later: true, slack: { retryScale: 0 } })
    const carl = one.sim.person({ id: 'U9CARL', name: 'carl' })
    one.sim.channel({ id: 'C2TALK', members: ['U1ANNA', 'U9CARL'] })
    const said = carl.postsIn('C2TALK', 'The printer is dead')
    for (const ts of ['1.1', said.ts]) one.threads.add(`U9CARL:C2TALK:${ts}`)
    one.anna.postsIn('C2TALK', 'me too', { threadTs: said.ts })
    carl.postsIn('C2TALK', 'It hums', { threadTs: said.ts })
    await one.sim.until(() => one.sim.socket.lost()[2])
    return one
  }

  it('what was said while nobody was connected is read from Slack’s history, and a thread that is gone stops nothing', async () => {
    const one = await missed()
    await one.slack.start(one.receive)
    await until(() => one.readUntil ?? undefined)
    expect(wordsIn(one)).toEqual(['It hums'])
    expect(one.lines.filter(({ msg }) => msg.includes('of a thread'))).toEqual([])
  })

  it.each(['internal_error', 'service_unavailable', 'ratelimited'])(
    'nothing counts as read while Slack answers %s',
    async (error) => {
      const one = await missed()
      one.sim.fault({ method: 'conversations.replies', kind: 'refused', error, times: 2 })
      await one.slack.start(one.receive)
      await until(() => one.readUntil ?? undefined)
      expect(wordsIn(one)).toEqual(['It hums'])
    },
  )

  it('what Slack refuses to tell of for another reason is named in the log, and stops nothing', async () => {
    const one = await missed()
    one.sim.fault({ method: 'conversations.replies', kind: 'refused', error: 'access_denied', times: 1 })
    await one.slack.start(one.receive)
    await until(() => one.readUntil ?? undefined)
    expect(wordsIn(one)).toEqual(['It hums'])
    expect(one.lines).toContainEqual(expect.objectContaining({ level: 40, msg: 'Slack refuses to tell of a thread' }))
  })

  it('the author’s words and changes go to the ticket, and nobody else’s', async () => {
    const { one, carl, said } = await talk()
    one.threads.add(`U9CARL:C2TALK:${said.ts}`)
    one.anna.postsIn('C2TALK', 'me too', { threadTs: said.ts })
    carl.postsIn('C2TALK', 'in another talk')
    carl.edits(said, 'The printer is undead')
    carl.postsIn('C2TALK', 'It hums', { threadTs: said.ts })
    await until(() => one.received[1])
    expect(one.received.map(({ event }) => event.type).sort()).toEqual(['CustomerEdited', 'CustomerWrote'])
    expect(wordsIn(one).sort()).toEqual(['It hums', 'The printer is undead'])
    const wrote = one.received.find(({ event }) => event.type === 'CustomerWrote')
    expect(wrote?.event).toMatchObject({
      from: { externalId: `U9CARL:C2TALK:${said.ts}`, address: `C2TALK:${said.ts}` },
    })
  })
})
