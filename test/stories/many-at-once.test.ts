// Fifty customers and their managers write at random while one call in twenty goes wrong: everything arrives, in order, and nothing twice that can be helped.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { createChance } from './chance.ts'
import { type StaffTicket, ticketAbout } from './staff-view.ts'
import { newCustomer, openDesk, type StoryDesk } from './story-desk.ts'

const SEED = 20_261_125
const MESSAGES = 10
const chance = createChance(SEED)

interface Chat {
  readonly name: string
  readonly ticket: StaffTicket
  /** Writes as the customer. */
  readonly asks: (words: string) => void
  /** What the customer's chat shows of the desk. */
  readonly reads: () => readonly string[]
  /** Whether the platform lets a repeat be known. */
  readonly isExact: boolean
}

let desk: StoryDesk
let chats: readonly Chat[]
beforeAll(async () => {
  desk = await openDesk()
  const onTelegram = Array.from({ length: 40 }, (_, n) => openOnTelegram(`Tele${n}`))
  const inSlack = Array.from({ length: 10 }, (_, n) => openInSlack(`Slacker${n}`, n))
  chats = await Promise.all([...onTelegram, ...inSlack])
})
afterAll(() => desk.close())

const openOnTelegram = async (name: string): Promise<Chat> => {
  const customer = newCustomer(desk, name)
  customer.sends(`/human zxqv ${name}.`)
  const ticket = await ticketAbout(desk, `zxqv ${name}.`)
  await customer.sees('Your request is')
  const reads = () => customer.messages.filter(({ from }) => from === 'bot').map(({ text }) => text)
  return { name, ticket, asks: (words) => customer.sends(words), reads, isExact: false }
}

const openInSlack = async (name: string, n: number): Promise<Chat> => {
  const person = desk.slack.person({ id: `U7${n}`, name })
  const { channel } = person.dm(`zxqv ${name}.`)
  const ticket = await ticketAbout(desk, `zxqv ${name}.`)
  const shown = () => desk.slack.posts(channel).filter(({ byBot }) => byBot)
  await desk.slack.until(() => shown().find(({ text }) => text.includes('Your request is')))
  return {
    name,
    ticket,
    asks: (words) => person.dm(words),
    reads: () => shown().map(({ text }) => text),
    isExact: true,
  }
}

const oneIn = (calls: number) => ({ times: Number.POSITIVE_INFINITY, when: () => chance.happens(1 / calls) })

/** Lets one call in twenty go wrong on both platforms; answers how to end it, and how many repeats on Telegram are nobody's fault. */
const disturb = () => {
  const telegram = (['rate-limited', 'server-error', 'reset-before', 'reset-after'] as const).map((kind) =>
    desk.telegram.fault({ kind, method: 'sendMessage', retryAfter: 1, ...oneIn(80) }),
  )
  // Updates whose answer was lost come again.
  const polling = (['bad-gateway', 'reset-after'] as const).map((kind) =>
    desk.telegram.fault({ kind, method: 'getUpdates', ...oneIn(40) }),
  )
  const slack = ['chat.postMessage', 'chat.update', 'reactions.add', 'conversations.replies'].flatMap((method) =>
    (['rate-limited', 'server-error', 'reset-before', 'reset-after'] as const).map((kind) =>
      desk.slack.fault({ kind, method, retryAfter: 1, ...oneIn(80) }),
    ),
  )
  const events = (['ack-lost', 'duplicate'] as const).map((kind) =>
    desk.slack.fault({ kind, method: 'events_api', ...oneIn(40) }),
  )
  return {
    end: () => {
      for (const fault of [...telegram, ...polling, ...slack, ...events]) fault.release()
    },
    mayRepeat: () => telegram.at(-1)?.struck() ?? 0,
    struck: () => [...telegram, ...polling, ...slack, ...events].reduce((sum, { struck }) => sum + struck(), 0),
  }
}

const linesOf = (texts: readonly string[], who: string): string[] =>
  texts.flatMap((text) => new RegExp(`${who} line \\d+`).exec(text)?.[0] ?? [])
const expected = (who: string): string[] => Array.from({ length: MESSAGES }, (_, n) => `${who} line ${n}`)
const withoutRepeats = (lines: readonly string[]): string[] => lines.filter((line, n) => line !== lines[n - 1])

test('everything arrives, in the order of each chat', { timeout: 120_000 }, async () => {
  const trouble = disturb()
  const left = chats.flatMap((chat) => Array.from({ length: MESSAGES * 2 }, (_, n) => ({ chat, n })))
  const said = new Map(chats.map(({ name }) => [name, { customer: 0, manager: 0 }]))
  while (left.length > 0) {
    const { chat } = left.splice(left.indexOf(chance.pick(left)), 1)[0] ?? { chat: chance.pick(chats) }
    const count = said.get(chat.name) ?? { customer: 0, manager: 0 }
    const isCustomer = count.manager === MESSAGES || (count.customer < MESSAGES && chance.happens(0.5))
    if (isCustomer) chat.asks(`${chat.name} line ${count.customer++}`)
    else chat.ticket.says(chance.pick([desk.anna, desk.ben, desk.dora]), `Desk line ${count.manager++}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
  await eventually(() => {
    for (const { name, ticket, reads } of chats) {
      expect(linesOf(ticket.thread(), name), `${name}'s thread`).toHaveLength(MESSAGES)
      expect(withoutRepeats(linesOf(reads(), 'Desk')), `${name}'s chat`).toHaveLength(MESSAGES)
    }
  }, 90)
  trouble.end()
  let repeats = 0
  for (const { name, ticket, reads, isExact } of chats) {
    expect(linesOf(ticket.thread(), name)).toEqual(expected(name))
    const read = linesOf(reads(), 'Desk')
    expect(withoutRepeats(read)).toEqual(expected('Desk'))
    if (isExact) expect(read).toHaveLength(MESSAGES)
    repeats += read.length - MESSAGES
  }
  expect(trouble.struck()).toBeGreaterThan(50)
  expect(repeats).toBeLessThanOrEqual(trouble.mayRepeat())
})
