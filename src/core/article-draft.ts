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
}

const LONGEST_TITLE = 150
const LONGEST_QUESTION = 300

/** Drafts an article of a ticket. */
export const draftOf = ({ subject, question, replies, names }: Answered): ArticleDraft => {
  const stripped = (text: string) => impersonal(text, names)
  const asked = stripped(question).replace(/\s+/g, ' ').trim()
  return {
    title: shortened(subject === null ? asked : stripped(subject), LONGEST_TITLE),
    question: shortened(asked, LONGEST_QUESTION),
    answer: replies
      .map((reply) => withLinks(reply, stripped))
      .filter((reply) => reply !== '')
      .join('\n\n'),
  }
}

const shortened = (text: string, most: number): string => {
  const characters = [...text]
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`
}

// Where an answer leads is a part of it.
const withLinks = (text: string, changed: (text: string) => string): string => {
  const links: string[] = []
  const marked = text.replace(/https?:\/\/[^\s<>)\]]+/giu, (link) => `\uE000${links.push(link) - 1}\uE001`)
  return changed(marked).replace(/\uE000(\d+)\uE001/g, (_mark, index: string) => links[Number(index)] ?? '')
}
