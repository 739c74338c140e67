// Articles as a list for those who keep them: each with its versions and what came of them.

import type { ChannelName } from '../core/types.ts'
import { type Database, Prisma } from '../database/client.ts'
import type {
  ArticleFigures,
  ArticleList,
  ArticleListRow,
  ArticleVersion,
  DeskArticles,
  SoughtArticles,
} from '../desk/articles.ts'
import type { Library } from '../knowledge/library.ts'
import { isToReview, isWeak, readArticleFigures } from './article-figures.ts'

export interface Listing {
  readonly db: Database
  readonly library: Pick<Library, 'search'>
  readonly timeZone: string
  readonly now: () => Date
}

/** Of those that fit some words; what fits less is hardly meant. */
const MOST_FOUND = 50
/** To choose from. */
const MOST_CHOICES = 200

/** The part of the desk that lists articles. */
export const articleListOf = (listing: Listing): DeskArticles => ({
  articleList: (sought, limit) => readList(listing, sought, limit),
  articleVersions: (id) => readVersions(listing.db, id),
  articleFigures: async (id) => {
    const [figures] = await readFigures(listing, [id])
    return figures ?? null
  },
  articleOwners: async () => {
    const rows = await listing.db.manager.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }], take: MOST_CHOICES })
    // A manager is stored under a channel's name.
    return rows.map(({ channel, externalId, name }) => ({ channel: channel as ChannelName, externalId, name }))
  },
})

interface Matter {
  readonly root: string
  readonly title: string
  readonly all: number
  readonly versions: readonly (ArticleVersion & { readonly tags: readonly string[] })[]
}

const readList = async (listing: Listing, sought: SoughtArticles, limit: number): Promise<ArticleList> => {
  const [matters, [choices]] = await Promise.all([
    readMatters(listing, sought, limit),
    listing.db.$queryRaw<Pick<ArticleList, 'tags' | 'locales'>[]>`
      SELECT ARRAY(SELECT DISTINCT t FROM articles a, unnest(a.tags) AS t WHERE NOT a.archived ORDER BY t LIMIT ${MOST_CHOICES}) AS tags,
        ARRAY(SELECT DISTINCT lower(locale) AS l FROM articles WHERE NOT archived ORDER BY l LIMIT ${MOST_CHOICES}) AS locales`,
  ])
  const figures = await readFigures(
    listing,
    matters.flatMap(({ versions }) => versions.map(({ id }) => id)),
  )
  const byId = new Map(figures.map((one) => [one.id, one]))
  return {
    rows: matters.map((matter) =>
      rowOf(
        matter,
        matter.versions.flatMap(({ id }) => byId.get(id) ?? []),
      ),
    ),
    total: matters[0]?.all ?? 0,
    tags: choices?.tags ?? [],
    locales: choices?.locales ?? [],
  }
}

// An archived article stands for itself, since what it belonged to may have gone on without it.
const readMatters = (
  { db, library }: Listing,
  { words, tag, locale, archived }: SoughtArticles,
  limit: number,
): Promise<Matter[]> => {
  const isAny = words.trim() === ''
  const found = isAny || archived ? [] : library.search(words, MOST_FOUND).map(({ id }) => id)
  const pattern = `%${words.trim().replace(/[\\%_]/g, '\\$&')}%`
  const fits = isAny ? Prisma.sql`true` : Prisma.sql`(id = ANY(${found}) OR title ILIKE ${pattern})`
  const place = isAny
    ? Prisma.sql`0`
    : Prisma.sql`CASE WHEN title ILIKE ${pattern} THEN 0 ELSE array_position(${found}::text[], id) END`
  return db.$queryRaw`
    WITH each AS (
      SELECT a.id, a.title, a.locale, a.tags, coalesce(o.id, a.id) AS root
      FROM articles a LEFT JOIN articles o ON o.id = a.version_of_id AND NOT o.archived AND NOT a.archived
      WHERE a.archived = ${archived}
    ), hits AS (
      SELECT root, min(${place}) AS place FROM each
      WHERE ${fits} AND (${tag}::text IS NULL OR ${tag} = ANY(tags)) AND (${locale}::text IS NULL OR lower(locale) = lower(${locale}))
      GROUP BY root
    )
    SELECT h.root, r.title, count(*) OVER ()::int AS "all", (
      SELECT jsonb_agg(jsonb_build_object('id', e.id, 'locale', e.locale, 'title', e.title, 'tags', coalesce(to_jsonb(e.tags), '[]'))
        ORDER BY e.id <> h.root, e.locale) FROM each e WHERE e.root = h.root) AS versions
    FROM hits h JOIN articles r ON r.id = h.root ORDER BY h.place, lower(r.title), r.id LIMIT ${limit}`
}

const readFigures = async ({ db, timeZone, now }: Listing, ids: readonly string[]): Promise<ArticleFigures[]> => {
  const today = { db, timeZone, now: now() }
  const figures = await readArticleFigures(today, Prisma.sql`a.id = ANY(${[...ids]})`)
  return figures.map(({ createdAt: _, ...one }) => ({ ...one, weak: isWeak(one), overdue: isToReview(one, today) }))
}

const rowOf = ({ root, title, versions }: Matter, figures: readonly ArticleFigures[]): ArticleListRow => {
  const sum = (of: (one: ArticleFigures) => number): number => figures.reduce((total, one) => total + of(one), 0)
  const [solved, not] = [sum((one) => one.solved), sum((one) => one.not)]
  const days = figures.flatMap(({ reviewAfter }) => reviewAfter ?? [])
  return {
    ...{ id: root, title, solved, not, offered: sum((one) => one.offered), otherwise: sum((one) => one.otherwise) },
    owner: figures.find(({ id }) => id === root)?.owner ?? null,
    reviewAfter: days.toSorted()[0] ?? null,
    rate: solved + not === 0 ? null : solved / (solved + not),
    weak: figures.some(({ weak }) => weak),
    overdue: figures.some(({ overdue }) => overdue),
    tags: [...new Set(versions.flatMap(({ tags }) => tags))],
    versions: versions.map(({ tags: _, ...version }) => version),
  }
}

const readVersions = (db: Database, id: string): Promise<ArticleVersion[]> => db.$queryRaw`
  WITH this AS (SELECT id, coalesce(version_of_id, id) AS root FROM articles WHERE id = ${id})
  SELECT a.id, a.locale, a.title FROM articles a, this
  WHERE a.id = this.id OR (NOT a.archived AND (a.id = this.root OR a.version_of_id = this.root))
  ORDER BY a.id <> this.root, a.locale, a.id`
