// What the rules say by key becomes finished words in the reader's language.

import type { Button, Step, Words } from '../channel.ts'
import type { Body, ButtonDraft, Say, StepDraft } from '../core/decision.ts'
import { type Document, fromMarkdown, joined, literal } from '../document.ts'

/** Everything needed to put words into one language; `numbers` gives the numbers of tickets by their ids. */
export interface Voice {
  readonly words: Words
  readonly locale: string
  readonly numbers: ReadonlyMap<string, number>
  /** What is finished already, where a body is said more than once: a line is stored as a message and sent as a delivery. */
  readonly finished?: Map<Body, Document>
}

/** A body as a finished document. */
export const worded = (body: Body, voice: Voice): Document => {
  if (!('say' in body)) return body.document
  const document = voice.finished?.get(body) ?? read(body, voice)
  voice.finished?.set(body, document)
  return document
}

const read = (body: Extract<Body, { say: unknown }>, voice: Voice): Document => {
  const said = fromMarkdown(voice.words(voice.locale, body.say, params(body, voice, literal)))
  return 'document' in body ? joined([said, body.document]) : said
}

/** Buttons with their labels in words; labels are plain text on every platform. */
export const wordedButtons = (buttons: readonly ButtonDraft[], voice: Voice): Button[] =>
  buttons.map(({ label, press }) => ({
    label: 'literal' in label ? label.literal : voice.words(voice.locale, label.say, params(label, voice, String)),
    press,
  }))

/** What one can begin with, in words. */
export const wordedSteps = (steps: readonly StepDraft[], voice: Voice): Step[] =>
  steps.map(({ label, command }) => ({ label: voice.words(voice.locale, label.say), command }))

const params = (
  { params: given = {} }: Say,
  { numbers }: Voice,
  written: (value: string) => string,
): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      if (typeof value === 'string') return [name, written(value)]
      return [name, typeof value === 'number' ? value : numberOf(value.numberOf, numbers)]
    }),
  )

const numberOf = (ticket: string, numbers: ReadonlyMap<string, number>): number => {
  const number = numbers.get(ticket)
  if (number === undefined) throw new Error(`ticket ${ticket} has no number yet`)
  return number
}
