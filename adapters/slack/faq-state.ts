// What a modal of the FAQ is about, carried in its metadata from one press to the next.

import { z } from 'zod'
import type { ArticleEvent } from '../../src/core/events.ts'
import type { ManagerRef } from '../../src/core/types.ts'
import { parseJson } from './json.ts'

export const writeCallback = 'article.write'
export const changeCallback = 'article.change'

const change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('archive'), article: z.string() }),
  z.object({ kind: z.literal('restore'), article: z.string(), revision: z.number().int() }),
  z.object({ kind: z.enum(['accept', 'refuse', 'unlearn']), article: z.string(), phrasing: z.string() }),
])

/** A change that is only agreed to: there is nothing to fill in. */
export type FaqChange = z.infer<typeof change>

const stage = {
  /** The view behind it that shows what wants a look, and is to show what is left of it; null where there is none. */
  review: z.string().nullable(),
  /** The newest revision that the manager saw. */
  seen: z.number().int(),
  /** How many confirmed answers the change would lose. */
  lost: z.number().int(),
  /** Whether the manager was asked a second time. */
  isSure: z.boolean(),
  /** Counts what was refused: another try is another event. */
  attempt: z.number().int(),
}
const changing = z.object({ ...stage, change })
const writing = z.object({
  ...stage,
  /** Null for a new article. */
  article: z.string().nullable(),
  /** The owner, where the menu has them under no name of Slack's. */
  keep: z
    .object({ channel: z.enum(['telegram', 'slack', 'web']), externalId: z.string(), name: z.string() })
    .nullable(),
  /** Names the words that were tried on past questions; null before that. */
  checked: z.string().nullable(),
  /** Names the words that may have been stored though nobody was told so, or stands for several. Null for none. */
  sent: z.string().nullable().default(null),
})

/** Stands for more words than one; no digest reads so. */
const several = 'several'

/** What may have been stored by now: `digest` names the words of one more try. */
export const sentWith = (sent: string | null, digest: string): string =>
  sent === null || sent === digest ? digest : several

export type Changing = z.infer<typeof changing>
export type Writing = z.infer<typeof writing>

/** A new form for an article, nothing of which was tried yet. */
export const freshWriting = (about: Pick<Writing, 'article' | 'seen' | 'keep' | 'review'>): Writing => ({
  ...{ ...about, checked: null, sent: null, lost: 0, isSure: false, attempt: 0 },
})

export const readWriting = (metadata: string): Writing | null => writing.safeParse(parseJson(metadata)).data ?? null
export const readChanging = (metadata: string): Changing | null => changing.safeParse(parseJson(metadata)).data ?? null

/** The change that a button's value names; null for any other. */
export const readChange = (value: string): FaqChange | null => change.safeParse(parseJson(value)).data ?? null

/** A change as the event that the engine takes. */
export const eventOf = (given: FaqChange, by: ManagerRef, seen: number): ArticleEvent => {
  const { article } = given
  switch (given.kind) {
    case 'archive':
      return { type: 'ArticleArchived', by, article, seen }
    case 'restore':
      return { type: 'ArticleRestored', by, article, seen, revision: given.revision }
    case 'accept':
      return { type: 'CandidateAccepted', by, article, phrasing: given.phrasing }
    case 'refuse':
      return { type: 'CandidateRefused', by, article, phrasing: given.phrasing }
    case 'unlearn':
      return { type: 'PhrasingRemoved', by, article, phrasing: given.phrasing }
  }
}
