import { describe, expect, it } from 'vitest'
import { priorities } from '../../../adapters/slack/api.ts'
import { slackLimits } from '../../../adapters/slack/limits.ts'
import { ChannelError, NotStored } from '../../../src/channel.ts'
import { fromPlainText, plainText } from '../../../src/document.ts'
import { createPacer, type Pacer, systemClock } from '../../../src/pacing.ts'
import { channelContract, refusalOf } from '../contract.ts'
import {
  cardView,
  delivery,
  done,
  newCard,
  postCard,
  type Stand,
  staffChannel,
  stand,
  stands,
  until,
  wordsIn,
} from './stand.ts'

const start = stands()

const message = (text: string, extra: object = {}) =>
  ({
    kind: 'message',
    author: { role: 'customer', name: 'Ion' },
    document: fromPlainText(text),
    buttons: [],
    ...extra,
  }) as const

const typesOf = ({ received }: Stand) => received.map(({ event }) => event.type)

const direct = 'D3CAROL'
channelContract('Slack', async () => {
  const one = await stand({ later: true, slack: { ackMs: 100 } })
  const carol = one.sim.person({ id: 'U3CAROL', name: 'carol' })
  carol.opensHome('messages')
  return {
    channel: one.slack,
    address: direct,
    writes: (text) => void carol.dm(text),
    tellsOfBots: () =>
      void one.sim.socket.event({
        type: 'message',
        channel: direct,
        channel_type: 'im',
        user: 'U9',
        bot_id: 'B9',
        text: 'beep',
        ts: '1.1',
      }),
    shows: () =>
      one.sim
        .posts(direct)
        .filter((each) => each.byBot)
        .map(({ text }) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')),
    longest: { limit: 3900, measure: (text) => text.length },
    limitsOnce: (seconds) =>
      void one.sim.fault({ method: 'chat.postMessage', kind: 'rate-limited', retryAfter: seconds }),
    shutsOut: () =>
      void one.sim.fault({ method: 'chat.postMessage', kind: 'refused', error: 'user_disabled', times: 100 }),
    losesOneAnswer: () => void one.sim.fault({ method: 'chat.postMessage', kind: 'reset-after' }),
    close: () => one.sim.stop(),
  }
})

describe('what comes in', () => {
  it('is acknowledged only after it was stored', async () => {
    const one = await start()
    const commit = Promise.withResolvers<void>()
    const order: string[] = []
    one.answers = [
      async () => {
        await commit.promise
        order.push('stored')
        return done()
      },
    ]
    const event = {
      type: 'message',
      channel: 'D1ANNA',
      channel_type: 'im',
      user: 'U1ANNA',
      text: 'hi',
      ts: '1795000000.000100',
    }
    const answered = one.sim.socket
      .event(event)
      .then(({ acked }) => order.push(acked ? 'acknowledged' : 'not acknowledged'))
    commit.resolve()
    await answered
    expect(order).toEqual(['stored', 'acknowledged'])
  })

  it('comes again where it could not be stored, with the same key', async () => {
    const one = await start({ slack: { ackMs: 50 } })
    const keys: string[] = []
    const refuse = async ({ key }: { key: string }) => {
      keys.push(key)
      throw new NotStored('the database is away')
    }
    one.answers = [refuse, refuse, done]
    one.anna.dm('keep this')
    await until(() => one.received[0])
    expect(new Set([...keys, one.received[0]?.key]).size).toBe(1)
    expect(keys).toHaveLength(2)
  })

  it('is stored whole and passed where the desk cannot digest it three times', async () => {
    const one = await start({ slack: { ackMs: 50 } })
    one.answers = [
      async ({ event }) => {
        if (event.type === 'CustomerWrote') throw new Error('cannot digest')
        return done()
      },
    ]
    one.anna.dm('poison')
    const parked = await until(() => one.received.find(({ event }) => event.type === 'UpdateParked'))
    expect(parked).toMatchObject({
      key: expect.stringMatching(/:parked$/),
      event: { channel: 'slack', payload: expect.stringContaining('poison'), reason: 'cannot digest' },
    })
  })

  it('is taken once where Slack sends it twice, and where a mention comes as two events', async () => {
    const one = await start()
    const { post } = await postCard(one)
    one.sim.fault({ method: 'events_api', kind: 'duplicate' })
    one.anna.dm('twice')
    one.anna.postsIn(staffChannel, `<@${one.sim.bot.user}> look`, { threadTs: post.ts })
    one.anna.dm('last in the direct message')
    one.anna.postsIn(staffChannel, 'last in the thread', { threadTs: post.ts })
    const lasts = () =>
      one.received.filter(({ event }) => 'words' in event && plainText(event.words).startsWith('last'))
    await until(() => (lasts().length === 2 ? true : undefined))
    expect(typesOf(one).sort()).toEqual(['CustomerWrote', 'CustomerWrote', 'ManagerReplied', 'ManagerReplied'])
  })

  it('stays in order within a thread, whatever the desk takes for each', async () => {
    const one = await start()
    const { post } = await postCard(one)
    const first = Promise.withResolvers<void>()
    one.answers = [
      async ({ event }) => {
        if (event.type === 'ManagerReplied') await first.promise
        return done()
      },
    ]
    for (const text of ['one', 'two', 'three']) one.anna.postsIn(staffChannel, text, { threadTs: post.ts })
    one.anna.dm('not held up')
    await until(() => one.received.find(({ event }) => event.type === 'CustomerWrote'))
    first.resolve()
    await until(() => (one.received.length === 4 ? true : undefined))
    const replies = one.received.filter(({ event }) => event.type === 'ManagerReplied')
    expect(replies.map(({ key }) => key)).toEqual(replies.map(({ key }) => key).sort())
  })

  it('stays in order within a thread, whatever Slack takes to say who is mentioned', async () => {
    const one = await start()
    const { post } = await postCard(one)
    one.anna.postsIn(staffChannel, 'known from here on', { threadTs: post.ts })
    await until(() => one.received[0])
    const slow = one.sim.fault({ method: 'users.info', kind: 'hang' })
    for (const text of ['one, <@U2BEN>', 'two']) one.anna.postsIn(staffChannel, text, { threadTs: post.ts })
    one.anna.dm('not held up')
    await until(() => one.received.find(({ event }) => event.type === 'CustomerWrote'))
    slow.release()
    await until(() => (one.received.length === 4 ? true : undefined))
    expect(wordsIn(one).filter((words) => /one|two/.test(words))).toEqual(['one, @U2BEN', 'two'])
  })

  it('survives a notice that the app is rate limited, which crashes the SDK', async () => {
    const one = await start()
    expect(await one.sim.socket.appRateLimited()).toEqual({ acked: true, payload: {} })
    one.anna.dm('still here')
    await until(() => one.received[0])
  })

  it('loses nothing when Slack refreshes the connection in the middle', async () => {
    // Longer than a new connection takes on a busy machine: four times this is all that Slack waits.
    const one = await start({ slack: { ackMs: 1_000 } })
    for (let index = 0; index < 30; index += 1) {
      one.anna.dm(`message ${index}`)
      if (index === 10) one.sim.socket.refresh('warning')
      if (index === 20) one.sim.socket.cut()
    }
    await until(() => (new Set(one.received.map(({ key }) => key)).size === 30 ? true : undefined))
    expect(one.sim.socket.lost()).toEqual([])
  })

  it('goes on after Slack fails to open a new connection, and never completes the close of the old one', async () => {
    const one = await start({ slack: { ackMs: 100, retryScale: 0.02 } })
    const fault = one.sim.fault({ method: 'apps.connections.open', kind: 'server-error' })
    one.sim.socket.refresh('refresh_requested', { stall: true })
    one.anna.dm('after all that')
    await until(() => one.received[0])
    await expect.poll(() => [fault.struck(), one.sim.socket.connections()]).toEqual([1, 1])
  })

  it('is read from Slack’s history where it was said while nobody was connected, in order', async () => {
    const one = await start({ later: true, slack: { retryScale: 0 } })
    const { post } = await postCard(one)
    const { post: quiet } = await postCard(one)
    for (const text of ['one', 'two']) one.anna.postsIn(staffChannel, text, { threadTs: post.ts })
    for (const text of ['three', 'four']) one.anna.dm(text)
    await one.sim.until(() => one.sim.socket.lost()[3])
    await one.slack.start(one.receive)
    await until(() => (new Set(one.received.map(({ key }) => key)).size === 4 ? true : undefined))
    expect(one.received.map(({ event }) => ('words' in event ? plainText(event.words) : ''))).toEqual([
      'one',
      'two',
      'three',
      'four',
    ])
    expect(one.sim.calls.filter(({ given }) => given.ts === quiet.ts)).toEqual([])
  })

  it('is finished, and nothing new begun, when the channel stops', async () => {
    const one = await start()
    const commit = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    one.answers = [
      async () => {
        begun.resolve()
        await commit.promise
        return done()
      },
    ]
    one.anna.dm('under way')
    await begun.promise
    const stopped = one.slack.stop()
    commit.resolve()
    await stopped
    expect(typesOf(one)).toEqual(['CustomerWrote'])
    expect(one.sim.socket.connections()).toBe(0)
  })
})

describe('what goes out', () => {
  it('is a card, its thread under the customer’s name, and marks on the manager’s words', async () => {
    const one = await start()
    const { id, post } = await postCard(one)
    await one.slack.send(delivery(message('hello <!channel>'), { address: id }))
    const reply = one.anna.postsIn(staffChannel, 'hi', { threadTs: post.ts })
    const target = `${reply.channel}:${reply.ts}`
    await one.slack.send(delivery({ kind: 'mark', target, mark: 'delivered' }))
    await one.slack.send(delivery({ kind: 'mark', target, mark: 'delivered' }))
    one.card = { ...cardView, state: 'claimed', holder: 'Anna' }
    expect(await one.slack.send(delivery({ ...newCard, posted: id }))).toEqual({ ids: [id] })
    expect(one.sim.posts(staffChannel)).toMatchObject([
      {
        text: expect.stringContaining('#12 How do I change my address?'),
        replies: [
          { username: 'Ion', text: 'hello &lt;!channel&gt;', byBot: true },
          { text: 'hi', reactions: ['white_check_mark'] },
        ],
      },
    ])
    expect(JSON.stringify(one.sim.posts(staffChannel)[0]?.blocks)).toContain('is held by Anna')
  })

  it('is a card that passes others only where a person took its ticket, not where a rule gave it', async () => {
    const urgencies: number[] = []
    const turn: Pacer['turn'] = async ({ method, priority }) =>
      void (method === 'chat.postMessage' && urgencies.push(priority))
    const one = await start({ pacer: { turn, hold: () => {} } })
    for (const isTaken of [false, true]) {
      one.card = { ...cardView, state: 'claimed', holder: 'Anna', isTaken }
      await one.slack.send(delivery(newCard))
    }
    expect(urgencies).toEqual([priorities.card, priorities.word])
  })

  it('is shown in the channel too where its thread was forgotten, and does not come back as words', async () => {
    const one = await start()
    const { id } = await postCard(one)
    await one.slack.send(delivery(message('hello again', { resurfaces: true }), { address: id }))
    await one.slack.send(delivery(message('and again'), { address: id }))
    expect(one.sim.posts(staffChannel)[0]?.replies.map(({ text, broadcast }) => [text, broadcast])).toEqual([
      ['hello again', true],
      ['and again', false],
    ])
    expect(one.received).toEqual([])
  })

  it('are eyes on a customer’s own message, and nothing where it is gone or never was one', async () => {
    const one = await start()
    const { channel, ts } = one.anna.dm('Is anybody there?')
    const seen = (target: string | null) => one.slack.send(delivery({ kind: 'seen', target }, { address: channel }))
    expect(await seen(`${channel}:${ts}`)).toEqual({ ids: [] })
    expect(one.sim.posts(channel)).toMatchObject([{ reactions: ['eyes'] }])
    for (const target of [`${channel}:1.1`, 'command:123.456', null]) expect(await seen(target)).toEqual({ ids: [] })
  })

  it('is not said twice where the answer was lost: it is looked for first', async () => {
    const one = await start()
    const { id } = await postCard(one)
    for (const place of [{}, { address: id }]) {
      const said = delivery(message('once only'), place)
      one.sim.fault({ method: 'chat.postMessage', kind: 'reset-after' })
      expect((await refusalOf(one.slack.send(said))).kind).toBe('ambiguous')
      const { ids } = await one.slack.send({ ...said, triedAt: new Date() })
      expect(ids).toHaveLength(1)
    }
    const [card, top, ...more] = one.sim.posts(staffChannel)
    expect(card?.replies.map(({ text }) => text)).toEqual(['once only'])
    expect([top?.text, more]).toEqual(['once only', []])
  })

  it('is said after all where the first attempt never arrived', async () => {
    const one = await start()
    one.sim.fault({ method: 'chat.postMessage', kind: 'reset-before' })
    const said = delivery(message('at last'))
    expect((await refusalOf(one.slack.send(said))).kind).toBe('ambiguous')
    await one.slack.send({ ...said, triedAt: new Date() })
    expect(one.sim.posts(staffChannel).map(({ text }) => text)).toEqual(['at last'])
    const looks = one.sim.calls.filter(
      ({ method, given }) => method === 'conversations.history' && given.include_all_metadata,
    )
    expect(looks).toHaveLength(2)
  })

  it('goes on with a long message where it was cut off', async () => {
    const one = await start()
    const said = delivery(message('word '.repeat(2000)))
    one.sim.fault({ method: 'chat.postMessage', kind: 'hang', times: 0 })
    const first = await one.slack.send(said)
    const again = await one.slack.send({ ...said, triedAt: new Date(), sent: first.ids.slice(0, 1) })
    expect(again.ids).toEqual(first.ids)
    expect(one.sim.posts(staffChannel)).toHaveLength(3)
  })

  it.each([
    [
      { kind: 'rate-limited', retryAfter: 9 },
      { kind: 'retry', retryAfterSeconds: 9 },
    ],
    [{ kind: 'server-error' }, { kind: 'ambiguous' }],
    [{ kind: 'refused', error: 'fatal_error' }, { kind: 'ambiguous' }],
    [{ kind: 'refused', error: 'service_unavailable' }, { kind: 'retry' }],
    [
      { kind: 'refused', error: 'not_in_channel' },
      { kind: 'misconfigured', message: expect.stringContaining('/invite') },
    ],
    [
      { kind: 'refused', error: 'token_revoked' },
      { kind: 'misconfigured', message: expect.stringContaining('SLACK_BOT_TOKEN') },
    ],
    [
      { kind: 'refused', error: 'missing_scope' },
      { kind: 'misconfigured', message: expect.stringContaining('OAuth & Permissions') },
    ],
    [
      { kind: 'refused', error: 'is_archived' },
      { kind: 'misconfigured', message: expect.stringContaining('unarchive') },
    ],
    [
      { kind: 'refused', error: 'messages_tab_disabled' },
      { kind: 'misconfigured', message: expect.stringContaining('App Home') },
    ],
    [
      { kind: 'refused', error: 'invalid_blocks' },
      { kind: 'permanent', reason: 'rejected' },
    ],
    [
      { kind: 'refused', error: 'msg_blocks_too_long' },
      { kind: 'permanent', reason: 'rejected' },
    ],
    [
      { kind: 'refused', error: 'thread_not_found' },
      { kind: 'permanent', reason: 'messageGone' },
    ],
  ] as const)('fails with %j as %j', async (fault, expected) => {
    const one = await start()
    one.sim.fault({ method: 'chat.postMessage', ...fault })
    expect(await refusalOf(one.slack.send(delivery(message('x'))))).toMatchObject(expected)
  })

  it('names the scope that is missing', async () => {
    const one = await start({ slack: { scopes: ['chat:read'] } })
    const refusal = await refusalOf(one.slack.send(delivery(message('x'))))
    expect(refusal).toBeInstanceOf(ChannelError)
    expect(refusal.message).toContain('chat:write')
  })

  it('names people above their words where posts may not stand under their names', async () => {
    const one = await start({ slack: { scopes: ['chat:write'] } })
    const said = message('Where is it?')
    const { ids } = await one.slack.send(delivery({ ...said, author: { role: 'customer', name: 'Ion <3' } }))
    await one.slack.send(delivery(message('Welcome', { author: { role: 'bot' } })))
    const shown = () => one.sim.posts(staffChannel).map(({ text }) => text)
    expect(shown()).toEqual(['*Ion &lt;3*\nWhere is it?', 'Welcome'])
    const author = { role: 'manager', id: 'm', name: 'Anna' } as const
    await one.slack.send(delivery({ kind: 'edit', author, document: said.document, posted: ids }))
    expect(shown()).toEqual(['*Anna*\nWhere is it?', 'Welcome'])
  })

  it('is ambiguous where Slack does not answer in time', async () => {
    const one = await start({ timeout: 100 })
    const fault = one.sim.fault({ method: 'chat.postMessage', kind: 'hang' })
    expect((await refusalOf(one.slack.send(delivery(message('x'))))).kind).toBe('ambiguous')
    fault.release()
  })

  it('never meets Slack’s limits while pacing is on', async () => {
    const one = await start({ pacer: createPacer(slackLimits, systemClock), slack: { limits: slackLimits } })
    await Promise.all(['a', 'b', 'c'].map((text) => one.slack.send(delivery(message(text)))))
    expect(one.sim.posts(staffChannel).map(({ text }) => text)).toEqual(['a', 'b', 'c'])
  })
})

describe('who presses', () => {
  it('claims; a refusal is shown to them alone', async () => {
    const one = await start()
    const { post } = await postCard(one)
    one.answers = [
      done,
      async () => ({
        kind: 'refused',
        because: 'held',
        notice: { say: 'staff.heldBy', params: { name: 'Ben', number: { numberOf: 't1' } } },
      }),
    ]
    expect(await one.anna.presses(post, 'ticket.claim')).toEqual({ acked: true, payload: {} })
    await one.anna.presses(post, 'ticket.claim')
    await one.sim.until(() => one.anna.notices()[0])
    expect(one.anna.notices().map(({ text }) => text)).toEqual(['Ben has #12.'])
    expect(typesOf(one)).toEqual(['ManagerClaimed', 'ManagerClaimed'])
  })

  it('is asked to press again where nothing was stored', async () => {
    const one = await start()
    const { post } = await postCard(one)
    one.answers = [
      async () => {
        throw new NotStored('the database is away')
      },
    ]
    await one.anna.presses(post, 'ticket.resolve')
    expect((await one.sim.until(() => one.anna.notices()[0])).text).toBe('That was not saved. Please press again.')
  })

  it('is told kindly where guests are not managers', async () => {
    const one = await start()
    const guest = one.sim.person({ id: 'U5GUEST', name: 'gus', guest: true })
    one.sim.channel({ id: staffChannel, members: ['U1ANNA', 'U5GUEST'] })
    const { post } = await postCard(one)
    await guest.presses(post, 'ticket.claim')
    expect((await one.sim.until(() => guest.notices()[0])).text).toContain('Guests')
    expect(one.received).toEqual([])
  })

  it('waits where Slack does not tell now whether they are a guest', async () => {
    const one = await start({ slack: { ackMs: 50 } })
    const guest = one.sim.person({ id: 'U5GUEST', name: 'gus', guest: true })
    one.sim.channel({ id: staffChannel, members: ['U1ANNA', 'U5GUEST'] })
    const { post } = await postCard(one)
    const away = one.sim.fault({ method: 'users.info', kind: 'server-error', times: 3 })
    guest.postsIn(staffChannel, 'let me in', { threadTs: post.ts })
    expect((await one.sim.until(() => guest.notices()[0])).text).toContain('Guests')
    expect([away.struck() > 0, one.received]).toEqual([true, []])
    expect(one.lines.map(({ msg }) => msg)).toContain('an event was not stored; Slack will bring it again')
  })

  it('counts as a guest where Slack knows no such member', async () => {
    const one = await start()
    const { post } = await postCard(one)
    one.sim.fault({ method: 'users.info', kind: 'refused', error: 'user_not_found' })
    one.anna.postsIn(staffChannel, 'hello', { threadTs: post.ts })
    expect((await one.sim.until(() => one.anna.notices()[0])).text).toContain('Guests')
    expect(one.received).toEqual([])
  })
})

describe('who commands', () => {
  it.each([
    ['stats 30d', '*3* opened 30d for U1ANNA'],
    ['help', 'What you can ask of the desk'],
    ['', 'What you can ask of the desk'],
    ['dan*ce', 'There is no “dan*ce”.'],
  ])('/desk %s is answered to them alone', async (text, answer) => {
    const one = await start()
    expect(await one.anna.commands('/desk', text, staffChannel)).toEqual({ acked: true, payload: {} })
    expect((await one.sim.until(() => one.anna.notices()[0])).text).toContain(answer)
    expect(one.sim.posts(staffChannel)).toEqual([])
  })
})

describe('who commands while Slack fails', () => {
  it('hears that nothing was saved, and the log tells why', async () => {
    const one = await start()
    one.sim.fault({ method: 'conversations.open', kind: 'server-error' })
    expect(await one.anna.commands('/support', 'my invoice is wrong')).toEqual({ acked: true, payload: {} })
    expect((await one.sim.until(() => one.anna.notices()[0])).text).toBe('That was not saved. Please write it again.')
    expect(one.received).toEqual([])
    expect(one.lines.filter(({ level }) => level >= 50)).toHaveLength(1)
  })
})

describe('the start', () => {
  it.each([
    [
      'a bot outside its channel',
      async ({ sim }: Stand) => void sim.channel({ id: staffChannel, bot: false }),
      '/invite',
    ],
    ['an archived channel', async ({ sim }: Stand) => sim.archive(staffChannel), 'unarchive'],
    ['a revoked token', async ({ sim }: Stand) => sim.setToken('token_revoked'), 'install the Slack app again'],
  ])('tells of %s, with the remedy, and goes on', async (_what, arrange, remedy) => {
    const one = await start({ later: true })
    await arrange(one)
    await one.slack.start(one.receive)
    expect(one.lines.filter(({ level }) => level >= 50).map(({ msg }) => msg)).toEqual([
      expect.stringContaining(remedy),
    ])
    one.anna.dm('hello')
    await until(() => one.received[0])
  })

  it('does not wait for ever where Slack is away', async () => {
    const one = await start({ later: true, patience: 50, slack: { retryScale: 0.02 } })
    one.sim.fault({ method: 'apps.connections.open', kind: 'server-error', times: 1 })
    await one.slack.start(one.receive)
    expect(one.lines.map(({ msg }) => msg)).toContain('Slack cannot be reached; the desk keeps trying')
    one.anna.dm('once it is back')
    await until(() => one.received[0])
  })

  it('logs no words of people', async () => {
    const one = await start({ slack: { ackMs: 50 } })
    one.answers = [
      async () => {
        throw new NotStored('the database is away')
      },
      done,
    ]
    one.anna.dm('a secret of mine')
    await until(() => one.received[0])
    expect(JSON.stringify(one.lines)).not.toContain('secret')
  })
})
