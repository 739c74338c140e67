// How much a new ticket presses, by the words of its question: only what plainly says so counts, in any language that we know words of.

import { folded } from './courtesy.ts'
import { type Priority, priorities } from './types.ts'

export interface Pressing {
  readonly priority: Priority
  /** The words that say so, for the audit trail, or the customer's tier; null where neither does. */
  readonly because: { readonly words: string } | 'tier' | null
}

const phrases = (text: string): readonly string[] => text.split(/\s*\|\s*/).filter((phrase) => phrase !== '')

/** Somebody may lose money or an account, or is in danger: no negation beside it makes that harmless. */
const DANGERS = phrases(`hacked|got hacked|fraud|identity theft|stolen card|card was stolen|gas leak|
  frauda|mi-a fost furat cardul|cont spart|scurgere de gaz|
  gehackt|betrug|karte gestohlen|gasleck|pirate mon compte|compte pirate|fraude|carte volee|fuite de gaz|
  hackeado|tarjeta robada|fuga de gas|hackerato|carta rubata|frode|fuga di gas|
  взломали|мошенник|мошенничество|украли карту|утечка газа`)

const HURRIES = phrases(`urgent|urgently|asap|as soon as possible|
  urgenta|de urgenta|cat mai repede|
  dringend|eilig|so schnell wie moglich|notfall|
  urgence|au plus vite|des que possible|
  urgente|urgencia|urgentemente|lo antes posible|cuanto antes|
  urgenza|il prima possibile|
  срочно|как можно скорее`)

const NOT_PRESSING =
  phrases(`no rush|no hurry|not urgent|isnt urgent|is not urgent|nothing urgent|whenever you have time|when you have a moment|
  nu e urgent|nu este urgent|nu-i urgent|nicio graba|cand aveti timp|
  nicht dringend|eilt nicht|keine eile|wenn sie zeit haben|
  pas urgent|rien durgent|pas presse|quand vous avez le temps|
  no es urgente|no hay prisa|sin prisa|
  non e urgente|nessuna fretta|
  не срочно|не к спеху`)

/** What a question says of how much it presses; normal where it says nothing. */
export const pressingOf = (question: string): Pressing => {
  const text = ` ${folded(question)
    .replaceAll("'", '')
    .replace(/[^\p{L}\p{N}-]+/gu, ' ')
    .trim()} `
  const found = (among: readonly string[]): string | null =>
    among.find((phrase) => text.includes(` ${phrase} `)) ?? null
  const danger = found(DANGERS)
  if (danger !== null) return { priority: 'urgent', because: { words: danger } }
  const calm = found(NOT_PRESSING)
  if (calm !== null) return { priority: 'low', because: { words: calm } }
  const hurry = found(HURRIES)
  return hurry === null ? { priority: 'normal', because: null } : { priority: 'high', because: { words: hurry } }
}

/** How much a new ticket presses: as its words say or as its customer's tier does, whichever is more. */
export const pressingFor = (question: string, tier: Priority): Pressing => {
  const said = pressingOf(question)
  const saysEnough = said.because !== null && priorities.indexOf(said.priority) >= priorities.indexOf(tier)
  return tier === 'normal' || saysEnough ? said : { priority: tier, because: 'tier' }
}
