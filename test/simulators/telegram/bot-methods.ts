// The methods about the bot itself: who it is, its commands, its polls. And the table of all methods.
import { type Arguments, integerOf, isRecord, jsonOf, textOf } from './arguments.ts'
import type { BotState, Command } from './bot-state.ts'
import { getFile } from './file-methods.ts'
import { mediaMethods } from './media-methods.ts'
import {
  answerCallbackQuery,
  deleteMessage,
  deleteMessages,
  editMessageCaption,
  editMessageReplyMarkup,
  editMessageText,
  sendChatAction,
  sendMessage,
  setMessageReaction,
} from './message-methods.ts'
import { badRequest, conflict } from './refusal.ts'
import type { Update } from './update-queue.ts'
import { allowUpdates, deleteWebhook, getWebhookInfo, setWebhook } from './webhook-methods.ts'

type Method = (state: BotState, args: Arguments) => unknown

const MAX_COMMANDS = 100

/** Every method that is played, by its name in lower case, which is how the real server looks names up. */
export const METHODS: ReadonlyMap<string, Method> = new Map(
  Object.entries({
    getMe,
    getUpdates,
    setWebhook,
    deleteWebhook,
    getWebhookInfo,
    setMyCommands,
    getMyCommands,
    deleteMyCommands,
    sendMessage,
    editMessageText,
    editMessageCaption,
    editMessageReplyMarkup,
    deleteMessage,
    deleteMessages,
    setMessageReaction,
    sendChatAction,
    answerCallbackQuery,
    getFile,
    ...mediaMethods,
  }).map(([name, method]) => [name.toLowerCase(), method]),
)

function getMe({ bot }: BotState): object {
  return { ...bot, can_join_groups: true, can_read_all_group_messages: false, supports_inline_queries: false }
}

function getUpdates(state: BotState, args: Arguments): Promise<Update[]> {
  if (state.webhook) {
    throw conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
  }
  allowUpdates(state, args)
  const limit = integerOf(args, 'limit') ?? 100
  return state.queue.poll({ offset: integerOf(args, 'offset') ?? 0, limit, seconds: integerOf(args, 'timeout') ?? 0 })
}

function setMyCommands(state: BotState, args: Arguments): true {
  const key = commandsKey(state, args)
  const commands = jsonOf(args, 'commands', 'commands')
  if (!Array.isArray(commands)) throw badRequest("can't parse commands: expected an Array of BotCommand")
  if (commands.length > MAX_COMMANDS) throw badRequest('BOT_COMMANDS_TOO_MUCH')
  state.commands.set(key, commands.map(readCommand))
  return true
}

function getMyCommands(state: BotState, args: Arguments): readonly Command[] {
  return state.commands.get(commandsKey(state, args)) ?? []
}

function deleteMyCommands(state: BotState, args: Arguments): true {
  state.commands.delete(commandsKey(state, args))
  return true
}

function commandsKey(state: BotState, args: Arguments): string {
  const language = textOf(args, 'language_code')
  if (!/^([a-z]{2})?$/.test(language)) throw badRequest('invalid language code specified')
  const scope = jsonOf(args, 'scope', 'bot command scope') ?? { type: 'default' }
  if (!isRecord(scope) || typeof scope.type !== 'string') throw badRequest("can't parse BotCommandScope")
  const isOfChat = scope.type === 'chat'
  if (isOfChat && !state.chats.get(Number(scope.chat_id))?.isStarted) throw badRequest('chat not found')
  return menuKey(isOfChat ? `chat ${scope.chat_id}` : scope.type, language)
}

/** Under which a menu is kept: its scope, with the chat where it is of one, and its language. */
export const menuKey = (scope: string, language: string): string => JSON.stringify([scope, language])

/** The scopes that are looked through for a private chat, the narrowest first (https://core.telegram.org/bots/api#determining-list-of-commands). */
export const privateScopes = (chat: number): readonly string[] => [`chat ${chat}`, 'all_private_chats', 'default']

function readCommand(value: unknown): Command {
  if (!isRecord(value)) throw badRequest("can't parse BotCommand: expected an Object")
  const command = textOf(value, 'command').replace(/^\//, '')
  const description = textOf(value, 'description').trim()
  if (command === '') throw badRequest('command must be non-empty')
  if (command.length > 32) throw badRequest('command length must not exceed 32')
  if (!/^[a-z0-9_]+$/.test(command)) throw badRequest('BOT_COMMAND_INVALID')
  if (description === '') throw badRequest('command description must be non-empty')
  if ([...description].length > 256) throw badRequest('command description length must not exceed 256')
  return { command, description }
}
