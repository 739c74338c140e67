// The simulator's own promises, checked through plain fetch: it is strict where Telegram is strict.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TELEGRAM_LIMITS } from './flood.ts'
import { type SimulatorOptions, startTelegram, type TelegramSimulator } from './telegram-simulator.ts'

type Answer = {
  readonly status: number
  readonly retryAfter: string | null
  readonly ok: boolean
  // biome-ignore lint/suspicious/noExplicitAny: the body of a foreign API, looked into by each test
  readonly result: any
  readonly description: string
  readonly parameters?: { readonly retry_after?: number }
}

const ANA = { id: 4242, firstName: 'Ana', languageCode: 'ro' }
const DAY = 86_400_000
const MARKDOWN = { parse_mode: 'MarkdownV2' }

let sim: TelegramSimulator
let time = 1_800_000_000_000

const restart = async (options: SimulatorOptions) => {
  await sim.stop()
  sim = await startTelegram({ now: () => time, ...options })
}

beforeEach(async () => {
  time = 1_800_000_000_000
  sim = await startTelegram({ now: () => time })
})
afterEach(() => sim.stop())

const post = async (
  method: string,
  body: string | FormData | URLSearchParams,
  headers: Record<string, string> = {},
  token = sim.token,
): Promise<Answer> => {
  const response = await fetch(`${sim.url}/bot${token}/${method}`, { method: 'POST', body, headers })
  const answer = JSON.parse(await response.text())
  return { ...answer, status: response.status, retryAfter: response.headers.get('retry-after') }
}
const call = (method: string, args: Record<string, unknown> = {}) =>
  post(method, JSON.stringify(args), { 'content-type': 'application/json' })
const say = (text: string, more: Record<string, unknown> = {}) =>
  call('sendMessage', { chat_id: ANA.id, text, ...more })
const updates = async (args: Record<string, unknown> = {}): Promise<number[]> => {
  time += 4000
  const { result } = await call('getUpdates', args)
  return result.map(({ update_id }: { update_id: number }) => update_id)
}
const greet = () => {
  const ana = sim.user(ANA)
  ana.sends('hello')
  return ana
}

describe('calls', () => {
  it('takes method names in any case, and arguments from the query, JSON, forms and multipart', async () => {
    greet()
    const form = new FormData()
    form.set('chat_id', String(ANA.id))
    form.set('text', 'multipart')
    const answers = await Promise.all([
      post('SENDMESSAGE', JSON.stringify({ chat_id: String(ANA.id), text: 'json' }), {
        'content-type': 'application/json',
      }),
      post('sendmessage', new URLSearchParams({ chat_id: String(ANA.id), text: 'form' })),
      post('sendMessage', form),
      post(`sendMessage?chat_id=${ANA.id}&text=query`, ''),
    ])
    expect(answers.map(({ result }) => result.text)).toEqual(['json', 'form', 'multipart', 'query'])
  })

  it('answers 401 for another token, 404 for no token and for an unknown method', async () => {
    expect(await post('getMe', '', {}, '1:AAAAAAAAAAAAAAAAAAAAAAAAAAAA')).toMatchObject({
      status: 401,
      description: 'Unauthorized',
    })
    expect(await post('getMe', '', {}, 'nonsense')).toMatchObject({ status: 404, description: 'Not Found' })
    expect(await call('sendFish')).toMatchObject({ status: 404, description: 'Not Found: method not found' })
  })

  it('keeps a command menu for each language and refuses names that are not commands', async () => {
    const commands = [{ command: 'start', description: 'Begin' }]
    expect(await call('setMyCommands', { commands, language_code: 'ro' })).toMatchObject({ ok: true })
    expect([sim.commands('ro'), sim.commands('')]).toEqual([['start'], []])
    const bad = await call('setMyCommands', { commands: [{ command: 'Not One', description: 'x' }] })
    expect(bad.description).toBe('Bad Request: BOT_COMMAND_INVALID')
  })
})

describe('updates', () => {
  it('hands out the queue until an offset confirms it, then forgets it', async () => {
    const ana = greet()
    ana.sends('again')
    const [first = 0, second = 0] = await updates()
    expect(second).toBe(first + 1)
    expect(await updates()).toEqual([first, second])
    expect(await updates({ offset: second })).toEqual([second])
    expect(await updates({ offset: 0 })).toEqual([second])
    expect(await updates({ offset: second + 1 })).toEqual([])
    expect(sim.pending()).toBe(0)
  })

  it('keeps only the last ones for a negative offset, and serves from the head when the offset is far ahead', async () => {
    const ana = greet()
    for (const text of ['b', 'c', 'd']) ana.sends(text)
    const all = await updates()
    expect(await updates({ offset: (all.at(-1) ?? 0) + 1000 })).toEqual(all)
    expect(await updates({ offset: -2 })).toEqual(all.slice(-2))
    expect(await updates()).toEqual(all.slice(-2))
  })

  it('clamps the limit, and hands out one alone where the same offset is asked again at once', async () => {
    const ana = greet()
    for (let count = 0; count < 120; count += 1) ana.sends(String(count))
    expect(await updates({ limit: 1000 })).toHaveLength(100)
    expect((await call('getUpdates')).result).toHaveLength(1)
  })

  it('lets messages expire after a day and presses after 150 seconds', async () => {
    const ana = greet()
    await say('choose', { reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'yes' }]] } })
    ana.presses('Yes')
    expect(await updates()).toHaveLength(2)
    time += 150_000
    expect(await updates()).toHaveLength(1)
    time += DAY
    expect(await updates()).toEqual([])
  })

  it('remembers the kinds asked for until others are asked for', async () => {
    const ana = greet()
    const [first = 0] = await updates({ allowed_updates: ['message'] })
    ana.edits(1, 'hello!')
    expect(await updates({ offset: first + 1 })).toEqual([])
    await updates({ allowed_updates: ['message', 'edited_message'] })
    ana.edits(1, 'hello!!')
    expect(await updates()).toHaveLength(1)
  })

  it('ends the older of two waiting polls with 409, and every poll while a webhook is set', async () => {
    const older = call('getUpdates', { timeout: 50 })
    await expect.poll(() => sim.calls.length).toBe(1)
    const newer = call('getUpdates', { timeout: 50 })
    expect(await older).toMatchObject({
      status: 409,
      description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    })
    await call('setWebhook', { url: 'https://desk.example.org/telegram/webhook' })
    expect(await newer).toMatchObject({ status: 409, description: 'Conflict: terminated by setWebhook request' })
    expect((await call('getUpdates')).description).toContain("can't use getUpdates method while webhook is active")
    expect((await call('getWebhookInfo')).result.url).toBe('https://desk.example.org/telegram/webhook')
    await call('deleteWebhook')
    time += 4000
    expect(await call('getUpdates')).toMatchObject({ ok: true })
  })

  it('answers a waiting poll as soon as somebody writes', async () => {
    const poll = call('getUpdates', { timeout: 50 })
    await expect.poll(() => sim.calls.length).toBe(1)
    greet()
    expect((await poll).result[0].message).toMatchObject({ text: 'hello', from: { id: ANA.id, language_code: 'ro' } })
  })

  it('can hand a confirmed update out again and let ids fall, as seen after a silent week', async () => {
    const ana = greet()
    const [first = 0] = await updates()
    await updates({ offset: first + 1 })
    sim.redeliver(first)
    expect(await updates({ offset: first + 1 })).toEqual([first])
    expect(await updates({ offset: first + 1 })).toEqual([])
    sim.jumpIds(-5000)
    ana.sends('after a week')
    expect(await updates({ offset: first + 1 })).toEqual([first + 1 - 5000])
  })
})

describe('texts', () => {
  const refusals: [text: string, more: Record<string, unknown>, reason: string][] = [
    ['', {}, 'message text is empty'],
    [' \n ', {}, 'text must be non-empty'],
    ['😀'.repeat(4097), {}, 'message is too long'],
    ['a'.repeat(32_769), {}, 'text is too long'],
    ['x', { parse_mode: 'Fancy' }, 'unsupported parse_mode'],
    ['ăî <x>', { parse_mode: 'HTML' }, `can't parse entities: Unsupported start tag "x" at byte offset 5`],
    ['<b>x', { parse_mode: 'HTML' }, `can't parse entities: Can't find end tag corresponding to start tag "b"`],
    [
      '<b>x</i>',
      { parse_mode: 'HTML' },
      `can't parse entities: Unmatched end tag at byte offset 4, expected "</b>", found "</i>"`,
    ],
    ['x</b>', { parse_mode: 'HTML' }, `can't parse entities: Unexpected end tag at byte offset 1`],
    ['1 < 2', { parse_mode: 'HTML' }, `can't parse entities: Unsupported start tag "" at byte offset 2`],
    ['1 <2', { parse_mode: 'HTML' }, `can't parse entities: Unclosed start tag at byte offset 2`],
    ['ă.', MARKDOWN, `can't parse entities: Character '.' is reserved and must be escaped with the preceding '\\'`],
    ['a > b', MARKDOWN, `can't parse entities: Character '>' is reserved and must be escaped with the preceding '\\'`],
    ['ă *b', MARKDOWN, `can't parse entities: Can't find end of Bold entity at byte offset 3`],
    ['*a _b*', MARKDOWN, `can't parse entities: Can't find end of Bold entity at byte offset 5`],
    ['```ts\na', MARKDOWN, `can't parse entities: Can't find end of PreCode entity at byte offset 0`],
    ['[a](https://x.org', MARKDOWN, `can't parse entities: Can't find end of a URL at byte offset 4`],
    [
      '😀',
      { entities: [{ type: 'bold', offset: 1, length: 1 }] },
      'entity begins in a middle of a UTF-16 symbol at byte offset 4',
    ],
    [
      'x',
      { reply_markup: { inline_keyboard: [[{ text: 'x', callback_data: 'ă'.repeat(33) }]] } },
      'BUTTON_DATA_INVALID',
    ],
    [
      'x',
      { reply_markup: { inline_keyboard: [[{ text: 'x' }]] } },
      'Text buttons are unallowed in the inline keyboard',
    ],
    ['x', { reply_parameters: { message_id: 99 } }, 'message to be replied not found'],
    ['x', { chat_id: 1 }, 'chat not found'],
  ]
  it.each(refusals.map((refusal) => [refusal[2], refusal] as const))(
    'refuses with: %s',
    async (_, [text, more, reason]) => {
      greet()
      const answer = await say(text, more)
      expect(answer.status).toBe(400)
      expect(answer.description).toContain(`Bad Request: `)
      expect(answer.description).toContain(reason)
    },
  )

  it('takes 4096 characters outside the basic plane, counted after parsing', async () => {
    greet()
    expect((await say(`<b>${'😀'.repeat(4096)}</b>`, { parse_mode: 'HTML' })).result.entities).toEqual([
      { type: 'bold', offset: 0, length: 8192 },
    ])
  })

  it('turns HTML into text and entities', async () => {
    greet()
    const html =
      '<b>a <i>b</i></b> &lt;c&gt; <a href="https://x.org/?a=1&amp;b=2">d</a><pre><code class="language-ts">e</code></pre>'
    const { result } = await say(html, { parse_mode: 'HTML' })
    expect(result.text).toBe('a b <c> de')
    expect(result.entities).toEqual([
      { type: 'bold', offset: 0, length: 3 },
      { type: 'italic', offset: 2, length: 1 },
      { type: 'text_link', offset: 8, length: 1, url: 'https://x.org/?a=1&b=2' },
      { type: 'pre', offset: 9, length: 1, language: 'ts' },
    ])
  })
})

it('turns MarkdownV2 into text and entities', async () => {
  greet()
  const markdown =
    '>quoted *b _i __u__ ~s~_*\n>on\n||x|| `a*` [d](https://x.org/?a=\\)b)\\.\n```ts\ne_\n``` ![👍](tg://emoji?id=7)'
  const { result } = await say(markdown, MARKDOWN)
  expect(result.text).toBe('quoted b i u s\non\nx a* d.\ne_\n 👍')
  const spans = result.entities.map(({ type, offset, length }: { type: string; offset: number; length: number }) => [
    type,
    result.text.slice(offset, offset + length),
  ])
  expect(spans).toEqual([
    ['blockquote', 'quoted b i u s\non'],
    ['bold', 'b i u s'],
    ['italic', 'i u s'],
    ['underline', 'u'],
    ['strikethrough', 's'],
    ['spoiler', 'x'],
    ['code', 'a*'],
    ['text_link', 'd'],
    ['pre', 'e_\n'],
    ['custom_emoji', '👍'],
  ])
  expect(result.entities[7].url).toBe('https://x.org/?a=)b')
  expect(result.entities[8].language).toBe('ts')
})

describe('chats', () => {
  it('shows edits, refuses those that change nothing, and deletes', async () => {
    const ana = greet()
    const { result } = await say('one')
    const message_id = result.message_id
    const edit = (text: string) => call('editMessageText', { chat_id: ANA.id, message_id, text })
    expect((await edit('two')).ok).toBe(true)
    expect((await edit('two')).description).toContain('message is not modified')
    expect(await ana.sees('two')).toMatchObject({ message_id, edits: 1 })
    expect(await call('deleteMessage', { chat_id: ANA.id, message_id })).toMatchObject({ ok: true })
    expect((await edit('three')).description).toBe('Bad Request: message to edit not found')
  })

  it('answers a press once, and not after it grew old', async () => {
    const ana = greet()
    await say('choose', { reply_markup: { inline_keyboard: [[{ text: 'Yes please', callback_data: 'yes' }]] } })
    const { queryId, answered } = ana.presses('Yes')
    const answer = () => call('answerCallbackQuery', { callback_query_id: queryId, text: 'Thanks' })
    expect(await answer()).toMatchObject({ ok: true })
    expect(await answered()).toEqual({ text: 'Thanks', isAlert: false })
    expect((await answer()).description).toContain('query is too old')
    const late = ana.presses('yes')
    time += 16_000
    expect((await call('answerCallbackQuery', { callback_query_id: late.queryId })).status).toBe(400)
  })

  it('refuses with 403 before the first contact, while blocked, and tells of both changes', async () => {
    const ana = sim.user(ANA)
    expect((await say('x')).description).toBe("Forbidden: bot can't initiate conversation with a user")
    ana.sends('hello')
    ana.blocks()
    expect(await say('x')).toMatchObject({ status: 403, description: 'Forbidden: bot was blocked by the user' })
    ana.unblocks()
    expect((await say('x')).ok).toBe(true)
    const { result } = await call('getUpdates', { offset: 0 })
    const statuses = result.flatMap((update: { my_chat_member?: { new_chat_member: { status: string } } }) =>
      update.my_chat_member ? [update.my_chat_member.new_chat_member.status] : [],
    )
    expect(statuses).toEqual(['kicked', 'member'])
  })

  it('sets the reactions that exist and no others', async () => {
    const ana = greet()
    const react = (emoji: string) =>
      call('setMessageReaction', { chat_id: ANA.id, message_id: 1, reaction: [{ type: 'emoji', emoji }] })
    expect((await react('👍')).ok).toBe(true)
    expect((await react('✅')).description).toBe('Bad Request: REACTION_INVALID')
    expect(ana.messages[0]?.reaction).toBe('👍')
  })

  it('tells of a person’s reactions where it is asked for them: what stands now, and what stood before', async () => {
    const ana = greet()
    ana.reacts(1, '👍')
    await updates({ allowed_updates: ['message', 'message_reaction'] })
    ana.reacts(1, '👍')
    ana.reacts(1, '👎')
    ana.reacts(1, null)
    time += 4000
    const { result } = await call('getUpdates')
    const told = result.flatMap(({ message_reaction: one }: { message_reaction?: Record<string, object[]> }) =>
      one ? [[one.old_reaction?.length, one.new_reaction]] : [],
    )
    expect(told).toEqual([
      [1, [{ type: 'emoji', emoji: '👍' }]],
      [1, [{ type: 'emoji', emoji: '👎' }]],
      [1, []],
    ])
  })

  it('tells the new id of an upgraded group, in a message of both', async () => {
    sim.group(-5, 'Staff').upgradeTo(-1_000_000_000_005)
    const { result } = await call('getUpdates')
    expect(result.map(({ message }: { message: object }) => message)).toMatchObject([
      { chat: { id: -5, type: 'group' }, migrate_to_chat_id: -1_000_000_000_005 },
      { chat: { id: -1_000_000_000_005, type: 'supergroup' }, migrate_from_chat_id: -5, message_id: 1 },
    ])
    expect(await say('x', { chat_id: -5 })).toMatchObject({
      status: 400,
      parameters: { migrate_to_chat_id: -1_000_000_000_005 },
    })
  })
})

describe('groups', () => {
  it('take nothing from a bot that was removed from them, or left', async () => {
    const group = sim.group(-5, 'Staff')
    const inGroup = async () => (await say('x', { chat_id: -5 })).description
    group.changesBot(ANA, 'member', 'kicked')
    expect(await inGroup()).toBe('Forbidden: bot was kicked from the group chat')
    group.changesBot(ANA, 'kicked', 'member')
    expect(await inGroup()).toBeUndefined()
    group.changesBot(ANA, 'member', 'left')
    expect(await inGroup()).toBe('Forbidden: bot is not a member of the group chat')
  })

  it('with topics take what names one of them or none, but never the General one by its id', async () => {
    const group = sim.group(-1_000_000_000_007, 'Forum')
    const topic = group.opensTopic('Bills')
    const status = async (more: object) => {
      const { description, ok } = await say('x', { chat_id: -1_000_000_000_007, ...more })
      return ok || description
    }
    expect(await status({ message_thread_id: topic })).toBe(true)
    expect(await status({})).toBe(true)
    for (const message_thread_id of [1, topic + 5])
      expect(await status({ message_thread_id })).toBe('Bad Request: message thread not found')
  })
})

describe('flood limits', () => {
  it('refuses the fourth message in a second to one chat, and goes on refusing until the ban is over', async () => {
    await restart({ limits: TELEGRAM_LIMITS })
    greet()
    for (const text of ['1', '2', '3']) expect((await say(text)).ok).toBe(true)
    expect(await say('4')).toMatchObject({ status: 429, retryAfter: '1', parameters: { retry_after: 1 } })
    time += 500
    expect(await say('5')).toMatchObject({ status: 429, description: 'Too Many Requests: retry after 1' })
    time += 500
    expect((await say('6')).ok).toBe(true)
  })

  it('allows 20 messages a minute in a group and 30 a second over all', async () => {
    await restart({ limits: TELEGRAM_LIMITS })
    sim.group(-7, 'Staff')
    const count = async (chat_id: number) => (await say('x', { chat_id })).status
    const group = await Promise.all(Array.from({ length: 21 }, () => count(-7)))
    expect(group.filter((status) => status === 429)).toHaveLength(1)
    time += 1000
    const people = Array.from({ length: 31 }, (_, index) => 100 + index)
    for (const id of people) sim.user({ id, firstName: 'P' }).sends('hello')
    const all = await Promise.all(people.map(count))
    expect(all.filter((status) => status === 429)).toHaveLength(1)
  })
})

describe('faults', () => {
  it('answers 429, 500 and an HTML 502 as often as asked, and then works again', async () => {
    greet()
    sim.fault({ kind: 'rate-limited', method: 'sendMessage', retryAfter: 7 })
    expect(await say('x')).toMatchObject({ status: 429, retryAfter: '7', parameters: { retry_after: 7 } })
    sim.fault({ kind: 'server-error', times: 2 })
    expect([(await say('x')).status, (await say('x')).status]).toEqual([500, 500])
    sim.fault({ kind: 'bad-gateway', method: 'sendMessage' })
    await expect(say('x')).rejects.toThrow(SyntaxError)
    expect((await say('x')).ok).toBe(true)
  })

  it('cuts the connection before or after the message reached the chat', async () => {
    const ana = greet()
    sim.fault({ kind: 'reset-before', method: 'sendMessage' })
    await expect(say('lost')).rejects.toThrow('fetch failed')
    sim.fault({ kind: 'reset-after', method: 'sendMessage' })
    await expect(say('arrived')).rejects.toThrow('fetch failed')
    expect(ana.messages.map(({ text }) => text)).toEqual(['hello', 'arrived'])
  })

  it.each([
    ['Bad Request: message thread not found', 400],
    ['Unauthorized', 401],
    ['Forbidden: bot was blocked by the user', 403],
    ['Conflict: terminated by other getUpdates request; make sure that only one bot instance is running', 409],
    ['Request Entity Too Large', 413],
  ])('refuses with the words that were ordered: %s', async (error, status) => {
    greet()
    sim.fault({ kind: 'refused', error, when: ({ text }) => text === 'this' })
    expect((await say('another')).ok).toBe(true)
    expect(await say('this')).toMatchObject({ status, description: error })
    expect((await say('this')).ok).toBe(true)
  })

  it('hands an update out twice though it was confirmed', async () => {
    const ana = greet()
    sim.fault({ kind: 'duplicate', method: 'update' })
    const [first = 0] = await updates()
    ana.sends('next')
    expect(await updates({ offset: first + 1 })).toEqual([first, first + 1])
    expect(await updates({ offset: first + 1 })).toEqual([first + 1])
  })

  it('queues an update late, behind what came meanwhile', async () => {
    const ana = sim.user(ANA)
    const late = sim.fault({
      kind: 'held',
      method: 'update',
      when: ({ message }) => JSON.stringify(message).includes('two'),
    })
    for (const text of ['one', 'two', 'three']) ana.sends(text)
    const texts = async () => {
      time += 4000
      return (await call('getUpdates')).result.map(({ message }: { message: { text: string } }) => message.text)
    }
    expect(await texts()).toEqual(['one', 'three'])
    late.release()
    expect(await texts()).toEqual(['one', 'three', 'two'])
  })

  it('ends when it is taken off, however often it was to strike', async () => {
    greet()
    const fault = sim.fault({ kind: 'server-error', times: Number.POSITIVE_INFINITY })
    expect([(await say('x')).status, (await say('x')).status]).toEqual([500, 500])
    fault.release()
    expect([(await say('x')).ok, fault.struck()]).toEqual([true, 2])
  })

  it('holds a call back until it is released', async () => {
    const ana = greet()
    const hang = sim.fault({ kind: 'hang', method: 'sendMessage' })
    const answer = say('slow')
    await expect.poll(() => hang.struck()).toBe(1)
    expect(ana.messages).toHaveLength(1)
    hang.release()
    expect((await answer).ok).toBe(true)
  })
})

it('tells what the chat shows when something is not seen in time', async () => {
  const ana = greet()
  await say('something else')
  await expect(ana.sees('the answer', { withinMs: 20 })).rejects.toThrow('2 bot: something else')
})
