// How words are made comparable: folded, and told apart by how much they say.

/** Lower case without diacritics, cut into words; apostrophes join what they join. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’`]/g, '')
    .match(/[\p{L}\p{N}]+/gu) ?? []

const list = (words: string): string[] => words.split(' ')

// They hold a sentence together and say little of what it is about. Folded; English, then Romanian.
const EMPTY_WORDS: ReadonlySet<string> = new Set([
  ...list(
    'a an the i im ive id me my mine we our us you your yours it its he she they them their this that these those there here',
  ),
  ...list('is are was were be been am do does did done have has had can could will would shall should may might must'),
  ...list(
    'how what when where which who whom why whose if then than so as at by for from in into of off on onto or out over to up',
  ),
  ...list(
    'with about after before between and but not no yes please hello hi hey thanks thank help need want get got know tell',
  ),
  ...list(
    'dont doesnt cant wont isnt any some much many more most very too just also again still already now today ok okay',
  ),
  ...list(
    'un o unei unui niste al ai ale eu mi ma mie meu mea mei mele tu te ti tau ta voi va vi noi ne ni nostru noastra el ea',
  ),
  ...list(
    'este e sunt esti suntem era eram fi fost am are au avem aveti ai as ar ati vreau vrea doresc pot poate puteti se sa si',
  ),
  ...list(
    'cum ce cand unde care cine cui daca atunci decat de din la pe prin pentru cu fara in intr dintr ca sau dar nu da',
  ),
  ...list(
    'va rog buna ziua salut multumesc ajutor nevoie stiu spuneti imi iti isi lui lor mai foarte doar tot inca deja acum azi',
  ),
])

/** How much a word tells of a text's subject, beside how rare it is: 0.15 or 1. */
export const weightOf = (word: string): number => (EMPTY_WORDS.has(word) ? 0.15 : 1)
