// In which language people write, told on this machine from their words alone.

import { AT_NAME, LINK } from '../core/personal-data.ts'
import { CODE } from './untouched.ts'

/** The language of a text as an ISO 639-1 code; null where that isn't sure: too short, or no words. Never throws. */
export type LanguageOfText = (text: string) => string | null

/** More is not looked at, in characters: a message says in its beginning in what language it goes on. */
const LONGEST = 2000
/** What is shorter is too often a name, or a word that several languages share. */
const FEWEST_LETTERS = 12
const FEWEST_WORDS = 3
/** So many letters make up for a word that lacks. */
const LETTERS_OF_TWO_WORDS = 18
/** By how much, of 1, another language has to be more likely than the desk's own. At 0.1 twice as many of its own texts are called foreign. */
const MARGIN = 0.15

/**
 * Loads what is known of 60 languages (30 MB of memory, a fifth of a second), and answers what tells a text's language.
 * In doubt it is the desk's own or none: its texts must hardly ever be called foreign.
 * @param own the desk's language, as an ISO 639-1 code
 */
export const loadLanguageOfText = async (own: string): Promise<LanguageOfText> => {
  // Loaded when it is asked for: a desk that has no use for it spends nothing on it.
  const { eld } = await import('eld/extrasmall')
  return (text) => {
    const words = wordsOf(text)
    if (!isEnough(words)) return null
    const told = eld.detect(words)
    if (told.language === '' || !told.isReliable()) return null
    if (told.language === own) return own
    const scores = told.getScores()
    return (scores[told.language] ?? 0) - (scores[own] ?? 0) > MARGIN ? told.language : null
  }
}

// Code, links, addresses, names after an @ and whatever has figures in it are in no language.
const wordsOf = (text: string): string =>
  [...CODE, LINK, AT_NAME, /(?<!\S)\S*[@\p{N}_]\S*/gu]
    .reduce((left, pattern) => left.replace(pattern, ' '), text.slice(0, LONGEST))
    .trim()

const isEnough = (words: string): boolean => {
  const letters = words.match(/\p{L}/gu)?.length ?? 0
  // A script of its own says much by few letters, and some write no spaces.
  if (/[^\p{Script=Latin}\P{L}]/u.test(words)) return letters >= FEWEST_LETTERS / 2
  const count = words.match(/\p{L}{2,}/gu)?.length ?? 0
  return letters >= FEWEST_LETTERS && (count >= FEWEST_WORDS || (count === 2 && letters >= LETTERS_OF_TWO_WORDS))
}
