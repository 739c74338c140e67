// Everything that the methods read and change, in one place.
import type { Arguments } from './arguments.ts'
import type { Chat } from './chats.ts'
import type { TelegramFaults } from './faults.ts'
import type { StoredFile } from './stored-files.ts'
import type { UpdateQueue } from './update-queue.ts'
import type { Attempt, Webhook, WebhookOptions } from './webhook.ts'

/** The text that a pressed button's query was answered with. */
export type PressAnswer = { readonly text: string; readonly isAlert: boolean }
/** A button press that waits to be answered; `at` is in milliseconds. */
export type Query = { readonly at: number; readonly userId: number; isOver: boolean; answer(given: PressAnswer): void }
/** One command of the bot's menu. */
export type Command = { readonly command: string; readonly description: string }

export type BotState = {
  readonly bot: { readonly id: number; readonly is_bot: true; readonly first_name: string; readonly username: string }
  readonly queue: UpdateQueue
  readonly chats: Map<number, Chat>
  readonly queries: Map<string, Query>
  /** By scope and language, as JSON of both. */
  readonly commands: Map<string, readonly Command[]>
  /** By their ids. */
  readonly files: Map<string, StoredFile>
  /** What can be fetched now, by its path; `until` is in milliseconds. */
  readonly links: Map<string, { readonly bytes: Uint8Array; readonly until: number }>
  /** The folder of a server of one's own, which shares its disk with the bot; null for Telegram's own. */
  readonly disk: string | null
  webhook: Webhook | null
  webhookSetAt: number
  readonly webhookOptions: WebhookOptions
  /** Every attempt to bring an update to a webhook, in order. */
  readonly attempts: Attempt[]
  readonly queryLifetimeMs: number
  /** Milliseconds. */
  readonly now: () => number
  /** Throws where a flood limit forbids this call. */
  readonly passFlood: (method: string, chatId: number) => void
  readonly faults: TelegramFaults
  /** Does what a method does. Throws Refusal. */
  readonly perform: (method: string, args: Arguments) => unknown
}

/** The time as the Bot API writes it: whole seconds. */
export const unixSeconds = (state: BotState): number => Math.floor(state.now() / 1000)
