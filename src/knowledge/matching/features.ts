// What a text is compared by: stems, their neighbours, pieces of words, and meanings; each a number.

/** A text's words, and the stems of theirs. */
export interface Stemmed {
  readonly words: readonly string[]
  readonly stems: readonly string[]
}

/** The kinds of features, in this order everywhere. */
const GROUPS = 5
const STEM = 0
const PAIR = 1
const APART = 2
const PIECE = 3
const MEANING = 4

/** The features of a text, group by group, as plain numbers: thousands of texts are held while a matcher is made. */
export interface Features {
  /** Each feature of a group once. */
  readonly hashes: Uint32Array
  /** How often each occurs. */
  readonly counts: Uint16Array
  /** Where each group ends. */
  readonly ends: readonly number[]
}

const LONGEST_PIECE = 5
/** Longer words are cut, so that a text without spaces costs no more than a word. */
const LONGEST_WORD = 32

// FNV-1a; the last step of murmur3 spreads what short texts leave alike. http://www.isthe.com/chongo/tech/comp/fnv/
const seedOf = (group: number): number => (0x811c9dc5 ^ Math.imul(group + 1, 0x9e3779b1)) >>> 0
const step = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193)
const ended = (hash: number): number => {
  const once = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (once ^ (once >>> 12)) >>> 0
}

const hashOf = (group: number, text: string): number => {
  let hash = seedOf(group)
  for (let index = 0; index < text.length; index += 1) hash = step(hash, text.charCodeAt(index))
  return ended(hash)
}

/** The feature of two stems side by side; `<` and `>` stand for the start and the end of a text. */
export const pairOf = (one: string, other: string): number => hashOf(PAIR, `${one} ${other}`)

/** Reads the features of a text; stems of one meaning count as one in the company of others. */
export const featuresOf = ({ words, stems }: Stemmed, meanings: ReadonlyMap<string, string>): Features => {
  const groups = Array.from({ length: GROUPS }, () => new Map<number, number>())
  const add = (group: number, feature: number): void => {
    const counts = groups[group]
    counts?.set(feature, (counts.get(feature) ?? 0) + 1)
  }
  for (const stem of stems) {
    add(STEM, hashOf(STEM, stem))
    const meaning = meanings.get(stem)
    if (meaning !== undefined) add(MEANING, hashOf(MEANING, meaning))
  }
  const meant = stems.map((stem) => meanings.get(stem) ?? stem)
  const bounded = ['<', ...meant, '>']
  for (const [index, other] of bounded.slice(1).entries()) add(PAIR, pairOf(bounded[index] ?? '', other))
  for (const [index, one] of meant.entries()) {
    for (const other of meant.slice(index + 2, index + 4)) add(APART, hashOf(APART, `${one} ${other}`))
  }
  for (const word of words) addPieces(word, (piece) => add(PIECE, piece))
  return packed(groups)
}

const packed = (groups: readonly ReadonlyMap<number, number>[]): Features => {
  const size = groups.reduce((sum, group) => sum + group.size, 0)
  const [hashes, counts] = [new Uint32Array(size), new Uint16Array(size)]
  const ends: number[] = []
  let at = 0
  for (const group of groups) {
    for (const [hash, count] of group) {
      hashes[at] = hash
      counts[at] = Math.min(count, 0xffff)
      at += 1
    }
    ends.push(at)
  }
  return { hashes, counts, ends }
}

const addPieces = (word: string, add: (feature: number) => void): void => {
  const text = `<${word.slice(0, LONGEST_WORD)}>`
  for (let start = 0; start < text.length; start += 1) {
    let hash = seedOf(PIECE)
    for (let end = start; end < Math.min(text.length, start + LONGEST_PIECE); end += 1) {
      hash = step(hash, text.charCodeAt(end))
      if (end > start) add(ended(hash))
    }
  }
}
