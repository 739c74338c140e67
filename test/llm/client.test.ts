// The client of the language model, whatever happens at the other end.

import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { eventually } from '../support/eventually.ts'
import { modelled, patient, purse, question, quick } from './modelled.ts'

const said = { text: 'Two days.', articles: ['parcels'] }

describe('an answer', () => {
  test('is asked for by a strict schema, at its shortest and plainest', async () => {
    const { server, model } = await modelled()
    await model.ask(question, patient())
    const [request] = server.chats()
    expect(request?.body).toMatchObject({
      model: 'small',
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0,
      response_format: {
        type: 'json_schema',
        json_schema: {
          name: 'answer',
          strict: true,
          schema: {
            type: 'object',
            properties: { text: { type: 'string' }, articles: { type: 'array', items: { type: 'string' } } },
            required: ['text', 'articles'],
            additionalProperties: false,
          },
        },
      },
    })
    expect(request?.user).toBe(question.material)
    expect(request?.system).toContain(question.instructions)
  })

  test.each([
    ['in a fence', (json: string) => `\`\`\`json\n${json}\n\`\`\``],
    ['with words around it', (json: string) => `Here you are {as asked}:\n${json}\nAnything else?`],
    ['behind a thought', (json: string) => `<think>{"text": "no", "articles": []}</think>\n${json}`],
    ['behind the end of a thought', (json: string) => `{"a": 1} hm</think>${json}`],
  ])('is found %s', async (_, dressed) => {
    const { server, model } = await modelled()
    server.answerWith(() => dressed(JSON.stringify(said)))
    expect((await model.ask(question, patient())).answer).toEqual(said)
    expect(server.chats()).toHaveLength(1)
  })

  test('has nothing in it that can not be stored', async () => {
    const { server, model } = await modelled()
    server.answerWith(() =>
      String.raw`\0 {"text": "Two\u0000 days\ud83d.", "articles": ["par\u0000cels"]}`.replace(String.raw`\0`, '\0'),
    )
    const { answer, raw } = await model.ask(question, patient())
    expect(answer).toEqual({ text: 'Two days\ufffd.', articles: ['parcels'] })
    expect(raw).not.toContain('\0')
  })

  test('that does not fit goes back once, with what is wrong', async () => {
    const { server, model } = await modelled()
    server.answerWith(({ messages }) => (messages === 2 ? { text: 7, articles: 'parcels' } : said))
    const { answer, tokens } = await model.ask(question, patient())
    expect(answer).toEqual(said)
    expect(tokens.received).toBeGreaterThan(Math.ceil(JSON.stringify(said).length / 4))
    const sent = JSON.stringify(server.chats()[1]?.body.messages)
    expect(sent).toContain('expected string, received number')
  })

  test.each(['malformed', 'wrong-shape'] as const)('that is %s twice is given up', async (kind) => {
    const { server, model, observed } = await modelled()
    server.fault({ kind, times: 2 })
    await expect(model.ask(question, patient())).rejects.toMatchObject({ kind: 'garbled' })
    expect(server.chats()).toHaveLength(2)
    expect(observed).toMatchObject([{ about: 'answer', outcome: 'garbled' }])
  })

  test('without end is cut, and its connection with it', async () => {
    const { server, model, observed } = await modelled()
    server.fault({ kind: 'endless' })
    await expect(model.ask(question, patient())).rejects.toMatchObject({ kind: 'garbled' })
    expect(server.chats()).toHaveLength(1)
    // Soon after the 300 that were asked for.
    expect(observed[0]?.tokens.received).toBeLessThan(1_000)
    await eventually(() => expect(server.connections().open).toBe(0))
  })

  test.each(['half-stream', 'cut', 'reset', 'bad-gateway', 'fails-midway'] as const)(
    'that breaks off (%s) is asked for again',
    async (kind) => {
      const { server, model } = await modelled()
      server.answerWith(() => said)
      server.fault({ kind, times: 2 })
      expect((await model.ask(question, patient())).answer).toEqual(said)
      expect(server.chats()).toHaveLength(3)
    },
  )

  test.each(['declines', 'filtered'] as const)('that the model refuses (%s) is not asked for again', async (kind) => {
    const { server, model } = await modelled()
    server.fault({ kind })
    await expect(model.ask(question, patient())).rejects.toMatchObject({ kind: 'refused' })
    expect(server.chats()).toHaveLength(1)
  })

  test('is read, too, where a server does not stream', async () => {
    const { server, model } = await modelled()
    server.answerWith((request) => {
      Reflect.set(request.body, 'stream', false)
      return said
    })
    expect((await model.ask(question, patient())).answer).toEqual(said)
  })
})

test('an answer of megabytes is cut, whatever it is counted as', async () => {
  const { server, model } = await modelled()
  server.answerWith((request) => {
    Reflect.set(request.body, 'stream', false)
    return { ...said, text: 'long '.repeat(500_000) }
  })
  await expect(model.ask(question, patient())).rejects.toMatchObject({ kind: 'garbled' })
  expect(server.chats()).toHaveLength(1)
})

describe('whoever waits', () => {
  test('and lets go ends the connection at once, and it counts for nothing against the server', async () => {
    const { server, model, observed } = await modelled()
    const fault = server.fault({ kind: 'stall' })
    const leaving = new AbortController()
    const asked = model.ask(question, leaving.signal)
    await eventually(() => expect(fault.struck()).toBe(1))
    leaving.abort()
    await expect(asked).rejects.toMatchObject({ kind: 'dropped' })
    await eventually(() => expect(server.connections().open).toBe(0))
    expect(observed).toMatchObject([{ outcome: 'dropped' }])
    expect(model.isReady()).toBe(true)
  })

  test('as long as they could hears that the model is too slow', async () => {
    const { server, model } = await modelled()
    server.fault({ kind: 'hang' })
    await expect(model.ask(question, AbortSignal.timeout(50))).rejects.toMatchObject({
      kind: 'away',
      message: expect.stringContaining('longer'),
    })
  })

  test('is not kept by a pause that the server asks for', async () => {
    const { server, model } = await modelled({}, { retries: { attempts: 3, pause: 1, longestPause: 120_000 } })
    const fault = server.fault({ kind: 'rate-limited', retryAfter: 100 })
    const leaving = new AbortController()
    const asked = model.ask(question, leaving.signal)
    await eventually(() => expect(fault.struck()).toBe(1))
    leaving.abort()
    await expect(asked).rejects.toMatchObject({ kind: 'dropped' })
    expect(server.chats()).toHaveLength(1)
  })

  test('in the queue and lets go is never sent', async () => {
    const { server, model } = await modelled({}, { atOnce: 1 })
    const fault = server.fault({ kind: 'hang' })
    const first = model.ask(question, patient())
    await eventually(() => expect(fault.struck()).toBe(1))
    const leaving = new AbortController()
    const second = model.ask({ ...question, material: 'second' }, leaving.signal)
    const third = model.ask({ ...question, material: 'third' }, patient())
    leaving.abort()
    await expect(second).rejects.toMatchObject({ kind: 'dropped' })
    fault.release()
    await Promise.all([first, third])
    expect(server.chats().map(({ user }) => user)).toEqual([question.material, 'third'])
  })

  test('when the desk closes is let go', async () => {
    const { server, model } = await modelled()
    const fault = server.fault({ kind: 'hang' })
    const asked = model.ask(question, patient())
    await eventually(() => expect(fault.struck()).toBe(1))
    const closed = model.close()
    await expect(asked).rejects.toMatchObject({ kind: 'dropped' })
    await closed
    expect(model.isReady()).toBe(false)
  })
})

describe('a server that is in trouble', () => {
  test.each([
    ['seconds', () => 1_000],
    ['a date', () => new Date(Date.now() + 3_600_000).toUTCString()],
  ])('and asks by Retry-After, in %s, for more than anybody waits, is left alone', async (_, retryAfter) => {
    const { server, model, turned } = await modelled()
    server.fault({ kind: 'rate-limited', retryAfter: retryAfter() })
    await expect(model.ask(question, patient())).rejects.toMatchObject({ kind: 'away' })
    expect(server.chats()).toHaveLength(1)
    expect(model.isReady()).toBe(false)
    expect(turned).toEqual([true])
  })

  test('is left alone after failures in a row: nobody even connects', async () => {
    const { server, model, turned } = await modelled({}, { limits: { ...quick.limits, failures: 2 } })
    server.fault({ kind: 'refused', times: 6 })
    for (const _ of [1, 2]) await expect(model.ask(question, patient())).rejects.toMatchObject({ kind: 'away' })
    expect(server.chats()).toHaveLength(6)
    expect(model.isReady()).toBe(false)
    await expect(model.ask(question, patient())).rejects.toThrow('left alone')
    expect(server.chats()).toHaveLength(6)
    expect(turned).toEqual([true])
    // Vectors are another model's.
    await model.embed(['parcel'], patient())
  })

  test('is asked by one alone after a pause, and by all once that went well', async () => {
    const { server, model, turned } = await modelled({}, { limits: { failures: 1, pause: 1, longestPause: 60_000 } })
    server.fault({ kind: 'refused', times: 3 })
    await expect(model.ask(question, patient())).rejects.toMatchObject({ kind: 'away' })
    await eventually(() => expect(model.isReady()).toBe(true))
    const trial = server.fault({ kind: 'hang' })
    const first = model.ask(question, patient())
    await eventually(() => expect(trial.struck()).toBe(1))
    expect(model.isReady()).toBe(false)
    await expect(model.ask(question, patient())).rejects.toMatchObject({ kind: 'away' })
    trial.release()
    await first
    expect(model.isReady()).toBe(true)
    expect(turned).toEqual([true, false])
  })

  test('whose key is refused is left alone at once, and nothing is tried again', async () => {
    const { server, model } = await modelled({}, { apiKey: 'sk-wrong' })
    await expect(model.ask(question, patient())).rejects.toMatchObject({ kind: 'misconfigured' })
    expect(server.chats()).toHaveLength(1)
    expect(model.isReady()).toBe(false)
  })

  test('that is not there is told with its host and the remedy', async () => {
    const { server, model } = await modelled()
    await server.goAway()
    await expect(model.ask(question, patient())).rejects.toMatchObject({
      kind: 'away',
      message: expect.stringMatching(/127\.0\.0\.1:\d+ can't be reached \(ECONNREFUSED\); check .*OPENAI_BASE_URL/),
    })
    await server.comeBack()
    await model.ask(question, patient())
  })

  test('that falls silent in the middle is given up', async () => {
    const { server, model } = await modelled(
      {},
      { patience: { ...quick.patience, whole: 60 }, retries: { ...quick.retries, attempts: 1 } },
    )
    server.fault({ kind: 'stall' })
    await expect(model.ask(question, patient())).rejects.toMatchObject({
      kind: 'away',
      message: expect.stringContaining('in time'),
    })
  })

  test('that does not begin to answer, or falls silent, is given up by the client itself', async () => {
    const retries = { ...quick.retries, attempts: 1 }
    const { server, model } = await modelled({}, { retries, patience: { ...quick.patience, begin: 50, idle: 50 } })
    for (const kind of ['hang', 'stall'] as const) {
      server.fault({ kind })
      await expect(model.ask(question, patient())).rejects.toMatchObject({
        kind: 'away',
        message: expect.stringContaining('TIMEOUT'),
      })
    }
  })

  test('whose address is not that of an API is told so', async () => {
    const { server, model: _ } = await modelled()
    const { model } = await modelled({}, { baseUrl: `${server.url}/v2` })
    await expect(model.ask(question, patient())).rejects.toMatchObject({
      kind: 'misconfigured',
      message: expect.stringContaining('OPENAI_BASE_URL'),
    })
  })
})

test('connections are kept for the next questions', async () => {
  const { server, model } = await modelled()
  for (const _ of [1, 2, 3, 4, 5, 6]) await model.ask(question, patient())
  // The next question may come a moment before the last one's connection is free again.
  expect(server.connections().ever).toBeLessThanOrEqual(2)
})

test('a proxy is used where there is one, but not for the hosts that are reached without', async () => {
  const led: string[] = []
  // For an http:// address a proxy is told the whole of it.
  const proxy = createServer((asked, answer) => {
    const { method, headers } = asked
    led.push(new URL(asked.url ?? '').host)
    const on = request(asked.url ?? '', { method, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 0, reply.headers)
      reply.pipe(answer)
    })
    asked.pipe(on)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const proxies = { http: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, https: null, without: null }
  const { model, server } = await modelled({}, { proxies })
  await model.ask(question, patient())
  await model.close()
  expect(led).toEqual([new URL(server.url).host])
  const { model: direct } = await modelled({}, { proxies: { ...proxies, without: '127.0.0.1' } })
  await direct.ask(question, patient())
  expect(led).toHaveLength(1)
  proxy.close()
})

test('what is used is taken from the day’s tokens, and where they are used up nothing is sent', async () => {
  const budget = purse(1_000)
  const { server, model } = await modelled({}, { budget })
  const { tokens } = await model.ask(question, patient())
  expect(budget.used()).toBe(tokens.sent + tokens.received)
  await expect(model.ask({ ...question, longest: 1_000 }, patient())).rejects.toMatchObject({
    kind: 'spent',
    message: expect.stringContaining('OPENAI_DAILY_TOKENS'),
  })
  expect(server.chats()).toHaveLength(1)
  expect(model.isReady()).toBe(true)
})

test('where the day’s tokens are used up, nobody needs to ask', async () => {
  const { model } = await modelled({}, { budget: purse(0) })
  expect(model.isReady()).toBe(false)
})

test('a shape with choices keeps to what strict schemas may have', async () => {
  const known = z.object({ kind: z.literal('known'), note: z.string().min(1).nullable() })
  const unknown = z.object({ kind: z.literal('unknown') })
  const shape = z.object({ what: z.discriminatedUnion('kind', [known, unknown]), sure: z.int() })
  const { server, model } = await modelled()
  const { answer } = await model.ask({ ...question, shape }, patient())
  expect(answer.sure).toBe(1)
  expect(server.chats()).toHaveLength(1)
  expect(JSON.stringify(server.chats()[0]?.schema)).not.toMatch(/oneOf|min|max/i)
})

test('a request that the server refuses costs no tokens', async () => {
  const budget = purse(10_000)
  const { server, model } = await modelled({}, { budget })
  server.fault({ kind: 'refused', error: 'flagged' })
  await expect(model.ask(question, patient())).rejects.toMatchObject({ kind: 'refused' })
  expect(budget.used()).toBe(0)
})

test('what was sent is counted where nothing comes back', async () => {
  const budget = purse(100_000)
  const { server, model, observed } = await modelled({}, { budget })
  server.fault({ kind: 'hang' })
  await expect(model.ask(question, AbortSignal.timeout(300))).rejects.toMatchObject({ kind: 'away' })
  server.fault({ kind: 'hang' })
  await expect(model.embed(['parcel'], AbortSignal.timeout(300))).rejects.toMatchObject({ kind: 'away' })
  await eventually(() => expect(observed).toHaveLength(2))
  expect(observed.map(({ tokens }) => tokens.sent > 0)).toEqual([true, true])
  await eventually(() =>
    expect(budget.used()).toBe(observed.reduce((sum, { tokens }) => sum + tokens.sent + tokens.received, 0)),
  )
})

test('what never reached a server costs no tokens', async () => {
  const budget = purse(100_000)
  const { server, model } = await modelled({}, { budget })
  await server.stop()
  await expect(model.ask(question, patient())).rejects.toMatchObject({ kind: 'away' })
  expect(budget.used()).toBe(0)
})

test('each try takes its own of the day’s tokens: what is left for one is not spent by three', async () => {
  // One try of it may take some 500.
  const budget = purse(700)
  const { server, model } = await modelled({}, { budget })
  for (const _ of [1, 2, 3]) server.fault({ kind: 'half-stream' })
  const large = { ...question, material: 'How long? '.repeat(60) }
  await expect(model.ask(large, patient())).rejects.toMatchObject({ kind: 'spent' })
  expect(server.chats()).toHaveLength(1)
  expect(budget.used()).toBeLessThanOrEqual(700)
})

test('the schema of an answer is taken into account, also where it is told in words', async () => {
  const { most, budget } = watchedPurse()
  const { server, model } = await modelled({ kind: 'ollama' }, { budget })
  await model.ask(question, patient())
  const [chat] = server.chats()
  const schema = JSON.stringify(chat?.schema).length
  const said = JSON.stringify(chat?.body.messages).length
  expect(said).toBeGreaterThan(schema)
  expect(most()).toBeGreaterThan(question.longest + (said - 100) / 3)
})

test('each request is told once, with its tokens, however often it was tried', async () => {
  const { server, model, observed } = await modelled()
  server.fault({ kind: 'reset' })
  await model.ask(question, patient())
  await model.embed(['parcel'], patient())
  expect(observed).toMatchObject([
    { about: 'answer', outcome: 'answered', tokens: { sent: expect.any(Number), received: expect.any(Number) } },
    { about: 'embedding', outcome: 'answered', tokens: { sent: 2, received: 0 } },
  ])
})

test('without a model for answers or for vectors, the name that is missing is told', async () => {
  const { model } = await modelled({}, { model: null, embeddingModel: null })
  expect(model.isReady()).toBe(false)
  await expect(model.ask(question, patient())).rejects.toThrow('OPENAI_MODEL')
  await expect(model.embed(['parcel'], patient())).rejects.toThrow('OPENAI_EMBEDDING_MODEL')
})

test('many texts are sent in several requests, and come back in their order', async () => {
  const { server, model } = await modelled()
  const texts = Array.from({ length: 150 }, (_, index) => `text ${index % 100}`)
  const vectors = await model.embed(texts, patient())
  expect(vectors[149]).toEqual(vectors[49])
  expect(vectors[149]).not.toEqual(vectors[48])
  expect(server.embeddings()).toHaveLength(3)
})

/** Tokens without end, and the most that were reserved at once. */
const watchedPurse = () => {
  const endless = purse(1_000_000_000)
  let most = 0
  const reserve = (tokens: number) => {
    most = Math.max(most, tokens)
    return endless.reserve(tokens)
  }
  return { most: () => most, budget: { ...endless, reserve } }
}
