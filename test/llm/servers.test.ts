// Each kind of server that people run, by the shapes that it really sends.

import { expect, test } from 'vitest'
import { SERVER_KINDS, type ServerKind } from '../simulators/openai/servers.ts'
import { modelled, patient, question } from './modelled.ts'

const said = { text: 'Two days – „in general”, înainte de 14:00.', articles: ['parcels'] }
const keyless: readonly ServerKind[] = ['ollama', 'vllm', 'llama.cpp']

test.each(SERVER_KINDS)('%s: an answer is read from its stream, with the tokens by its own count', async (kind) => {
  const { server, model } = await modelled({ kind })
  server.answerWith(() => said)
  const { answer, raw, tokens } = await model.ask(question, patient())
  expect(answer).toEqual(said)
  expect(JSON.parse(raw)).toEqual(said)
  expect(tokens.received).toBe(Math.ceil(JSON.stringify(said).length / 4))
  expect(tokens.sent).toBeGreaterThan(0)
  expect(server.chats()).toHaveLength(1)
})

test.each(SERVER_KINDS)('%s: vectors come in the order of their texts, each of length 1', async (kind) => {
  const { model } = await modelled({ kind })
  const texts = ['parcels', 'refund of a parcel', 'parcels']
  const [first, other, same] = await model.embed(texts, patient())
  expect(same).toEqual(first)
  expect(other).not.toEqual(first)
  for (const vector of [first, other]) expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1, 5)
})

test.each(SERVER_KINDS)('%s: a wrong key is named as such, and never shown', async (kind) => {
  const { model } = await modelled({ kind }, { apiKey: 'sk-wrong' })
  const asked = model.ask(question, patient())
  await expect(asked).rejects.toMatchObject({
    kind: 'misconfigured',
    message: expect.stringContaining('OPENAI_API_KEY'),
  })
  await expect(asked).rejects.not.toThrow(/sk-/)
})

test.each(SERVER_KINDS.filter((kind) => kind !== 'llama.cpp'))(
  '%s: a model that it does not have is named as such',
  async (kind) => {
    const { model } = await modelled({ kind }, { model: 'smal' })
    await expect(model.ask(question, patient())).rejects.toMatchObject({
      kind: 'misconfigured',
      message: expect.stringContaining('OPENAI_MODEL'),
    })
  },
)

test.each(SERVER_KINDS.filter((kind) => kind !== 'ollama'))(
  '%s: more than it reads at once is refused, and not tried again',
  async (kind) => {
    const { server, model } = await modelled({ kind, contextTokens: 100 })
    const long = { ...question, material: 'A very long story. '.repeat(50) }
    await expect(model.ask(long, patient())).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('context'),
    })
    expect(server.chats()).toHaveLength(1)
    expect(model.isReady()).toBe(true)
  },
)

test.each(SERVER_KINDS)('%s: its "too many" and its "not now" pass by themselves', async (kind) => {
  const { server, model } = await modelled({ kind })
  server.fault({ kind: 'rate-limited' })
  server.fault({ kind: 'refused', error: 'server-error' })
  await model.ask(question, patient())
  expect(server.chats()).toHaveLength(3)
})

test.each(['openai', 'azure', 'openrouter'] as const)(
  '%s: an account without credit is told, and not tried again',
  async (kind) => {
    const { server, model } = await modelled({ kind })
    server.fault({ kind: 'refused', error: 'no-credit' })
    await expect(model.ask(question, patient())).rejects.toMatchObject({
      kind: 'misconfigured',
      message: expect.stringMatching(/credit/),
    })
    expect(server.chats()).toHaveLength(1)
  },
)

test.each(['openai', 'azure', 'openrouter'] as const)(
  '%s: what its filter stops is refused, which is no fault of the server',
  async (kind) => {
    const { server, model } = await modelled({ kind })
    server.fault({ kind: 'refused', error: 'flagged' })
    await expect(model.ask(question, patient())).rejects.toMatchObject({ kind: 'refused' })
    expect(model.isReady()).toBe(true)
  },
)

test.each(['ollama', 'vllm', 'llama.cpp', 'openrouter', 'openai', 'azure'] as const)(
  '%s: a model that takes no schema is asked for its JSON otherwise, and from then on at once',
  async (kind) => {
    const { server, model } = await modelled({ kind, formats: kind === 'openai' ? [] : ['json_object'] })
    server.answerWith(() => said)
    await model.ask(question, patient())
    const before = server.chats().length
    expect((await model.ask(question, patient())).answer).toEqual(said)
    expect(server.chats()).toHaveLength(before + 1)
    expect(server.chats().at(-1)?.body.response_format).toEqual(kind === 'openai' ? undefined : { type: 'json_object' })
    expect(server.chats().at(-1)?.system).toContain('JSON schema')
  },
)

test('a reasoning model gets its own name of the length and its own temperature, and room to think', async () => {
  const { server, model } = await modelled({ thinks: true })
  server.fault({ kind: 'only-thinks', when: ({ body }) => 'max_completion_tokens' in body && !('temperature' in body) })
  await model.ask(question, patient())
  const { body } = server.chats().at(-1) ?? {}
  expect(body).toMatchObject({ max_completion_tokens: 300 + 4_096 })
  expect(body).not.toHaveProperty('temperature')
  expect(body).not.toHaveProperty('max_tokens')
  const before = server.chats().length
  await model.ask(question, patient())
  expect(server.chats()).toHaveLength(before + 1)
})

test('servers of one’s own need no key', async () => {
  for (const kind of keyless) {
    const { server, model } = await modelled({ kind, key: null }, { apiKey: null })
    await model.ask(question, patient())
    expect(server.chats()[0]?.headers).not.toHaveProperty('authorization')
  }
})

test('a server that refuses every way of asking is not asked for ever', async () => {
  const { server, model } = await modelled({ kind: 'ollama' })
  server.fault({ kind: 'refused', error: 'no-schema', times: 100 })
  await expect(model.ask(question, patient())).rejects.toMatchObject({ kind: 'refused' })
  // By schema, as an object, and in words.
  expect(server.chats()).toHaveLength(3)
})

// The simulator serves as the proxy that leads to the name.
const named = async (kind: ServerKind, host: string) => {
  const { server } = await modelled({ kind })
  const { origin, pathname } = new URL(server.url)
  const proxies = { http: origin, https: null, without: null }
  const { model } = await modelled({}, { baseUrl: `http://${host}${pathname}`, proxies })
  return { server, model }
}

test('Azure by its own host gets the key in the header that its keys have', async () => {
  const { server, model } = await named('azure', 'desk.openai.azure.com')
  await model.ask(question, patient())
  const [request] = server.chats()
  expect(request?.headers).toMatchObject({ 'api-key': 'sk-simulated' })
  expect(request?.headers).not.toHaveProperty('authorization')
  expect(request?.path).toBe('/openai/v1/chat/completions')
})

test.each([
  ['openai', 'api.openai.com'],
  ['azure', 'desk.openai.azure.com'],
] as const)(
  '%s by its own host is asked at once as its newest models want it, and told the shape only once',
  async (kind, host) => {
    const { server, model } = await named(kind, host)
    await model.ask(question, patient())
    expect(server.chats()).toHaveLength(1)
    expect(server.chats()[0]?.body).toHaveProperty('max_completion_tokens', question.longest)
    expect(server.chats()[0]?.system).toBe(question.instructions)
  },
)

test('openrouter: an account that runs out of credit in the middle is told, and not tried again', async () => {
  const { server, model } = await modelled({ kind: 'openrouter' })
  server.fault({ kind: 'fails-midway', failure: { error: { code: 402, message: 'Insufficient credits' } } })
  await expect(model.ask(question, patient())).rejects.toMatchObject({ kind: 'misconfigured' })
  expect(server.chats()).toHaveLength(1)
})
