// Stores the articles of a file, all or none, in a few statements however many they are.

import { idWords } from '../core/article-words.ts'
import type { Database, Transaction } from '../database/client.ts'
import { capped, titleKey } from './article-files/draft.ts'
import type { BroughtArticle } from './articles.ts'
import { keepImported } from './imported-revisions.ts'
import { type Member, versionFaults } from './versions.ts'

/** Articles that don't go together with each other or with the desk's; each fault tells where, what and the remedy. */
export class UnfitArticles extends Error {
  override readonly name = 'UnfitArticles'
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.faults = faults
  }
}

type Stored = Omit<BroughtArticle, 'id'> & { readonly id: string }

interface Known {
  readonly id: string
  readonly title: string
  readonly locale: string
  readonly archived: boolean
  readonly versionOfId: string | null
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
  db.$transaction(
    async (tx) => {
      await withdrawDemo(tx)
      return storeArticles(tx, drafts, false)
    },
    { timeout: IMPORT_TIMEOUT },
  )

/** Takes the demo's articles out of use: they are to try the desk with, not for its customers. */
export const withdrawDemo = (tx: Transaction) =>
  tx.article.updateMany({ where: { demo: true, archived: false }, data: { archived: true } })

/** Stores articles within a transaction; `demo` marks them as the demo's. Throws `UnfitArticles`. */
export const storeArticles = async (tx: Transaction, drafts: readonly BroughtArticle[], demo: boolean) => {
  const select = { id: true, title: true, locale: true, archived: true, versionOfId: true }
  const known = await tx.article.findMany({ select, orderBy: { id: 'asc' } })
  const articles = withIds(drafts, known)
  const faults = versionFaults(articles, othersOf(known, articles))
  if (faults.length > 0) throw new UnfitArticles(capped(faults))
  // A version's original must be there before it.
  const inOrder = articles.toSorted((one, other) => Number(one.versionOf !== null) - Number(other.versionOf !== null))
  for (const some of portions(inOrder, AT_ONCE)) await writeArticles(tx, some, demo)
  await writePhrasings(tx, articles)
  const each = articles.map(({ id }) => id)
  for (const some of portions(each, AT_ONCE)) await keepImported(tx, some)
  await tx.$executeRaw`SELECT pg_notify('articles', '')`
  const ids = new Set(known.map(({ id }) => id))
  const replaced = articles.filter(({ id }) => ids.has(id)).length
  return { added: articles.length - replaced, replaced }
}

// Ids that the file names are nobody else's, wherever in it they stand.
const withIds = (drafts: readonly BroughtArticle[], known: readonly Known[]): readonly Stored[] => {
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

const othersOf = (known: readonly Known[], articles: readonly Stored[]): readonly Member[] => {
  const brought = new Set(articles.map(({ id }) => id))
  const others = known.filter(({ id, archived }) => !(archived || brought.has(id)))
  return others.map(({ id, locale, versionOfId }) => ({ id, locale, versionOf: versionOfId, place: null }))
}

const portions = <Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))

const writeArticles = (tx: Transaction, articles: readonly Stored[], demo: boolean) => {
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
const writePhrasings = async (tx: Transaction, articles: readonly Stored[]): Promise<void> => {
  const rows = articles.flatMap(({ id, phrasings }) => phrasings.map((text) => ({ articleId: id, text })))
  for (const some of portions(articles, AT_ONCE))
    await tx.phrasing.deleteMany({ where: { articleId: { in: some.map(({ id }) => id) } } })
  for (const data of portions(rows, PHRASINGS_AT_ONCE))
    await tx.phrasing.createMany({ data: [...data], skipDuplicates: true })
}
