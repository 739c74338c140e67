// Stores the articles of a file, all or none, in a few statements however many they are.

import type { BroughtArticle } from '../core/events.ts'
import type { Database, Transaction } from '../database/client.ts'
import { type PlannedArticle, planImport } from './import-plan.ts'
import { keepImported } from './imported-revisions.ts'

/** Articles that don't go together with each other or with the desk's; each fault tells where, what and the remedy. */
export class UnfitArticles extends Error {
  override readonly name = 'UnfitArticles'
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.faults = faults
  }
}

const IMPORT_TIMEOUT = 60_000
/** So many articles are one statement, so that none is too long to read. */
const AT_ONCE = 1000
const PHRASINGS_AT_ONCE = 5000

/**
 * Stores articles, all or none, and tells every process. An article replaces the one with its id or, where it has none, with its title and
 * language, phrasings and all; the demo's articles make way. Resolves with how many were new and how many replaced one. Throws `UnfitArticles`.
 */
export const importArticles = (
  db: Database,
  drafts: readonly BroughtArticle[],
): Promise<{ added: number; replaced: number }> =>
  db.$transaction((tx) => storeArticles(tx, drafts, { demo: false, by: null }), { timeout: IMPORT_TIMEOUT })

/** Takes the demo's articles out of use: they are to try the desk with, not for its customers. */
export const withdrawDemo = (tx: Transaction) =>
  tx.article.updateMany({ where: { demo: true, archived: false }, data: { archived: true } })

/**
 * Stores articles within a transaction, in which nothing is written yet where it throws `UnfitArticles`. `demo` marks them as the demo's, which
 * make way for any others; `by` is the id of the manager who brings them, null for nobody.
 */
export const storeArticles = async (
  tx: Transaction,
  drafts: readonly BroughtArticle[],
  { demo, by }: { readonly demo: boolean; readonly by: string | null },
) => {
  const { articles, faults, known } = await planImport(tx, drafts, !demo)
  if (faults.length > 0) throw new UnfitArticles(faults)
  if (!demo) await withdrawDemo(tx)
  for (const some of portions(articles, AT_ONCE)) await writeArticles(tx, some, demo)
  await writePhrasings(tx, articles)
  const each = articles.map(({ id }) => id)
  for (const some of portions(each, AT_ONCE)) await keepImported(tx, some, by)
  await tx.$executeRaw`SELECT pg_notify('articles', '')`
  const replaced = each.filter((id) => known.has(id)).length
  return { added: each.length - replaced, replaced }
}

const portions = <Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))

const writeArticles = (tx: Transaction, articles: readonly PlannedArticle[], demo: boolean) => {
  const rows = articles.map(({ id, title, answer, locale, tags, versionOf }) => ({
    ...{ id, title, answer, locale, tags },
    version_of_id: versionOf,
  }))
  return tx.$executeRaw`
    INSERT INTO articles (id, title, answer, locale, tags, version_of_id, demo, archived, updated_at)
    SELECT id, title, answer, locale, tags, version_of_id, ${demo}::boolean, false, now()
    FROM json_to_recordset(${JSON.stringify(rows)}::json)
      AS rows (id text, title text, answer text, locale text, tags text[], version_of_id text)
    ON CONFLICT (id) DO UPDATE SET
      title = excluded.title, answer = excluded.answer, locale = excluded.locale, tags = excluded.tags,
      version_of_id = excluded.version_of_id, demo = excluded.demo, archived = false, updated_at = excluded.updated_at`
}

// They are written anew, since their ids keep the order in which they stand in the file.
const writePhrasings = async (tx: Transaction, articles: readonly PlannedArticle[]): Promise<void> => {
  const rows = articles.flatMap(({ id, phrasings }) => phrasings.map((text) => ({ articleId: id, text })))
  for (const some of portions(articles, AT_ONCE))
    await tx.phrasing.deleteMany({ where: { articleId: { in: some.map(({ id }) => id) } } })
  for (const data of portions(rows, PHRASINGS_AT_ONCE))
    await tx.phrasing.createMany({ data: [...data], skipDuplicates: true })
}
