// What has to hold once all is quiet, as the people see it: everything arrived at the other side, once and in order.

import { type Card, type Chat, cardsOf, fileOf, opening } from './cast.ts'
import type { Stage } from './stage.ts'

export interface Arrived {
  /** Sentences, one for each promise that doesn't hold. */
  readonly broken: readonly string[]
  /** Messages that arrived, of both sides. */
  readonly count: number
  /** How often Telegram shows a message once more. */
  readonly repeats: number
}

/** Looks at every chat and every thread. `doubtful` is all that Telegram may have taken without the desk's knowing, once for each time. */
export const arrivals = (stage: Stage, chats: readonly Chat[], doubtful: readonly string[]): Arrived => {
  const all = chats.map((chat) => ofChat(stage, chat, doubtful))
  return {
    broken: all.flatMap(({ broken }) => broken),
    count: all.reduce((sum, { count }) => sum + count, 0),
    repeats: all.reduce((sum, { repeats }) => sum + repeats, 0),
  }
}

const ofChat = (stage: Stage, chat: Chat, doubtful: readonly string[]): Arrived => {
  const { name, said } = chat
  const cards = cardsOf(stage, chat)
  const [card] = cards
  if (card === undefined || cards.length > 1)
    return { broken: [`${name}’s ticket has ${cards.length} cards`], count: 0, repeats: 0 }
  const thread = card.replies.map(({ text }) => text)
  const read = chat.reads()
  const repeated = chat.platform === 'telegram' ? repeatsIn(read, name) : []
  const once = read.filter(
    (text, n) => lineIn(text, name) === null || lineIn(text, name) !== lineIn(read[n - 1] ?? '', name),
  )
  const shown = chat.platform === 'telegram' ? once : read
  const files = card.replies.flatMap((reply) => reply.files.map((file) => file.name))
  const sent = Array.from({ length: said.files }, (_, n) => fileOf(name, n))
  const broken = [
    differs(`${name}’s files in the thread`, files, sent),
    differs(`${name}’s words in the thread`, linesOf(thread, name, ''), expected(name, '', said.customer)),
    differs(`what ${name} reads from Slack`, linesOf(shown, name, 'Slack'), expected(name, 'Slack', said.slack)),
    differs(`what ${name} reads from the desk`, linesOf(shown, name, 'Desk'), expected(name, 'Desk', said.desk)),
    differs(
      `the desk’s words to ${name} in the thread`,
      linesOf(thread, name, 'Desk'),
      expected(name, 'Desk', said.desk),
    ),
    ...repeated.map((line) => unexplained(line, repeated, doubtful)),
    unmarked(chat, card),
    ...(chat.page?.refusals ?? []),
  ]
  const count = said.customer + said.slack + said.desk
  return { broken: broken.filter((sentence) => sentence !== null), count, repeats: repeated.length }
}

const patternOf = (name: string, who: string): RegExp =>
  who === '' ? new RegExp(`${name} line \\d+\\.`) : new RegExp(`${who} line \\d+ to ${name}\\.`)

const lineIn = (text: string, name: string): string | null =>
  new RegExp(`\\w+ line \\d+ to ${name}\\.`).exec(text)?.[0] ?? null

const linesOf = (texts: readonly string[], name: string, who: string): string[] =>
  texts.flatMap((text) => patternOf(name, who).exec(text)?.[0] ?? [])

const expected = (name: string, who: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => (who === '' ? `${name} line ${n}.` : `${who} line ${n} to ${name}.`))

const differs = (what: string, found: readonly string[], wanted: readonly string[]): string | null => {
  const missing = wanted.filter((line) => !found.includes(line))
  const twice = found.filter((line, n) => found.indexOf(line) !== n)
  if (missing.length > 0) return `${what}: missing ${missing.join(' ')}`
  if (twice.length > 0) return `${what}: more than once ${twice.join(' ')}`
  const at = found.findIndex((line, n) => line !== wanted[n])
  return at === -1 ? null : `${what}: out of order at ${found.slice(Math.max(0, at - 2), at + 3).join(' ')}`
}

const repeatsIn = (read: readonly string[], name: string): string[] =>
  read.flatMap((text, n) => {
    const line = lineIn(text, name)
    return line !== null && line === lineIn(read[n - 1] ?? '', name) ? [line] : []
  })

const unexplained = (line: string, repeated: readonly string[], doubtful: readonly string[]): string | null => {
  const times = repeated.filter((other) => other === line).length
  const allowed = doubtful.filter((text) => text.includes(line)).length
  return times <= allowed ? null : `Telegram shows ${line} ${times} times more, and may ${allowed} times`
}

// Each post of a manager's bears the mark that it arrived.
const unmarked = ({ name, posts }: Chat, card: Card): string | null => {
  const marked = new Set(
    card.replies.flatMap(({ ts, reactions }) => (reactions.includes('white_check_mark') ? [ts] : [])),
  )
  const left = posts.filter(({ ts }) => !marked.has(ts))
  return left.length === 0 ? null : `${left.length} posts to ${name} bear no mark that they arrived`
}

/** Each request is told to the team's mailbox; a mail that comes once more is the same one, by its Message-ID. */
export const mailed = ({ smtp }: Stage, chats: readonly Chat[]): string[] => {
  const mails = smtp.taken.map(({ mail }) => ({ id: mail.messageId, text: mail.text ?? '' }))
  return chats.flatMap(({ name }) => {
    const ids = new Set(mails.filter(({ text }) => text.includes(opening(name))).map(({ id }) => id))
    return ids.size === 1 ? [] : [`${ids.size} mails tell of ${name}’s request`]
  })
}
