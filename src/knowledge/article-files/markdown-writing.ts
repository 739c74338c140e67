// Writes articles as Markdown that reads back to exactly the same.

import type { Article } from '../articles.ts'
import { headingOf, QUOTED, readingFences } from './markdown-lines.ts'

/** Writes articles as Markdown. An answer that would read as more than one article is written as a quotation. */
export const writeMarkdown = (articles: readonly Article[]): string =>
  articles
    .map((article) => `${[`# ${article.title}`, '', ...front(article), '', ...answer(article)].join('\n')}\n`)
    .join('\n')

const front = (article: Article): string[] => [
  `- id: ${article.id}`,
  `- locale: ${article.locale}`,
  ...(article.versionOf === null ? [] : [`- versionOf: ${article.versionOf}`]),
  ...(article.tags.length === 0 ? [] : [`- tags: ${article.tags.join(', ')}`]),
  ...items('phrasings', article.phrasings),
  ...(isPlain(article.answer) ? [] : [`- answer: ${QUOTED}`]),
]

const items = (name: string, texts: readonly string[]): string[] =>
  texts.length === 0 ? [] : [`- ${name}:`, ...texts.map((text) => `  - ${text}`)]

const answer = ({ answer: text }: Article): string[] =>
  isPlain(text) ? [text] : text.split('\n').map((line) => (line === '' ? '>' : `> ${line}`))

// A heading of an article's own level, or code without an end, would run into the next article.
const isPlain = (text: string): boolean => {
  const fences = readingFences()
  const isWhole = text.split('\n').every((line) => fences.read(line) || headingOf(line)?.level !== 1)
  return isWhole && !fences.isOpen()
}
