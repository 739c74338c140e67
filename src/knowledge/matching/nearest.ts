// Which of an entry's texts comes nearest to a question, and the words by which it does.

import { isCommonWord } from './common-texts.ts'
import type { Ranking, ReadQuestion } from './ranking.ts'
import type { AskingText } from './reading.ts'
import type { Vector } from './vocabulary.ts'

export interface NearestText {
  readonly text: string
  /** Words of the question, each beside the one of the text that has its stem or its meaning. */
  readonly shared: readonly { readonly asked: string; readonly said: string }[]
}

/** The nearest of some texts by the same measure as everywhere (the cosine of their vectors); null where none has anything in common with the question. */
export const nearestOf = (
  ranking: Pick<Ranking, 'read' | 'vectorOf'>,
  asked: ReadQuestion,
  texts: readonly Pick<AskingText, 'text' | 'language'>[],
): NearestText | null => {
  const values = new Map([...asked.vector.ids].map((id, at) => [id, asked.vector.values[at] ?? 0]))
  let [nearest, most]: [(typeof texts)[number] | null, number] = [null, 0]
  for (const each of texts) {
    const nearness = product(values, ranking.vectorOf(each.text, each.language))
    if (nearness > most) [nearest, most] = [each, nearness]
  }
  return nearest === null ? null : { text: nearest.text, shared: sharedWords(asked, nearest) }
}

const product = (values: ReadonlyMap<number, number>, { ids, values: others }: Vector): number =>
  ids.reduce((sum, id, at) => sum + (values.get(id) ?? 0) * (others[at] ?? 0), 0)

const sharedWords = (
  { words, stems, meanings }: ReadQuestion,
  { text, language }: Pick<AskingText, 'text' | 'language'>,
): NearestText['shared'] => {
  const own = language.read(text)
  const saidFor = (stem: string): string | undefined => {
    const meaning = meanings.get(stem)
    const same = own.stems.indexOf(stem)
    if (same >= 0) return own.words[same]
    const alike = own.stems.findIndex((one) => meaning !== undefined && language.meanings.get(one) === meaning)
    return alike < 0 ? undefined : own.words[alike]
  }
  const pairs = words.flatMap((asked, at) => {
    const said = isCommonWord(asked) ? undefined : saidFor(stems[at] ?? asked)
    return said === undefined ? [] : [[asked, said] as const]
  })
  return [...new Map(pairs)].map(([asked, said]) => ({ asked, said }))
}
