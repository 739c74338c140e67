// Articles as CSV or tab-separated text, as spreadsheets read and write it.

import { CsvError, type Info, parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import type { Article } from '../articles.ts'
import { type ArticleRow, type ArticleRows, FIELDS, type Field } from './draft.ts'
import { guarded, unguarded } from './formula-cells.ts'

export type Delimiter = ',' | ';' | '\t'

interface SheetRow {
  readonly record: readonly string[]
  readonly line: number
}

/** Reads the rows of a CSV text. Excel writes the delimiter of its country; which one it is, the header tells. */
export const readCsv = (
  text: string,
  { delimiter, answerOptional }: { readonly delimiter: Delimiter | null; readonly answerOptional: boolean },
): ArticleRows => {
  // Excel's own first line, which names the delimiter.
  const [named = '', mark] = /^"?sep=([,;\t])"?\n/.exec(text) ?? []
  const sheet = text.slice(named.length)
  const used = delimiters.find((one) => one === mark) ?? delimiter ?? likeliest(sheet)
  const { rows, fault } = sheetRows(sheet, used, named === '' ? 0 : 1)
  if (fault !== null) return { rows: [], faults: [fault] }
  const [header, ...rest] = rows
  const columns = (header?.record ?? []).map((name) => name.trim())
  const faults =
    header === undefined
      ? ['The file is empty; its first line names the columns.']
      : headerFaults(columns, answerOptional)
  if (faults.length > 0) return { rows: [], faults }
  const fields = columns.map(fieldOf)
  return {
    rows: rest.map(({ record, line }, index) => articleRow(fields, record, `Row ${index + 1} (line ${line})`)),
    faults: rest.flatMap(({ record, line }, index) => tooLong(fields, record, `Row ${index + 1} (line ${line})`)),
  }
}

/** Writes articles as CSV, with the mark by which Excel knows UTF-8. Several phrasings stand in a cell, each on its own line. */
export const writeCsv = (articles: readonly Article[], delimiter: Delimiter): string => {
  const rows = articles.map(({ id, title, answer, phrasings, tags, locale, versionOf }) =>
    [id, title, answer, phrasings.join('\n'), tags.join(', '), locale, versionOf ?? ''].map(guarded),
  )
  return stringify([[...FIELDS], ...rows], { bom: true, delimiter, record_delimiter: '\n' })
}

const delimiters: readonly Delimiter[] = [',', ';', '\t']

const likeliest = (text: string): Delimiter => {
  const header = text.trimStart().split('\n', 1)[0] ?? ''
  const known = (delimiter: Delimiter): number =>
    header.split(delimiter).filter((name) => fieldOf(name.replaceAll('"', '').trim()) !== null).length
  return delimiters.toSorted((one, other) => known(other) - known(one))[0] ?? ','
}

const fieldOf = (column: string): Field | null =>
  FIELDS.find((field) => field.toLowerCase() === column.toLowerCase()) ?? null

const sheetRows = (
  text: string,
  delimiter: Delimiter,
  skipped: number,
): { readonly rows: readonly SheetRow[]; readonly fault: string | null } => {
  try {
    const options = { delimiter, record_delimiter: '\n', relax_column_count: true, info: true } as const
    // Its types don't know that `info` makes pairs.
    const pairs = parse(text, options) as unknown as { info: Info; record: string[] }[]
    const rows = pairs
      .map(({ record, info }) => ({ record, line: skipped + info.lines - record.join('').split('\n').length + 1 }))
      .filter(({ record }) => record.some((cell) => cell.trim() !== ''))
    return { rows, fault: null }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { rows: [], fault: syntaxFault(error, skipped) }
  }
}

const QUOTES: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'the quote that opens a cell here is never closed; close it',
  CSV_INVALID_CLOSING_QUOTE: 'something stands behind the closing quote of a cell; write quotes within it twice ("")',
  INVALID_OPENING_QUOTE:
    'a quote stands within a cell without quotes; put the whole into quotes and write it twice ("")',
}

const syntaxFault = ({ code, message, ...where }: CsvError, skipped: number): string => {
  const line = typeof where.lines === 'number' ? `Line ${where.lines + skipped}: ` : ''
  return `${line}${QUOTES[code] ?? message}.`
}

const headerFaults = (columns: readonly string[], answerOptional: boolean): string[] => {
  const fields = columns.map(fieldOf)
  const unknown = columns.filter((name, index) => fields[index] === null && name !== '')
  const twice = fields.filter((field, index) => field !== null && fields.indexOf(field) < index)
  const needed: readonly Field[] = answerOptional ? ['title'] : ['title', 'answer']
  const missing = needed.filter((field) => !fields.includes(field))
  return [
    ...unknown.map((name) => `Line 1, column "${name}": is no field of an article; those are ${FIELDS.join(', ')}.`),
    ...twice.map((name) => `Line 1, column "${name}": stands more than once; leave one.`),
    ...missing.map((name) => `Line 1: the column "${name}" is missing; the first line names the columns.`),
  ]
}

const articleRow = (fields: readonly (Field | null)[], record: readonly string[], place: string): ArticleRow => {
  const filled = fields.flatMap((field, index): [Field, string | string[]][] => {
    const cell = unguarded(record[index] ?? '')
    if (field === null || cell.trim() === '') return []
    return [[field, cellValue(field, cell)]]
  })
  return { place, fields: Object.fromEntries(filled) }
}

const tooLong = (fields: readonly (Field | null)[], record: readonly string[], place: string): string[] => {
  const outside = record.findIndex((cell, index) => cell.trim() !== '' && (fields[index] ?? null) === null)
  if (outside < 0) return []
  return [`${place}: cell ${outside + 1} has no column; put cells that hold the delimiter or a quote into quotes.`]
}

const cellValue = (field: Field, cell: string): string | string[] => {
  if (field === 'phrasings') return filledOf(cell.split('\n'))
  if (field === 'tags') return filledOf(cell.split(/[\n,]/))
  return cell
}

const filledOf = (texts: readonly string[]): string[] => texts.filter((text) => text.trim() !== '')
