// How well and how fast questions find their articles, beside fuse.js as it comes and with its token search, in the same run.

import { readFileSync } from 'node:fs'
import Fuse, { type IFuseOptions } from 'fuse.js'
import type { Article } from '../../src/knowledge/articles.ts'
import { evaluate } from '../../src/knowledge/evaluation.ts'
import { createMatcher, type Matcher } from '../../src/knowledge/matcher.ts'
import { articlesOf, type LabelledFile } from '../faq/labelled.ts'
import { print } from './figure.ts'

/** Fuse takes up to 80 ms a question: so many tell enough. */
const ASKED_OF_FUSE = 100
const SETS = ['banking77', 'clinc150'] as const
const PHRASINGS = [1, 3, 10] as const

const load = (name: string): LabelledFile =>
  // The files of this folder are our own: their form is what `LabelledFile` says.
  JSON.parse(readFileSync(new URL(`../faq/${name}-dev.json`, import.meta.url), 'utf8'))
const percent = (share: number | null): number => 100 * (share ?? Number.NaN)
const clock = () => performance.now()

/** Prints the figures on the labelled questions. */
export const benchFaq = (): void => {
  for (const name of SETS) {
    const file = load(name)
    for (const k of PHRASINGS) benchFound(name, file, k)
    benchNoise(name, file)
    benchUnanswered(name, file)
  }
}

const questionsOf = ({ queries }: LabelledFile, texts: readonly string[]) =>
  texts.map((question, index) => ({ question, article: queries[index]?.[1] ?? null }))

const benchFound = (name: string, file: LabelledFile, k: number): void => {
  const articles = articlesOf(file, k)
  const matcher = createMatcher(articles)
  const plain = file.queries.map(([question]) => question)
  const { top1, top3 } = evaluate(matcher, questionsOf(file, plain), { locale: 'en', clock })
  const some = file.queries.filter((_, index) => index % Math.ceil(plain.length / ASKED_OF_FUSE) === 0)
  const fuse = shareFound(some, fuseOf(articles, {}))
  const tokens = shareFound(some, fuseOf(articles, { useTokenSearch: true }))
  const told = { unit: '%', baseline: percent(fuse.first), ratio: percent(top1) / percent(fuse.first) }
  print({ name: `faq.${name}.${k}.top1`, value: percent(top1), ...told })
  const other = { unit: '%', baseline: percent(fuse.three), ratio: percent(top3) / percent(fuse.three) }
  print({ name: `faq.${name}.${k}.top3`, value: percent(top3), ...other })
  print({ name: `faq.${name}.${k}.fuse-tokens.top1`, value: percent(tokens.first), unit: '%' })
  print({ name: `faq.${name}.${k}.fuse-tokens.top3`, value: percent(tokens.three), unit: '%' })
}

const fuseOf = (articles: readonly Article[], options: IFuseOptions<Article>) => {
  const fuse = new Fuse(articles, { keys: ['title', 'phrasings'], ...options })
  return (question: string): readonly string[] => fuse.search(question, { limit: 3 }).map(({ item }) => item.id)
}

const shareFound = (queries: LabelledFile['queries'], find: (question: string) => readonly string[]) => {
  const places = queries.map(([question, id]) => find(question).indexOf(id))
  const share = (most: number): number => places.filter((place) => place >= 0 && place < most).length / queries.length
  return { first: share(1), three: share(3) }
}

const benchNoise = (name: string, file: LabelledFile): void => {
  const matcher = createMatcher(articlesOf(file, 10))
  const right = (texts: readonly string[]): number =>
    percent(evaluate(matcher, questionsOf(file, texts), { locale: 'en', clock }).top1)
  const plain = right(file.queries.map(([question]) => question))
  for (const kind of ['typo', 'greeting', 'caps', 'accent'] as const) {
    print({ name: `faq.${name}.cost.${kind}`, value: plain - right(file.noisy[kind]), unit: 'points' })
  }
}

/** How sure the matcher is of questions that have an answer, and of those that have none: far from all articles, or near one. */
const benchUnanswered = (name: string, file: LabelledFile): void => {
  const matcher = createMatcher(articlesOf(file, 10))
  const sure = confidences(matcher, file.queries)
  const right = sure.filter(({ confidence }) => confidence >= 0.9)
  print({
    name: `faq.${name}.sure.right`,
    value: percent(right.filter((one) => one.isRight).length / right.length),
    unit: '%',
  })
  const far = confidences(
    matcher,
    file.outOfScope.map((text) => [text, ''] as const),
  )
  const answered = far.filter(({ confidence }) => confidence >= 0.9).length / far.length
  const { outOfScopeSuggested } = evaluate(
    matcher,
    file.outOfScope.map((question) => ({ question, article: null })),
    { locale: 'en', clock },
  )
  print({ name: `faq.${name}.far.answered`, value: percent(answered), unit: '%' })
  print({ name: `faq.${name}.far.suggested`, value: percent(outOfScopeSuggested), unit: '%' })
  print({ name: `faq.${name}.far.area`, value: percent(area(sure, far)), unit: '%' })
  const entries = file.entries.filter((_, index) => index % 5 !== 2)
  const kept = new Set(entries.map(({ id }) => id))
  const fewer = createMatcher(articlesOf({ ...file, entries }, 10))
  const [inside, near] = [true, false].map((isKept) =>
    confidences(
      fewer,
      file.queries.filter(([, id]) => kept.has(id) === isKept),
    ),
  )
  print({ name: `faq.${name}.near.area`, value: percent(area(inside ?? [], near ?? [])), unit: '%' })
}

interface Sure {
  readonly confidence: number
  readonly isRight: boolean
}

const confidences = (matcher: Matcher, queries: LabelledFile['queries']): Sure[] =>
  queries.map(([question, id]) => {
    const [first] = matcher.match(question, 'en')
    return { confidence: first?.confidence ?? 0, isRight: first?.article === id }
  })

/** The area under the curve: how often one with an answer is surer than one without. */
const area = (answered: readonly Sure[], unanswered: readonly Sure[]): number => {
  const wins = answered.flatMap((one) =>
    unanswered.map((other) => {
      if (one.confidence === other.confidence) return 0.5
      return one.confidence > other.confidence ? 1 : 0
    }),
  )
  return wins.reduce<number>((sum, win) => sum + win, 0) / wins.length
}
