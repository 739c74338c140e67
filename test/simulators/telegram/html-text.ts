// parse_mode=HTML as the Bot API reads it: tag list, nesting and error texts after parse_html in tdlib's MessageEntity.cpp.
import { badRequest } from './refusal.ts'

/** A formatted stretch of text; offset and length are in UTF-16 units, as everywhere in the Bot API. */
export type Entity = {
  readonly type: string
  readonly offset: number
  readonly length: number
  readonly url?: string
  readonly language?: string
  readonly user?: { readonly id: number }
  readonly custom_emoji_id?: string
}

type OpenTag = { readonly name: string; readonly argument: string; readonly start: number }
type Reading = { readonly source: string; position: number; text: string; entities: Entity[]; open: OpenTag[] }

const TYPE_OF_TAG: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  a: 'text_link',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  span: 'spoiler',
  'tg-spoiler': 'spoiler',
  'tg-emoji': 'custom_emoji',
}
const LITERALS: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' }

/**
 * Turns Telegram HTML into plain text and its entities.
 * @throws Refusal 400 `can't parse entities: …` with the byte offset at which the tag begins.
 */
export function parseHtml(source: string): { text: string; entities: Entity[] } {
  const reading: Reading = { source, position: 0, text: '', entities: [], open: [] }
  while (reading.position < source.length) {
    if (source.startsWith('</', reading.position)) readEndTag(reading)
    else if (source[reading.position] === '<') readStartTag(reading)
    else readText(reading)
  }
  const unclosed = reading.open.at(-1)
  if (unclosed) throw unparsable(`Can't find end tag corresponding to start tag "${unclosed.name}"`)
  if (!reading.text.isWellFormed())
    throw unparsable('Text contains invalid Unicode characters after decoding HTML entities')
  const entities = reading.entities.map(({ language, ...entity }) =>
    language === undefined || entity.type === 'code' ? entity : { ...entity, language },
  )
  return { text: reading.text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) }
}

function readText(reading: Reading): void {
  const end = /[<&]/.exec(reading.source.slice(reading.position + 1))
  const until = end ? reading.position + 1 + end.index : reading.source.length
  const [character, length] = decodeEntity(reading.source, reading.position)
  if (length > 0) {
    reading.text += character
    reading.position += length
    return
  }
  reading.text += reading.source.slice(reading.position, until)
  reading.position = until
}

// Returns the decoded character and how much of the source it took, or ['', 0] where there is no entity to decode.
function decodeEntity(source: string, at: number): [string, number] {
  const match = /^&(?:#x([0-9a-f]{1,8})|#([0-9]{1,8})|([a-z]+));?/i.exec(source.slice(at, at + 12))
  if (!match) return ['', 0]
  const [whole, hex, decimal, name] = match
  if (name !== undefined) return name in LITERALS ? [LITERALS[name] ?? '', whole.length] : ['', 0]
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
  return code > 0 && code < 0x10ffff ? [String.fromCodePoint(code), whole.length] : ['', 0]
}

function readStartTag(reading: Reading): void {
  const { source } = reading
  const begin = reading.position
  const where = `at byte offset ${byteOffset(source, begin)}`
  const nameEnd = source.slice(begin + 1).search(/[\s>]/)
  if (nameEnd < 0) throw unparsable(`Unclosed start tag ${where}`)
  const name = source.slice(begin + 1, begin + 1 + nameEnd).toLowerCase()
  if (!(name in TYPE_OF_TAG)) throw unparsable(`Unsupported start tag "${name}" ${where}`)
  reading.position = begin + 1 + nameEnd
  const argument = readAttributes(reading, name, where)
  if (name === 'span' && argument !== 'spoiler') throw unparsable(`Tag "span" must have class "tg-spoiler" ${where}`)
  reading.open.push({ name, argument, start: reading.text.length })
}

// Reads up to and over the closing '>', and returns the one attribute that the tag gives meaning to.
function readAttributes(reading: Reading, tag: string, where: string): string {
  const attribute = /\s*([^\s=>]*)(?:(\s*=\s*)(?:"([^"]*)"|'([^']*)'|([a-z0-9.-]*)(?=[\s>])))?/iy
  let argument = ''
  for (;;) {
    attribute.lastIndex = reading.position
    const space = /\s*/y
    space.lastIndex = reading.position
    space.exec(reading.source)
    if (reading.source[space.lastIndex] === '>') {
      reading.position = space.lastIndex + 1
      return argument
    }
    if (space.lastIndex >= reading.source.length) throw unparsable(`Unclosed start tag ${where}`)
    const match = attribute.exec(reading.source)
    const [, name = '', equals] = match ?? []
    if (name === '') throw unparsable(`Empty attribute name in the tag "${tag}" ${where}`)
    const isBare = equals === undefined
    if (isBare && !(tag === 'blockquote' && name === 'expandable')) {
      throw unparsable(`Expected equal sign in declaration of an attribute of the tag "${tag}" ${where}`)
    }
    argument = meaningOf(tag, name, decodeAll(match?.[3] ?? match?.[4] ?? match?.[5]?.toLowerCase() ?? '')) ?? argument
    reading.position = attribute.lastIndex
  }
}

function meaningOf(tag: string, attribute: string, value: string): string | undefined {
  if (tag === 'a' && attribute === 'href') return value
  if (tag === 'code' && attribute === 'class' && value.startsWith('language-')) return value.slice(9)
  if (tag === 'span' && attribute === 'class' && value.startsWith('tg-')) return value.slice(3)
  if (tag === 'tg-emoji' && attribute === 'emoji-id') return value
  if (tag === 'blockquote' && attribute === 'expandable') return 'expandable'
  return undefined
}

function decodeAll(value: string): string {
  return value.replace(/&(?:#x[0-9a-f]{1,8}|#[0-9]{1,8}|[a-z]+);?/gi, (whole) => {
    const [character, length] = decodeEntity(whole, 0)
    return length > 0 ? character + whole.slice(length) : whole
  })
}

function readEndTag(reading: Reading): void {
  const begin = reading.position
  const where = `at byte offset ${byteOffset(reading.source, begin)}`
  const open = reading.open.pop()
  if (!open) throw unparsable(`Unexpected end tag ${where}`)
  const match = /^<\/([^\s>]*)\s*>/.exec(reading.source.slice(begin))
  if (!match) throw unparsable(`Unclosed end tag ${where}`)
  const name = (match[1] ?? '').toLowerCase()
  if (name !== '' && name !== open.name) {
    throw unparsable(`Unmatched end tag ${where}, expected "</${open.name}>", found "</${name}>"`)
  }
  reading.position = begin + match[0].length
  const length = reading.text.length - open.start
  if (length > 0) close(reading, open, length)
}

function close(reading: Reading, open: OpenTag, length: number): void {
  const span = { offset: open.start, length }
  const last = reading.entities.at(-1)
  const covers = (type: string) => last?.type === type && last.offset === span.offset && last.length === span.length
  if (open.name === 'a') {
    const link = linkEntity(open.argument || reading.text.slice(open.start))
    if (link) reading.entities.push({ ...link, ...span })
  } else if (open.name === 'pre' && covers('code') && last?.language) {
    reading.entities.splice(-1, 1, { ...last, type: 'pre' })
  } else if (open.name === 'code' && covers('pre') && open.argument) {
    reading.entities.splice(-1, 1, { type: 'pre', ...span, language: open.argument })
  } else if (open.name === 'code' && open.argument) {
    reading.entities.push({ type: 'code', ...span, language: open.argument })
  } else if (open.name === 'tg-emoji') {
    if (!/^[1-9]\d*$/.test(open.argument)) throw unparsable('Invalid custom emoji identifier specified')
    reading.entities.push({ type: 'custom_emoji', ...span, custom_emoji_id: open.argument })
  } else {
    const type = TYPE_OF_TAG[open.name] ?? open.name
    reading.entities.push({ type: open.argument === 'expandable' ? 'expandable_blockquote' : type, ...span })
  }
}

/** The entity of a link's address. One that isn't an address loses its entity and keeps its text, without an error, as at the real server. */
export function linkEntity(url: string): { type: string; url?: string; user?: { id: number } } | undefined {
  const mention = /^tg:(?:\/\/)?user\?id=(\d+)$/.exec(url)
  if (mention) return { type: 'text_mention', user: { id: Number(mention[1]) } }
  const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `http://${url}`
  if (!/^(https?|tg|ton|tonsite):/i.test(withScheme) || !URL.canParse(withScheme)) return undefined
  return withScheme.startsWith('http') && !new URL(withScheme).hostname.includes('.')
    ? undefined
    : { type: 'text_link', url: withScheme }
}

/** How many bytes stand before a position. */
export const byteOffset = (source: string, position: number): number =>
  Buffer.byteLength(source.slice(0, position), 'utf8')

/** A refusal of the formatting. */
export const unparsable = (reason: string) => badRequest(`can't parse entities: ${reason}`)
