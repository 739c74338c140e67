// Conversations that teach a base: customers press what is true, or now and then what is not, and managers pick an article where the desk had none.

import { phrasingIn } from '../../src/core/learning.ts'
import { offerOf } from '../../src/core/offering.ts'
import type { Article } from '../../src/knowledge/articles.ts'
import { type Heard, judge } from '../../src/knowledge/learning.ts'
import { createMatcher, type Matcher } from '../../src/knowledge/matcher.ts'
import { atOnce } from '../../src/knowledge/slices.ts'

/** As `banking77-conversations.json` holds them. */
export interface Questions {
  readonly questions: readonly (readonly [question: string, id: string])[]
}

export interface Teaching extends Questions {
  readonly articles: readonly Article[]
  /** The share of conversations in which a press is wrong. */
  readonly wrong: number
  /** After how many questions what was said is judged. */
  readonly batch: number
}

export interface Lesson {
  /** How many questions were asked until then. */
  readonly asked: number
  readonly articles: readonly Article[]
  readonly matcher: Matcher
  /** Words that articles learned until then: of conversations in which the right thing was pressed, and of others. */
  readonly learned: { readonly right: number; readonly wrong: number }
}

interface Candidate extends Heard {
  readonly isRight: boolean
}

/** What the desk knows at the beginning and after each batch. */
export function* teach({ articles, questions, wrong, batch }: Teaching): Generator<Lesson, void> {
  const chance = seeded()
  const waiting = new Map<string, Candidate>()
  const taught: { article: string; text: string; isRight: boolean }[] = []
  const asTaught = (): Article[] =>
    articles.map((article) => {
      const learned = taught.filter((one) => one.article === article.id).map(({ text }) => text)
      return { ...article, phrasings: [...article.phrasings, ...learned] }
    })
  const lesson = (asked: number): Lesson => {
    const [now, right] = [asTaught(), taught.filter(({ isRight }) => isRight).length]
    return { asked, articles: now, matcher: createMatcher(now), learned: { right, wrong: taught.length - right } }
  }
  let now = lesson(0)
  yield now
  for (let asked = 0; asked < questions.length; ) {
    for (const [question, right] of questions.slice(asked, asked + batch)) {
      const candidate = pressed({ question, right, articles, matcher: now.matcher, chance, wrong })
      if (candidate !== null) waiting.set(candidate.id, candidate)
    }
    asked = Math.min(questions.length, asked + batch)
    const learned = Map.groupBy(taught, ({ article }) => article)
    const judged = atOnce(
      judge({
        articles: now.articles,
        candidates: [...waiting.values()],
        learned: new Map([...learned].map(([article, { length }]) => [article, length])),
      }),
    )
    for (const { candidate: id, setAside } of judged) {
      const candidate = waiting.get(id)
      if (candidate === undefined || setAside === 'harms') continue
      waiting.delete(id)
      if (setAside === null) taught.push(candidate)
    }
    now = lesson(asked)
    yield now
  }
}

interface Asking extends Pick<Teaching, 'articles' | 'wrong'> {
  readonly question: string
  readonly right: string
  readonly matcher: Matcher
  readonly chance: () => number
}

// The customer says of what was shown that it solved it, or asks for a person, who picks an article. Whoever errs does so with what the
// desk wrongly showed, where it did.
const pressed = ({ question, right, articles, matcher, chance, wrong }: Asking): Candidate | null => {
  const text = phrasingIn(question, [])
  const shown = shownBy(matcher, question)
  const isRight = chance() >= wrong
  const other = shown.find((article) => article !== right) ?? articles[Math.floor(chance() * articles.length)]?.id
  const article = isRight ? right : (other ?? right)
  if (text === null) return null
  const kind = shown.includes(article) ? 'solved' : 'picked'
  const said = { solved: 0, picked: 0, not: 0, [kind]: 1 }
  return { id: `${article} ${text}`, article, text, ...said, voices: [question], isRight: article === right }
}

const shownBy = (matcher: Matcher, question: string): readonly string[] => {
  const offer = offerOf(matcher.match(question, 'en'))
  switch (offer.kind) {
    case 'answer':
      return [offer.match.article]
    case 'titles':
      return offer.matches.map(({ article }) => article)
    case 'nothing':
      return []
  }
}

// The same presses each time: a linear congruence (Numerical Recipes).
const seeded = (): (() => number) => {
  let state = 11
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
