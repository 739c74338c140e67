// An embedding model beside the whole desk: articles get their vectors, questions are sent masked, and whatever happens to it nobody waits for an answer.

import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenAiSimulator, startOpenAi } from '../simulators/openai/openai-simulator.ts'
import { eventually } from '../support/eventually.ts'
import { newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

const articles = [
  { title: 'Where is my parcel?', answer: 'Under *My orders*.', phrasings: ['track my order'] },
  { title: 'When do I get my refund?', answer: 'Within 14 days.', phrasings: ['where is my money'] },
  { title: 'When are you open?', answer: 'From nine to five.', phrasings: ['opening hours'] },
]

let desk: StoryDesk
let model: OpenAiSimulator
beforeAll(async () => {
  model = await startOpenAi()
  const file = path.join(tmpdir(), `frontdesk-embeddings-${crypto.randomUUID()}.json`)
  await writeFile(file, JSON.stringify(articles))
  desk = await openDesk({
    environment: {
      FAQ_FILE: file,
      OPENAI_BASE_URL: model.url,
      OPENAI_API_KEY: 'sk-simulated',
      OPENAI_EMBEDDING_MODEL: 'embedder',
    },
  })
})
afterAll(async () => {
  await desk.close()
  await model.stop()
})

const sent = (): readonly string[] =>
  model.embeddings().flatMap(({ body }) => (Array.isArray(body.input) ? body.input.map(String) : []))

test('the titles and phrasings of the articles are sent once, and never their answers', async () => {
  await eventually(() => expect(sent()).toContain('opening hours'))
  for (const { title, phrasings } of articles)
    for (const text of [title, ...phrasings]) expect(sent().filter((one) => one === text)).toHaveLength(1)
  expect(sent().join('\n')).not.toContain('14 days')
})

test('a question is sent without what tells who asks, and answered', async () => {
  // Until the articles' vectors are read there is nothing to compare a question with.
  await eventually(async () => {
    const ion = newCustomer(desk, 'Ion')
    ion.sends('Where is my parcel? My address is ion@example.com')
    await ion.sees('Under')
    expect(sent().some((text) => text.includes('my address is'))).toBe(true)
  })
  expect(sent().join('\n')).not.toContain('ion@example.com')
})

test.each(['hang', 'server-error', 'malformed'] as const)(
  'with a model of the kind "%s" questions are answered all the same',
  async (what) => {
    const fault =
      what === 'server-error'
        ? model.fault({ kind: 'refused', method: 'embeddings', times: 100 })
        : model.fault({ kind: what, method: 'embeddings', times: 100 })
    const mara = newCustomer(desk, `Mara ${what}`)
    mara.sends(`When are you open on the day of ${what}?`)
    await mara.sees('From nine to five')
    fault.release()
  },
)

test('while it is gone questions are answered all the same', async () => {
  await model.goAway()
  const vlad = newCustomer(desk, 'Vlad')
  vlad.sends('When do I get my refund?')
  await vlad.sees('Within 14 days')
  await model.comeBack()
})
