// Reads a file of articles, in whichever form its ending names.

import { readCsv } from './csv.ts'
import { decodeText } from './decode.ts'
import { type ArticleRows, type ArticlesAnswer, checkRows } from './draft.ts'
import { type ArticleFormat, formatOf, OTHER_ENDING } from './format.ts'
import { readJson } from './json.ts'
import { readMarkdown } from './markdown.ts'

export interface ArticleFile {
  /** Its ending names the form. */
  readonly name: string
  readonly bytes: Uint8Array
  /** What it is written in where no byte order mark says so, as TextDecoder names it; UTF-8 where it is null. */
  readonly encoding: string | null
  /** Takes articles without an answer, whose answer is '' then. */
  readonly answerOptional: boolean
}

/**
 * Reads and checks the articles of a file: JSON, CSV, tab-separated or Markdown. Articles are English where they name no language. Each
 * fault names row or line, what is wrong and the remedy.
 */
export const readArticleFile = ({ name, bytes, encoding, answerOptional }: ArticleFile): ArticlesAnswer => {
  const format = formatOf(name)
  if (format === null) return { ok: false, faults: [`The file's ending names no form: ${OTHER_ENDING}.`] }
  const decoded = decodeText(bytes, encoding)
  if (!decoded.ok) return { ok: false, faults: [decoded.fault] }
  return checkRows(rowsOf(format, decoded.text, answerOptional), answerOptional)
}

const rowsOf = (format: ArticleFormat, text: string, answerOptional: boolean): ArticleRows => {
  switch (format) {
    case 'json':
      return readJson(text)
    case 'csv':
      return readCsv(text, { delimiter: null, answerOptional })
    case 'tsv':
      return readCsv(text, { delimiter: '\t', answerOptional })
    case 'markdown':
      return readMarkdown(text)
  }
}
