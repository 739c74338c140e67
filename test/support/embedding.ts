// A small embedding model for tests: it knows a few matters by their words, in whichever way they are said, and counts what it is asked.

import type { Embedding } from '../../src/knowledge/vectors/embedding.ts'

const MATTERS = [
  ['wifi', 'wlan', 'wireless', 'internet', 'online'],
  ['parking', 'car', 'garage', 'vehicle'],
  ['lunch', 'menu', 'eat', 'canteen', 'hungry'],
  ['refund', 'money', 'reimburse', 'repaid'],
  ['password', 'login', 'credentials', 'locked'],
] as const

export interface TestEmbedding extends Embedding {
  /** The texts of each request so far. */
  readonly asked: string[][]
}

/** Makes one; `changed` are parts that behave otherwise. */
export const testEmbedding = (changed: Partial<Embedding> = {}): TestEmbedding => {
  const asked: string[][] = []
  const { embed = async (texts) => texts.map(vectorOf), ...rest } = changed
  return {
    name: 'small',
    isReady: () => true,
    masked: (text) => text,
    ...rest,
    embed: (texts, signal) => {
      asked.push([...texts])
      return embed(texts, signal)
    },
    asked,
  }
}

/** A direction for each matter, and a little of what its letters say, so that no two texts are alike. */
export const vectorOf = (text: string): Float32Array => {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? []
  const matters = MATTERS.map((all) => words.filter((word) => all.some((one) => one === word)).length)
  const letters = Array.from({ length: 8 }, (_, at) => {
    const sum = words.reduce((total, word) => total + (word.codePointAt(at % word.length) ?? 0) * (at + 3), 0)
    return 0.3 * Math.sin(sum)
  })
  const all = [...matters, ...letters, 0.5]
  const length = Math.hypot(...all)
  return Float32Array.from(all, (value) => value / length)
}
