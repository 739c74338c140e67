// Labelled questions as the files of this folder hold them (LICENCES.md).

import type { Article } from '../../src/knowledge/articles.ts'

export interface LabelledFile {
  readonly entries: readonly { readonly id: string; readonly title: string; readonly phrasings: readonly string[] }[]
  readonly queries: readonly (readonly [question: string, id: string])[]
  readonly outOfScope: readonly string[]
  /** The queries, each disturbed. */
  readonly noisy: Readonly<Record<'typo' | 'caps' | 'accent' | 'greeting', readonly string[]>>
}

/** The entries as articles, with the first `k` phrasings of each. */
export const articlesOf = ({ entries }: LabelledFile, k: number): Article[] =>
  entries.map(({ id, title, phrasings }) => ({
    ...{ id, title, phrasings: phrasings.slice(0, k), answer: '', locale: 'en', tags: [], versionOf: null },
  }))
