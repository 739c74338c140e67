// Whether an answer says only what its articles say, as far as that can be told without understanding it.

import { type Block, type Document, type Inline, plainText } from './document.ts'
import { NUMBER_WORDS, numbersInWords } from './number-words.ts'
import { TIME_UNIT, timeUnitIn } from './time-units.ts'

/** Longer than any answer that a customer would read in a chat, in characters. */
const LONGEST = 2_500
/** So many letters in a row are no chance. */
const REPEATED = 40
/** Shorter numbers are counts, days and amounts, which only articles can promise; longer ones name an order. */
const LEAST_OF_A_NAME = 4

interface Cited {
  readonly answer: string
  /** The articles that it cites, by the names under which they were given. */
  readonly sources: readonly string[]
}

/**
 * Whether an answer may be shown: it cites at least one article and none that was not given, and each link, address, command, number of two digits and more,
 * amount, share and length of time in it stands in one that it cites; these three also where an English or Romanian word is the number. What else it promises
 * in words, such as "at no cost", or an hour of the day of one digit, is not seen. E-mail addresses, and numbers as long as an order's, may stand in the
 * question instead. `given` are the articles' texts by their names.
 */
export const isGrounded = (
  { answer, sources }: Cited,
  given: ReadonlyMap<string, string>,
  question: string,
): boolean => {
  if (answer.trim() === '' || answer.length > LONGEST || sources.length === 0 || TURNED.test(answer)) return false
  if (!sources.every((source) => given.has(source))) return false
  const known = knownBy(
    sources.map((source) => given.get(source) ?? ''),
    question,
  )
  return factsIn(answer).every((fact) => known.has(fact))
}

/** Whether each link of a document, whatever its words are, leads where one of the texts does, or to an e-mail address of the question. */
export const leadsOnlyTo = (document: Document, texts: readonly string[], question: string): boolean => {
  const known = knownBy(texts, question)
  return linksIn(document.children).every((url) => {
    const facts = factsIn(url)
    return facts.length > 0 && facts.every((fact) => known.has(fact))
  })
}

/** Whether a text in other words leads nowhere that the original doesn't; their figures may differ, as languages write them. */
export const leadsNoFurther = (document: Document, original: Document): boolean => {
  const [text, words] = [plainText(document), plainText(original)]
  const known = new Set(factsIn(words))
  const addresses = foundIn(text).flatMap(({ fact, isFigure }) => (isFigure ? [] : [addressOf(fact)]))
  return !TURNED.test(text) && addresses.every((fact) => known.has(fact)) && leadsOnlyTo(document, [words], '')
}

/** Whether a text tells on what only the model should read, however it is spaced. */
export const repeats = (text: string, instructions: string): boolean => {
  const [said, told] = [lettersOf(text), lettersOf(instructions)]
  for (let from = 0; from + REPEATED <= told.length; from++)
    if (said.includes(told.slice(from, from + REPEATED))) return true
  return false
}

const knownBy = (texts: readonly string[], question: string): ReadonlySet<string> =>
  new Set([...texts.flatMap(factsIn), ...texts.flatMap(timesInTables), ...factsIn(question).filter(isOnesOwn)])

// In a table the unit of its numbers stands in its head.
const timesInTables = (text: string): readonly string[] => {
  const rows = text.split('\n').filter((line) => line.includes(' | '))
  const words = rows.flatMap((row) => row.match(/\p{L}+/gu) ?? [])
  const units = new Set(words.flatMap((word) => timeUnitIn(word) ?? []))
  if (units.size === 0) return []
  const figures = rows.flatMap(foundIn).filter(({ fact, isFigure }) => isFigure && signIn(fact) === '')
  return figures.flatMap(({ fact }) => numbersIn(fact).flatMap((number) => [...units].map((of) => `${number} ${of}`)))
}

// Marks that turn the reading direction, and letters that nobody sees, have no place in an answer.
const TURNED = /[\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u

const NUMBER = String.raw`\p{N}(?:[\p{N}.,:/-]*\p{N})?`
const MONEY = String.raw`[€$£₴₽₺]|(?<!\p{L})(?:euros?|eur|usd|gbp|lei|ron|pln|zł|huf|ft|uah|грн|rub|руб|chf)(?!\p{L})`
const SHARE = '[%‰]|percent|per cent|procent|prozent|процент|la sută'
// "3 to 5 days", "between 2 and 4 weeks": the unit is said once.
const AND = String.raw`\s?[-–—‐]\s?|\s(?:to|or|(?:până\s)?la|sau|ori|bis|oder|à|ou|a|o|do|lub|до|или)\s|(?<=(?<!\p{L})(?:between|[iî]ntre)\s\S{1,20})\s(?:and|[sșş]i)\s`
const COUNTED = String.raw`(?:\s?(?:${MONEY}|${SHARE})|[\s-]?${TIME_UNIT}|\sde\s(?:${MONEY}))`
const PRICED = String.raw`(?:(?:${MONEY})\s?)?${NUMBER}`
// "A good day" and "three times a day" promise nothing; "within a day" does.
const ONE = String.raw`(?<=(?<!\p{L})(?:within|in|after|takes|for|about|than|de|dup[ăa]|peste|[iî]n|[iî]ntr-)\s?)(?:an?|un|o)\s${TIME_UNIT}`
const FIGURE = `(?:${PRICED}|${NUMBER_WORDS})(?:(?:${AND})(?:${NUMBER}|${NUMBER_WORDS}))?${COUNTED}|${PRICED}|${ONE}`
const REST = String.raw`[^\s<>()[\]"']`
const FACTS = new RegExp(
  [
    // What hides words from whoever reads it, such as base64.
    String.raw`[A-Za-z\d+/=_-]{60,}`,
    String.raw`\b[a-z][a-z\d+.-]*:\/\/${REST}+`,
    String.raw`\b(?:mailto|tel|sms|tg|javascript|vbscript|data|file|intent|skype|whatsapp):[^\s<>]+`,
    String.raw`[^\s<>()[\],;:"']*@[^\s<>()[\],;:"']+`,
    // Chats make links of bare names of hosts, and commands of words behind a slash.
    String.raw`(?<![\p{L}\p{N}.-])(?:[\p{L}\p{N}-]+\.)+(?:\p{L}{2,}|xn--[a-z\d-]+)(?![\p{L}\p{N}])(?:[/?#:]${REST}*)?`,
    String.raw`(?<![^\s(])\/[a-z]\w*`,
    `(?<figure>${FIGURE})`,
  ].join('|'),
  'giu',
)
const WHAT = { amount: new RegExp(MONEY, 'iu'), share: new RegExp(SHARE, 'iu') }

const foundIn = (text: string): readonly { readonly fact: string; readonly isFigure: boolean }[] =>
  Array.from(readable(text).matchAll(FACTS), ({ 0: fact, groups }) => ({
    fact: fact.toLowerCase(),
    isFigure: groups?.figure !== undefined,
  }))

// What a customer would act on: links, addresses, commands, numbers of two digits and more, and every amount, share and length of time.
const factsIn = (text: string): readonly string[] =>
  foundIn(text).flatMap(({ fact, isFigure }) => (isFigure ? figuresOf(fact) : [addressOf(fact)]))

const addressOf = (fact: string): string =>
  fact.replace(/^(?:mailto|tel):/, '').replace(/(?<![.,:;!?/-])[.,:;!?/-]+$/, '')

// `1.` before a step of a list, and a digit alone, are no facts; what is said of an amount may be said without its sign.
const figuresOf = (fact: string): readonly string[] => {
  const numbers = numbersIn(fact)
  const of = signIn(fact)
  // "Within a day" names none.
  return (numbers.length === 0 ? ['1'] : numbers).flatMap((number) => [
    ...(digitsIn(number) > 1 ? [number] : []),
    ...(of === '' ? [] : [`${number} ${of}`]),
  ])
}

const NUMBERS = new RegExp(`${NUMBER}|${NUMBER_WORDS}`, 'giu')

const numbersIn = (fact: string): readonly string[] => (fact.match(NUMBERS) ?? []).flatMap(numbersOf)

const numbersOf = (written: string): readonly string[] => {
  if (!/\p{N}/u.test(written)) return numbersInWords(written).map(String)
  const number = written.replace(THOUSANDS, '')
  // "3-5 days" says what "3 to 5 days" does.
  return SPAN.test(number) ? number.split('-') : [number]
}

const THOUSANDS = /(?<=\p{N})[.,](?=\p{N}{3}(?!\p{N}))/gu
const SPAN = /^\p{N}{1,3}(?:[:.]\p{N}{2})?-\p{N}{1,3}(?:[:.]\p{N}{2})?$/u

const signIn = (fact: string): string => {
  if (WHAT.share.test(fact)) return '%'
  return WHAT.amount.test(fact) ? '¤' : (timeUnitIn(fact) ?? '')
}

const isOnesOwn = (fact: string): boolean =>
  /^[^@]+@/.test(fact) || (/^\p{N}[\p{N}.,:/-]*$/u.test(fact) && digitsIn(fact) >= LEAST_OF_A_NAME)

const digitsIn = (text: string): number => text.match(/\p{N}/gu)?.length ?? 0

// As whoever reads it sees it: without letters of no width, and with those that only look otherwise.
const readable = (text: string): string => text.replace(/\p{Cf}|\p{Variation_Selector}|\u20e3/gu, '').normalize('NFKC')

const lettersOf = (text: string): string => readable(text).toLowerCase().replace(/\P{L}/gu, '')

const linksIn = (blocks: readonly Block[]): readonly string[] =>
  blocks.flatMap((block) => {
    switch (block.type) {
      case 'paragraph':
      case 'heading':
        return linksAmong(block.children)
      case 'blockquote':
        return linksIn(block.children)
      case 'list':
        return block.children.flatMap((item) => linksIn(item.children))
      default:
        return []
    }
  })

const linksAmong = (inlines: readonly Inline[]): readonly string[] =>
  inlines.flatMap((inline) => {
    if (!('children' in inline)) return []
    return [...(inline.type === 'link' ? [inline.url] : []), ...linksAmong(inline.children)]
  })
