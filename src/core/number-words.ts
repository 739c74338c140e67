// Numbers that are written as words, in English and Romanian.

const VALUES: Readonly<Record<number, string>> = {
  ...{ 0: 'zero', 1: 'one unu una', 2: 'two doi doua', 3: 'three trei', 4: 'four patru', 5: 'five cinci' },
  ...{ 6: 'six sase', 7: 'seven sapte', 8: 'eight opt', 9: 'nine noua', 10: 'ten zece', 11: 'eleven unsprezece' },
  ...{ 12: 'twelve doisprezece douasprezece', 13: 'thirteen treisprezece', 14: 'fourteen paisprezece' },
  ...{ 15: 'fifteen cincisprezece', 16: 'sixteen saisprezece', 17: 'seventeen saptesprezece' },
  ...{ 18: 'eighteen optsprezece', 19: 'nineteen nouasprezece', 20: 'twenty douazeci', 30: 'thirty treizeci' },
  ...{ 40: 'forty patruzeci', 50: 'fifty cincizeci', 60: 'sixty saizeci', 70: 'seventy saptezeci' },
  ...{ 80: 'eighty optzeci', 90: 'ninety nouazeci', 100: 'hundred suta sute', 1000: 'thousand mie mii' },
}

const VALUE_OF: ReadonlyMap<string, number> = new Map(
  Object.entries(VALUES).flatMap(([value, words]) => words.split(' ').map((word) => [word, Number(value)] as const)),
)

// Romanian is also written without its marks, or with those of Turkish.
const MARKED: Readonly<Record<string, string>> = { a: '[aăâ]', i: '[iî]', s: '[sșş]', t: '[tțţ]' }
const WORD = `(?:${[...VALUE_OF.keys()]
  .toSorted((one, other) => other.length - one.length)
  .map((word) => word.replace(/[aist]/g, (letter) => MARKED[letter] ?? letter))
  .join('|')})(?!\\p{L})`

/** A number in words, as the source of a pattern with the flags `iu`; also several side by side: "two-three". */
export const NUMBER_WORDS = String.raw`(?<!\p{L})${WORD}(?:[\s-]+(?:(?:and|și|şi|si)\s+)?${WORD}){0,5}`

/** The numbers that some words are, in their order: none where they are no numbers. "two-three" is two of them, "twenty-three" one. */
export const numbersInWords = (words: string): readonly number[] => {
  const numbers: number[] = []
  for (const word of folded(words).match(/\p{L}+/gu) ?? []) {
    const value = VALUE_OF.get(word)
    if (value === undefined) continue
    const before = numbers.at(-1)
    const joined = before === undefined ? null : joinedTo(before, value)
    if (joined === null) numbers.push(value)
    else numbers.splice(-1, 1, joined)
  }
  return numbers
}

const joinedTo = (before: number, value: number): number | null => {
  if (value === 1000 && before < 1000) return before * value
  if (value === 100 && before < 10) return before * value
  if (value === 100 && before % 1000 > 0 && before % 1000 < 10)
    return before - (before % 1000) + (before % 1000) * value
  const place = before % 100 === 0 ? 100 : 10
  return before >= 20 && before % place === 0 && value < place ? before + value : null
}

const folded = (words: string): string => words.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
