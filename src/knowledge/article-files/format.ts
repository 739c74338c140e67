// In which form a file holds articles; its ending tells.

import path from 'node:path'

export type ArticleFormat = 'json' | 'csv' | 'tsv' | 'markdown'

const FORMATS: Readonly<Record<string, ArticleFormat>> = {
  '.json': 'json',
  '.csv': 'csv',
  '.tsv': 'tsv',
  '.md': 'markdown',
  '.markdown': 'markdown',
}

/** What to say where a file ends in none of the forms. */
export const OTHER_ENDING = 'articles are kept in .json, .csv, .tsv, .md or .markdown; save a spreadsheet as CSV UTF-8'

/** The form that a file's ending names; null where it names none. */
export const formatOf = (file: string): ArticleFormat | null => FORMATS[path.extname(file).toLowerCase()] ?? null
