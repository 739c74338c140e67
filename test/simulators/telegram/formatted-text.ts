// A message's text as the Bot API accepts it: parse mode or entities, control characters, trimming and the limits in code points.
import { type Arguments, isRecord, jsonOf, textOf } from './arguments.ts'
import { type Entity, parseHtml } from './html-text.ts'
import { parseMarkdown } from './markdown-text.ts'
import { badRequest } from './refusal.ts'

/** Plain text and where it is formatted; entities are sorted, offsets in UTF-16 units. */
export type FormattedText = { readonly text: string; readonly entities: readonly Entity[] }

const MAX_RAW_BYTES = 32_768
const MAX_CODE_POINTS = 4096
const MAX_CAPTION = 1024

/**
 * Reads `text` with `parse_mode` or `entities`, cleans and trims it as the real server does.
 * @throws Refusal 400 with the real words where it is empty, too long, or can't be parsed.
 */
export function readMessageText(args: Arguments): FormattedText {
  const source = textOf(args, 'text')
  if (source === '') throw badRequest('message text is empty')
  if (!source.isWellFormed()) throw badRequest('strings must be encoded in UTF-8')
  if (Buffer.byteLength(source, 'utf8') > MAX_RAW_BYTES) throw badRequest('text is too long')
  const { text, entities } = trim(clean(parse(args, source)))
  if (text === '') throw badRequest('text must be non-empty')
  if (codePoints(text) > MAX_CODE_POINTS) throw badRequest('message is too long')
  return { text, entities }
}

/**
 * Reads `caption` as a message's text is read; it may be missing.
 * @throws Refusal 400 with the real words where it is too long, or can't be parsed.
 */
export function readCaption(args: Arguments): FormattedText {
  const source = textOf(args, 'caption')
  if (!source.isWellFormed()) throw badRequest('strings must be encoded in UTF-8')
  const { text, entities } = trim(clean(parse({ ...args, entities: args.caption_entities }, source)))
  if (codePoints(text) > MAX_CAPTION) throw badRequest('message caption is too long')
  return { text, entities }
}

function parse(args: Arguments, source: string): FormattedText {
  const mode = textOf(args, 'parse_mode').toLowerCase()
  if (mode === 'html') return parseHtml(source)
  if (mode === 'markdownv2') return parseMarkdown(source)
  if (mode === 'markdown') throw badRequest('the simulator reads no legacy Markdown: use MarkdownV2, HTML or entities')
  if (mode !== '' && mode !== 'none') throw badRequest('unsupported parse_mode')
  return { text: source, entities: readEntities(args, source) }
}

function readEntities(args: Arguments, text: string): Entity[] {
  const value = jsonOf(args, 'entities', 'entities')
  if (value === undefined) return []
  if (!Array.isArray(value)) throw badRequest("can't parse entities: Expected an Array")
  const entities = value.map((entity: unknown) => readEntity(entity, text))
  return entities.filter(({ length }) => length > 0).sort((a, b) => a.offset - b.offset || b.length - a.length)
}

function readEntity(value: unknown, text: string): Entity {
  if (!isRecord(value)) throw badRequest("can't parse MessageEntity: expected an Object")
  const { type, offset, length, url, language } = value
  if (typeof type !== 'string') throw badRequest(`can't parse MessageEntity: can't find field "type"`)
  if (typeof offset !== 'number' || typeof length !== 'number')
    throw badRequest('can\'t parse MessageEntity: field "offset" and "length" must be of type Number')
  if (offset < 0) throw badRequest(`receive an entity with incorrect offset ${offset}`)
  if (length < 0) throw badRequest(`receive an entity with incorrect length ${length}`)
  if (offset > text.length) throw badRequest(`entity begins after the end of the text at UTF-16 offset ${offset}`)
  const end = offset + length
  if (end > text.length)
    throw badRequest(
      `entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${end}`,
    )
  refuseHalfCharacter(text, offset, 'entity begins')
  refuseHalfCharacter(text, end, `entity beginning at UTF-16 offset ${offset} ends`)
  if (type === 'text_link' && !(typeof url === 'string' && URL.canParse(url))) throw badRequest('ENTITY_URL_INVALID')
  return {
    type,
    offset,
    length,
    ...(typeof url === 'string' && { url }),
    ...(typeof language === 'string' && { language }),
  }
}

function refuseHalfCharacter(text: string, at: number, what: string): void {
  const isInside = /[\uDC00-\uDFFF]/.test(text.charAt(at)) && /[\uD800-\uDBFF]/.test(text.charAt(at - 1))
  if (isInside)
    throw badRequest(
      `${what} in a middle of a UTF-16 symbol at byte offset ${Buffer.byteLength(text.slice(0, at + 1), 'utf8')}`,
    )
}

// What clean_input_string and fix_entities drop: carriage returns, line separators, direction overrides, stacked marks.
const DROPPED = /\r|[\u2028-\u202E]|\u0333|\u033F|\u030A/
// biome-ignore lint/suspicious/noControlCharactersInRegex: the rule is about control characters
const BLANKED = /[\0-\x09\x0B\x0C\x0E-\x1F]/g

function clean({ text, entities }: FormattedText): FormattedText {
  const blanked = text.replace(BLANKED, ' ')
  if (!DROPPED.test(blanked)) return { text: blanked, entities: withoutNesting(entities) }
  const kept = (until: number) => blanked.slice(0, until).replace(new RegExp(DROPPED, 'g'), '').length
  const moved = entities.map((entity) => {
    const offset = kept(entity.offset)
    return { ...entity, offset, length: kept(entity.offset + entity.length) - offset }
  })
  return { text: blanked.replace(new RegExp(DROPPED, 'g'), ''), entities: withoutNesting(moved) }
}

// Nothing may be formatted inside code: the server drops such entities in silence.
function withoutNesting(entities: readonly Entity[]): Entity[] {
  const code = entities.filter(({ type }) => type === 'code' || type === 'pre')
  return entities.filter(
    (entity) => entity.length > 0 && !code.some((outer) => outer !== entity && isInside(entity, outer)),
  )
}

const isInside = (inner: Entity, outer: Entity): boolean =>
  inner.offset >= outer.offset && inner.offset + inner.length <= outer.offset + outer.length

// The end is trimmed always, the beginning only up to the first entity.
function trim({ text, entities }: FormattedText): FormattedText {
  const end = text.replace(/[ \n]+$/, '').length
  const firstEntity = entities[0]?.offset ?? text.length
  const start = /^[ \n]*/.exec(text.slice(0, Math.min(firstEntity, end)))?.[0].length ?? 0
  const clipped = entities
    .map((entity) => ({
      ...entity,
      offset: entity.offset - start,
      length: Math.min(entity.length, end - entity.offset),
    }))
    .filter(({ length }) => length > 0)
  return { text: text.slice(start, end), entities: clipped }
}

function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}
