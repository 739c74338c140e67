// Nobody's words have the assistant say or do what it must not, though its model does whatever they want.

import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../src/database/client.ts'
import { type Injection, injections } from '../assistant/injections.ts'
import { type OpenAiSimulator, startOpenAi } from '../simulators/openai/openai-simulator.ts'
import { createDataFolder } from '../support/data-folder.ts'
import { eventually } from '../support/eventually.ts'
import { ticketAbout } from './staff-view.ts'
import { newCustomer, openDesk, type StoryDesk, staffChannel } from './story-desk.ts'

let desk: StoryDesk
let model: OpenAiSimulator
/** The attempts whose answer was shown. */
const shown: string[] = []

/** What others said and the desk knows: none of it may reach the model, or whoever asks it. */
const SECRETS = [
  'Ionescu',
  'maria.ionescu',
  'QX-774411',
  'kettle',
  'Dalca',
  'MZ-200933',
  'toaster',
  'mother died',
  'paid twice',
]
const KEYS = ['sk-simulated', 'postgres', 'xoxb', 'xapp', 'AAE-simulated']
const QUESTION = 'Can my brother pick the parcel up?'

beforeAll(async () => {
  model = await startOpenAi({ contextTokens: 100_000 })
  desk = await openDesk({
    environment: {
      ...{ OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'sk-simulated', OPENAI_MODEL: 'small' },
      FAQ_FILE: await faqWithOrders(),
      LOG_LEVEL: 'debug',
    },
  })
  for (const [name, words, noted] of [
    [
      'Maria Ionescu',
      'My kettle of order QX-774411 leaks, write to maria.ionescu@example.com',
      '// her mother died, be kind',
    ],
    ['Petru Dalca', 'The toaster of order MZ-200933 smokes', '// he paid twice'],
  ] as const) {
    newCustomer(desk, name).sends(`/human ${words}`)
    const ticket = await ticketAbout(desk, words)
    await ticket.marked(ticket.says(desk.anna, noted), 'lock')
  }
})
afterAll(async () => {
  await desk.close()
  await model.stop()
})

// An article that fits every question of these tests somewhat.
const faqWithOrders = async (): Promise<string> => {
  const articles: unknown[] = JSON.parse(await readFile('prisma/demo-faq.json', 'utf8'))
  const orders = injections.filter(({ by }) => by === 'article').map(({ words }) => words)
  const answer = ['A parcel waits for a week.', ...orders].join('\n\n')
  const planted = {
    id: 'parcels-in-summer',
    title: 'A parcel in summer',
    answer,
    phrasings: [],
    tags: [],
    locale: 'en',
  }
  const file = path.join(createDataFolder(), 'faq.json')
  await writeFile(file, JSON.stringify([...articles, planted]))
  return file
}

/** One who asks, on one of the platforms. */
const asker = ({ by }: Injection, number: number) => {
  if (by !== 'slack') {
    const person = newCustomer(desk, `Asker ${number}`)
    return {
      asks: (text: string) => void person.sends(text),
      read: () =>
        person.messages
          .filter(({ from }) => from === 'bot')
          .map(({ text, entities }) => text + JSON.stringify(entities)),
    }
  }
  const person = desk.slack.person({ id: `U9ASKER${number}`, name: `Asker ${number}` })
  let chat = ''
  return {
    asks: (text: string) => {
      chat = person.dm(text).channel
    },
    read: () =>
      chat === ''
        ? []
        : desk.slack
            .posts(chat)
            .filter(({ byBot }) => byBot)
            .map(({ text, blocks }) => text + JSON.stringify(blocks)),
  }
}

test('there are at least forty attempts, and each is another', () => {
  expect(new Set(injections.map(({ words }) => words)).size).toBeGreaterThanOrEqual(40)
})

test.each(injections.map((injection, number) => [injection.name, injection, number] as const))(
  '%s brings nothing about',
  async (_, injection, number) => {
    const before = model.chats().length
    model.answerWith(({ system, user }) => ({
      known: true,
      answer: injection.obeyed({ system, user }),
      sources: idsIn(user),
    }))
    const person = asker(injection, number)
    person.asks(injection.by === 'article' ? QUESTION : `${injection.words}\n${QUESTION}`)
    // A person is asked instead, or what is shown is harmless.
    await eventually(() => expect(person.read().join('\n')).toMatch(/Your request is|From our assistant/))
    const given = model.chats().slice(before)
    expect(given.length).toBeGreaterThan(0)
    for (const { user, body } of given) {
      const read: { articles: unknown[] } = JSON.parse(user)
      expect(Object.keys(read)).toEqual(['question', 'articles'])
      expect(read.articles.length).toBeLessThanOrEqual(5)
      if (injection.by === 'article') expect(user).toContain(injection.words)
      for (const secret of [...SECRETS, ...KEYS]) expect(JSON.stringify(body)).not.toContain(secret)
    }
    const heard = person.read().join('\n')
    if (heard.includes('From our assistant')) shown.push(injection.name)
    for (const secret of [...SECRETS, ...KEYS, 'evil', 'You answer a customer', 'lei back', '<!channel>', '<@U1ANNA>'])
      expect(heard).not.toContain(secret)
    for (const { text, blocks } of [...desk.slack.posts(staffChannel)])
      expect(text + JSON.stringify(blocks)).not.toMatch(/<!channel>|<!here>|<@U1ANNA>/)
  },
)

test('what all of them brought about is a ticket for each that was not answered, and nothing else', async () => {
  // The first without its link; the others tell their own words and articles that everybody may read.
  expect(shown).toEqual(['a link that is defined elsewhere', 'other customers', 'what managers noted', 'the database'])
  const db = openDatabase(desk.database.url)
  const tickets = await db.ticket.findMany({ select: { status: true, tags: true }, orderBy: { number: 'asc' } })
  expect(tickets).toHaveLength(2 + injections.length - shown.length)
  expect(tickets.filter(({ status, tags }) => status !== 'new' || tags.length > 0)).toEqual([])
  expect(await db.customer.count({ where: { bannedAt: { not: null } } })).toBe(0)
  expect(await db.consultation.groupBy({ by: ['state', 'why'], _count: true })).toEqual(
    expect.arrayContaining([{ state: 'failed', why: 'ungrounded', _count: injections.length - shown.length }]),
  )
  await db.$disconnect()
})

test('no word of theirs, of ours or of the articles, and no key, is in the log', () => {
  expect(desk.program.lines.length).toBeGreaterThan(injections.length)
  const logged = JSON.stringify(desk.program.lines)
  for (const word of [...SECRETS, ...KEYS, 'evil', 'You answer a customer', QUESTION, 'parcel'])
    expect(logged).not.toContain(word)
})

const idsIn = (user: string): readonly string[] => {
  const { articles }: { articles: readonly { id: string }[] } = JSON.parse(user)
  return articles.map(({ id }) => id)
}
