// The texts by which articles are found in meaning, and how they are told apart.

import { hash } from 'node:crypto'
import type { Article } from '../articles.ts'
import { commonTexts } from '../matching/common-texts.ts'
import { languageOf } from '../matching/stemming.ts'

/** In characters: models take 512 tokens or more, and of what is longer the beginning tells what it is about. */
const LONGEST = 1_000

/** An article's own texts as a model is given them: its title and its phrasings. */
export const textsOf = ({ title, phrasings }: Pick<Article, 'title' | 'phrasings'>): readonly string[] =>
  [title, ...phrasings].map(given).filter((text) => text !== '')

/** What people say whatever they ask about, in the languages that these articles are written in, or in English. */
export const everydayTexts = (articles: readonly Pick<Article, 'locale'>[]): readonly string[] => {
  const texts = [...new Set(articles.map(({ locale }) => languageOf(locale)))].flatMap(commonTexts)
  return texts.length > 0 ? texts : commonTexts('en')
}

/** By which a text is known: SHA-256, hexadecimal. */
export const keyOf = (text: string): string => hash('sha256', text)

const given = (text: string): string => text.trim().slice(0, LONGEST).toWellFormed()
