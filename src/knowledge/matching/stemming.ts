// Stems by Snowball's rules, for the languages that it knows.

import { stemmer as danish } from '@orama/stemmers/danish'
import { stemmer as dutch } from '@orama/stemmers/dutch'
import { stemmer as english } from '@orama/stemmers/english'
import { stemmer as finnish } from '@orama/stemmers/finnish'
import { stemmer as french } from '@orama/stemmers/french'
import { stemmer as german } from '@orama/stemmers/german'
import { stemmer as hungarian } from '@orama/stemmers/hungarian'
import { stemmer as italian } from '@orama/stemmers/italian'
import { stemmer as norwegian } from '@orama/stemmers/norwegian'
import { stemmer as portuguese } from '@orama/stemmers/portuguese'
import { stemmer as romanian } from '@orama/stemmers/romanian'
import { stemmer as russian } from '@orama/stemmers/russian'
import { stemmer as spanish } from '@orama/stemmers/spanish'
import { stemmer as swedish } from '@orama/stemmers/swedish'
import { stemmer as turkish } from '@orama/stemmers/turkish'

export type Stem = (word: string) => string

const stemmers: ReadonlyMap<string, Stem> = new Map([
  ['da', danish],
  ['nl', dutch],
  ['en', english],
  ['fi', finnish],
  ['fr', french],
  ['de', german],
  ['hu', hungarian],
  ['it', italian],
  ['nb', norwegian],
  ['no', norwegian],
  ['pt', portuguese],
  ['ro', romanian],
  ['ru', russian],
  ['es', spanish],
  ['sv', swedish],
  ['tr', turkish],
])

/** The language of a locale: `ro` of `ro-RO`. */
export const languageOf = (locale: string): string => locale.toLowerCase().split('-')[0] ?? ''

/** Stems folded words of a language; where it is not known, or a rule leaves nothing, a word is its own stem. */
export const stemOf = (language: string): Stem => {
  const stemmer = stemmers.get(language)
  return stemmer === undefined ? (word) => word : (word) => stemmer(word) || word
}

/** Whether a language's stems are known. */
export const hasStems = (language: string): boolean => stemmers.has(language)
