// Articles as JSON: an array of objects.

import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import type { Article } from '../articles.ts'
import type { ArticleRows } from './draft.ts'

/** Reads the rows of a JSON text. A fault of its syntax names line and column. */
export const readJson = (text: string): ArticleRows => {
  const { value, reason } = parsed(text)
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  if (reason !== null) return { rows: [], faults: [syntaxFault(text, errors[0], reason)] }
  if (!Array.isArray(value))
    return { rows: [], faults: ['The file is no JSON array of articles; put them into [ … ].'] }
  const lines = lineNumbers(text, tree?.children ?? [])
  return {
    rows: value.map((fields: unknown, index) => ({ place: `Row ${index + 1} (line ${lines[index] ?? 1})`, fields })),
    faults: [],
  }
}

/** Writes articles as JSON, each field on a line of its own. */
export const writeJson = (articles: readonly Article[]): string => {
  const rows = articles.map(({ id, title, answer, phrasings, tags, locale, versionOf }) => ({
    id,
    title,
    answer,
    phrasings,
    tags,
    locale,
    versionOf: versionOf ?? undefined,
  }))
  return `${JSON.stringify(rows, null, 2)}\n`
}

// JSON.parse judges; the other reader only tells where, which V8 leaves out for the commonest faults.
const parsed = (text: string): { readonly value: unknown; readonly reason: string | null } => {
  try {
    return { value: JSON.parse(text), reason: null }
  } catch (error) {
    return { value: null, reason: error instanceof Error ? error.message : String(error) }
  }
}

const WORDS: Readonly<Record<string, string>> = {
  CommaExpected: 'a comma is missing before this',
  ValueExpected: 'a value is missing here, or a comma before it is too many',
  PropertyNameExpected: 'a name in double quotes is missing here, or a comma before it is too many',
  ColonExpected: 'a colon is missing here',
  CloseBraceExpected: 'a } is missing here',
  CloseBracketExpected: 'a ] is missing here',
  UnexpectedEndOfString: 'a text that begins here is not closed on its line; write line breaks as \\n',
  InvalidSymbol: 'this is no JSON; texts and names stand in double quotes',
  InvalidCharacter: 'a text holds a tab or the like here; write it as \\t',
  EndOfFileExpected: 'the array ended before this',
}

const syntaxFault = (text: string, error: ParseError | undefined, reason: string): string => {
  if (error === undefined) return `The file is no JSON: ${reason}.`
  const before = text.slice(0, error.offset).split('\n')
  const column = (before.at(-1)?.length ?? 0) + 1
  const what = WORDS[printParseErrorCode(error.error)] ?? reason
  return `Line ${before.length}, column ${column}: the file is no JSON: ${what}.`
}

const lineNumbers = (text: string, nodes: readonly Node[]): readonly number[] => {
  let [line, from] = [1, 0]
  return nodes.map(({ offset }) => {
    line += text.slice(from, offset).split('\n').length - 1
    from = offset
    return line
  })
}
