// What every form of article file has in common: which fields an article has, what they may be, and how a fault is told.

import { z } from 'zod'
import { LONGEST, onOneLine, tagsIn } from '../../core/article-words.ts'
import type { BroughtArticle } from '../../core/events.ts'

/** One article as a file has it, unchecked. */
export interface ArticleRow {
  /** Where it stands, for faults: 'Row 2 (line 7)'. */
  readonly place: string
  readonly fields: unknown
}

/** What a form's reader makes of a text. */
export interface ArticleRows {
  readonly rows: readonly ArticleRow[]
  readonly faults: readonly string[]
}

export type ArticlesAnswer =
  | { readonly ok: true; readonly articles: readonly BroughtArticle[] }
  | { readonly ok: false; readonly faults: readonly string[] }

/** The fields of an article, as files name them and in the order in which they are written. */
export const FIELDS = ['id', 'title', 'answer', 'phrasings', 'tags', 'locale', 'versionOf'] as const

export type Field = (typeof FIELDS)[number]

/** Faults to read at once; more would hide the first ones. */
const MOST_FAULTS = 20

const LONGEST_ID = 64

/** A text as answers are kept: lines end in LF, without white space around the whole. */
export const severalLines = (text: string): string => text.replace(/\r\n?/g, '\n').trim()

/** Checks the rows of a file. `answerOptional` takes articles without an answer, as '', and passes over fields that nobody knows. */
export const checkRows = ({ rows, faults }: ArticleRows, answerOptional: boolean): ArticlesAnswer => {
  const schema = answerOptional ? withoutAnswer : withAnswer
  const checked = rows.map(({ place, fields }) => ({ place, result: schema.safeParse(fields) }))
  const articles = checked.flatMap(({ place, result: { data } }): BroughtArticle[] =>
    data ? [{ place, ...data }] : [],
  )
  const told = checked.flatMap(({ place, result: { error } }) => faultsOf(place, error?.issues ?? []))
  const all = [...faults, ...told, ...repeated(articles)]
  return all.length === 0 ? { ok: true, articles } : { ok: false, faults: capped(all) }
}

/** The first faults, and how many more there are. */
export const capped = (faults: readonly string[]): readonly string[] => {
  const more = faults.length - MOST_FAULTS
  return more <= 0 ? faults : [...faults.slice(0, MOST_FAULTS), `… and ${more} more.`]
}

const wrongKind = ({ input }: { readonly input?: unknown }): string =>
  input === undefined ? 'is missing; write one' : 'is no text; put it into double quotes'

const stored = (most: number, kept: (text: string) => string) =>
  z
    .string({ error: wrongKind })
    .transform(kept)
    .pipe(
      z
        .string()
        .min(1, { error: 'is empty; write one' })
        .refine((text) => text.length <= most, {
          error: ({ input }) => `has ${String(input).length} characters; shorten it to ${most}`,
        })
        .refine((text) => text.isWellFormed() && !text.includes('\u0000'), {
          error: 'holds a character that is none (zero, or half of one); take it out',
        }),
    )

const list = (most: number) =>
  z
    .array(stored(most, onOneLine), { error: 'is no list; write it as ["…", "…"]' })
    .default([])
    .transform((texts) => [...new Set(texts)])

const id = stored(LONGEST_ID, onOneLine).nullable().default(null)
const fields = {
  id,
  title: stored(LONGEST.title, onOneLine),
  phrasings: list(LONGEST.phrasing),
  tags: list(Number.POSITIVE_INFINITY).transform(tagsIn),
  locale: z
    .string({ error: wrongKind })
    .trim()
    .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]+)*$/, { error: 'is no code of a language; write one as "en" or "pt-BR"' })
    .default('en'),
  versionOf: id,
}
const noArticle = 'is no article; write { "title": …, "answer": … }'
const wholeRow = (issue: { readonly code?: string | undefined }): string | undefined =>
  issue.code === 'invalid_type' ? noArticle : undefined
const answer = stored(Number.POSITIVE_INFINITY, severalLines)
const withAnswer = z.strictObject({ ...fields, answer }, { error: wholeRow })
const withoutAnswer = z.object(
  {
    ...fields,
    answer: z
      .string({ error: wrongKind })
      .transform(severalLines)
      .nullish()
      .transform((text) => text ?? ''),
  },
  { error: wholeRow },
)

const faultsOf = (place: string, issues: readonly z.core.$ZodIssue[]): string[] =>
  issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => `${place}: ${key}: is no field of an article; those are ${FIELDS.join(', ')}.`)
    const [field, index] = issue.path
    const which = typeof index === 'number' ? `${String(field)} ${index + 1}` : String(field ?? '')
    return `${place}: ${which === '' ? '' : `${which}: `}${issue.message}.`
  })

const repeated = (articles: readonly BroughtArticle[]): string[] => {
  const ids = new Map<string, string>()
  const titles = new Map<string, BroughtArticle>()
  return articles.flatMap((article) => {
    const { place, id: own, title, locale } = article
    const key = titleKey(title, locale)
    const [sameId, sameTitle] = [own === null ? undefined : ids.get(own), titles.get(key)]
    if (own !== null) ids.set(own, place)
    titles.set(key, article)
    if (sameId !== undefined) return [`${place}: id: "${own}" is that of ${sameId}, too; give one of them another.`]
    // Ids of their own tell them apart, and people may write two of one title on the desk: what it exports, it takes.
    if (sameTitle === undefined || (own !== null && sameTitle.id !== null)) return []
    return [`${place}: title: ${sameTitle.place} has the same in the same language; change one, or give each an id.`]
  })
}

/** The same for titles that are one and the same to an import: in one language, in whatever case. */
export const titleKey = (title: string, locale: string): string =>
  `${locale.toLowerCase()} ${onOneLine(title).toLowerCase()}`
