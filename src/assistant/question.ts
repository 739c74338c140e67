// A question to the model before it goes over the line, and its answer after: personal data are masked between the two.

import { mask } from '../llm/masking.ts'
import type { Asked } from '../llm/model.ts'

/** What the model reads, as data: people's words each in a place of their own. */
export type Material = string | readonly Material[] | { readonly [name: string]: Material }

export interface Prompt<Answer> extends Omit<Asked<Answer>, 'material'> {
  readonly material: Material
  /** What is stored of the material; all of it unless told. */
  readonly kept?: Material
}

interface Worded<Answer> {
  readonly asked: Asked<Answer>
  /** What is stored of it: as it goes over the line, but for what of others is not kept. */
  readonly sent: string
  /** An answer with what its placeholders stand for. */
  readonly restored: (answer: Answer) => Answer
}

/** Words a question as it goes over the line; `names` are what the people in it are called, null where nothing is to be masked. */
export const worded = <Answer>(question: Prompt<Answer>, names: readonly string[] | null): Worded<Answer> => {
  const { kept: stored = question.material, ...wanted } = question
  const sentOf = (material: Material): string => `${question.instructions}\n\n${written(material)}`
  if (names === null)
    return {
      asked: { ...wanted, material: written(question.material) },
      sent: sentOf(stored),
      restored: (answer) => answer,
    }
  const texts = textsIn(question.material)
  const masked = mask(texts, names)
  const replaced = new Map(texts.map((text, index) => [text, masked.texts[index] ?? '']))
  const hidden = (material: Material): Material => mapped(material, (text) => replaced.get(text) ?? text)
  const { shape } = question
  return {
    asked: { ...wanted, material: written(hidden(question.material)) },
    sent: sentOf(hidden(stored)),
    // The same shape with other words in it still fits its schema, or is no answer.
    restored: (answer) => shape.parse(mapped(JSON.parse(JSON.stringify(answer)), masked.restore)),
  }
}

// Written as JSON, no words can end the place that they stand in.
const written = (material: Material): string => JSON.stringify(material)

const textsIn = (material: Material): readonly string[] => {
  if (typeof material === 'string') return [material]
  return Object.values(material).flatMap(textsIn)
}

// Numbers and truths pass as they are: what is read back of an answer has them.
const mapped = (material: Material, by: (text: string) => string): Material => {
  if (typeof material === 'string') return by(material)
  if (Array.isArray(material)) return material.map((one: Material) => mapped(one, by))
  if (typeof material !== 'object' || material === null) return material
  return Object.fromEntries(Object.entries(material).map(([name, one]) => [name, mapped(one, by)]))
}
