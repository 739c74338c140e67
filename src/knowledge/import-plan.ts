// What an import of articles will do: which ids they get, what is wrong with them, and which of them are new or read otherwise than now.

import { idWords, isSameArticle } from '../core/article-words.ts'
import type { BroughtArticle } from '../core/events.ts'
import type { Database, Transaction } from '../database/client.ts'
import { capped, titleKey } from './article-files/draft.ts'
import { type Member, versionFaults } from './versions.ts'

export type PlannedArticle = Omit<BroughtArticle, 'id'> & { readonly id: string }

export interface ImportPlan {
  /** A version's original stands before it. */
  readonly articles: readonly PlannedArticle[]
  /** Each tells where, what and the remedy. */
  readonly faults: readonly string[]
  /** The ids of all articles that there are. */
  readonly known: ReadonlySet<string>
}

interface Known {
  readonly id: string
  readonly title: string
  readonly locale: string
  readonly archived: boolean
  readonly demo: boolean
  readonly versionOfId: string | null
}

/** Plans an import; `withdrawsDemo` where the demo's articles make way for it. */
export const planImport = async (
  db: Pick<Transaction, 'article'>,
  drafts: readonly BroughtArticle[],
  withdrawsDemo: boolean,
): Promise<ImportPlan> => {
  const select = { id: true, title: true, locale: true, archived: true, demo: true, versionOfId: true }
  const rows = await db.article.findMany({ select, orderBy: { id: 'asc' } })
  const known = rows.map((row) => (withdrawsDemo && row.demo ? { ...row, archived: true } : row))
  const articles = withIds(drafts, known)
  return {
    articles: articles.toSorted((one, other) => Number(one.versionOf !== null) - Number(other.versionOf !== null)),
    faults: capped(versionFaults(articles, othersOf(known, articles))),
    known: new Set(known.map(({ id }) => id)),
  }
}

/** How each planned article stands to what there is: `same` reads as it does now. */
export const comparePlan = async (
  db: Database,
  { articles, known }: ImportPlan,
): Promise<readonly { readonly article: PlannedArticle; readonly what: 'new' | 'changed' | 'same' }[]> => {
  const rows = await db.article.findMany({
    where: { id: { in: articles.map(({ id }) => id) } },
    include: { phrasings: { select: { text: true } } },
  })
  const now = new Map(rows.map((row) => [row.id, row]))
  return articles.map((article) => {
    const row = now.get(article.id)
    if (row === undefined || !known.has(article.id)) return { article, what: 'new' }
    const { title, answer, locale, tags, archived, demo, versionOfId: versionOf } = row
    const reads = { title, answer, locale, tags, versionOf, phrasings: row.phrasings.map(({ text }) => text) }
    const kept = { owner: null, reviewAfter: null }
    const isSame = isSameArticle(
      { ...reads, ...kept, archived: archived || demo },
      { ...article, ...kept, archived: false },
    )
    return { article, what: isSame ? 'same' : 'changed' }
  })
}

// Ids that the file names are nobody else's, wherever in it they stand.
const withIds = (drafts: readonly BroughtArticle[], known: readonly Known[]): readonly PlannedArticle[] => {
  const given = new Set(drafts.flatMap(({ id }) => id ?? []))
  // One that is in use comes before one that is not.
  const replaceable = known
    .filter(({ id }) => !given.has(id))
    .toSorted((one, other) => Number(other.archived) - Number(one.archived))
  const byTitle = new Map(replaceable.map(({ id, title, locale }) => [titleKey(title, locale), id]))
  const taken = new Set([...given, ...known.map(({ id }) => id)])
  return drafts.map((draft) => {
    const id = draft.id ?? byTitle.get(titleKey(draft.title, draft.locale)) ?? freeId(draft.title, taken)
    taken.add(id)
    return { ...draft, id }
  })
}

const freeId = (title: string, taken: ReadonlySet<string>): string => {
  const base = idWords(title, /[^\p{L}\p{N}]+/gu)
  let id = base
  for (let count = 2; taken.has(id); count += 1) id = `${base}-${count}`
  return id
}

const othersOf = (known: readonly Known[], articles: readonly PlannedArticle[]): readonly Member[] => {
  const brought = new Set(articles.map(({ id }) => id))
  const others = known.filter(({ id, archived }) => !(archived || brought.has(id)))
  return others.map(({ id, locale, versionOfId }) => ({ id, locale, versionOf: versionOfId, place: null }))
}
