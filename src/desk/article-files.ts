// The part of the port to read that takes articles from files and gives them to files. `src/reading/` implements it.

import type { BroughtArticle } from '../core/events.ts'

/** How a file of articles may be written; each is also the ending of such a file. */
export const articleFileForms = ['json', 'csv', 'md'] as const
export type ArticleFileForm = (typeof articleFileForms)[number]

export interface DeskArticleFiles {
  /** All articles in use, as the text of a file that an import takes. */
  exportArticles(form: ArticleFileForm): Promise<string>
  /** What an import of a file would do. Nothing is stored. */
  readImport(file: { readonly name: string; readonly bytes: Uint8Array }): Promise<ImportView>
}

export type ImportView =
  /** Each fault names the row or the line, what is wrong and the remedy; in English, as the command line says them. */
  | { readonly ok: false; readonly faults: readonly string[] }
  | {
      readonly ok: true
      /** The file's own words, to be read once more where it is imported. */
      readonly text: string
      readonly articles: readonly BroughtArticle[]
      readonly rows: readonly ImportRow[]
      /** How many of the demo's articles make way. */
      readonly withdrawn: number
    }

export interface ImportRow {
  readonly title: string
  readonly place: string
  readonly what: 'new' | 'changed' | 'same'
}
