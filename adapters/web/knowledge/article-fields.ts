// What a manager typed into the form of an article: kept as typed, and checked field by field.

import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ArticleWords } from '../../../src/core/events.ts'
import type { ManagerRef } from '../../../src/core/types.ts'
import type { ArticleSheet } from '../../../src/desk/faq.ts'
import { cleaned } from '../door/fields.ts'

/** As much of an article as the engine takes, and of the rest as people write. */
const LONGEST = { title: 200, answer: 100_000, phrasing: 800, tags: 2_000 } as const
const SHOWN = 60
const LANGUAGE = /^[a-z]{2,3}(-[a-z0-9]+)*$/i
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** The fields as they stand in the form. */
export interface Typed {
  readonly title: string
  readonly answer: string
  /** One a line. */
  readonly phrasings: string
  /** With commas between them. */
  readonly tags: string
  readonly locale: string
  /** Empty for an article that stands for itself. */
  readonly versionOf: string
  /** As `ownerValue` writes it; empty for nobody. */
  readonly owner: string
  readonly reviewAfter: string
}

export const emptyTyped: Typed = {
  ...{ title: '', answer: '', phrasings: '', tags: '', locale: 'en', versionOf: '', owner: '', reviewAfter: '' },
}

export type FieldName = keyof Typed
/** What is wrong with a field, as a key of `knowledge.fault` with its parameters. */
export type Faults = Partial<Record<FieldName, { readonly key: string; readonly params?: Record<string, string> }>>

const typedText = z
  .string()
  .catch('')
  .transform((given) => cleaned(given))

const typedBody = z
  .object({
    ...{ title: typedText, answer: typedText, phrasings: typedText, tags: typedText },
    ...{ locale: typedText, versionOf: typedText, owner: typedText, reviewAfter: typedText },
  })
  .catch(emptyTyped)

/** Reads what was posted; whatever is no text is empty. */
export const readTyped = (body: unknown): Typed => typedBody.parse(body)

/** An article as its form shows it. */
export const typedFrom = (sheet: ArticleSheet): Typed => ({
  ...{ title: sheet.title, answer: sheet.answer, locale: sheet.locale },
  phrasings: sheet.phrasings.join('\n'),
  tags: sheet.tags.join(', '),
  versionOf: sheet.versionOf ?? '',
  owner: sheet.owner === null ? '' : ownerValue(sheet.owner),
  reviewAfter: sheet.reviewAfter ?? '',
})

/** A manager as a value of the owner's menu. */
export const ownerValue = ({ channel, externalId }: ManagerRef): string => `${channel}:${externalId}`

/** The article that was typed, or what is wrong with it. `owners` are those of the menu. */
export const checkTyped = (
  typed: Typed,
  owners: readonly ManagerRef[],
): { readonly content: ArticleWords } | { readonly faults: Faults } => {
  const owner = owners.find((one) => ownerValue(one) === typed.owner) ?? null
  const faults = faultsOf(typed, owner)
  if (Object.keys(faults).length > 0) return { faults }
  const { title, answer, locale, versionOf, reviewAfter } = typed
  return {
    content: {
      ...{ title: title.trim(), answer, locale: locale.trim(), owner },
      phrasings: each(typed.phrasings, '\n'),
      tags: each(typed.tags, ','),
      versionOf: versionOf || null,
      reviewAfter: reviewAfter || null,
    },
  }
}

const each = (text: string, sign: string): readonly string[] =>
  text
    .split(sign)
    .map((one) => one.trim())
    .filter((one) => one !== '')

const faultsOf = (typed: Typed, owner: ManagerRef | null): Faults => {
  const long = each(typed.phrasings, '\n').find((one) => one.length > LONGEST.phrasing)
  const title = typed.title.trim()
  return {
    ...(title === '' ? { title: { key: 'noTitle' } } : {}),
    ...(title.length > LONGEST.title ? { title: { key: 'longTitle' } } : {}),
    ...(typed.answer.trim() === '' ? { answer: { key: 'noAnswer' } } : {}),
    ...(typed.answer.length > LONGEST.answer ? { answer: { key: 'longAnswer' } } : {}),
    ...(long === undefined ? {} : { phrasings: { key: 'longPhrasing', params: { beginning: long.slice(0, SHOWN) } } }),
    ...(typed.tags.length > LONGEST.tags ? { tags: { key: 'longTags' } } : {}),
    ...(LANGUAGE.test(typed.locale.trim()) ? {} : { locale: { key: 'locale' } }),
    ...(typed.reviewAfter === '' || isDay(typed.reviewAfter) ? {} : { reviewAfter: { key: 'day' } }),
    ...(typed.owner === '' || owner !== null ? {} : { owner: { key: 'owner' } }),
  }
}

// A calendar knows no 31st of February; written anew, such a day is another one.
const isDay = (text: string): boolean => {
  const time = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** A name for exactly these words. */
export const digestOf = (typed: Typed): string =>
  createHash('sha256').update(JSON.stringify(typed)).digest('base64url').slice(0, 22)
