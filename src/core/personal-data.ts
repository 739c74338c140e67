// What in people's words could tell who they are: it is taken out before words are kept for anything but their answer.

/** An address on the web, up to the next space. */
export const LINK = /\b(?:https?:\/\/|www\.)\S+/giu

/** A name after an @. */
export const AT_NAME = /(?<![\p{L}\p{N}])@[\p{L}\p{N}_.]+/gu

const PERSONAL: readonly RegExp[] = [
  LINK,
  // E-mail addresses; looked for only where a word begins, or a long text would take long.
  /(?<![^\s@<>()[\],;:"])[^\s@<>()[\],;:"]+@[^\s@<>()[\],;:"]+/gu,
  AT_NAME,
  // Accounts and reference numbers: letters and at least four digits in one word; looked for only where it begins, as above.
  /(?<![\p{L}\p{N}-])(?=(?:[\p{L}-]*\p{N}){4})(?=[\p{N}-]*\p{L})[\p{L}\p{N}-]+/gu,
  // Phone and card numbers, however they are parted: at least six digits.
  /\+?\(?\p{N}(?:[ \t.()/-]{0,2}\p{N}){5,}\)?/gu,
]

/** A text without e-mail addresses, links, names after an @, and numbers of six digits and more: phones, cards, accounts, references. */
export const withoutPersonalData = (text: string): string =>
  PERSONAL.reduce((left, personal) => left.replace(personal, ' '), text)
    .replace(/<\s*>|\(\s*\)|\[\s*\]/g, '')
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/ ([.,;:!?])/g, '$1')
    .trim()

/** A text without personal data and without the names of whoever wrote it: as it may stand in an article. */
export const impersonal = (text: string, names: readonly string[]): string =>
  withoutNames(withoutPersonalData(text), names)

const withoutNames = (text: string, names: readonly string[]): string => {
  const left = namePatterns(names).reduce((rest, pattern) => rest.replace(pattern, ''), text)
  return left
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/[ \t]([.,;:!?\n])/g, '$1')
    .trim()
}

/** Where people are named, whole names first. A name of several words goes in any case, a single one only as it is written: "Will" is a name, "will" is none. */
export const namePatterns = (names: readonly string[]): readonly RegExp[] => {
  const whole = names.map((name) => name.trim()).filter((name) => /\s/.test(name))
  const parts = names.flatMap((name) => name.split(/\s+/)).filter((part) => /^\p{Lu}[\p{L}'’-]{2,}$/u.test(part))
  return [...whole.map((name) => word(name, 'giu')), ...parts.map((part) => word(part, 'gu'))]
}

// A hyphen stands for itself here, and with the flag u an escaped one is a fault.
const word = (text: string, flags: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}(?![\\p{L}\\p{N}])`, flags)
