// What in people's words could tell who they are: it is taken out before words are kept for anything but their answer.

const PERSONAL: readonly RegExp[] = [
  /\b(?:https?:\/\/|www\.)\S+/giu,
  // E-mail addresses; looked for only where a word begins, or a long text would take long.
  /(?<![^\s@<>()[\],;:"])[^\s@<>()[\],;:"]+@[^\s@<>()[\],;:"]+/gu,
  /(?<![\p{L}\p{N}])@[\p{L}\p{N}_.]+/gu,
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
    .replace(/ +([.,;:!?])/g, '$1')
    .trim()
