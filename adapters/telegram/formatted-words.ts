// Telegram's text with entities becomes the desk's document: offsets are in UTF-16 units, which is how JavaScript counts too.

import { type Block, cleanText, type Document, type Inline } from '../../src/document.ts'

/** A formatted stretch of a message, as https://core.telegram.org/bots/api#messageentity describes it. */
export interface Entity {
  readonly type: string
  readonly offset: number
  readonly length: number
  readonly url?: string | undefined
  readonly language?: string | undefined
}

interface Range {
  readonly start: number
  readonly end: number
}

/**
 * Reads a message's text (any string) and its entities (clamped to the text, so that wrong offsets do no harm).
 * Formatting that the document doesn't know, as spoilers and underlines, leaves plain words. Control characters are dropped.
 */
export const readWords = (text: string, entities: readonly Entity[]): Document => ({
  type: 'root',
  children: blocks(text, { start: 0, end: text.length }, entities),
})

const blocks = (text: string, range: Range, entities: readonly Entity[]): Block[] => {
  const standing = topmost(
    entities.filter(({ type }) => /^(pre|(expandable_)?blockquote)$/.test(type)),
    range,
  )
  const found: Block[] = []
  let at = range.start
  for (const entity of standing) {
    const inner = clamp(entity, range)
    found.push(...paragraphs(text, { start: at, end: inner.start }, entities), ...block(text, inner, entity, entities))
    at = inner.end
  }
  return [...found, ...paragraphs(text, { start: at, end: range.end }, entities)]
}

const block = (text: string, range: Range, entity: Entity, entities: readonly Entity[]): Block[] => {
  const value = cleanText(text.slice(range.start, range.end))
  if (value.trim() === '') return []
  if (entity.type === 'pre')
    return [{ type: 'code', value, ...(entity.language ? { lang: cleanText(entity.language) } : {}) }]
  return [
    {
      type: 'blockquote',
      children: blocks(
        text,
        range,
        entities.filter((other) => other !== entity),
      ),
    },
  ]
}

const paragraphs = (text: string, range: Range, entities: readonly Entity[]): Block[] => {
  const found: Block[] = []
  for (const part of parted(text, range, /\n{2,}/g)) {
    const words = text.slice(part.start, part.end)
    const start = part.start + (words.startsWith('\n') ? 1 : 0)
    const end = part.end - (words.endsWith('\n') ? 1 : 0)
    if (start >= end) continue
    const children = inlines(text, { start, end }, entities)
    if (children.length > 0) found.push({ type: 'paragraph', children })
  }
  return found
}

const parted = (text: string, { start, end }: Range, separator: RegExp): Range[] => {
  const parts: Range[] = []
  let at = start
  for (const match of text.slice(start, end).matchAll(separator)) {
    parts.push({ start: at, end: start + match.index })
    at = start + match.index + match[0].length
  }
  return [...parts, { start: at, end }]
}

const inlines = (text: string, range: Range, entities: readonly Entity[]): Inline[] => {
  const found: Inline[] = []
  let at = range.start
  for (const entity of topmost(entities.filter(isKnown), range)) {
    const inner = clamp(entity, range)
    found.push(...lines(text.slice(at, inner.start)), ...inline(text, inner, entity, entities))
    at = inner.end
  }
  return [...found, ...lines(text.slice(at, range.end))]
}

const inline = (text: string, range: Range, entity: Entity, entities: readonly Entity[]): Inline[] => {
  if (entity.type === 'code') return [{ type: 'inlineCode', value: cleanText(text.slice(range.start, range.end)) }]
  const rest = entities.filter((other) => other !== entity)
  const children = inlines(text, range, rest)
  if (entity.type === 'text_link') return [{ type: 'link', url: cleanText(entity.url ?? ''), children }]
  return [{ type: MARKS.get(entity.type) ?? 'emphasis', children }]
}

const MARKS: ReadonlyMap<string, 'strong' | 'emphasis' | 'delete'> = new Map([
  ['bold', 'strong'],
  ['italic', 'emphasis'],
  ['strikethrough', 'delete'],
])

const isKnown = ({ type }: Entity): boolean => MARKS.has(type) || type === 'code' || type === 'text_link'

const lines = (text: string): Inline[] =>
  text.split('\n').flatMap((line, index): Inline[] => {
    const value = cleanText(line)
    const words: Inline[] = value === '' ? [] : [{ type: 'text', value }]
    return index === 0 ? words : [{ type: 'break' }, ...words]
  })

// The outermost entities that touch the range, in order and without overlap; what they contain is read inside them.
const topmost = (entities: readonly Entity[], range: Range): Entity[] => {
  const touching = entities
    .filter((entity) => clamp(entity, range).start < clamp(entity, range).end)
    .sort((a, b) => a.offset - b.offset || b.length - a.length)
  let end = range.start
  return touching.filter((entity) => {
    const inner = clamp(entity, range)
    if (inner.start < end) return false
    end = inner.end
    return true
  })
}

const clamp = ({ offset, length }: Entity, range: Range): Range => {
  const start = Math.min(Math.max(offset, range.start), range.end)
  return { start, end: Math.min(Math.max(offset + length, start), range.end) }
}
