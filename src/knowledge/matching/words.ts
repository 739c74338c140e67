// Words made comparable: folded, contractions taken apart, cut at what is neither letter nor digit.

import { folded } from '../../core/courtesy.ts'

// English alone: other languages join words by apostrophes without changing them.
const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\bcan't\b|\bcannot\b|\bcant\b/g, 'can not'],
  [/\bwon't\b|\bwont\b/g, 'will not'],
  [/\bshan't\b/g, 'shall not'],
  [/n't\b/g, ' not'],
  [/\b(do|does|did|is|are|was|were|have|has|had|would|could|should)nt\b/g, '$1 not'],
  [/'re\b/g, ' are'],
  [/'ve\b/g, ' have'],
  [/'ll\b/g, ' will'],
  [/\b(i)'?m\b/g, '$1 am'],
  [/\bive\b/g, 'i have'],
  [/'d\b/g, ' would'],
  [/\b(what|where|who|how|it|that|there|here|when|why)'s\b/g, '$1 is'],
  [/'s\b/g, ''],
]

/** A text's words, lower case without diacritics: English contractions as the words they stand for. */
export const wordsOf = (text: string): string[] => {
  const plain = CONTRACTIONS.reduce((rest, [short, long]) => rest.replace(short, long), folded(text))
  return plain.match(/[\p{L}\p{N}]+/gu) ?? []
}
