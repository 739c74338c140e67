// A document laid out as one line of styled runs, so that it can be cut anywhere and each piece still has whole tags.

import type { Block, Document, Inline } from '../../src/document.ts'

/** A tag around words. Two neighbours share a tag only if it is the same object. */
export interface Tag {
  readonly open: string
  readonly close: string
}

/** Words under the same tags, outermost first. */
export interface Run {
  readonly text: string
  readonly tags: readonly Tag[]
}

/** Longer addresses would eat up a message's 32 KiB of raw text; they are written out instead of linked. */
const MAX_LINKED_URL = 2048

/** Lays out a document; `heading` (a name) stands in bold on a line of its own above it, null for none. */
export const runsOf = (document: Document, heading: string | null): Run[] => {
  const head = heading === null || heading.trim() === '' ? [] : [{ text: heading, tags: [tag('b')] }, plain('\n')]
  return [...head, ...blockRuns(document.children, '\n\n')].map(({ text, tags }) => ({
    text: text.toWellFormed(),
    tags,
  }))
}

/** Escapes the characters that HTML gives a meaning; Telegram knows these four names. */
export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const blockRuns = (blocks: readonly Block[], between: string): Run[] =>
  blocks.flatMap((block, index) => [...(index === 0 ? [] : [plain(between)]), ...runsOfBlock(block)])

const runsOfBlock = (block: Block): Run[] => {
  switch (block.type) {
    case 'paragraph':
      return block.children.flatMap(inlineRuns)
    case 'heading':
      return within(tag('b'), block.children.flatMap(inlineRuns))
    case 'code':
      return [{ text: block.value, tags: codeTags(block.lang) }]
    case 'blockquote':
      // Telegram has no quotation within a quotation: the inner one loses its bar and keeps its words.
      return within(tag('blockquote'), withoutQuotes(blockRuns(block.children, '\n')))
    case 'list':
      return block.children.flatMap((item, index) => [
        plain(`${index === 0 ? '' : '\n'}${block.ordered ? `${block.start + index}.` : '•'} `),
        ...indented(blockRuns(item.children, '\n')),
      ])
  }
}

const inlineRuns = (inline: Inline): Run[] => {
  switch (inline.type) {
    case 'text':
      return [plain(inline.value)]
    case 'break':
      return [plain('\n')]
    case 'inlineCode':
      return [{ text: inline.value, tags: [tag('code')] }]
    case 'strong':
      return within(tag('b'), inline.children.flatMap(inlineRuns))
    case 'emphasis':
      return within(tag('i'), inline.children.flatMap(inlineRuns))
    case 'delete':
      return within(tag('s'), inline.children.flatMap(inlineRuns))
    case 'link':
      return linkRuns(inline.url, inline.children.flatMap(inlineRuns))
  }
}

// Telegram links web addresses alone; any other address is written out, so that it isn't lost.
const linkRuns = (url: string, words: readonly Run[]): Run[] => {
  const text = words.map((run) => run.text).join('')
  if (text.trim() === '') return [plain(url)]
  if (text === url || url === `mailto:${text}`) return [...words]
  const isWeb = /^https?:\/\/[^/]*\./i.test(url) && URL.canParse(url) && url.length <= MAX_LINKED_URL
  if (!isWeb) return [...words, plain(` (${url})`)]
  return within({ open: `<a href="${escapeHtml(url.toWellFormed())}">`, close: '</a>' }, words)
}

const codeTags = (language: string | undefined): Tag[] =>
  language === undefined || !/^[\w+#.-]{1,32}$/.test(language)
    ? [tag('pre')]
    : [tag('pre'), { open: `<code class="language-${language}">`, close: '</code>' }]

const within = (outer: Tag, runs: readonly Run[]): Run[] =>
  runs.map(({ text, tags }) => ({ text, tags: [outer, ...tags] }))

const withoutQuotes = (runs: readonly Run[]): Run[] =>
  runs.map(({ text, tags }) => ({ text, tags: tags.filter(({ close }) => close !== '</blockquote>') }))

// Lines within a list's item stand under its words. Code keeps its own columns.
const indented = (runs: readonly Run[]): Run[] =>
  runs.map(({ text, tags }) => ({ text: tags.some(isPreformatted) ? text : text.replaceAll('\n', '\n   '), tags }))

const isPreformatted = ({ close }: Tag): boolean => close === '</pre>'

const tag = (name: string): Tag => ({ open: `<${name}>`, close: `</${name}>` })

const plain = (text: string): Run => ({ text, tags: [] })
