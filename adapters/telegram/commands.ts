// The bot's command menu, in every language of the desk.

import type { Words } from '../../src/channel.ts'
import type { Client } from './client.ts'

/** In the order of the menu; each has its line under `telegram.commands.` in the locales. */
const COMMANDS = ['start', 'help', 'ask', 'human', 'tickets', 'status', 'close', 'register'] as const

/** The languages that have a menu of their own; everybody else gets the desk's. */
const LANGUAGES = ['en', 'ro']

/** Sets the menus: one for everybody in the desk's own language, one for each language. Throws what the client throws. */
export const setCommands = async (client: Client, words: Words, locale: string, signal: AbortSignal): Promise<void> => {
  for (const language of ['', ...LANGUAGES]) {
    const commands = COMMANDS.map((command) => ({
      command,
      description: words(language || locale, `telegram.commands.${command}`).slice(0, 256),
    }))
    await client.call('setMyCommands', { commands, ...(language !== '' && { language_code: language }) }, { signal })
  }
}
