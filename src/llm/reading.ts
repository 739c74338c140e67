// Finds the answer in what a model said: models put fences, thoughts and friendly words around their JSON.

import { z } from 'zod'

export type Read<Answer> =
  | { readonly fits: true; readonly answer: Answer }
  | { readonly fits: false /** In words for the model. */; readonly why: string }

/** Reads a model's words as an answer of the shape. */
export const readAnswer = <Answer>(said: string, shape: z.ZodType<Answer>): Read<Answer> => {
  const found = objectsIn(withoutThoughts(said))
  const fits = found.map((value) => shape.safeParse(value))
  for (const { success, data } of fits) if (success) return { fits: true, answer: data as Answer } // Of a parse that succeeded.
  const error = fits[0]?.error
  return { fits: false, why: error === undefined ? 'There is no whole JSON object in it.' : z.prettifyError(error) }
}

/** Words as PostgreSQL takes them: without the character 0 and halves of characters, which small models write now and then. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '')

/** What is left without `<think>…</think>`; some templates begin the thought themselves, so that only its end is said. */
const withoutThoughts = (said: string): string =>
  said
    .replace(/<(think|thinking|reasoning)>[\s\S]*?<\/\1>/gi, '')
    .replace(/^[\s\S]*<\/(?:think|thinking|reasoning)>/i, '')

/** Where one could begin; more are not looked at. */
const MOST = 20

const objectsIn = (said: string): unknown[] => {
  const whole = parsed(said.trim())
  if (whole !== undefined) return [whole]
  const found: unknown[] = []
  let from = said.indexOf('{')
  for (let looked = 0; from >= 0 && looked < MOST; looked++) {
    const end = endOfObject(said, from)
    const value = end === null ? undefined : parsed(said.slice(from, end))
    if (value !== undefined) found.push(value)
    from = said.indexOf('{', value === undefined || end === null ? from + 1 : end)
  }
  return found
}

const parsed = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text, (_, part: unknown) => (typeof part === 'string' ? storable(part) : part))
    return typeof value === 'object' ? value : undefined
  } catch {
    return undefined
  }
}

// Braces within texts don't count.
const endOfObject = (said: string, from: number): number | null => {
  let depth = 0
  for (const { 0: piece, index } of said.slice(from).matchAll(/"(?:[^"\\]|\\.)*"|[{}]/gs)) {
    if (piece === '{') depth++
    if (piece === '}') depth--
    if (depth === 0) return from + index + 1
  }
  return null
}
