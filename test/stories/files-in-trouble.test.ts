// Files and words between direct messages and threads while one call in ten goes wrong and the desk is killed once: all arrive, in order, and once.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SeenMessage } from '../simulators/slack/slack-simulator.ts'
import { eventually } from '../support/eventually.ts'
import type { Program } from '../support/program.ts'
import { createChance } from './chance.ts'
import { type StaffTicket, ticketAbout } from './staff-view.ts'
import { type Colleague, openDeskProcess, type StoryDesk, staffChannel } from './story-desk.ts'

const SEED = 20_261_126
const MESSAGES = 8
const chance = createChance(SEED)

interface Chat {
  readonly person: Colleague
  readonly channel: string
  readonly ticket: StaffTicket
}

let desk: StoryDesk<Program>
let chats: readonly Chat[]
beforeAll(async () => {
  desk = await openDeskProcess()
  chats = await Promise.all(Array.from({ length: 4 }, (_, n) => open(n)))
})
afterAll(() => desk.close())

const open = async (n: number): Promise<Chat> => {
  const person = desk.slack.person({ id: `U7${n}`, name: `Carl${n}` })
  const { channel } = person.dm(`zxqv ${n}.`)
  return { person, channel, ticket: await ticketAbout(desk, `zxqv ${n}.`) }
}

const methods = [
  ...['files.info', 'files.download', 'files.getUploadURLExternal', 'files.upload', 'files.completeUploadExternal'],
  ...['conversations.replies', 'conversations.history', 'chat.postMessage'],
]
/** Then the storm is over: what fails again and again waits longer each time, and nobody knows how long. */
const MOST_FAULTS = 60
const disturb = () => {
  const struck = (): number => faults.reduce((sum, fault) => sum + fault.struck(), 0)
  const faults = methods.flatMap((method) =>
    (['rate-limited', 'server-error', 'reset-before', 'reset-after'] as const).map((kind) =>
      desk.slack.fault({
        kind,
        method,
        retryAfter: 1,
        times: Number.POSITIVE_INFINITY,
        when: () => struck() < MOST_FAULTS && chance.happens(1 / 40),
      }),
    ),
  )
  return { struck }
}

/** One of two in three brings a file, alone or with words; each is known by its number. */
const message = (who: string, n: number) => {
  const line = `${who}-${n}.`
  const file = { name: `${line}pdf`, mediaType: 'application/pdf', bytes: Buffer.from(line.repeat(1000)) }
  if (n % 3 === 0) return { words: line, files: [] }
  return { words: n % 3 === 1 ? line : '', files: [file] }
}

/** What a thread or chat shows of somebody: the numbers in order, words and files alike. */
const shown = (messages: readonly SeenMessage[], who: string): string[] =>
  messages.flatMap(({ byBot, text, files }) =>
    byBot
      ? [text, ...files.map(({ name }) => `${name}`)].flatMap(
          (each) => each.match(new RegExp(`${who}-\\d+\\.(pdf)?`, 'g')) ?? [],
        )
      : [],
  )
const expected = (who: string): string[] =>
  Array.from({ length: MESSAGES }, (_, n) => message(who, n)).flatMap(({ words, files }) => [
    ...(words === '' ? [] : [words]),
    ...files.map(({ name }) => name),
  ])
const threadOf = ({ ticket }: Chat): readonly SeenMessage[] =>
  desk.slack.posts(staffChannel).find(({ ts }) => ts === ticket.card.ts)?.replies ?? []

test('all arrive, in order and once', { timeout: 150_000 }, async () => {
  const storm = disturb()
  for (let n = 0; n < MESSAGES; n += 1) {
    for (const { person, ticket } of chats) {
      const asked = message(person.name, n)
      person.dm(asked.words, { files: asked.files })
      const answer = message('Desk', n)
      desk.anna.postsIn(staffChannel, answer.words, { threadTs: ticket.card.ts, files: answer.files })
    }
    if (n !== 4) continue
    await eventually(
      () => expect(chats.flatMap((chat) => shown(threadOf(chat), chat.person.name)).length).toBeGreaterThan(n),
      60,
    )
    await desk.program.kill()
    await desk.startAgain()
  }
  await eventually(() => {
    for (const chat of chats) {
      expect(shown(threadOf(chat), chat.person.name)).toEqual(expected(chat.person.name))
      expect(shown(desk.slack.posts(chat.channel), 'Desk')).toEqual(expected('Desk'))
    }
  }, 120)
  expect(storm.struck()).toBeGreaterThan(10)
})
