// The FAQ's articles in the database: read, imported, and loaded at the first start.

import { z } from 'zod'
import type { Database, Transaction } from '../database/client.ts'

/** An article as the desk uses it; `answer` is Markdown. */
export interface Article {
  readonly id: string
  readonly title: string
  readonly answer: string
  readonly locale: string
  readonly tags: readonly string[]
  readonly phrasings: readonly string[]
  /** The id of the article that this one says in another language; null for one that stands for itself. */
  readonly versionOf: string | null
}

/** What an import brings: an article whose id may be left to its title. */
export type ArticleDraft = Omit<Article, 'id'> & { readonly id: string | null }

/** Thousands of articles are one transaction. */
const IMPORT_TIMEOUT = 60_000

const text = z.string().trim().min(1)
const draft = z.object({
  id: text.max(64).optional(),
  title: text.max(200),
  answer: text,
  phrasings: z.array(text).default([]),
  tags: z.array(text).default([]),
  locale: z
    .string()
    .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]+)*$/)
    .default('en'),
  versionOf: text.max(64).nullable().default(null),
})

export type ArticlesAnswer =
  | { readonly ok: true; readonly articles: readonly ArticleDraft[] }
  | { readonly ok: false; readonly faults: readonly string[] }

/** Checks the JSON of an article file, whose articles are English where they name no language. Each fault names the row, counted from 1. */
export const readArticles = (json: string): ArticlesAnswer => {
  const { rows, fault } = parsed(json)
  if (!Array.isArray(rows)) return { ok: false, faults: [`The file is no JSON array of articles${fault}.`] }
  const results = rows.map((row) => draft.safeParse(row))
  const faults = results.flatMap(({ error }, index) =>
    (error?.issues ?? []).map(
      ({ path, message }) => `Row ${index + 1}: ${path.join('.') || 'the article'}: ${message}.`,
    ),
  )
  const articles = results.flatMap(({ data }): ArticleDraft[] => (data ? [{ ...data, id: data.id ?? null }] : []))
  const ids = articles.flatMap(({ id }) => id ?? [])
  const twice = rows.length === articles.length ? ids.filter((id, index) => ids.indexOf(id) < index) : []
  const all = [...faults, ...twice.map((id) => `The id "${id}" stands more than once.`)]
  return all.length === 0 ? { ok: true, articles } : { ok: false, faults: all }
}

/** All articles that are in use. */
export const loadArticles = async (db: Database): Promise<Article[]> => {
  const rows = await db.article.findMany({
    where: { archived: false },
    include: { phrasings: { orderBy: { id: 'asc' } } },
    orderBy: { id: 'asc' },
  })
  return rows.map(({ id, title, answer, locale, tags, phrasings, versionOfId }) => ({
    id,
    title,
    answer,
    locale,
    tags,
    phrasings: phrasings.map(({ text: words }) => words),
    versionOf: versionOfId,
  }))
}

/**
 * Stores articles, all or none, and tells every process. An article replaces the one with its id or, where it has none, with its title and
 * language, phrasings and all; the demo's articles make way. Resolves with how many were new and how many replaced one.
 */
export const importArticles = (
  db: Database,
  drafts: readonly ArticleDraft[],
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

/** Stores articles within a transaction; `demo` marks them as the demo's. */
export const storeArticles = async (tx: Transaction, drafts: readonly ArticleDraft[], demo: boolean) => {
  const known = await tx.article.findMany({ select: { id: true, title: true, locale: true } })
  const ids = new Set(known.map(({ id }) => id))
  const byTitle = new Map(known.map(({ id, title, locale }) => [titleKey(title, locale), id]))
  let replaced = 0
  const versions: { id: string; versionOfId: string }[] = []
  for (const { id: given, phrasings, versionOf, ...fields } of drafts) {
    const id = given ?? byTitle.get(titleKey(fields.title, fields.locale)) ?? freeId(fields.title, ids)
    if (ids.has(id)) replaced += 1
    ids.add(id)
    byTitle.set(titleKey(fields.title, fields.locale), id)
    if (versionOf !== null) versions.push({ id, versionOfId: versionOf })
    const data = { ...fields, tags: [...fields.tags], versionOfId: null, demo, archived: false }
    await tx.article.upsert({ where: { id }, create: { id, ...data }, update: data })
    await tx.phrasing.deleteMany({ where: { articleId: id, text: { notIn: [...phrasings] } } })
    await tx.phrasing.createMany({
      data: phrasings.map((words) => ({ articleId: id, text: words })),
      skipDuplicates: true,
    })
  }
  // An article may stand before the one that it is a version of.
  for (const { id, versionOfId } of versions) await tx.article.update({ where: { id }, data: { versionOfId } })
  await tx.$executeRaw`SELECT pg_notify('articles', '')`
  return { added: drafts.length - replaced, replaced }
}

const titleKey = (title: string, locale: string): string => `${locale} ${title.trim().toLowerCase()}`

const freeId = (title: string, taken: ReadonlySet<string>): string => {
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const base =
    plain
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40) || 'article'
  const candidates = [base, ...Array.from({ length: taken.size + 1 }, (_, index) => `${base}-${index + 2}`)]
  return candidates.find((id) => !taken.has(id)) ?? base
}

const parsed = (json: string): { readonly rows: unknown; readonly fault: string } => {
  try {
    return { rows: JSON.parse(json), fault: '' }
  } catch (error) {
    return { rows: null, fault: `: ${error instanceof Error ? error.message : String(error)}` }
  }
}
