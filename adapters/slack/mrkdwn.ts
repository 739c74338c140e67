// Slack's own markup (https://docs.slack.dev/messaging/formatting-message-text), in both directions; it is not Markdown.

import type { Block, Document, Inline } from '../../src/document.ts'

/** How people and channels that a text mentions are called. */
export type NameOf = (id: string) => string | undefined

/**
 * Escapes exactly `&`, `<` and `>`: without them no mention, broadcast or disguised link of somebody's words can work.
 */
export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/**
 * Renders a document. Links show their address beside their words, so that nobody's words can hide where they lead.
 * @returns one text for each block, to be parted by a blank line
 */
export const toMrkdwn = (document: Document): string[] => document.children.map(renderBlock)

const renderBlock = (block: Block): string => {
  switch (block.type) {
    case 'paragraph':
      return renderInlines(block.children)
    case 'heading':
      return `*${renderInlines(block.children)}*`
    case 'code':
      return `\`\`\`\n${escapeText(block.value)}\n\`\`\``
    case 'blockquote':
      return block.children
        .map(renderBlock)
        .join('\n\n')
        .split('\n')
        .map((line) => `> ${line}`)
        .join('\n')
    case 'list':
      return block.children
        .map(
          (item, index) =>
            `${block.ordered ? `${block.start + index}.` : '•'} ${item.children.map(renderBlock).join('\n')}`,
        )
        .join('\n')
  }
}

const renderInlines = (inlines: readonly Inline[]): string => inlines.map(renderInline).join('')

const renderInline = (inline: Inline): string => {
  switch (inline.type) {
    case 'text':
      return escapeText(inline.value)
    case 'inlineCode':
      return `\`${escapeText(inline.value)}\``
    case 'strong':
      return `*${renderInlines(inline.children)}*`
    case 'emphasis':
      return `_${renderInlines(inline.children)}_`
    case 'delete':
      return `~${renderInlines(inline.children)}~`
    case 'break':
      return '\n'
    case 'link':
      return renderLink(renderInlines(inline.children), inline.url)
  }
}

const renderLink = (words: string, url: string): string => {
  const address = escapeText(url)
  return words === '' || words === address || `mailto:${words}` === address ? words || address : `${words} (${address})`
}

/**
 * Reads what a person wrote in Slack: tokens such as `<@U1>` become words, the three entities characters, markup a document's.
 * @param nameOf names of the people mentioned; an unknown one keeps its id
 */
export const fromMrkdwn = (text: string, nameOf: NameOf): Document => ({
  type: 'root',
  children: text
    .split(/```\n?([\s\S]*?)\n?```/)
    .flatMap((part, index): Block[] =>
      index % 2 === 1 ? [{ type: 'code', value: unescapeText(part) }] : proseBlocks(part, nameOf),
    ),
})

const proseBlocks = (text: string, nameOf: NameOf): Block[] =>
  text
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .flatMap((paragraph) => quotesApart(paragraph.replace(/^\n|\n$/g, ''), nameOf))

const quoteMark = /^(?:&gt;|>) ?/

/** Lines that begin with `>` are a quote; those around it stay paragraphs. */
const quotesApart = (paragraph: string, nameOf: NameOf): Block[] => {
  const runs: { quoted: boolean; lines: string[] }[] = []
  for (const line of paragraph.split('\n')) {
    const quoted = quoteMark.test(line)
    const last = runs.at(-1)
    const words = line.replace(quoteMark, '')
    if (last?.quoted === quoted) last.lines.push(words)
    else runs.push({ quoted, lines: [quoted ? words : line] })
  }
  return runs.map(({ quoted, lines }): Block => {
    const inner: Block = { type: 'paragraph', children: readInlines(lines.join('\n'), nameOf) }
    return quoted ? { type: 'blockquote', children: [inner] } : inner
  })
}

// A marker counts only at the edge of a word, with something other than a blank inside: as in Slack's own clients.
const marked = (mark: string) => `(?<![\\w${mark}])${mark}(?!\\s)([^${mark}\\n]+?)(?<!\\s)${mark}(?![\\w${mark}])`
const tokens = new RegExp(`<([^<>\\n]+)>|\`([^\`\\n]+)\`|${marked('\\*')}|${marked('_')}|${marked('~')}|(\\n)`, 'g')

const readInlines = (text: string, nameOf: NameOf): Inline[] => {
  const found: Inline[] = []
  let from = 0
  for (const match of text.matchAll(tokens)) {
    if (match.index > from) found.push({ type: 'text', value: unescapeText(text.slice(from, match.index)) })
    found.push(readToken(match, nameOf))
    from = match.index + match[0].length
  }
  if (from < text.length) found.push({ type: 'text', value: unescapeText(text.slice(from)) })
  return found
}

const readToken = ([, token, code, strong, emphasis, deleted]: RegExpMatchArray, nameOf: NameOf): Inline => {
  if (token !== undefined) return readAngle(token, nameOf)
  if (code !== undefined) return { type: 'inlineCode', value: unescapeText(code) }
  if (strong !== undefined) return { type: 'strong', children: readInlines(strong, nameOf) }
  if (emphasis !== undefined) return { type: 'emphasis', children: readInlines(emphasis, nameOf) }
  if (deleted !== undefined) return { type: 'delete', children: readInlines(deleted, nameOf) }
  return { type: 'break' }
}

const readAngle = (token: string, nameOf: NameOf): Inline => {
  const bar = token.indexOf('|')
  const target = unescapeText(bar < 0 ? token : token.slice(0, bar))
  const label = bar < 0 ? undefined : unescapeText(token.slice(bar + 1))
  const text = (value: string): Inline => ({ type: 'text', value })
  if (target.startsWith('@')) return text(`@${label ?? nameOf(target.slice(1)) ?? target.slice(1)}`)
  if (target.startsWith('#')) return text(`#${label || nameOf(target.slice(1)) || target.slice(1)}`)
  if (target.startsWith('!')) return text(label ?? `@${target.slice(1).split('^')[0]}`)
  return { type: 'link', url: target, children: [text(label ?? target.replace(/^mailto:/, ''))] }
}

/** Text as people typed it, of what Slack sends. */
export const unescapeText = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** The ids of the people that a text mentions without their names. */
export const mentionedIn = (text: string): string[] =>
  [...text.matchAll(/<@([UW][A-Z0-9]+)>/g)].flatMap((match) => match[1] ?? [])
