// The people of a run: customers with a chat on their platform and a ticket in the staff channel, and what each side has said so far.

import type { Fault } from '../simulators/faults.ts'
import { isRecord } from '../simulators/slack/blocks.ts'
import type { SeenMessage } from '../simulators/slack/slack-simulator.ts'
import type { Platform } from './script.ts'
import { STAFF, type Stage } from './stage.ts'
import { createWebPerson, type WebPerson } from './web-person.ts'

/** Somebody who asks. Each message of theirs has words of its own: `Tele0 line 3.` */
export interface Chat {
  readonly name: string
  readonly platform: Platform
  /** So many lines each has said: the customer, managers in Slack, managers at the desk; and how many files the customer has sent. */
  readonly said: { customer: number; slack: number; desk: number; files: number }
  /** Managers' posts in the thread. */
  readonly posts: { readonly channel: string; readonly ts: string }[]
  /** Whether its ticket was resolved by a manager: nobody answers it any more. */
  isOver: boolean
  /** Lets what is held back on its way come, ahead of the next line. */
  catchesUp(): Promise<void>
  /** Holds back the next line on its way, where the platform does so: on Telegram. */
  holdsBack(): void
  /** Says the next line; answers its words, and the update's id on Telegram. */
  asks(isForgetful?: boolean): { readonly words: string; readonly update: number | null }
  /** Sends the next file, where the platform is Telegram. */
  sendsFile(): void
  /** What the chat shows of the desk, oldest first. */
  reads(): readonly string[]
  /** Null where the chat is no page. */
  readonly page: WebPerson | null
  leaves(): void
}

let accounts = 50_000

/** Makes a customer and opens a ticket. */
export const join = (stage: Stage, platform: Platform, n: number): Chat => {
  const name = `${{ telegram: 'Tele', slack: 'Slacker', web: 'Webber' }[platform]}${n}`
  const person = { telegram: onTelegram, slack: inSlack, web: onWeb }[platform](stage, name, n)
  const said = { customer: 0, slack: 0, desk: 0, files: 0 }
  person.says(platform === 'slack' ? opening(name) : `/human ${opening(name)}`, false)
  let held: Fault | null = null
  return {
    catchesUp: async () => {
      held?.release()
      held = null
      // It is queued in a turn of its own.
      await new Promise((resolve) => setImmediate(resolve))
    },
    holdsBack: () => {
      const fits = ({ message }: Readonly<Record<string, unknown>>) =>
        isRecord(message) && String(message.text).startsWith(`${name} line`)
      if (platform === 'telegram') held = stage.telegram.fault({ kind: 'held', method: 'update', when: fits })
    },
    ...{ name, platform, said, posts: [], isOver: false, reads: person.reads, page: person.page },
    asks: (isForgetful = false) => {
      const words = `${name} line ${said.customer++}.`
      return { words, update: person.says(words, isForgetful) }
    },
    sendsFile: () => {
      if (person.sendsFile?.(fileOf(name, said.files)) !== undefined) said.files++
    },
    leaves: () => person.page?.leaves(),
  }
}

/** A manager writes the next line: in the thread, or at the desk. Answers its words; null where there is no ticket yet. */
export const answer = (stage: Stage, chat: Chat, from: 'slack' | 'desk', who: number): string | null => {
  const card = cardOf(stage, chat)
  if (card === null || chat.isOver) return null
  if (from === 'slack') {
    const words = `Slack line ${chat.said.slack++} to ${chat.name}.`
    const post = stage.inSlack[who]?.postsIn(STAFF, words, { threadTs: card.ts })
    if (post !== undefined) chat.posts.push(post)
    return words
  }
  const words = `Desk line ${chat.said.desk++} to ${chat.name}.`
  stage.atDesk.posts(`/desk/tickets/${card.number}/reply`, { text: words })
  return words
}

/** A manager presses a button; a press that does not reach the desk is lost, as Slack shows it. */
export const press = (stage: Stage, chat: Chat, from: 'slack' | 'desk', who: number, action: string): void => {
  const card = cardOf(stage, chat)
  if (card === null) return
  if (from === 'desk') stage.atDesk.posts(`/desk/tickets/${card.number}/${action}`)
  else void stage.inSlack[who]?.presses({ channel: STAFF, ts: card.ts }, `ticket.${action}`).catch(() => undefined)
}

export interface Card {
  readonly ts: string
  readonly number: number
  readonly replies: readonly SeenMessage[]
}

/** The ticket's card as the staff channel shows it; null where it isn't there yet. */
const cardOf = (stage: Stage, chat: Pick<Chat, 'name'>): Card | null => cardsOf(stage, chat)[0] ?? null

/** All cards about a customer's ticket: one, where all is well. */
export const cardsOf = ({ slack }: Stage, { name }: Pick<Chat, 'name'>): readonly Card[] =>
  slack.posts(STAFF).flatMap(({ byBot, text, ts, replies }) => {
    const number = byBot && text.includes(opening(name)) ? /^#(\d+) /.exec(text)?.[1] : undefined
    return number === undefined ? [] : [{ ts, number: Number(number), replies }]
  })

/** Each file has a name of its own. */
export const fileOf = (name: string, n: number): string => `${name}-file-${n}.txt`

/** What somebody's ticket is about: words that no article knows. */
export const opening = (name: string): string => `zxqv ${name}.`

interface Person {
  readonly says: (words: string, isForgetful: boolean) => number | null
  readonly reads: () => readonly string[]
  readonly sendsFile?: (name: string) => unknown
  readonly page: WebPerson | null
}

const onTelegram = ({ telegram }: Stage, name: string): Person => {
  const person = telegram.user({ id: ++accounts, firstName: name, languageCode: 'en' })
  return {
    says: (words) => person.sends(words).updateId,
    sendsFile: (file) =>
      person.sendsFile({
        kind: 'document',
        name: file,
        mediaType: 'text/plain',
        bytes: new TextEncoder().encode(file),
      }),
    reads: () => person.messages.filter(({ from }) => from === 'bot').map(({ text }) => text),
    page: null,
  }
}

const inSlack = ({ slack }: Stage, name: string, n: number): Person => {
  const person = slack.person({ id: `U7${n}`, name })
  let channel = ''
  return {
    says: (words) => {
      channel = person.dm(words).channel
      return null
    },
    reads: () => slack.posts(channel).flatMap(({ byBot, text }) => (byBot ? [text] : [])),
    page: null,
  }
}

// With several processes each has its own visitors.
const onWeb = ({ addresses }: Stage, _name: string, n: number): Person => {
  const page = createWebPerson(addresses[n % addresses.length] ?? '')
  page.visits()
  let isListening = false
  return {
    says: (text, isForgetful) => {
      page.posts('/messages', { text }, isForgetful)
      if (!isListening) void page.settled().then(page.listens)
      isListening = true
      return null
    },
    reads: () => page.shown.flatMap(({ from, text }) => (from === 'customer' ? [] : [text])),
    page,
  }
}
