// What a base learns of conversations: banking77 (test/faq) with one phrasing an article, beside the same with ten.

import { readFileSync } from 'node:fs'
import { createMatcher, type Matcher } from '../../src/knowledge/matcher.ts'
import { articlesOf, type LabelledFile } from '../faq/labelled.ts'
import { type Questions, teach } from '../faq/teaching.ts'
import { print } from './figure.ts'

/** Questions after which what was said is judged. */
const BATCH = 250
const TOLD = [0, 500, 1_000]
const ONE_IN_TEN = 0.1
const TOPS = ['top1', 'top3'] as const

const read = (name: string) => JSON.parse(readFileSync(new URL(`../faq/${name}.json`, import.meta.url), 'utf8'))
const percent = (share: number): number => 100 * share

/** Prints how far learning goes from one phrasing to ten, and how many articles it makes worse where one press in ten is wrong. */
export const benchLearning = (): void => {
  const file: LabelledFile = read('banking77-dev')
  const { questions }: Questions = read('banking77-conversations')
  const articles = articlesOf(file, 1)
  const ten = foundBy(file, createMatcher(articlesOf(file, 10)))
  const told = (wrong: number) =>
    [...teach({ articles, questions, wrong, batch: BATCH })].map(({ asked, matcher }) => ({
      asked,
      ...foundBy(file, matcher),
    }))
  const lessons = told(0)
  const [one, all] = [lessons[0] ?? ten, lessons.at(-1) ?? ten]
  for (const top of TOPS) {
    for (const lesson of lessons.filter((each) => each === all || TOLD.includes(each.asked))) {
      const name = lesson === all ? 'all' : lesson.asked
      print({ name: `learning.${top}.${name}`, value: percent(lesson[top]), unit: '%', ...beside(lesson, ten, top) })
    }
  }
  const way = Math.min(...TOPS.map((top) => (all[top] - one[top]) / (ten[top] - one[top])))
  print({ name: 'learning.way', value: way, unit: 'share', baseline: 0.9, ratio: way / 0.9 })
  const misled = told(ONE_IN_TEN).at(-1) ?? ten
  for (const top of TOPS) {
    print({ name: `learning.wrong.${top}`, value: percent(misled[top]), unit: '%', ...beside(misled, ten, top) })
  }
  // Ten phrasings by hand make some worse, too: an article that had drawn others' questions gives its own edge away.
  for (const top of TOPS) {
    const [worse, byHand] = [worseThan(one, misled, top), worseThan(one, ten, top)]
    print({ name: `learning.wrong.worse.${top}`, value: worse.count, unit: 'articles', baseline: byHand.count })
    print({
      ...{ name: `learning.wrong.worst.${top}`, value: percent(worse.most), unit: '%' },
      baseline: percent(byHand.most),
    })
  }
}

interface Figures {
  readonly top1: number
  readonly top3: number
  /** The share of each article's own questions that find it so. */
  readonly each: Readonly<Record<(typeof TOPS)[number], ReadonlyMap<string, number>>>
}

const beside = (figures: Figures, ten: Figures, top: (typeof TOPS)[number]) => ({
  baseline: percent(ten[top]),
  ratio: figures[top] / ten[top],
})

const foundBy = ({ queries }: LabelledFile, matcher: Matcher): Figures => {
  const places = queries.map(([question, id]) => ({
    id,
    place: matcher.match(question, 'en').findIndex(({ article }) => article === id),
  }))
  const share = (some: typeof places, below: number): number =>
    some.filter(({ place }) => place >= 0 && place < below).length / some.length
  const byArticle = [...Map.groupBy(places, ({ id }) => id)]
  const each = (below: number) => new Map(byArticle.map(([id, own]) => [id, share(own, below)]))
  return { top1: share(places, 1), top3: share(places, 3), each: { top1: each(1), top3: each(3) } }
}

const worseThan = ({ each: before }: Figures, { each: after }: Figures, top: (typeof TOPS)[number]) => {
  const drops = [...before[top]].map(([id, share]) => share - (after[top].get(id) ?? 0)).filter((drop) => drop > 0)
  return { count: drops.length, most: Math.max(0, ...drops) }
}
