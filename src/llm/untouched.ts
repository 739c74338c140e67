// What a translation leaves alone reaches the model as placeholders: code, links, addresses, figures, names after an @.

import { AT_NAME } from '../core/personal-data.ts'
import { EMAIL } from './masking.ts'
import { type Hiding, hide } from './placeholders.ts'

export interface Spared {
  readonly text: string
  /** A translation with what stays put back; null where any of it is missing, so that the original has to go instead. */
  readonly restore: (translation: string) => string | null
}

/** Spares what is no language in Markdown. */
export const spare = (markdown: string): Spared => {
  const { texts, placeholders, restore } = hide([markdown], UNTOUCHED)
  return {
    text: texts.join(''),
    restore: (translation) => {
      const { text, used } = restore(translation)
      return placeholders.every((placeholder) => used.has(placeholder)) ? text : null
    },
  }
}

const untouched = (pattern: RegExp): Hiding => ({ pattern, as: () => 'x' })

const UNIT = String.raw`(?:[%‰°€$£₴₽₺]|°[CF]|EUR|USD|GBP|RON|PLN|HUF|UAH|CHF|[kMGT]i?B|[kMGT]bps|[kmcµn]?m|[kmµ]?g|m?l|m?s|k?Wh?|k?V|m?A|[kMG]?Hz)(?![\p{L}\p{N}])`

// An order's or a version's number, a model's name: letters first, so that "2nd" and "20-go" are translated.
const NUMBERED_WORD = /(?<![\p{L}\p{N}_-])(?=\p{L}[\p{L}_]{0,15}[-_.]?\p{N})\p{L}[\p{L}\p{N}_-]*(?:\.\p{N}+)*/gu
// Small whole numbers are left to the language: "2 times" is "twice".
const FIGURE = new RegExp(
  String.raw`(?<![\p{L}\p{N}])[#€$£₴₽₺+]?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,:/-]\d+)+|\d{3,}|\d+(?=[ \u00a0]?${UNIT})|(?<=[#€$£₴₽₺])\d+)(?:[ \u00a0]?${UNIT})?`,
  'gu',
)

/** Code in Markdown, blocks first. */
export const CODE: readonly RegExp[] = [
  // A block of code that nobody ended goes on to the end (https://spec.commonmark.org/0.31.2/#fenced-code-blocks).
  /^[ \t]*```[\s\S]*?(?:^[ \t]*```[^\n]*$|$(?![\s\S]))/gmu,
  /^[ \t]*~~~[\s\S]*?(?:^[ \t]*~~~[^\n]*$|$(?![\s\S]))/gmu,
  // Typed where nothing formats, its marks are escaped.
  /\\?``[^\n]+?``|\\?`[^`\n]+`/gu,
]

const UNTOUCHED: readonly Hiding[] = [
  ...CODE.map(untouched),
  // The address of a link and the brackets around it; its words are translated.
  untouched(/(?<=\])\((?:[^()\s]|\([^()\s]*\))+\)/gu),
  untouched(/(?:\bhttps?:\/\/|\bwww\.)[^\s<>]*[^\s<>.,;:!?()[\]*_~'"]/giu),
  EMAIL,
  untouched(AT_NAME),
  untouched(NUMBERED_WORD),
  untouched(FIGURE),
]
