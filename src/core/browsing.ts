// Looking through the articles without asking: by what they are about, all titles, a page at a time, or those that fit some words.

import { codeOf } from './article-code.ts'
import { browsingButtons, personButton, tagButtons } from './buttons.ts'
import { folded } from './courtesy.ts'
import type { Say } from './decision.ts'
import { fromPlainText } from './document.ts'
import type { CustomerEvent } from './events.ts'
import type { Press } from './press.ts'
import { questionIn, questionWith, replaceQuestion, wordsOf } from './questions.ts'
import { ticketCommented } from './rating.ts'
import { askAgain, mustRegister, outdated, purposeOf, register } from './registration.ts'
import { change, type Part, type Scene, setForm, speak, together } from './saying.ts'
import { supersede } from './standing.ts'
import { inFull, offerArticle, showArticle } from './suggesting.ts'
import { activeTicket } from './tickets.ts'
import type { Form, Match, Question, Title } from './types.ts'

type Commanded = Extract<CustomerEvent, { type: 'CustomerCommanded' }>

const ON_A_PAGE = 8

/** Shows the titles that fit the words of the command, or all of them where it has none. */
export const browse = (scene: Scene, event: Commanded): Part => {
  const { form } = scene.state.conversation
  if (mustRegister(scene)) {
    return form.kind === 'registering' ? askAgain(scene, form) : register(scene, purposeOf('answer', questionIn(form)))
  }
  return event.argument.trim() === ''
    ? showFirst(scene)
    : together(keepWords(scene, event), find(scene, event.argument))
}

// Many titles are found by what they are about, where somebody told that.
const showFirst = (scene: Scene): Part => {
  const titles = scene.context.titles('')
  return titles.length > ON_A_PAGE && tagsOf(titles).length > 0 ? showTags(scene, 0) : showPage(scene, 0)
}

/** One page of the tags, counted from 0, those titles last that bear none; the titles themselves where there is no tag any more. */
export const showTags = (scene: Scene, asked: number): Part => {
  const titles = scene.context.titles('')
  const tags = tagsOf(titles)
  if (tags.length === 0) return showPage(scene, 0)
  const untagged = titles.filter(isUntagged).length
  const all = untagged === 0 ? tags : [...tags, { code: null, name: null, count: untagged }]
  const { shown, pages, body } = pageOf(all, asked, { say: 'customer.tags' })
  return speak(scene, { body, buttons: tagButtons(shown, { ...pages, to: (page) => ({ kind: 'tags', page }) }) })
}

/** One page of the titles that bear a tag, or bear none, counted from 0; all tags where it is gone. */
export const showTagged = (scene: Scene, code: string | null, asked: number): Part => {
  const titles = scene.context.titles('')
  const name = tagsOf(titles).find((tag) => tag.code === code)?.name
  const bearing = titles.filter((title) =>
    code === null ? isUntagged(title) : keysOf(title).some((key) => codeOf(key) === code),
  )
  if (bearing.length === 0) return showTags(scene, 0)
  const say = name === undefined ? { say: 'customer.articles' } : { say: 'customer.tagged', params: { tag: name } }
  const { shown, pages, body } = pageOf(bearing, asked, say)
  const turns = { ...pages, to: (page: number): Press => ({ kind: 'tagged', tag: code, page }) }
  return speak(scene, { body, buttons: browsingButtons(shown, turns, true) })
}

/** One page of all titles, counted from 0; the last one where there are no longer so many. */
export const showPage = (scene: Scene, asked: number): Part => {
  const titles = scene.context.titles('')
  if (titles.length === 0) return speak(scene, { body: { say: 'customer.noArticles' }, buttons: [personButton()] })
  const { shown, pages, body } = pageOf(titles, asked, { say: 'customer.articles' })
  return speak(scene, { body, buttons: browsingButtons(shown, { ...pages, to: (page) => ({ kind: 'titles', page }) }) })
}

// Words that tell of pages are under the same key with `Page` behind.
const pageOf = <T>(all: readonly T[], asked: number, { say, params }: Say) => {
  const count = Math.ceil(all.length / ON_A_PAGE)
  const page = Math.min(asked, count - 1)
  const told = { say: `${say}Page`, params: { ...params, page: page + 1, pages: count } }
  return {
    shown: all.slice(page * ON_A_PAGE, (page + 1) * ON_A_PAGE),
    pages: { before: page > 0 ? page - 1 : null, after: page + 1 < count ? page + 1 : null },
    body: count > 1 ? told : { say, ...(params && { params }) },
  }
}

// However they are written, they are the same tag.
const keysOf = ({ tags = [] }: Title): readonly string[] => [
  ...new Set(tags.map((tag) => folded(tag).trim()).filter((key) => key !== '')),
]

const isUntagged = (title: Title): boolean => keysOf(title).length === 0

const tagsOf = (titles: readonly Title[]) => {
  const names = new Map(titles.flatMap(({ tags = [] }) => tags.map((tag) => [folded(tag).trim(), tag.trim()] as const)))
  const counts = new Map<string, number>()
  for (const key of titles.flatMap(keysOf)) counts.set(key, (counts.get(key) ?? 0) + 1)
  return [...counts]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, count]) => ({ code: codeOf(key), name: names.get(key) ?? key, count }))
}

/** A title was pressed: its article in full, whatever else is going on. */
export const pressTitle = (scene: Scene, code: string): Part => {
  const found = scene.context.titles('').find(({ article }) => codeOf(article) === code)
  const article = found === undefined ? null : scene.context.article(found.article)
  return article === null ? outdated : openArticle(scene, article)
}

/** Shows an article that the customer chose themselves, with the verdicts where they can have their way. */
export const openArticle = (scene: Scene, article: Omit<Match, 'confidence'>): Part => {
  const { form } = scene.state.conversation
  const alone = { body: { document: inFull(article) } }
  if (form.kind === 'registering') return together(speak(scene, alone), askAgain(scene, form))
  // The words that come next are waited for: no verdict may change what they are.
  if (form.kind === 'asking' || ticketCommented(scene) !== null) {
    return speak(scene, { ...alone, buttons: [personButton()] })
  }
  // Nobody estimated it: the customer chose it.
  const chosen = { ...article, confidence: 1 }
  if (form.kind === 'suggesting') {
    const shown = form.articles.indexOf(article.article)
    if (shown !== -1) return showArticle(scene, form, shown)
  }
  const round = form.kind === 'suggesting' && !form.assumed ? form.round : 1
  return together(supersede(form), offerArticle(scene, ledHere(questionIn(form)), chosen, round))
}

// What was looked for before is what led to the article that is opened now.
const ledHere = (question: Question | null): Question | null =>
  question?.lookedFor === 'later' ? { ...question, lookedFor: 'first' } : question

const find = (scene: Scene, words: string): Part => {
  const titles = scene.context.titles(words).slice(0, ON_A_PAGE)
  return titles.length === 0
    ? speak(scene, { body: { say: 'customer.noneFits' }, buttons: [personButton()] })
    : speak(scene, { body: { say: 'customer.perhaps' }, buttons: browsingButtons(titles, null) })
}

// What was looked for is what a person would be asked, so that it need not be typed again; unless something was asked, or somebody is at it already.
const keepWords = (scene: Scene, event: Commanded): Part => {
  const { form } = scene.state.conversation
  if (!['idle', 'gathering', 'suggesting'].includes(form.kind) || activeTicket(scene.state) !== null) return {}
  const words = wordsOf(scene, { ...event, words: fromPlainText(event.argument) })
  const asked = questionIn(form)
  const isOpen = asked === null || asked.lookedFor !== undefined
  if (!isOpen) return change(words.stored(null))
  const lookedFor = form.kind === 'suggesting' && !form.assumed ? 'later' : 'first'
  const question: Question = { ...questionWith(null, words), lookedFor }
  // What was taken to have helped has nothing to do with it.
  const held: Form = form.kind === 'suggesting' && form.assumed ? { kind: 'idle', kept: null } : form
  return together(change(words.stored(null)), setForm(replaceQuestion(held, question)))
}
