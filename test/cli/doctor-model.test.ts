// What the doctor finds about the language model.

import { expect, test } from 'vitest'
import { checkModel } from '../../src/cli/doctor-model.ts'
import { readConfig } from '../../src/config.ts'
import { type OpenAiOptions, startOpenAi } from '../simulators/openai/openai-simulator.ts'

const named = { OPENAI_API_KEY: 'sk-simulated', OPENAI_MODEL: 'small', OPENAI_EMBEDDING_MODEL: 'embedder' }

const findings = async (baseUrl: string, given: Readonly<Record<string, string>> = {}) => {
  const answer = readConfig({ OPENAI_BASE_URL: baseUrl, ...named, ...given })
  if (!answer.ok) throw new Error(answer.faults.join())
  return checkModel(answer.config.model)
}

const withServer = async (given: Readonly<Record<string, string>> = {}, options: OpenAiOptions = {}) => {
  const server = await startOpenAi(options)
  try {
    return { found: await findings(server.url, given), server }
  } finally {
    await server.stop()
  }
}

test('a model that is off is told with what turns it on', async () => {
  expect(await checkModel(null)).toEqual([
    { isWell: true, about: 'language model', words: 'off; OPENAI_BASE_URL and OPENAI_MODEL turn it on' },
  ])
})

test('models that answer are told by their names and their server', async () => {
  const { found, server } = await withServer()
  const { host } = new URL(server.url)
  expect(found).toEqual([
    { isWell: true, about: 'language model', words: `small at ${host} answers` },
    { isWell: true, about: 'embeddings', words: `embedder at ${host} answers` },
  ])
})

test.each([
  ['a refused key', { OPENAI_API_KEY: 'sk-wrong' }, 'OPENAI_API_KEY'],
  ['an unknown model', { OPENAI_MODEL: 'smal', OPENAI_EMBEDDING_MODEL: 'smal' }, 'OPENAI_MODEL'],
])('%s has its fix on the line, without the key', async (_, given, fix) => {
  const { found } = await withServer(given)
  expect(found).toMatchObject([{ isWell: false }, { isWell: false }])
  for (const { words } of found) {
    expect(words).toContain(fix)
    expect(words).not.toContain('sk-')
  }
})

test('a server that is away, and an address without the API, have their fix on the line', async () => {
  const { server } = await withServer()
  const away = await findings(server.url)
  expect(away[0]).toMatchObject({ isWell: false, words: expect.stringMatching(/can't be reached.*OPENAI_BASE_URL/) })
  const other = await startOpenAi()
  const wrong = await findings(other.url.replace('/v1', ''))
  await other.stop()
  expect(wrong[0]).toMatchObject({ isWell: false, words: expect.stringContaining('ends in /v1') })
})
