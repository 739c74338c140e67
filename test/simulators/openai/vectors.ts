// Vectors without a model: each word of a text adds one step in a direction that only the word decides, so texts that share words lie near.
import { createHash } from 'node:crypto'

const DIMENSIONS = 64

/** A text's vector, of length 1: the same for the same words, whatever their order and capitals. */
export function vectorOf(text: string): number[] {
  const sum = Array.from({ length: DIMENSIONS }, () => 0)
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['']) {
    const bytes = createHash('sha512').update(word).digest()
    for (const [index, byte] of bytes.entries()) sum[index] = (sum[index] ?? 0) + byte / 127.5 - 1
  }
  const length = Math.hypot(...sum)
  return sum.map((part) => part / length)
}
