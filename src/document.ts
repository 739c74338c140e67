// Markdown becomes the desk's document here and nowhere else; the document's own shape and plain words are in core/document.ts.

import type { BlockContent, Nodes, Parent, PhrasingContent, RootContent } from 'mdast'
import { fromMarkdown as parse } from 'mdast-util-from-markdown'
import { gfmFromMarkdown, gfmToMarkdown } from 'mdast-util-gfm'
import { toMarkdown as write } from 'mdast-util-to-markdown'
import { gfm } from 'micromark-extension-gfm'
import { type Block, type Document, fromPlainText, type Inline } from './core/document.ts'

export type { Block, Document, Inline } from './core/document.ts'
export { fromPlainText, joined, plainText, shortened } from './core/document.ts'

// The parser needs seconds for a line that opens thousands of quotes or lists, and overflows the stack at some more (micromark 4.0).
// A list's later lines open it by indentation, so this counts too. `---` is a rule and no list.
const DEEP_LINE = /^(?=[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))(?:[ \t]|>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])){51}/m
// It looks at each pair of emphasis marks: 1,000 take it a fifth of a second, 8,000 ten seconds. An underscore within a word is none.
const EMPHASIS_MARK = /[*~]|(?<![a-z0-9])_|_(?![a-z0-9])/gi
const MOST_MARKS = 1000

// Made once: putting it together takes as long as reading a line with it.
const GFM = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }

/**
 * Parses Markdown with GitHub's extensions (https://github.github.com/gfm/).
 * What nests deeper than anybody means is taken as plain words.
 * HTML stays visible as text, pictures become links and tables keep their rows as preformatted lines, since no chat shows them.
 */
export const fromMarkdown = (markdown: string): Document => {
  if (isCostly(markdown)) return fromPlainText(markdown)
  try {
    const { children } = parse(markdown, GFM)
    return isDeep(children) ? fromPlainText(markdown) : { type: 'root', children: blocks(children) }
  } catch (error) {
    if (error instanceof RangeError) return fromPlainText(markdown)
    throw error
  }
}

/**
 * Writes a document as Markdown that `fromMarkdown` reads back as it was, but for empty lines and what joins side by side.
 * Addresses in its words are written between < and >, so that nothing in them is escaped.
 */
export const toMarkdown = ({ children }: Document): string =>
  write({ type: 'root', children: children.map(nodeOf) }, { extensions: [gfmToMarkdown()], bullet: '-', rule: '-' })

const nodeOf = (block: Block): BlockContent => {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return { ...block, children: block.children.flatMap(phrasing) }
    case 'code':
      return block
    case 'blockquote':
      return { ...block, children: block.children.map(nodeOf) }
    case 'list':
      return {
        ...block,
        spread: false,
        children: block.children.map((item) => ({ ...item, spread: false, children: item.children.map(nodeOf) })),
      }
  }
}

const phrasing = (inline: Inline): PhrasingContent[] => {
  switch (inline.type) {
    case 'text':
      return withLinks(inline.value)
    case 'strong':
    case 'emphasis':
    case 'delete':
      return [{ ...inline, children: inline.children.flatMap(phrasing) }]
    case 'link':
      return [{ ...inline, children: inline.children.flatMap(linkWords) }]
    default:
      return [inline]
  }
}

// No link stands in another.
const linkWords = (inline: Inline): PhrasingContent[] => (inline.type === 'text' ? [inline] : phrasing(inline))

const ADDRESS =
  /(\bhttps?:\/\/[^\s<>]*[^\s<>.,;:!?()[\]*_~'"]|(?<![\p{L}\p{N}_.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?![\p{L}\p{N}_-]))/giu

const withLinks = (text: string): PhrasingContent[] =>
  text.split(ADDRESS).flatMap((value, place): PhrasingContent[] => {
    if (value === '') return []
    if (place % 2 === 0) return [{ type: 'text', value }]
    const url = /^https?:/i.test(value) ? value : `mailto:${value}`
    return [{ type: 'link', url, children: [{ type: 'text', value }] }]
  })

/** Drops what no person types and no database column takes: control characters but line ends and tabs, and halves of characters. */
export const cleanText = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be removed
  text.replace(/[\u0000-\u0008\u000B-\u001F\u007F]/g, '').toWellFormed()

/** Plain words as they stand inside Markdown, where nothing of them formats (https://spec.commonmark.org/0.31.2/#backslash-escapes). */
export const literal = (text: string): string => text.replace(/[!-/:-@[-`{-~]/g, '\\$&')

const isCostly = (markdown: string): boolean =>
  DEEP_LINE.test(markdown) || (markdown.replace(/\\./g, '').match(EMPHASIS_MARK)?.length ?? 0) > MOST_MARKS

// Levels of quotes, lists and emphasis that nobody writes by hand; everything that walks a document calls itself once a level.
const DEEPEST = 50

const isDeep = (nodes: readonly Nodes[]): boolean => {
  let level = nodes
  for (let depth = 0; level.length > 0 && depth <= DEEPEST; depth++) {
    level = level.flatMap((node): readonly Nodes[] => ('children' in node ? node.children : []))
  }
  return level.length > 0
}

const blocks = (nodes: readonly RootContent[]): Block[] => nodes.flatMap(block)

const block = (node: RootContent): Block[] => {
  switch (node.type) {
    case 'paragraph':
      return [{ type: 'paragraph', children: inlines(node.children) }]
    case 'heading':
      return [{ type: 'heading', depth: node.depth, children: inlines(node.children) }]
    case 'code':
      return [{ type: 'code', value: node.value, ...(node.lang ? { lang: node.lang } : {}) }]
    case 'blockquote':
      return [{ type: 'blockquote', children: blocks(node.children) }]
    case 'list':
      return [
        {
          type: 'list',
          ordered: node.ordered ?? false,
          start: node.start ?? 1,
          children: node.children.map((item) => ({ type: 'listItem', children: blocks(item.children) })),
        },
      ]
    case 'table':
      return [{ type: 'code', value: node.children.map((row) => row.children.map(wordsOf).join(' | ')).join('\n') }]
    case 'html':
      return [{ type: 'paragraph', children: [{ type: 'text', value: node.value }] }]
    default:
      return []
  }
}

const inlines = (nodes: readonly PhrasingContent[]): Inline[] => nodes.flatMap(inline)

const inline = (node: PhrasingContent): Inline[] => {
  switch (node.type) {
    case 'text':
      return withBreaks(node.value)
    case 'html':
      return [{ type: 'text', value: node.value }]
    case 'inlineCode':
      return [{ type: 'inlineCode', value: node.value }]
    case 'strong':
    case 'emphasis':
    case 'delete':
      return [{ type: node.type, children: inlines(node.children) }]
    case 'link':
      return [{ type: 'link', url: node.url, children: inlines(node.children) }]
    case 'image':
      return [{ type: 'link', url: node.url, children: [{ type: 'text', value: node.alt || node.url }] }]
    case 'break':
      return [{ type: 'break' }]
    // Where it leads stands elsewhere in the text: its words are kept.
    case 'linkReference':
      return inlines(node.children)
    default:
      return []
  }
}

// A person who ends a line in a chat means it, though Markdown would join the lines.
const withBreaks = (text: string): Inline[] =>
  text.split('\n').flatMap((line, index): Inline[] => {
    const words: Inline[] = line === '' ? [] : [{ type: 'text', value: line }]
    return index === 0 ? words : [{ type: 'break' }, ...words]
  })

const wordsOf = (node: Nodes): string => {
  if ('value' in node) return node.value
  return 'children' in node ? (node satisfies Parent).children.map(wordsOf).join('') : ''
}
