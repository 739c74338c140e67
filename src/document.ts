// Markdown becomes the desk's document here and nowhere else; the document's own shape and plain words are in core/document.ts.

import type { Nodes, Parent, PhrasingContent, RootContent } from 'mdast'
import { fromMarkdown as parse } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import type { Block, Document, Inline } from './core/document.ts'

export type { Block, Document, Inline } from './core/document.ts'
export { fromPlainText, joined, plainText } from './core/document.ts'

/**
 * Parses Markdown with GitHub's extensions (https://github.github.com/gfm/).
 * HTML stays visible as text, pictures become links and tables keep their rows as preformatted lines, since no chat shows them.
 */
export const fromMarkdown = (markdown: string): Document => ({
  type: 'root',
  children: blocks(parse(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }).children),
})

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
