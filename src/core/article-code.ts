// A short code for an article, since its id may be longer than a button can carry, and its place in a list changes with the articles.

/** Eleven characters at the most, the same for the same id: 53 bits of a hash (cyrb53), so that ten thousand articles hardly ever share one. */
export const codeOf = (article: string): string => {
  let [one, other] = [0xdeadbeef, 0x41c6ce57]
  for (const character of article) {
    const point = character.codePointAt(0) ?? 0
    one = Math.imul(one ^ point, 2_654_435_761)
    other = Math.imul(other ^ point, 1_597_334_677)
  }
  const low = mixed(one, other)
  const high = mixed(other, one)
  return ((high & 0x1f_ffff) * 2 ** 32 + (low >>> 0)).toString(36)
}

const mixed = (one: number, other: number): number =>
  Math.imul(one ^ (one >>> 16), 2_246_822_507) ^ Math.imul(other ^ (other >>> 13), 3_266_489_909)
