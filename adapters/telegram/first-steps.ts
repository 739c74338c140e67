// What a customer can begin with, as keys in place of the keyboard (https://core.telegram.org/bots/api#replykeyboardmarkup).
// A key types its label, so the label is understood as its command; the keys go when the conversation does.

import type { FinishedContent, Inbound, Step, Words } from '../../src/channel.ts'
import { plainText } from '../../src/document.ts'

type Message = Extract<FinishedContent, { kind: 'message' }>

/** The `reply_markup` of a message without buttons. */
export type Keys =
  | {
      readonly keyboard: readonly (readonly { readonly text: string }[])[]
      readonly resize_keyboard: true
      readonly one_time_keyboard: true
    }
  | { readonly remove_keyboard: true }

export interface FirstSteps {
  /** The keys that a message brings or takes away; null where it leaves them. */
  keysFor(chat: string, message: Message): Keys | null
  /** A message with keys, or without them, arrived. */
  shown(chat: string, keys: Keys): void
  /** What somebody typed by a key is the command that it stands for; anything else is what it was. */
  understood(event: Inbound['event']): Inbound['event']
}

const COMMANDS = ['ask', 'faq', 'tickets', 'human']
const KEYS_IN_A_ROW = 2
/** A chat forgotten keeps its keys folded away. */
const MOST_CHATS = 10_000

/** Makes them for the labels under `customer.step.` in these languages. */
export const createFirstSteps = (words: Words, languages: readonly string[]): FirstSteps => {
  const commands = new Map(
    languages.flatMap((language) =>
      COMMANDS.map((command) => [words(language, `customer.step.${command}`).trim(), command] as const),
    ),
  )
  const chats = new Set<string>()
  return {
    keysFor: (chat, { steps = [], buttons, author }) => {
      if (steps.length > 0) return keysOf(steps)
      // What has keys, or takes them away, can't be edited any more: people's words may have to be.
      return chats.has(chat) && buttons.length === 0 && author.role === 'bot' ? { remove_keyboard: true } : null
    },
    shown: (chat, keys) => {
      chats.delete(chat)
      if ('remove_keyboard' in keys) return
      const [oldest] = chats.size >= MOST_CHATS ? chats : []
      if (oldest !== undefined) chats.delete(oldest)
      chats.add(chat)
    },
    understood: (event) => {
      if (event.type !== 'CustomerWrote' || event.files !== undefined || event.forwardedFrom !== undefined) return event
      const command = commands.get(plainText(event.words).trim())
      if (command === undefined) return event
      return { type: 'CustomerCommanded', from: event.from, messageId: event.messageId, command, argument: '' }
    },
  }
}

const keysOf = (steps: readonly Step[]): Keys => {
  const keys = steps.map(({ label }) => ({ text: label }))
  const rows = keys.flatMap((_, index) =>
    index % KEYS_IN_A_ROW === 0 ? [keys.slice(index, index + KEYS_IN_A_ROW)] : [],
  )
  return { keyboard: rows, resize_keyboard: true, one_time_keyboard: true }
}
