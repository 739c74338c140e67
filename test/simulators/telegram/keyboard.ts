// reply_markup: inline keyboards are checked as the Bot API does; so are keys in place of the keyboard; other kinds are accepted and only noted.
import { type Arguments, isRecord, jsonOf } from './arguments.ts'
import { badRequest } from './refusal.ts'

/** A button under a message as the chat shows it; `data` comes back when it is pressed, absent on links. */
export type InlineButton = { readonly text: string; readonly callback_data?: string; readonly url?: string }
/** Rows of buttons, as `reply_markup.inline_keyboard` of a Message. */
export type InlineKeyboard = readonly (readonly InlineButton[])[]

const MAX_BUTTONS = 100
const ACTIONS = [
  'callback_data',
  'url',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'copy_text',
  'pay',
]

/**
 * Reads `reply_markup`; returns the inline keyboard, empty for none or another kind of keyboard.
 * @throws Refusal 400: malformed JSON, a button without words or action, callback_data outside 1 to 64 bytes.
 */
export function readInlineKeyboard(args: Arguments): InlineKeyboard {
  const markup = jsonOf(args, 'reply_markup', 'reply keyboard markup')
  if (markup === undefined) return []
  if (!isRecord(markup)) throw badRequest('object expected as reply markup')
  const rows = markup.inline_keyboard
  if (rows === undefined) return []
  if (!Array.isArray(rows))
    throw badRequest('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
  const keyboard = rows.map(readRow).filter((row) => row.length > 0)
  if (keyboard.flat().length > MAX_BUTTONS) throw badRequest('reply markup is too long')
  return keyboard
}

/** Keys in place of the keyboard, by their labels; empty where they are taken away. */
export type ReplyKeyboard = { readonly labels: readonly string[]; readonly isOneTime: boolean }

/**
 * Reads `reply_markup` as keys in place of the keyboard; null where it is none, and what stands there stays.
 * @throws Refusal 400 where a key has no words
 */
export function readReplyKeyboard(args: Arguments): ReplyKeyboard | null {
  const markup = jsonOf(args, 'reply_markup', 'reply keyboard markup')
  if (!isRecord(markup)) return null
  if (markup.remove_keyboard === true) return { labels: [], isOneTime: false }
  if (markup.keyboard === undefined) return null
  if (!Array.isArray(markup.keyboard) || !markup.keyboard.every(Array.isArray))
    throw badRequest('field "keyboard" of the ReplyKeyboardMarkup must be an Array of Arrays')
  const labels = markup.keyboard.flat().map((key: unknown) => (isRecord(key) ? key.text : key))
  const isLabel = (label: unknown): label is string => typeof label === 'string' && label.trim() !== ''
  if (!labels.every(isLabel)) throw badRequest("can't parse keyboard button: text must be non-empty")
  return { labels, isOneTime: markup.one_time_keyboard === true }
}

function readRow(row: unknown): InlineButton[] {
  if (!Array.isArray(row))
    throw badRequest('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
  return row.map(readButton)
}

function readButton(button: unknown): InlineButton {
  const refuse = (reason: string) => badRequest(`can't parse inline keyboard button: ${reason}`)
  if (!isRecord(button)) throw refuse('InlineKeyboardButton must be an Object')
  const text = button.text
  if (text === undefined) throw refuse('Can\'t find field "text"')
  if (typeof text !== 'string') throw refuse('Field "text" must be of type String')
  if (text.trim() === '') throw badRequest('inline keyboard button text must be non-empty')
  const used = ACTIONS.filter((action) => button[action] !== undefined && button[action] !== '')
  if (used.length === 0) throw refuse('Text buttons are unallowed in the inline keyboard')
  const data = button.callback_data
  if (data !== undefined && (typeof data !== 'string' || Buffer.byteLength(data, 'utf8') > 64))
    throw badRequest('BUTTON_DATA_INVALID')
  const url = button.url
  if (url !== undefined && !(typeof url === 'string' && URL.canParse(url))) {
    throw badRequest(`inline keyboard button URL '${String(url)}' is invalid: Wrong HTTP URL`)
  }
  return { text, ...(typeof data === 'string' && { callback_data: data }), ...(typeof url === 'string' && { url }) }
}
