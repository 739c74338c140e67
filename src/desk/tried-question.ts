// What the FAQ would say to a question, and why: a part of the port to read.

export interface TriedQuestion {
  /** What a customer would be shown: one answer in full, titles to choose from, or nothing. */
  readonly shown: 'answer' | 'titles' | 'nothing'
  /** What was found, the likeliest first; 5 at most. */
  readonly found: readonly TriedMatch[]
}

export interface TriedMatch {
  readonly article: string
  readonly title: string
  /** The probability that it is the right one, from 0 to 1. */
  readonly confidence: number
  /** Whether a customer would be shown it, in full or by its title. */
  readonly isShown: boolean
  /** Its title or phrasing that comes nearest; null where none has anything in common with the question. */
  readonly nearest: string | null
  /** Words of the question, each beside the one in `nearest` that says the same. */
  readonly shared: readonly { readonly asked: string; readonly said: string }[]
  /** The words without which the probability would be lower, and what it would be; null where it would not be found at all. Those that say most first. */
  readonly words: readonly { readonly word: string; readonly without: number | null }[]
}
