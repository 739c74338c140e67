// What the model wrote, as a document that may be shown; or nothing.

import { isGrounded, leadsOnlyTo, repeats } from '../core/grounding.ts'
import { type Document, fromMarkdown, plainText } from '../document.ts'

interface Cited {
  /** In Markdown. */
  readonly answer: string
  /** The articles that it cites, by the names under which they were given. */
  readonly sources: readonly string[]
}

interface Told {
  /** The articles' texts by their names. */
  readonly given: ReadonlyMap<string, string>
  readonly question: string
  readonly instructions: string
}

/** The answer as it is shown; null where it says more than its articles do (core/grounding.ts), or tells its instructions. */
export const grounded = ({ answer, sources }: Cited, { given, question, instructions }: Told): Document | null => {
  const document = fromMarkdown(answer)
  const text = plainText(document)
  const texts = sources.map((source) => given.get(source) ?? '')
  const isShown =
    isGrounded({ answer: text, sources }, given, question) &&
    leadsOnlyTo(document, texts, question) &&
    !repeats(text, instructions)
  return isShown ? document : null
}
