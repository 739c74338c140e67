// Decides which words of customers become phrasings of articles. Pure.

import type { Article } from './articles.ts'
import { familiesOf } from './families.ts'
import { TITLE_WEIGHT } from './matcher.ts'
import { buildCompany, type Company } from './matching/company.ts'
import { type Language, languageFor } from './matching/languages.ts'
import { type AskingText, type EntryText, readTexts } from './matching/reading.ts'
import { languageOf } from './matching/stemming.ts'

// How the rule came about (simulated on banking77 with one phrasing an article, 1,958 questions of customers: test/bench/learning.ts).
// Hardly anybody asks twice in the same words, so two presses on one candidate are the exception, and something else has to confirm the
// first one. That the matcher finds the article by these words already was tried: with one press in ten wrong it went half of the way
// from one phrasing to ten, since it learns what is known and starves what is not. Single candidates that say nearly the same (a cosine
// of .4 to .55) brought four fifths. What confirms best is the company of a candidate, all other ways to ask for its article, those that
// wait as well: where its mean is among the nearest to the words, they are one more of their kind. It went more than all the way, lets
// one wrong press in fifty through where the article is any other, and one in four where it is what the desk wrongly showed.

/** What speaks for a candidate; the next is the company's word. */
const ENOUGH = 2
/** A rejection outweighs somebody else's confirmation. */
const REJECTION = 2
/** The article's place among the nearest, at most; in a small base one of the first few may be any. */
const MOST_AHEAD = 2
const ENTRIES_A_PLACE = 25
/** Its nearness beside that of the nearest other one, at least, and at all. */
const LEAST_SHARE = 0.8
const LEAST_NEARNESS = 0.15
/** Below, the words belong elsewhere; of an article with hardly any words nothing can be said. */
const ELSEWHERE = 0.4
const LEAST_COMPANY = 6
/** Phrasings that an article learns; more teach nothing and take time to learn. */
export const MOST_LEARNED = 40
const TEXTS_A_STEP = 10

/** Words that may become a phrasing, and how often each was said of them. */
export interface Heard {
  readonly id: string
  readonly article: string
  readonly text: string
  readonly solved: number
  readonly picked: number
  readonly not: number
  /** The conversations that said something: one alone can't agree with itself. */
  readonly voices: readonly string[]
}

/** `elsewhere`: the words belong to another article; `harms`: another article would no longer be found; `enough`: it has learned the most. */
export type SetAside = 'elsewhere' | 'harms' | 'enough'

/** `setAside` is null where the words become a phrasing. What is not judged waits. */
export interface Judgement {
  readonly candidate: string
  readonly setAside: SetAside | null
}

export interface Judging {
  readonly articles: readonly Article[]
  /** The oldest first. */
  readonly candidates: readonly Heard[]
  /** How many phrasings each article has learned. */
  readonly learned: ReadonlyMap<string, number>
}

/** Judges the candidates for which enough speaks, and those that belong elsewhere. Each step is a moment's work. */
export function* judge({ articles, candidates, learned }: Judging): Generator<void, readonly Judgement[]> {
  const ways = waysOf(articles, candidates)
  const { vectors, vocabulary } = yield* readTexts(ways.map(({ asking }) => asking))
  const read = ways.map(({ heard }, index) => ({ heard, text: vectors[index] ?? nothing }))
  const entries = ways.reduce((most, { asking }) => Math.max(most, asking.entry + 1), 0)
  const counting = read.filter(({ heard }) => heard === null || balanceOf(heard) > 0)
  const company = yield* buildCompany(textsOf(counting), entries, vocabulary.size)
  const opinions = yield* opinionsOf(counting, company, entries)
  const elsewhere = opinions.filter(({ isElsewhere }) => isElsewhere).map(({ heard }) => heard)
  const ready = opinions.filter(({ isElsewhere, confirmations }) => !isElsewhere && confirmations >= ENOUGH)
  const known = read.filter(({ heard }) => heard === null).map(({ text }) => text)
  const judged = yield* tried(ready, { known, learned, entries, size: vocabulary.size })
  return [...elsewhere.map(({ id }): Judgement => ({ candidate: id, setAside: 'elsewhere' })), ...judged]
}

interface Way {
  readonly asking: AskingText
  /** Null for what is the article's own. */
  readonly heard: Heard | null
}

interface ReadWay {
  readonly heard: Heard | null
  readonly text: EntryText
}

interface Opinion {
  readonly heard: Heard
  readonly text: EntryText
  readonly confirmations: number
  readonly isElsewhere: boolean
}

const nothing: EntryText = {
  entry: 0,
  weight: 0,
  vector: { ids: new Int32Array(), values: new Float32Array(), known: 0 },
}

const textsOf = (ways: readonly ReadWay[]): EntryText[] => ways.map(({ text }) => text)

/** All ways to ask, in the order of their entries; what is a phrasing by now is no candidate any more. */
const waysOf = (articles: readonly Article[], candidates: readonly Heard[]): Way[] => {
  const languages = new Map<string, Language>()
  const languageIn = (locale: string): Language => {
    const code = languageOf(locale)
    const known = languages.get(code) ?? languageFor(code)
    languages.set(code, known)
    return known
  }
  const byArticle = Map.groupBy(candidates, ({ article }) => article)
  return familiesOf(articles).flatMap((family, entry) =>
    family.flatMap(({ id, title, phrasings, locale }): Way[] => {
      const way = (text: string, weight: number, heard: Heard | null = null): Way => {
        return { asking: { entry, text, weight, language: languageIn(locale) }, heard }
      }
      const fresh = (byArticle.get(id) ?? []).filter(({ text }) => !phrasings.includes(text))
      const own = [way(title, TITLE_WEIGHT), ...phrasings.map((text) => way(text, 1))]
      return [...own, ...fresh.map((heard) => way(heard.text, 1, heard))]
    }),
  )
}

/** What people said of a candidate, for it or, below nothing, against. */
const balanceOf = ({ solved, picked, not }: Heard): number => solved + picked - REJECTION * not

function* opinionsOf(
  counting: readonly ReadWay[],
  company: Company,
  entries: number,
): Generator<void, readonly Opinion[]> {
  const byVoice = textsByVoice(counting)
  const mostAhead = Math.min(MOST_AHEAD, Math.floor(entries / ENTRIES_A_PLACE))
  const opinions: Opinion[] = []
  for (const [index, { heard, text }] of counting.entries()) {
    if (index % TEXTS_A_STEP === TEXTS_A_STEP - 1) yield
    if (heard === null) continue
    const own = company.nearnessToOwn(text, new Set(heard.voices.flatMap((one) => byVoice.get(one) ?? [])))
    const { best, ahead } = company.others(text, own)
    const agrees = ahead <= mostAhead && own >= LEAST_SHARE * best && own >= LEAST_NEARNESS
    const isKnown = best >= LEAST_NEARNESS && company.sizeOf(text.entry) > LEAST_COMPANY
    const isElsewhere = isKnown && own < ELSEWHERE * best
    opinions.push({ heard, text, confirmations: balanceOf(heard) + Number(agrees), isElsewhere })
  }
  return opinions
}

const textsByVoice = (ways: readonly ReadWay[]): ReadonlyMap<string, readonly EntryText[]> => {
  const said = ways.flatMap(({ heard, text }) => (heard?.voices ?? []).map((voice) => ({ voice, text })))
  return new Map(
    [...Map.groupBy(said, ({ voice }) => voice)].map(([voice, all]) => [voice, all.map(({ text }) => text)]),
  )
}

interface Trying {
  /** What articles are found by without the candidates. */
  readonly known: readonly EntryText[]
  readonly learned: ReadonlyMap<string, number>
  readonly entries: number
  readonly size: number
}

/** Tries one after the other what articles would be found by: each with those that were taken before it. */
function* tried(ready: readonly Opinion[], { known, learned, entries, size }: Trying): Generator<void, Judgement[]> {
  if (ready.length === 0) return []
  const company = yield* buildCompany(known, entries, size)
  const harmOf = yield* harmsTo(known, company)
  const counts = new Map(learned)
  const judged: Judgement[] = []
  for (const { heard, text } of ready) {
    yield
    const count = counts.get(heard.article) ?? 0
    const setAside = count >= MOST_LEARNED ? 'enough' : harmOf(text)
    judged.push({ candidate: heard.id, setAside })
    if (setAside !== null) continue
    counts.set(heard.article, count + 1)
    company.add(text)
  }
  return judged
}

interface Alone {
  readonly text: EntryText
  /** How near it is to its own entry without itself. */
  readonly own: number
}

/** Whether an article's text that finds it, though it is left out of it, would find another one with a candidate. */
function* harmsTo(
  known: readonly EntryText[],
  company: Company,
): Generator<void, (candidate: EntryText) => 'harms' | null> {
  const alone: Alone[] = []
  for (const [index, text] of known.entries()) {
    if (index % TEXTS_A_STEP === TEXTS_A_STEP - 1) yield
    alone.push({ text, own: company.nearnessToOwn(text) })
  }
  // Only few come so near to another that it has to be known whether they found their own before.
  const found = new Map<EntryText, boolean>()
  const isFound = ({ text, own }: Alone): boolean => {
    const isKnown = found.get(text) ?? company.others(text, own).ahead === 0
    found.set(text, isKnown)
    return isKnown
  }
  return (candidate) => {
    const nearness = company.nearnessWith(candidate)
    const isLost = alone
      .filter(({ text, own }) => own > 0 && text.entry !== candidate.entry && nearness(text.vector) > own)
      .some(isFound)
    return isLost ? 'harms' : null
  }
}
