// What a ticket leaves to the FAQ: its question and its answers, without what tells who asked. A draft, for a manager to go over.

import { impersonal } from './personal-data.ts'

export interface Answered {
  /** What the staff call the ticket; null where they gave it no name. */
  readonly subject: string | null
  readonly question: string
  /** What managers answered, in order. */
  readonly replies: readonly string[]
  /** What the customer is called. */
  readonly names: readonly string[]
}

export interface ArticleDraft {
  readonly title: string
  readonly question: string
  /** Markdown. */
  readonly answer: string
  /** Whether more was answered than goes into a draft: the answer ends in "…" then. */
  readonly isCut: boolean
}

const LONGEST_TITLE = 150
const LONGEST_QUESTION = 300
/** As much as the smallest form for it takes, which is Slack's; longer drafts would be cut there without a word. */
const LONGEST_ANSWER = 3_000
/** In characters: what is read of a text. Much may go of it, hardly ever half. */
const LONGEST_READ = 2 * LONGEST_ANSWER

/** Drafts an article of a ticket; what is longer than an article is not even looked through. */
export const draftOf = ({ subject, question, replies, names }: Answered): ArticleDraft => {
  const stripped = (text: string) => impersonal(beginning(text, LONGEST_READ), names)
  const asked = stripped(question).replace(/\s+/g, ' ').trim()
  return {
    title: shortened(subject === null ? asked : stripped(subject), LONGEST_TITLE),
    question: shortened(asked, LONGEST_QUESTION),
    ...answerOf(replies, stripped),
  }
}

const answerOf = (
  replies: readonly string[],
  stripped: (text: string) => string,
): Pick<ArticleDraft, 'answer' | 'isCut'> => {
  let answer = ''
  let isCut = false
  for (const reply of replies) {
    isCut ||= reply.length > LONGEST_READ
    const text = withLinks(beginning(reply, LONGEST_READ), stripped)
    if (text !== '') answer = answer === '' ? text : `${answer}\n\n${text}`
    if (answer.length > LONGEST_ANSWER) isCut = true
    if (isCut) break
  }
  return { answer: isCut ? shortened(`${answer}…`, LONGEST_ANSWER) : answer, isCut }
}

const shortened = (text: string, most: number): string => (text.length <= most ? text : `${beginning(text, most - 1)}…`)

// Half a character is none.
const beginning = (text: string, most: number): string => text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')

// Where an answer leads is a part of it.
const withLinks = (text: string, changed: (text: string) => string): string => {
  const links: string[] = []
  const marked = text.replace(/https?:\/\/[^\s<>)\]]+/giu, (link) => `\uE000${links.push(link) - 1}\uE001`)
  return changed(marked).replace(/\uE000(\d+)\uE001/g, (_mark, index: string) => links[Number(index)] ?? '')
}
