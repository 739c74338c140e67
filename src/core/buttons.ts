// The buttons that customers see; their words are in the locales, under `customer.button`.

import { codeOf } from './article-code.ts'
import type { ButtonDraft, StepDraft } from './decision.ts'
import { type Press, scores, writePress } from './press.ts'
import type { Title } from './types.ts'

/** The three verdicts on an answer shown in full; `index` is its place among the articles of the suggestion. */
export const verdictButtons = (suggestion: string, index: number): readonly ButtonDraft[] => [
  button('solved', { kind: 'solved', suggestion, index }),
  button('not', { kind: 'not', suggestion, index }),
  button('person', { kind: 'person', suggestion }),
]

/** A button for each article that an answer was made of, by its place among those of the suggestion. */
export const sourceButtons = (
  suggestion: string,
  sources: readonly { readonly title: string; readonly index: number }[],
): readonly ButtonDraft[] =>
  sources.map(({ title, index }) => literal(`▸ ${title}`, { kind: 'show', suggestion, index }))

/** A button for each title, and one for a person. */
export const titleButtons = (suggestion: string, titles: readonly string[]): readonly ButtonDraft[] => [
  ...titles.map((title, index) => literal(`▸ ${title}`, { kind: 'show', suggestion, index })),
  button('person', { kind: 'person', suggestion }),
]

/** The pages beside the one that is shown, where there are any, and the press that leads to one. */
interface Pages {
  readonly before: number | null
  readonly after: number | null
  readonly to: (page: number) => Press
}

/** A button for each title, those that turn the pages, one back to the tags where the titles bear one, and one for a person. */
export const browsingButtons = (
  titles: readonly Title[],
  pages: Pages | null,
  isTagged = false,
): readonly ButtonDraft[] => [
  ...titles.map(({ article, title }) => literal(`▸ ${title}`, { kind: 'title', code: codeOf(article) })),
  ...pageButtons(pages),
  ...(isTagged ? [button('tags', { kind: 'tags', page: 0 })] : []),
  personButton(),
]

/** A button for each tag with how many titles bear it, those that turn the pages, and one for a person; a null name stands for no tag. */
export const tagButtons = (
  tags: readonly { readonly code: string | null; readonly name: string | null; readonly count: number }[],
  pages: Pages,
): readonly ButtonDraft[] => [
  ...tags.map(({ code, name, count }) => {
    const press: Press = { kind: 'tagged', tag: code, page: 0 }
    const untagged = { say: 'customer.button.untagged', params: { number: count } }
    return name === null ? { label: untagged, press: writePress(press) } : literal(`${name} (${count})`, press)
  }),
  ...pageButtons(pages),
  personButton(),
]

const pageButtons = (pages: Pages | null): readonly ButtonDraft[] => {
  if (pages === null) return []
  const { before, after, to } = pages
  return [
    ...(before === null ? [] : [button('back', to(before))]),
    ...(after === null ? [] : [button('more', to(after))]),
  ]
}

/** What a customer can do who was told of an incident: hear of its end, or talk to a person. */
export const incidentButtons = (incident: number): readonly ButtonDraft[] => [
  button('follow', { kind: 'follow', incident }),
  button('notIt', { kind: 'person', suggestion: null }),
]

export const personButton = (): ButtonDraft => button('person', { kind: 'person', suggestion: null })

export const nameButton = (name: string): ButtonDraft => literal(`👤 ${name}`, { kind: 'register', answer: 'name' })

export const skipButton = (): ButtonDraft => button('skip', { kind: 'register', answer: 'skip' })

export const cancelButton = (): ButtonDraft => button('cancel', { kind: 'register', answer: 'cancel' })

export const changeButton = (): ButtonDraft => button('change', { kind: 'register', answer: 'again' })

export const ratingButtons = (ticket: number): readonly ButtonDraft[] =>
  scores.map((score) => literal(String(score), { kind: 'rating', ticket, score }))

export const reopenButton = (ticket: number): ButtonDraft => button('reopen', { kind: 'reopen', ticket })

export const languageButtons = (
  languages: readonly { readonly code: string; readonly name: string }[],
): readonly ButtonDraft[] => languages.map(({ code, name }) => literal(name, { kind: 'language', locale: code }))

/** Whether an assistant may help from now on. */
export const assistanceButton = (choice: 'yes' | 'no'): ButtonDraft =>
  button(choice === 'yes' ? 'letAssistantHelp' : 'onlyPeople', { kind: 'assistant', choice })

/** The yes and the no to a link in the making. */
export const linkButtons = (link: string): readonly ButtonDraft[] => [
  button('link', { kind: 'link', choice: 'yes', link }),
  button('noLink', { kind: 'link', choice: 'no', link }),
]

/** What can be done where accounts are linked already. */
export const linkedButtons = (): readonly ButtonDraft[] => [
  button('unlink', { kind: 'link', choice: 'undo' }),
  button('linkMore', { kind: 'link', choice: 'more' }),
]

/** The yes and the no to being forgotten; `asked` in Unix seconds. */
export const forgetButtons = (asked: number): readonly ButtonDraft[] => [
  button('forget', { kind: 'forget', asked }),
  button('keep', { kind: 'keep' }),
]

/** What customers can begin with, before there is anything to press. */
export const firstSteps: readonly StepDraft[] = ['ask', 'faq', 'tickets', 'human'].map((command) => ({
  label: { say: `customer.step.${command}` },
  command,
}))

const button = (name: string, press: Press): ButtonDraft => ({
  label: { say: `customer.button.${name}` },
  press: writePress(press),
})

const literal = (label: string, press: Press): ButtonDraft => ({ label: { literal: label }, press: writePress(press) })
