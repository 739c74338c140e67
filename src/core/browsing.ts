// Looking through the articles without asking: all titles, a page at a time, or those that fit some words.

import { codeOf } from './article-code.ts'
import { browsingButtons, personButton } from './buttons.ts'
import { fromPlainText } from './document.ts'
import type { CustomerEvent } from './events.ts'
import { questionIn, questionWith, replaceQuestion, wordsOf } from './questions.ts'
import { ticketCommented } from './rating.ts'
import { askAgain, mustRegister, outdated, purposeOf, register } from './registration.ts'
import { change, type Part, type Scene, setForm, speak, together } from './saying.ts'
import { inFull, offerArticle, showArticle, supersede } from './suggesting.ts'
import { activeTicket } from './tickets.ts'
import type { Form, Match } from './types.ts'

type Commanded = Extract<CustomerEvent, { type: 'CustomerCommanded' }>

const TITLES_ON_A_PAGE = 8

/** Shows the titles that fit the words of the command, or all of them where it has none. */
export const browse = (scene: Scene, event: Commanded): Part => {
  const { form } = scene.state.conversation
  if (mustRegister(scene)) {
    return form.kind === 'registering' ? askAgain(scene, form) : register(scene, purposeOf('answer', questionIn(form)))
  }
  return event.argument.trim() === ''
    ? showPage(scene, 0)
    : together(keepWords(scene, event), find(scene, event.argument))
}

/** One page of all titles, counted from 0; the last one where there are no longer so many. */
export const showPage = (scene: Scene, asked: number): Part => {
  const titles = scene.context.titles('')
  if (titles.length === 0) return speak(scene, { body: { say: 'customer.noArticles' }, buttons: [personButton()] })
  const pages = Math.ceil(titles.length / TITLES_ON_A_PAGE)
  const page = Math.min(asked, pages - 1)
  const shown = titles.slice(page * TITLES_ON_A_PAGE, (page + 1) * TITLES_ON_A_PAGE)
  return speak(scene, {
    body:
      pages === 1 ? { say: 'customer.articles' } : { say: 'customer.articlesPage', params: { page: page + 1, pages } },
    buttons: browsingButtons(shown, { before: page > 0 ? page - 1 : null, after: page + 1 < pages ? page + 1 : null }),
  })
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
  return together(supersede(form), offerArticle(scene, questionIn(form), chosen, round))
}

const find = (scene: Scene, words: string): Part => {
  const titles = scene.context.titles(words).slice(0, TITLES_ON_A_PAGE)
  const nowhere = { before: null, after: null }
  return titles.length === 0
    ? speak(scene, { body: { say: 'customer.noneFits' }, buttons: [personButton()] })
    : speak(scene, { body: { say: 'customer.perhaps' }, buttons: browsingButtons(titles, nowhere) })
}

// What was looked for is what a person would be asked, so that it need not be typed again; unless somebody is at it already.
const keepWords = (scene: Scene, event: Commanded): Part => {
  const { form } = scene.state.conversation
  if (!['idle', 'gathering', 'suggesting'].includes(form.kind) || activeTicket(scene.state) !== null) return {}
  const words = wordsOf(scene, { ...event, words: fromPlainText(event.argument) })
  const question = questionWith(questionIn(form), words)
  // What was taken to have helped has nothing to do with it.
  const held: Form = form.kind === 'suggesting' && form.assumed ? { kind: 'idle', kept: null } : form
  return together(change(words.stored(null)), setForm(replaceQuestion(held, question)))
}
