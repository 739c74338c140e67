// Whether an answer says only what its articles say, as far as that can be told without understanding it.

/** What a customer would act on: links, addresses, and numbers of two digits and more. */
const FACTS =
  /\b(?:https?:\/\/|www\.)[^\s<>()[\]"']+|[^\s<>()[\],;:"']+@[^\s<>()[\],;:"']+\.\p{L}{2,}|\p{N}(?:[\p{N}.,:/-]*\p{N})/giu

/** Longer than any answer that a customer would read in a chat, in characters. */
const LONGEST = 2_500

interface Written {
  readonly answer: string
  /** The articles that it cites, by the names under which they were given. */
  readonly sources: readonly string[]
}

/**
 * Whether an answer may be shown: it cites at least one article and none that was not given, and each link, address and number in it stands in one
 * that it cites or in the question. `given` are the articles' texts by their names.
 */
export const isGrounded = (
  { answer, sources }: Written,
  given: ReadonlyMap<string, string>,
  question: string,
): boolean => {
  if (answer.trim() === '' || answer.length > LONGEST || sources.length === 0) return false
  const texts = sources.map((source) => given.get(source))
  if (texts.some((text) => text === undefined)) return false
  const known = new Set([...texts, question].flatMap((text) => factsIn(text ?? '')))
  return factsIn(answer).every((fact) => known.has(fact))
}

// `1.` before a step of a list, and a digit alone, are no facts.
const factsIn = (text: string): readonly string[] =>
  (text.match(FACTS) ?? []).map((fact) => fact.toLowerCase().replace(/[.,:/-]+$/, ''))
