// What managers do to the FAQ: each change locks its article and leaves a revision.

import { type KeptArticle, newArticleId, onOneLine, phrasingFault, tidiedArticle } from '../core/article-words.ts'
import type { Outcome, Say } from '../core/decision.ts'
import type { ArticleEvent } from '../core/events.ts'
import type { Transaction } from '../database/client.ts'
import { keepFound, keepRevision, lockArticle, type Revising, readRevision } from './article-revisions.ts'
import { knownManager, present } from './managers.ts'
import type { Shell } from './shell.ts'

const DONE: Outcome = { kind: 'done' }

/** Whether an event is a manager's change of the FAQ. */
export const isArticleEvent = (event: { readonly type: string }): event is ArticleEvent => event.type in kinds

const kinds: Readonly<Record<ArticleEvent['type'], true>> = {
  ArticleWritten: true,
  ArticleArchived: true,
  ArticleRestored: true,
  PhrasingRemoved: true,
  CandidateAccepted: true,
  CandidateRefused: true,
}

/** Handles such an event within its transaction. */
export const receiveArticleEvent = async (tx: Transaction, shell: Shell, event: ArticleEvent): Promise<Outcome> => {
  const { id: by } = await present(tx, shell, event.by, await knownManager(tx, event.by))
  const editing = { tx, by, at: shell.now() }
  switch (event.type) {
    case 'ArticleWritten':
      return write(shell, editing, event)
    case 'ArticleArchived':
      return change(editing, event, 'archived', async (now) =>
        now.archived ? refused('articleArchived') : { ...now, archived: true },
      )
    case 'ArticleRestored':
      return change(editing, event, 'restored', async () => {
        const kept = await readRevision(tx, event.article, event.revision)
        return kept ?? refused('unknownRevision', { number: event.revision })
      })
    case 'PhrasingRemoved':
      return takeBack(editing, event)
    case 'CandidateAccepted':
    case 'CandidateRefused':
      return judge(editing, event)
  }
}

interface Editing {
  readonly tx: Transaction
  /** A manager's id; null where the desk does it by itself. */
  readonly by: string | null
  readonly at: Date
}

type Rephrased = { readonly article: string; readonly phrasing: string }
type Of<Type extends ArticleEvent['type']> = Extract<ArticleEvent, { type: Type }>

const write = async (shell: Shell, editing: Editing, event: Of<'ArticleWritten'>): Promise<Outcome> => {
  const content = tidiedArticle(event.content)
  if ('say' in content) return unfit(content)
  const owner =
    content.owner && (await present(editing.tx, shell, content.owner, await knownManager(editing.tx, content.owner)))
  const kept: KeptArticle = { ...content, owner: owner?.id ?? null, archived: false }
  if (event.article !== null) return change(editing, { ...event, article: event.article }, 'edited', async () => kept)
  const article = newArticleId(kept.title, crypto.randomUUID())
  const fault = await familyFault(editing.tx, article, kept)
  if (fault !== null) return fault
  await createArticle(editing, article, kept)
  return DONE
}

/** Stores a new article with its first revision; what it reads is tidied already. */
export const createArticle = async (editing: Editing, article: string, kept: KeptArticle): Promise<void> => {
  await editing.tx.article.create({ data: { id: article, title: '', answer: '', locale: kept.locale } })
  await store(editing, article, kept, 'written')
}

type Rephrasing = 'phrasingAdded' | 'phrasingRemoved' | 'phrasingLearned'

/** Adds words that customers confirmed to the phrasings of an article. */
export const learnPhrasing = (tx: Transaction, article: string, phrasing: string, at: Date): Promise<Outcome> =>
  rephrase({ tx, by: null, at }, article, phrasing, 'phrasingLearned')

const rephrase = (editing: Editing, article: string, given: string, what: Rephrasing): Promise<Outcome> => {
  const phrasing = onOneLine(given)
  const isAdded = what !== 'phrasingRemoved'
  const fault = isAdded ? phrasingFault(phrasing) : null
  if (fault !== null) return Promise.resolve(unfit(fault))
  return change(editing, { article, seen: null }, what, async (now) => {
    if (isAdded === now.phrasings.includes(phrasing) || phrasing === '') return DONE
    const others = now.phrasings.filter((one) => one !== phrasing)
    return { ...now, phrasings: isAdded ? [...others, phrasing] : others }
  })
}

// The candidate before its article, in the order in which a nod locks them: what was learned is refused from now on.
const takeBack = async (editing: Editing, { article, phrasing }: Rephrased): Promise<Outcome> => {
  await editing.tx.phrasingCandidate.updateMany({
    where: { articleId: article, text: phrasing, state: 'learned' },
    data: { state: 'refused', why: 'manager' },
  })
  return rephrase(editing, article, phrasing, 'phrasingRemoved')
}

// A manager's word is enough, whatever customers have said so far.
const judge = async (
  editing: Editing,
  { type, article, phrasing }: Of<'CandidateAccepted' | 'CandidateRefused'>,
): Promise<Outcome> => {
  const { tx, by, at } = editing
  const isAccepted = type === 'CandidateAccepted'
  const [candidate] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM phrasing_candidates WHERE article_id = ${article} AND text = ${phrasing}
      AND (state = 'waiting' OR state = 'refused' AND why <> 'manager') FOR UPDATE`
  if (candidate === undefined) return refused('candidateSettled')
  // Words that can't be a phrasing are not learned: whoever nodded hears why, and may refuse them.
  const outcome = isAccepted ? await rephrase(editing, article, phrasing, 'phrasingAdded') : DONE
  if (outcome.kind === 'refused') return outcome
  const state = isAccepted ? 'learned' : 'refused'
  await tx.phrasingCandidate.update({ where: candidate, data: { state, why: 'manager' }, select: { id: true } })
  const nod = { id: crypto.randomUUID(), candidateId: candidate.id, kind: 'nod', managerId: by, at }
  if (isAccepted) await tx.phrasingSign.create({ data: nod, select: { id: true } })
  return outcome
}

const change = async (
  editing: Editing,
  { article, seen }: { readonly article: string; readonly seen: number | null },
  what: Revising['what'],
  changed: (now: KeptArticle) => Promise<KeptArticle | Outcome>,
): Promise<Outcome> => {
  const { tx, at } = editing
  const locked = await lockArticle(tx, article)
  if (locked === null) return refused('unknownArticle')
  // Whoever changes it must not undo unknowingly what a colleague has just done.
  if (seen !== null && seen !== locked.newest) return refused('articleChanged')
  const wanted = await changed(locked.now)
  if ('kind' in wanted) return wanted
  const fault = joinsFamily(locked.now, wanted) ? await familyFault(tx, article, wanted) : null
  if (fault !== null) return fault
  await keepFound(tx, article, locked.now, at)
  await store(editing, article, wanted, what)
  return DONE
}

// Whoever changes other words can't mend what became of the family since: its original may have been archived.
const joinsFamily = (now: KeptArticle, wanted: KeptArticle): boolean =>
  now.archived || now.versionOf !== wanted.versionOf || now.locale.toLowerCase() !== wanted.locale.toLowerCase()

// A version names an article that stands for itself, and says it in a language in which nobody said it.
const familyFault = async (
  tx: Transaction,
  article: string,
  { versionOf, locale, archived }: KeptArticle,
): Promise<Outcome | null> => {
  if (archived) return null
  const original = versionOf === null ? null : await tx.article.findUnique({ where: { id: versionOf } })
  if (versionOf !== null) {
    const isOriginal = original !== null && !original.archived && original.versionOfId === null && versionOf !== article
    if (!isOriginal) return refused('versionOfNothing', { id: versionOf })
    const versions = await tx.article.count({ where: { versionOfId: article, archived: false } })
    if (versions > 0) return refused('hasVersions')
  }
  const root = versionOf ?? article
  const family = await tx.article.findMany({
    where: { OR: [{ id: root }, { versionOfId: root }], archived: false, NOT: { id: article } },
    select: { locale: true, title: true },
  })
  const same = family.find((one) => one.locale.toLowerCase() === locale.toLowerCase())
  return same === undefined ? null : refused('versionTwice', { title: same.title, locale })
}

// Phrasings are written anew, since their ids keep the order in which they were written.
const store = async (
  { tx, by, at }: Editing,
  id: string,
  article: KeptArticle,
  what: Revising['what'],
): Promise<void> => {
  const { title, answer, locale, archived, versionOf, owner, reviewAfter } = article
  await tx.phrasing.deleteMany({ where: { articleId: id } })
  await tx.article.update({
    where: { id },
    data: {
      ...{ title, answer, locale, archived, versionOfId: versionOf, ownerId: owner, tags: [...article.tags] },
      reviewAfter: reviewAfter === null ? null : new Date(`${reviewAfter}T00:00:00Z`),
      // What a manager has written is the desk's own.
      ...(by === null ? {} : { demo: false }),
      phrasings: { create: article.phrasings.map((text) => ({ text })) },
    },
    select: { id: true },
  })
  await keepRevision(tx, id, { what, by, at })
}

const unfit = (notice: Say): Outcome => ({ kind: 'refused', because: 'state', notice })

const refused = (key: string, params: Readonly<Record<string, string | number>> = {}): Outcome => ({
  kind: 'refused',
  because: key === 'unknownArticle' ? 'unknown' : 'state',
  notice: { say: `staff.${key}`, params },
})
