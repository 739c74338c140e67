import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startOpenAi } from '../simulators/openai/openai-simulator.ts'
import { node, root } from '../support/program.ts'
import { frontdesk as asProcess } from './command.ts'
import { createCommandHost } from './command-host.ts'

const { frontdesk, stop } = createCommandHost()

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'frontdesk-faq-'))
})
afterAll(async () => {
  await stop()
  await rm(folder, { recursive: true, force: true })
})

const written = async (name: string, content: unknown): Promise<string> => {
  const file = path.join(folder, name)
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}
const articles = [
  { id: 'refund', title: 'When do I get my refund?', phrasings: ['where is my money', 'refund not there yet'] },
  { id: 'hours', title: 'Opening hours', phrasings: ['when are you open', 'are you open on sunday'] },
]

describe('faq match', () => {
  test('answers each line with a JSON of its own, without a database', async () => {
    const file = await written('articles.json', articles)
    const words = ['faq', 'match', '--articles', file, '--k', '1']
    const { code, out, err } = await asProcess(words, {}, 'Hi, where is my refund?\nWho won the cup\n\n')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toEqual([
      {
        query: 'Hi, where is my refund?',
        matches: [{ id: 'refund', score: expect.any(Number), confidence: expect.any(Number) }],
        suggest: true,
        ms: expect.any(Number),
      },
      { query: 'Who won the cup', matches: expect.any(Array), suggest: false, ms: expect.any(Number) },
      { query: '', matches: [], suggest: false, ms: expect.any(Number) },
    ])
  })

  test('ends in silence where whoever reads has enough', async () => {
    const file = await written('articles.json', articles)
    const child = spawn(node, ['src/cli/frontdesk.ts', 'faq', 'match', '--articles', file, '--k', '99'], { cwd: root })
    child.stdin.on('error', () => {})
    child.stdin.write('when are you open?\n')
    await once(child.stdout, 'data')
    child.stdout.destroy()
    const more = setInterval(() => child.stdin.write('when are you open?\n'), 1)
    const [err] = await Promise.all([text(child.stderr), once(child, 'close')])
    clearInterval(more)
    expect({ code: child.exitCode, err }).toEqual({ code: 0, err: '' })
  })

  test.each([
    [['faq', 'match'], 2, '--articles'],
    [['faq', 'match', '--articles', 'nowhere.json'], 1, 'nowhere.json'],
    [['faq', 'match', '--articles', 'package.json', '--k', '0'], 2, 'from 1 on'],
    [['faq', 'match', '--articles', 'package.json'], 1, 'package.json'],
  ])('%j names what is wrong', async (words, exit, told) => {
    const { code, out, err } = await frontdesk(words)
    expect(err).toContain(told)
    expect({ code, out }).toEqual({ code: exit, out: '' })
  })
})

describe('faq eval', () => {
  test('tells how good answers are found, as one JSON', async () => {
    const file = await written('labelled.json', {
      entries: articles,
      queries: [
        ['where is my refund', 'refund'],
        ['when do you open', 'hours'],
      ],
      outOfScope: ['who won the cup'],
    })
    const { code, out } = await frontdesk(['faq', 'eval', file, '--k', '2'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ top1: 1, top3: 1, mrr: 1, answerRateAt95: 1, outOfScopeSuggested: 0, k: 2 })
  })

  test('measures with the embedding model that is configured, unless told not to', async () => {
    const server = await startOpenAi({ key: null })
    onTestFinished(() => server.stop())
    const file = await written('labelled.json', {
      entries: articles,
      queries: [['where is my refund', 'refund']],
      outOfScope: ['who won the cup'],
    })
    const environment = { OPENAI_BASE_URL: server.url, OPENAI_EMBEDDING_MODEL: 'embedder' }
    const plain = await frontdesk(['faq', 'eval', file])
    const without = await frontdesk(['faq', 'eval', file, '--no-embeddings'], environment)
    expect(server.embeddings()).toEqual([])
    const withThem = await frontdesk(['faq', 'eval', file], environment)
    expect(withThem).toMatchObject({ code: 0, err: '' })
    expect(server.embeddings().length).toBeGreaterThan(0)
    for (const { out } of [without, withThem])
      expect(Object.keys(JSON.parse(out))).toEqual(Object.keys(JSON.parse(plain.out)))
  })

  test('a model that can’t be asked is named with its remedy', async () => {
    const server = await startOpenAi({ key: 'sk-another' })
    onTestFinished(() => server.stop())
    const environment = { OPENAI_BASE_URL: server.url, OPENAI_EMBEDDING_MODEL: 'embedder' }
    const file = await written('labelled.json', { entries: articles, queries: [['where is my refund', 'refund']] })
    const { code, err, out } = await frontdesk(['faq', 'eval', file], environment)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('OPENAI_API_KEY')
    expect(err).toContain('--no-embeddings')
  })

  test.each([
    ['{', 'is no JSON'],
    [{ entries: [] }, 'queries'],
    [{ entries: articles, queries: [['what?', 'nothing']] }, 'question 1 names "nothing"'],
    [{ entries: [...articles, ...articles], queries: [] }, 'entry 3 has the id "refund" of an earlier one'],
  ])('%j is refused with what is wrong', async (content, told) => {
    const { code, err, out } = await frontdesk(['faq', 'eval', await written('bad.json', content)])
    expect(err).toContain(told)
    expect({ code, out }).toEqual({ code: 1, out: '' })
  })
})
