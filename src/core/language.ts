// The language in which the desk speaks to a customer: what their platform tells, until they choose one themselves.

import { languageButtons } from './buttons.ts'
import { outdated } from './registration.ts'
import { change, type Part, type Scene, speak, together } from './saying.ts'

/** The languages of `src/locales/`, each with its own name; `called` is what else people may type for it, without its marks. */
export const languages = [
  { code: 'en', name: 'English', called: ['english', 'engleza'] },
  { code: 'ro', name: 'Română', called: ['romana', 'romanian'] },
] as const

/** Chooses the language that was typed, or offers those that there are. */
export const askLanguage = (scene: Scene, typed: string): Part => {
  const asked = plain(typed)
  if (asked === '') return offerLanguages(scene, 'customer.language')
  const [code = ''] = asked.split(/[-_]/)
  const language = languages.find((one) => one.code === code || one.called.some((name) => name === asked))
  return language === undefined ? offerLanguages(scene, 'customer.unknownLanguage') : choose(scene, language.code)
}

/** A language's button was pressed. */
export const pressLanguage = (scene: Scene, code: string): Part =>
  languages.some((one) => one.code === code) ? choose(scene, code) : outdated

const offerLanguages = (scene: Scene, say: string): Part =>
  speak(scene, { body: { say }, buttons: languageButtons(languages) })

const choose = (scene: Scene, locale: string): Part =>
  together(change({ type: 'ChooseLanguage', locale }), speak(scene, { body: { say: 'customer.languageChosen' } }))

const plain = (typed: string): string => typed.trim().toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')
