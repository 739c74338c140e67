// The small Markdown document in which everything that people read is stored: a subset of mdast
// (https://github.com/syntax-tree/mdast), so that a library parses it and each adapter renders it.

export type Inline =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'strong' | 'emphasis' | 'delete'; readonly children: readonly Inline[] }
  | { readonly type: 'inlineCode'; readonly value: string }
  | { readonly type: 'link'; readonly url: string; readonly children: readonly Inline[] }
  | { readonly type: 'break' }

export type Block =
  | { readonly type: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly type: 'heading'; readonly depth: 1 | 2 | 3 | 4 | 5 | 6; readonly children: readonly Inline[] }
  | { readonly type: 'code'; readonly lang?: string; readonly value: string }
  | { readonly type: 'blockquote'; readonly children: readonly Block[] }
  | {
      readonly type: 'list'
      readonly ordered: boolean
      readonly start: number
      readonly children: readonly { readonly type: 'listItem'; readonly children: readonly Block[] }[]
    }

export interface Document {
  readonly type: 'root'
  readonly children: readonly Block[]
}

/** A document of plain words: a blank line ends a paragraph, a single line end stays one. Nothing in `text` is read as Markdown. */
export const fromPlainText = (text: string): Document => ({
  type: 'root',
  children: text
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => ({ type: 'paragraph', children: lines(paragraph.replace(/^\n|\n$/g, '')) })),
})

/** The words of a document without their formatting; paragraphs are parted by a blank line. Links keep their address where it is not their text. */
export const plainText = (document: Document): string => blocksText(document.children, '\n\n')

/** Several documents one after another. */
export const joined = (documents: readonly Document[]): Document => ({
  type: 'root',
  children: documents.flatMap((document) => document.children),
})

const lines = (text: string): Inline[] =>
  text.split('\n').flatMap((line, index): Inline[] => {
    const words: Inline[] = line === '' ? [] : [{ type: 'text', value: line }]
    return index === 0 ? words : [{ type: 'break' }, ...words]
  })

const blocksText = (blocks: readonly Block[], between: string): string => blocks.map(blockText).join(between)

const blockText = (block: Block): string => {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return inlineText(block.children)
    case 'code':
      return block.value
    case 'blockquote':
      return blocksText(block.children, '\n')
    case 'list':
      return block.children
        .map((item, index) => `${block.ordered ? `${block.start + index}.` : '•'} ${blocksText(item.children, '\n')}`)
        .join('\n')
  }
}

const inlineText = (inlines: readonly Inline[]): string =>
  inlines
    .map((inline) => {
      switch (inline.type) {
        case 'text':
        case 'inlineCode':
          return inline.value
        case 'break':
          return '\n'
        case 'link':
          return linkText(inlineText(inline.children), inline.url)
        default:
          return inlineText(inline.children)
      }
    })
    .join('')

const linkText = (text: string, url: string): string =>
  text === '' || text === url || `mailto:${text}` === url ? text || url : `${text} (${url})`

/** A text of at most so many characters, the last of which tells that more was cut off. */
export const shortened = (text: string, most: number): string => {
  const characters = Array.from(text)
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`
}
