// Tries a change of the FAQ out on past questions, before it takes effect.

import { setImmediate } from 'node:timers/promises'
import type { KeptArticle } from '../core/article-words.ts'
import type { ArticleEvent } from '../core/events.ts'
import type { Database } from '../database/client.ts'
import { readKeptArticle } from '../database/kept-article.ts'
import type { BackTestView, ReplayedQuestions } from '../desk/faq.ts'
import { type Article, loadArticles } from '../knowledge/articles.ts'
import { backTest, type Replayed } from '../knowledge/back-test.ts'
import { makeMatcher } from '../knowledge/matcher.ts'
import { readPastQuestions } from './past-questions.ts'

const MOST_EXAMPLES = 3
/** The id of an article that is only tried. */
const NEW = ''

interface Trying {
  readonly db: Database
  /** The desk's own language. */
  readonly locale: string
}

/** Tries a change out; resolves with what it would do. */
export const tryOut = async ({ db, locale }: Trying, change: ArticleEvent): Promise<BackTestView> => {
  const [before, questions] = await Promise.all([loadArticles(db), readPastQuestions(db, locale)])
  const after = changedBy(change, before, await restored(db, change))
  const both = [...before, ...after]
  const originals = new Map(both.map(({ id, versionOf }) => [id, versionOf ?? id]))
  const result = await backTest({
    // The desk's own matcher may still be on its way to what the last change made of the articles.
    before: await makeMatcher(before, locale),
    after: await makeMatcher(after, locale),
    questions,
    original: (id) => originals.get(id) ?? id,
    pause: () => setImmediate(),
  })
  const shown = (replayed: readonly Replayed[]): ReplayedQuestions => ({
    count: replayed.length,
    examples: replayed.slice(0, MOST_EXAMPLES).map(({ question, ...found }) => ({
      question,
      before: titleOf(before, found.before),
      after: titleOf(after, found.after),
    })),
  })
  const { asked, gained, lost, changed } = result
  return { asked, gained: shown(gained), lost: shown(lost), changed: shown(changed) }
}

// Of an article that is renamed each side shows its own.
const titleOf = (articles: readonly Article[], found: string | null): string | null =>
  articles.find(({ id }) => id === found)?.title ?? null

const restored = async (db: Database, change: ArticleEvent): Promise<KeptArticle | null> => {
  if (change.type !== 'ArticleRestored') return null
  const { article: articleId, revision: number } = change
  const row = await db.articleRevision.findUnique({ where: { articleId_number: { articleId, number } } })
  return row === null ? null : readKeptArticle(row.content)
}

const changedBy = (
  change: ArticleEvent,
  articles: readonly Article[],
  kept: KeptArticle | null,
): readonly Article[] => {
  const others = articles.filter(({ id }) => id !== change.article)
  const [now] = articles.filter(({ id }) => id === change.article)
  switch (change.type) {
    case 'ArticleArchived':
      return others
    case 'CandidateRefused':
      return articles
    case 'ArticleWritten':
      return [...others, articleOf(change.article ?? NEW, change.content)]
    case 'ArticleRestored':
      return kept === null || kept.archived ? others : [...others, articleOf(change.article, kept)]
    case 'CandidateAccepted':
      return now === undefined ? others : [...others, { ...now, phrasings: [...now.phrasings, change.phrasing] }]
    case 'PhrasingRemoved': {
      const left = now?.phrasings.filter((phrasing) => phrasing !== change.phrasing) ?? []
      return now === undefined ? others : [...others, { ...now, phrasings: left }]
    }
  }
}

type Kept = Pick<Article, 'title' | 'answer' | 'locale' | 'tags' | 'phrasings' | 'versionOf'>

const articleOf = (id: string, { title, answer, locale, tags, phrasings, versionOf }: Kept): Article => ({
  ...{ id, title, answer, locale, tags, phrasings, versionOf },
})
