// The bot's command menus: in private chats alone, in every language of the desk; admins have `/stats` too.

import type { Logger } from 'pino'
import { TelegramError } from 'telegraf'
import { z } from 'zod'
import type { Words } from '../../src/channel.ts'
import type { Client } from './client.ts'

/** In the order of the menu; each has its line under `telegram.commands.` in the locales. */
const COMMANDS = [
  ...['start', 'help', 'ask', 'faq', 'human', 'tickets', 'status', 'close'],
  ...['register', 'profile', 'language', 'assistant', 'link', 'forget'],
] as const

/** The languages that have a menu of their own; everybody else gets the desk's. */
export const LANGUAGES = ['en', 'ro']
/** Other languages of Telegram's apps: a menu in one of them was set by an earlier bot of this token, and would hide ours. */
const FOREIGN = 'ar be bg ca cs de es fa fi fr he hi hr hu id it kk ko ms nl no pl pt ru sk sr sv tr uk uz vi zh'.split(
  ' ',
)
/** Whoever else than a private chat would see a menu: nobody is to, since the bot answers in private alone. */
const OTHER_SCOPES = ['default', 'all_group_chats', 'all_chat_administrators']

interface Menu {
  readonly scope: { readonly type: string; readonly chat_id?: number }
  /** Empty for everybody whose language has no menu of its own. */
  readonly language: string
  /** Empty where there is to be none. */
  readonly commands: readonly Command[]
}

type Command = z.infer<typeof commandSchema>
const commandSchema = z.object({ command: z.string(), description: z.string() })

export interface MenuParts {
  readonly client: Client
  readonly words: Words
  /** The desk's own language. */
  readonly locale: string
  /** Telegram's ids of the admins. */
  readonly admins: readonly string[]
  readonly log: Pick<Logger, 'warn'>
}

export interface Menus {
  /** Sets what differs and removes what should not be there; what was found right is not looked at again. A failure is logged: the next time may do better. */
  set(signal: AbortSignal): Promise<void>
  /** Somebody wrote: an admin whose chat did not exist before gets their menu now. A failure is logged. */
  met(externalId: string): Promise<void>
}

/** Makes the menus; nothing is called before `set`. */
export const createMenus = ({ client, words, locale, admins, log }: MenuParts): Menus => {
  const listed = (language: string, commands: readonly string[]): readonly Command[] =>
    commands.map((command) => ({
      command,
      description: words(language || locale, `telegram.commands.${command}`).slice(0, 256),
    }))
  const inLanguages = (scope: Menu['scope'], commands: readonly string[]): readonly Menu[] =>
    ['', ...LANGUAGES].map((language) => ({ scope, language, commands: listed(language, commands) }))
  const ofAdmin = (id: string) => inLanguages({ type: 'chat', chat_id: Number(id) }, [...COMMANDS, 'stats'])
  const everybody = { type: 'all_private_chats' }
  const open = new Set<Menu>([
    ...inLanguages(everybody, COMMANDS),
    ...FOREIGN.map((language) => ({ scope: everybody, language, commands: [] })),
    ...OTHER_SCOPES.flatMap((type) => inLanguages({ type }, [])),
  ])
  const unmet = new Set(admins)
  const greet = async (id: string, signal?: AbortSignal): Promise<void> => {
    // Before the first call: whoever writes on meanwhile is met once.
    if (!unmet.delete(id)) return
    const isKnown = await settleAll(client, ofAdmin(id), signal).catch((error: unknown) => {
      unmet.add(id)
      throw error
    })
    if (!isKnown) unmet.add(id)
  }
  const setAll = async (signal: AbortSignal): Promise<void> => {
    for (const id of [...unmet]) await greet(id, signal)
    for (const menu of [...open]) {
      await settle(client, menu, signal)
      open.delete(menu)
    }
  }
  const failed = (error: unknown): void => log.warn({ err: error }, 'the command menus could not be set')
  return {
    set: (signal) => setAll(signal).catch((error: unknown) => (signal.aborted ? undefined : failed(error))),
    met: (externalId) => greet(externalId).catch(failed),
  }
}

// False where the chat does not exist yet: the admin never wrote to the bot.
const settleAll = async (client: Client, menus: readonly Menu[], signal?: AbortSignal): Promise<boolean> => {
  try {
    for (const menu of menus) await settle(client, menu, signal)
    return true
  } catch (error) {
    if (error instanceof TelegramError && error.code === 400) return false
    throw error
  }
}

const settle = async (
  client: Client,
  { scope, language, commands }: Menu,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const options = signal === undefined ? {} : { signal }
  const whose = { scope, ...(language !== '' && { language_code: language }) }
  const now = await current(client, whose, options)
  if (JSON.stringify(now) === JSON.stringify(commands)) return
  if (commands.length > 0) await client.call('setMyCommands', { ...whose, commands }, options)
  else if (now !== null) await client.call('deleteMyCommands', whose, options)
}

// Null where the server doesn't tell: a chat that it doesn't know, or a method.
const current = async (
  client: Client,
  whose: Readonly<Record<string, unknown>>,
  options: { signal?: AbortSignal },
): Promise<readonly Command[] | null> => {
  try {
    return z
      .array(commandSchema)
      .nullable()
      .catch(null)
      .parse(await client.call('getMyCommands', whose, options))
  } catch (error) {
    if (error instanceof TelegramError && [400, 404].includes(error.code)) return null
    throw error
  }
}
