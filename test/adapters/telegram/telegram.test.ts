// The adapter against a Bot API server over real HTTP: what is acknowledged when, and what failures become.
import { afterEach, expect, it } from 'vitest'
import { type Inbound, NotStored } from '../../../src/channel.ts'
import type { Picture } from '../../../src/desk/charts.ts'
import { picture } from '../../support/picture.ts'
import { channelContract, deliveryOf, refusalOf } from '../contract.ts'
import { type Rig, rig } from './start-channel.ts'

const ANA = { id: 4242, firstName: 'Ana', languageCode: 'ro' }
const BOB = { id: 5151, firstName: 'Bob', languageCode: 'en' }

const open: Rig[] = []
const begin = async (...args: Parameters<typeof rig>): Promise<Rig> => {
  const made = await rig(...args)
  open.push(made)
  return made
}
afterEach(async () => {
  for (const { channel, sim } of open.splice(0)) {
    await channel.stop()
    await sim.stop()
  }
})

channelContract('Telegram', async () => {
  const made = await rig()
  const ana = made.sim.user({ ...ANA, hasStarted: true })
  return {
    channel: made.channel,
    address: String(ANA.id),
    writes: (text) => ana.sends(text),
    tellsOfBots: () => {
      const other = { id: 99, is_bot: true, first_name: 'Other' }
      const chat = { id: ANA.id, type: 'private' }
      for (const from of [other, { ...other, id: 4242424242 }]) {
        made.sim.push({ message: { message_id: 900, date: 1, chat, from, text: 'from a bot' } })
      }
    },
    shows: () => ana.messages.filter(({ from }) => from === 'bot').map(({ text }) => text),
    longest: { limit: 4096, measure: (text) => [...text].length },
    limitsOnce: (retryAfter) => made.sim.fault({ kind: 'rate-limited', method: 'sendMessage', retryAfter }),
    shutsOut: () => ana.blocks(),
    losesOneAnswer: () => made.sim.fault({ kind: 'reset-after', method: 'sendMessage' }),
    close: made.sim.stop,
  }
})

const textOf = ({ event }: Inbound): string =>
  'words' in event ? (JSON.stringify(event.words).match(/"value":"([^"]*)"/)?.[1] ?? '') : event.type
const polledFrom = (made: Rig, offset: number | null) =>
  made.sim.called('getUpdates', ({ args }) => Number(args.offset) === (offset ?? 0) + 1)

it('begins with the webhook removed, the kinds named and a menu for each language', async () => {
  const made = await begin()
  await made.start()
  await made.sim.called('setMyCommands', ({ args, status }) => args.language_code === 'ro' && status === 200)
  await made.sim.called('getUpdates')
  const methods = made.sim.calls.map(({ method }) => method)
  expect(methods[0]).toBe('deleteWebhook')
  expect(made.sim.calls.find(({ method }) => method === 'getUpdates')?.args).toMatchObject({
    allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member', 'message_reaction'],
  })
  expect(made.sim.commands('ro')).toEqual(made.sim.commands(''))
  expect(made.sim.commands('en')).toContain('human')
})

it('confirms an update only after its commit', async () => {
  const made = await begin()
  const commit = Promise.withResolvers<void>()
  await made.start(async () => {
    await commit.promise
    return { kind: 'done' }
  })
  const { updateId } = made.sim.user(ANA).sends('hello')
  // Twice from the start: the second poll looks for others, and confirms nothing.
  await expect.poll(() => made.sim.calls.filter(({ method }) => method === 'getUpdates').length).toBeGreaterThan(1)
  expect(made.sim.calls.filter(({ args }) => Number(args.offset) > 0)).toEqual([])
  expect(made.sim.pending()).toBe(1)
  commit.resolve()
  await polledFrom(made, updateId)
  await expect.poll(() => made.sim.pending()).toBe(0)
})

it('reads on while one chat is stuck, so that nobody waits for a stranger', async () => {
  const made = await begin()
  const gate = Promise.withResolvers<void>()
  await made.start(async (inbound) => {
    if (textOf(inbound).startsWith('ana')) await gate.promise
    return { kind: 'done' }
  })
  const [ana, bob] = [made.sim.user(ANA), made.sim.user(BOB)]
  ana.sends('ana 1')
  await expect.poll(() => made.sim.calls.filter(({ method }) => method === 'getUpdates').length).toBeGreaterThan(1)
  bob.sends('bob 1')
  await expect.poll(() => made.received.map(textOf), { timeout: 5000 }).toEqual(['bob 1'])
  ana.sends('ana 2')
  const last = bob.sends('bob 2').updateId
  await expect.poll(() => made.received.map(textOf), { timeout: 5000 }).toEqual(['bob 1', 'bob 2'])
  gate.resolve()
  await polledFrom(made, last)
  expect(made.received.map(textOf)).toEqual(['bob 1', 'bob 2', 'ana 1', 'ana 2'])
})

it('keeps the order of a chat, and lets no chat wait for another', async () => {
  const made = await begin()
  const gate = Promise.withResolvers<void>()
  const begun: string[] = []
  const [ana, bob] = [made.sim.user(ANA), made.sim.user(BOB)]
  for (const text of ['ana 1', 'ana 2', 'ana 3']) ana.sends(text)
  bob.sends('bob 1')
  await made.start(async (inbound) => {
    begun.push(textOf(inbound))
    if (textOf(inbound) === 'ana 1') await gate.promise
    return { kind: 'done' }
  })
  await expect.poll(() => begun).toEqual(['ana 1', 'bob 1'])
  gate.resolve()
  await expect.poll(() => made.received.map(textOf)).toEqual(['bob 1', 'ana 1', 'ana 2', 'ana 3'])
})

it('puts presses in the lane of the person who pressed', async () => {
  const made = await begin()
  const ana = made.sim.user(ANA)
  ana.sends('hello')
  const keyboard = [[{ text: 'Yes', callback_data: 'yes' }]]
  await fetch(`${made.sim.url}/bot${made.sim.token}/sendMessage`, {
    method: 'POST',
    body: new URLSearchParams({
      chat_id: '4242',
      text: '?',
      reply_markup: JSON.stringify({ inline_keyboard: keyboard }),
    }),
  })
  ana.presses('Yes')
  ana.sends('after the press')
  const gate = Promise.withResolvers<void>()
  await made.start(async ({ event }) => {
    if (event.type === 'CustomerPressed') await gate.promise
    return { kind: 'done' }
  })
  await made.sim.called('answerCallbackQuery')
  expect(made.received.map(textOf)).toEqual(['hello'])
  gate.resolve()
  await expect.poll(() => made.received.map(textOf)).toEqual(['hello', 'CustomerPressed', 'after the press'])
})

it('asks from the same offset again while the database is away, and passes nothing over', async () => {
  const made = await begin()
  const [ana, bob] = [made.sim.user(ANA), made.sim.user(BOB)]
  const first = ana.sends('ana 1').updateId
  bob.sends('bob 1')
  const last = ana.sends('ana 2').updateId
  let isAway = true
  await made.start(async (inbound) => {
    if (isAway && textOf(inbound).startsWith('ana')) throw new NotStored('away')
    return { kind: 'done' }
  })
  await expect.poll(() => made.received.map(textOf)).toEqual(['bob 1'])
  await expect.poll(() => made.pauses.length).toBeGreaterThan(2)
  expect(made.sim.calls.filter(({ args }) => Number(args.offset) > Number(first))).toEqual([])
  isAway = false
  await polledFrom(made, last)
  expect(made.received.map(textOf)).toEqual(['bob 1', 'ana 1', 'ana 2'])
  expect(made.pauses.slice(0, 3)).toEqual([1000, 2000, 4000])
})

it('parks an update that fails three times while the database is well, and goes on', async () => {
  const made = await begin()
  const ana = made.sim.user(ANA)
  const { updateId } = ana.sends('poison')
  ana.sends('next')
  let attempts = 0
  await made.start(async (inbound) => {
    if (textOf(inbound) !== 'poison') return { kind: 'done' }
    attempts += 1
    throw new Error('a rule has a bug')
  })
  await expect.poll(() => made.received.length).toBe(2)
  const [parked, next] = made.received
  expect(attempts).toBe(3)
  expect(parked).toMatchObject({
    key: `telegram:4242424242:${updateId}:parked`,
    event: {
      type: 'UpdateParked',
      channel: 'telegram',
      reason: 'a rule has a bug',
      payload: expect.stringContaining('poison'),
    },
  })
  expect(next && textOf(next)).toBe('next')
})

it('explains a second poller once, waits 5 to 10 seconds and takes over again', async () => {
  const made = await begin()
  const polls = () => made.sim.calls.filter(({ method }) => method === 'getUpdates').length
  const ended = new AbortController()
  const polledElsewhere = () =>
    fetch(`${made.sim.url}/bot${made.sim.token}/getUpdates?timeout=50`, { signal: ended.signal }).catch(() => null)
  await made.start()
  await made.sim.called('getUpdates')
  const others = [polledElsewhere()]
  await expect.poll(polls).toBe(3)
  others.push(polledElsewhere())
  // Telegram holds back a second conflict within 3 s.
  await expect.poll(polls, { timeout: 10_000 }).toBe(5)
  made.sim.user(ANA).sends('still there?')
  await expect.poll(() => made.received.map(textOf)).toEqual(['still there?'])
  expect(
    made.log.filter(({ msg }) => msg.includes('stop the other one, or give this desk a bot of its own')),
  ).toHaveLength(1)
  expect(made.pauses).toHaveLength(2)
  for (const pause of made.pauses) expect(pause).toSatisfy((ms: number) => ms >= 5000 && ms <= 10_000)
  ended.abort()
  await Promise.all(others)
}, 15_000)

it('stops polling with the remedy in the log when the token is refused', async () => {
  const made = await begin()
  await made.start()
  await made.sim.called('getUpdates')
  made.sim.revokeToken()
  await expect
    .poll(() => made.log.filter(({ level }) => level === 50).map(({ msg }) => msg))
    .toEqual([expect.stringContaining('set TELEGRAM_BOT_TOKEN')])
  expect((await refusalOf(made.channel.send(deliveryOf('4242', 'x')))).kind).toBe('misconfigured')
})

it('starts although Telegram is out of order, and polls once it is back', async () => {
  const made = await begin()
  made.sim.fault({ kind: 'bad-gateway', method: 'deleteWebhook', times: 3 })
  await made.start()
  made.sim.user(ANA).sends('hello')
  await expect.poll(() => made.received.map(textOf)).toEqual(['hello'])
})

it('waits as long as Telegram asks for between polls', async () => {
  const made = await begin()
  made.sim.fault({ kind: 'rate-limited', method: 'getUpdates', retryAfter: 9 })
  await made.start()
  await expect.poll(() => made.pauses).toContain(9000)
})

it('takes an update that comes twice to the engine with the same key, and ids that fell after a silent week', async () => {
  const made = await begin()
  const ana = made.sim.user(ANA)
  await made.start()
  const { updateId } = ana.sends('once')
  await polledFrom(made, updateId)
  made.sim.redeliver(Number(updateId))
  await expect.poll(() => made.received.length).toBe(2)
  expect(made.received[1]?.key).toBe(made.received[0]?.key)
  made.sim.jumpIds(-9000)
  ana.sends('a week later')
  await expect.poll(() => made.received.map(textOf)).toEqual(['once', 'once', 'a week later'])
})

const withButton = async (made: Rig) => {
  const ana = made.sim.user({ ...ANA, hasStarted: true })
  const delivery = deliveryOf('4242', 'Choose')
  const content = { ...delivery.content, buttons: [{ label: 'Take it', press: 'take' }] }
  await made.channel.send({ ...delivery, content })
  return ana
}

it('shows the notice of a press where it was pressed', async () => {
  const made = await begin()
  const ana = await withButton(made)
  await made.start(async () => ({ kind: 'done', notice: { say: 'rating.thanks', params: { score: 5 } } }))
  expect(await ana.presses('Take it').answered()).toEqual({ text: 'ro rating.thanks 5', isAlert: false })
})

it('ends the waiting of a press before a slow commit, and tells the notice after it', async () => {
  const made = await begin()
  const ana = await withButton(made)
  const commit = Promise.withResolvers<void>()
  await made.start(async ({ event }) => {
    if (event.type !== 'CustomerPressed') return { kind: 'done' }
    await commit.promise
    return { kind: 'refused', because: 'state', notice: { say: 'ticket.closed' } }
  })
  expect(await ana.presses('Take it').answered()).toEqual({ text: '', isAlert: false })
  commit.resolve()
  await ana.sees('ro ticket.closed')
})

it('answers presses in places where the desk does not speak', async () => {
  const made = await begin()
  const ana = await withButton(made)
  await made.start()
  const message = { message_id: 1, date: 1, chat: { id: -100, type: 'group' } }
  const press = ana.presses('Take it')
  made.sim.push({ callback_query: { id: press.queryId, from: { id: 4242, first_name: 'Ana' }, message, data: 'x' } })
  await press.answered()
})

it('gives an admin the figures past the engine, in the language of the chat', async () => {
  const asked: unknown[] = []
  const made = await begin(undefined, {
    localeOf: async () => 'en',
    stats: async (...args) => {
      asked.push(args)
      return { text: '**12** opened' }
    },
  })
  const ana = made.sim.user(ANA)
  await made.start()
  ana.sends('/stats today')
  expect((await ana.sees('12 opened')).entities).toEqual([{ type: 'bold', offset: 0, length: 2 }])
  expect(asked).toEqual([[expect.objectContaining({ channel: 'telegram', externalId: '4242' }), 'en', 'today']])
  expect(made.received).toEqual([])
})

it('shows the figures at once, and their picture below once it is drawn, with words that tell what is in it', async () => {
  const drawn = Promise.withResolvers<Picture>()
  const made = await begin(undefined, {
    localeOf: async () => 'en',
    stats: async () => ({ text: '**12** opened', draw: () => drawn.promise }),
  })
  const ana = made.sim.user(ANA)
  await made.start()
  ana.sends('/stats')
  await ana.sees('12 opened')
  drawn.resolve({ ...picture, alt: `Chart: ${'12 opened & <more>. '.repeat(60)}` })
  const { file, text } = await ana.sees('Chart: 12 opened & <more>.')
  expect(file).toMatchObject({ kind: 'photo', name: 'tickets-by-day.png', mediaType: 'image/png' })
  expect([...text]).toHaveLength(1024)
})

it('leaves the figures alone where their picture can not be drawn or is not taken', async () => {
  const pictures = [
    () => Promise.reject(new Error('nothing to draw with')),
    async () => ({ ...picture, bytes: 0, open: () => new Blob([]).stream() }),
  ]
  const made = await begin(undefined, {
    localeOf: async () => 'en',
    stats: async (_, __, period) => ({
      text: `${period} counted`,
      draw: pictures[Number(period)] ?? (async () => picture),
    }),
  })
  const ana = made.sim.user(ANA)
  await made.start()
  for (const period of ['0', '1']) {
    ana.sends(`/stats ${period}`)
    await ana.sees(`${period} counted`)
  }
  await expect
    .poll(() => made.log.filter(({ msg }) => msg === 'an immediate answer on Telegram failed'))
    .toHaveLength(2)
  expect(ana.messages.every(({ file }) => file === null)).toBe(true)
})

it('logs figures that can not be read, and lets nothing wait for them or be parked for them', async () => {
  const reading = Promise.withResolvers<never>()
  const made = await begin(undefined, {
    localeOf: async () => 'en',
    stats: () => reading.promise,
  })
  const ana = made.sim.user(ANA)
  await made.start()
  ana.sends('/stats today')
  ana.sends('hello')
  await expect.poll(() => made.received.map(textOf)).toEqual(['hello'])
  reading.reject(new Error('the database went away'))
  await expect
    .poll(() => made.log.filter(({ level }) => level >= 40))
    .toMatchObject([{ msg: 'an immediate answer on Telegram failed', err: { message: 'the database went away' } }])
  expect(made.received.map(textOf)).toEqual(['hello'])
})

it('says what stands in a notice as it was written', async () => {
  const made = await begin()
  const ana = await withButton(made)
  await made.start(async () => ({ kind: 'done', notice: { say: 'faq.opened', params: { title: '2 * 3 * [4](x)' } } }))
  expect(await ana.presses('Take it').answered()).toMatchObject({ text: 'ro faq.opened 2 * 3 * [4](x)' })
})

it('tells which parts of a long reply arrived before it failed, and goes on after them', async () => {
  const made = await begin()
  const ana = made.sim.user(ANA)
  ana.sends('hello')
  const text = 'word '.repeat(2500)
  made.sim.fault({ kind: 'rate-limited', method: 'sendMessage', retryAfter: 3, when: () => ana.messages.length === 3 })
  const failure = await refusalOf(made.channel.send(deliveryOf('4242', text)))
  expect(failure).toMatchObject({ kind: 'retry', retryAfterSeconds: 3, sent: ['2', '3'] })
  const { ids } = await made.channel.send(deliveryOf('4242', text, failure.sent))
  expect(ids).toEqual(['2', '3', '4', '5'].slice(0, ids.length))
  const shown = ana.messages.filter(({ from }) => from === 'bot').map((message) => message.text)
  expect(shown.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
})

it('says the words without formatting where Telegram refuses the tags', async () => {
  const made = await begin()
  const ana = made.sim.user(ANA)
  ana.sends('hello')
  const link = { type: 'link', url: 'https://example.org', children: [{ type: 'text', value: 'words' }] } as const
  const document = { type: 'root', children: [{ type: 'paragraph', children: [link] }] } as const
  const error = "Bad Request: can't parse entities: Unsupported start tag at byte offset 0"
  const refused = made.sim.fault({ kind: 'refused', method: 'sendMessage', error })
  await made.channel.send({
    ...deliveryOf('4242', ''),
    content: { kind: 'message', author: { role: 'bot' }, document, buttons: [] },
  })
  expect(refused.struck()).toBe(1)
  expect(ana.messages.at(-1)).toMatchObject({ text: 'words', entities: [] })
})

const refusals = [
  ['blocked', (made: Rig) => made.sim.user(ANA).blocks()],
  ['deactivated', (made: Rig) => made.sim.user(ANA).leavesTelegram()],
] as const
it.each(refusals)('names the reason of a refusal: %s', async (reason, shut) => {
  const made = await begin()
  made.sim.user(ANA).sends('hello')
  shut(made)
  expect(await refusalOf(made.channel.send(deliveryOf('4242', 'x')))).toMatchObject({ kind: 'permanent', reason })
})

it.each([
  ['Forbidden: bot was kicked from the supergroup chat', { kind: 'permanent', reason: 'blocked' }],
  ['Forbidden: the group chat was deleted', { kind: 'permanent', reason: 'chatNotFound' }],
  ['Bad Request: message thread not found', { kind: 'permanent', reason: 'rejected' }],
  ['Bad Request: message is too long', { kind: 'permanent', reason: 'rejected' }],
  ['Bad Request: BUTTON_DATA_INVALID', { kind: 'permanent', reason: 'rejected' }],
  ['Request Entity Too Large', { kind: 'permanent', reason: 'fileTooLarge' }],
  ['Unauthorized', { kind: 'misconfigured' }],
  ['Conflict: terminated by other getUpdates request', { kind: 'retry' }],
])('sorts the refusal “%s”, and says the words once it is over', async (error, expected) => {
  const made = await begin()
  const ana = made.sim.user(ANA)
  ana.sends('hello')
  made.sim.fault({ kind: 'refused', method: 'sendMessage', error })
  expect(await refusalOf(made.channel.send(deliveryOf('4242', 'x')))).toMatchObject(expected)
  await made.channel.send(deliveryOf('4242', 'x'))
  expect(ana.messages.map(({ text }) => text)).toEqual(['hello', 'x'])
})

it('knows a person who never wrote from one who does not exist', async () => {
  const made = await begin()
  made.sim.user(ANA)
  expect((await refusalOf(made.channel.send(deliveryOf('4242', 'x')))).reason).toBe('notStarted')
  expect((await refusalOf(made.channel.send(deliveryOf('1', 'x')))).reason).toBe('chatNotFound')
})

it('sorts what went wrong by whether the message can have arrived', async () => {
  const made = await begin()
  made.sim.user(ANA).sends('hello')
  const kinds = []
  for (const kind of ['server-error', 'bad-gateway', 'reset-before'] as const) {
    made.sim.fault({ kind, method: 'sendMessage' })
    kinds.push((await refusalOf(made.channel.send(deliveryOf('4242', 'x')))).kind)
  }
  await made.sim.stop()
  kinds.push((await refusalOf(made.channel.send(deliveryOf('4242', 'x')))).kind)
  expect(kinds).toEqual(['ambiguous', 'ambiguous', 'ambiguous', 'retry'])
})

it('keeps customers’ words and the token out of its errors and its log', async () => {
  const made = await begin()
  made.sim.user(ANA).sends('hello')
  await made.start()
  made.sim.fault({ kind: 'reset-before', method: 'getUpdates', times: 2 })
  made.sim.fault({ kind: 'rate-limited', method: 'sendMessage' })
  made.sim.user(ANA).blocks()
  const failures = [
    await refusalOf(made.channel.send(deliveryOf('4242', 'very private words'))),
    await refusalOf(made.channel.send(deliveryOf('4242', 'very private words'))),
  ]
  const told = JSON.stringify([made.log, failures.map((error) => [error.stack, error.cause, String(error.cause)])])
  expect(told).not.toContain('private')
  expect(told).not.toContain(made.sim.token.split(':')[1])
})

it('ends a waiting poll at once when it stops', async () => {
  const made = await begin()
  await made.start()
  await made.sim.called('getUpdates')
  await made.channel.stop()
  made.sim.user(ANA).sends('too late')
  expect(made.received).toEqual([])
  expect(made.sim.pending()).toBe(1)
})
