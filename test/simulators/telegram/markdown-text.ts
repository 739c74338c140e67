// parse_mode=MarkdownV2 as the Bot API reads it: after parse_markdown_v2 in tdlib's MessageEntity.cpp, without expandable quotations.
import { byteOffset, type Entity, linkEntity, unparsable } from './html-text.ts'

/** How each kind is called in refusals, and the marks that end it. */
const KINDS = {
  bold: ['Bold', '*'],
  italic: ['Italic', '_'],
  underline: ['Underline', '__'],
  strikethrough: ['Strikethrough', '~'],
  spoiler: ['Spoiler', '||'],
  code: ['Code', '`'],
  pre: ['Pre', '```'],
  text_link: ['TextUrl', ']'],
  custom_emoji: ['CustomEmoji', ']'],
  blockquote: ['BlockQuote', '\n'],
} as const
type Kind = keyof typeof KINDS

/** What begins where no entity ends, the longer marks first. */
const BEGINNINGS: readonly (readonly [mark: string, kind: Kind])[] = [
  ['__', 'underline'],
  ['_', 'italic'],
  ['*', 'bold'],
  ['~', 'strikethrough'],
  ['||', 'spoiler'],
  ['```', 'pre'],
  ['`', 'code'],
  ['![', 'custom_emoji'],
  ['[', 'text_link'],
]
/** ASCII alone is escaped. */
const ESCAPED = /^\\[^\u007F-\uFFFF]/
const RESERVED = '_*[]()~`>#+-=|{}.!'

type Open = { readonly kind: Kind; readonly language: string; readonly start: number; readonly at: number }
type Reading = {
  readonly source: string
  position: number
  text: string
  readonly entities: Entity[]
  readonly open: Open[]
}

/**
 * Turns MarkdownV2 into plain text and its entities.
 * @throws Refusal 400 `can't parse entities: …`, with the byte offset at which an entity begins that doesn't end.
 */
export function parseMarkdown(source: string): { text: string; entities: Entity[] } {
  const reading: Reading = { source, position: 0, text: '', entities: [], open: [] }
  while (reading.position < source.length) step(reading)
  // A quotation ends with the text, too.
  if (reading.open.at(-1)?.kind === 'blockquote') close(reading)
  const unclosed = reading.open.at(-1)
  if (unclosed) {
    const kind = unclosed.language === '' ? KINDS[unclosed.kind][0] : 'PreCode'
    throw unparsable(`Can't find end of ${kind} entity at byte offset ${byteOffset(source, unclosed.at)}`)
  }
  return { text: reading.text, entities: reading.entities.sort((a, b) => a.offset - b.offset || b.length - a.length) }
}

function step(reading: Reading): void {
  const { source, position, open } = reading
  const character = source.charAt(position)
  const inside = open.at(-1)?.kind
  const reserved = inside === 'code' || inside === 'pre' ? '`' : RESERVED
  if (character === '\\' && ESCAPED.test(source.slice(position, position + 2))) take(reading, 1)
  else if (ends(reading)) close(reading)
  else if (!reserved.includes(character)) take(reading, 0)
  else if (character === '>' && /(^|\n)$/.test(source.slice(0, position))) quote(reading)
  else beginAny(reading, character)
}

function beginAny(reading: Reading, character: string): void {
  const [mark, kind] = BEGINNINGS.find(([begin]) => reading.source.startsWith(begin, reading.position)) ?? []
  if (mark === undefined || kind === undefined)
    throw unparsable(`Character '${character}' is reserved and must be escaped with the preceding '\\'`)
  begin(reading, kind, mark.length)
}

// Each line of a quotation has the mark; the first one begins it.
function quote(reading: Reading): void {
  if (reading.open.some(({ kind }) => kind === 'blockquote')) reading.position += 1
  else begin(reading, 'blockquote', 1)
}

// Takes one character for itself, after so many that are left out.
function take(reading: Reading, skipped: number): void {
  const from = reading.position + skipped
  reading.text += reading.source.charAt(from)
  reading.position = from + 1
}

function ends({ source, position, open }: Reading): boolean {
  const kind = open.at(-1)?.kind
  if (kind === undefined || !source.startsWith(KINDS[kind][1], position)) return false
  // Two of them begin, or end, what is underlined.
  if (kind === 'italic') return !source.startsWith('__', position)
  return kind !== 'blockquote' || source.charAt(position + 1) !== '>'
}

function begin(reading: Reading, kind: Kind, mark: number): void {
  const at = reading.position
  reading.position += mark
  const language = kind === 'pre' ? readLanguage(reading) : ''
  reading.open.push({ kind, language, start: reading.text.length, at })
}

// What stands directly behind the three marks names a language where a space or a line's end follows; one line's end is left out.
function readLanguage(reading: Reading): string {
  const [whole = '', language = ''] =
    /^(?:([^\s`]+)(?=\s))?(?:\r\n|\n\r|\n|\r)?/.exec(reading.source.slice(reading.position)) ?? []
  reading.position += whole.length
  return language
}

function close(reading: Reading): void {
  const open = reading.open.pop()
  if (!open) return
  const { kind, language, start } = open
  // The line's end behind a quotation is part of the text.
  if (kind !== 'blockquote') reading.position += KINDS[kind][1].length
  const span = { offset: start, length: reading.text.length - start }
  const words = reading.text.slice(start)
  const address = kind === 'text_link' || kind === 'custom_emoji' ? readAddress(reading, words) : ''
  if (kind === 'blockquote' && reading.position < reading.source.length) take(reading, 0)
  if (span.length === 0) return
  if (kind === 'text_link') {
    const link = linkEntity(address)
    if (link) reading.entities.push({ ...link, ...span })
  } else if (kind === 'custom_emoji') {
    const id = /^tg:\/\/emoji\?id=([1-9]\d*)$/.exec(address)?.[1]
    if (id === undefined) throw unparsable('Custom emoji entity must contain a tg://emoji URL')
    reading.entities.push({ type: kind, ...span, custom_emoji_id: id })
  } else reading.entities.push({ type: kind, ...span, ...(language !== '' && { language }) })
}

// Without an address in brackets the words are the address.
function readAddress(reading: Reading, words: string): string {
  const { source, position } = reading
  if (source.charAt(position) !== '(') return words
  const [whole, address = ''] = /^\(((?:\\[^\u007F-\uFFFF]|[^)])*)\)/.exec(source.slice(position)) ?? []
  if (whole === undefined)
    throw unparsable(`Can't find end of a URL at byte offset ${byteOffset(source, position + 1)}`)
  reading.position += whole.length
  return address.replace(/\\([^\u007F-\uFFFF])/g, '$1')
}
