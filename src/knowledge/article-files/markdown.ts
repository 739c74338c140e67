// Articles as Markdown: a heading is an article's title, a list below it names its other fields, the rest is the answer.

import type { ArticleRow, ArticleRows } from './draft.ts'
import { FRONT_FIELDS, type FrontField, headingOf, QUOTED, readingFences } from './markdown-lines.ts'

interface Heading {
  /** Counted from 0. */
  readonly at: number
  readonly level: number
  readonly title: string
}

interface Front {
  readonly fields: Readonly<Partial<Record<FrontField, string | readonly string[]>>>
  readonly faults: readonly string[]
  /** The lines after it, which are the answer's. */
  readonly rest: readonly string[]
}

/** Reads the rows of a Markdown text, whose lines end in LF; docs/articles.md says how it is written. */
export const readMarkdown = (text: string): ArticleRows => {
  const lines = text.split('\n')
  const { headings, open } = headingsOf(lines)
  if (open !== null) return only(`Line ${open + 1}: a block of code begins here and never ends; close it.`)
  const [first] = headings
  if (first === undefined) return only('The file has no heading; write each article below one, as "# Its title".')
  const { articles, faults } = articlesOf(lines, headings)
  if (faults.length > 0) return { rows: [], faults }
  const read = articles.map(({ at, title }, index) =>
    articleRow({ at, title, lines: lines.slice(at + 1, articles[index + 1]?.at) }),
  )
  return { rows: read.map(({ row }) => row), faults: read.flatMap((each) => each.faults) }
}

const only = (fault: string): ArticleRows => ({ rows: [], faults: [fault] })

const headingsOf = (
  lines: readonly string[],
): { readonly headings: readonly Heading[]; readonly open: number | null } => {
  const fences = readingFences()
  let open: number | null = null
  const headings = lines.flatMap((line, at) => {
    const wasOpen = fences.isOpen()
    const isCode = fences.read(line)
    if (!wasOpen && fences.isOpen()) open = at
    const heading = isCode ? null : headingOf(line)
    return heading === null ? [] : [{ at, ...heading }]
  })
  return { headings, open: fences.isOpen() ? open : null }
}

// Articles stand below the headings of the first one's level; or, where a single "# " stands above "## " ones as the title of the page, below those.
const articlesOf = (
  lines: readonly string[],
  headings: readonly Heading[],
): { readonly articles: readonly Heading[]; readonly faults: readonly string[] } => {
  const [first, second] = headings
  if (first === undefined) return { articles: [], faults: [] }
  const below = lines.slice(first.at + 1, second?.at)
  const isAlone = first.level === 1 && headings.every(({ level }, index) => index === 0 || level > 1)
  const isTitle = isAlone && second?.level === 2 && below.every(isBlank)
  if (isAlone && !isTitle && headings.some(({ level }) => level === 2) && !hasFront(below))
    return { articles: [], faults: [unclear(first)] }
  const level = isTitle ? 2 : first.level
  const stray = lines.findIndex((line, at) => at < first.at && !isBlank(line))
  const higher = headings.filter((heading) => heading.level < level && heading !== first)
  return {
    articles: headings.filter((heading) => heading.level === level),
    faults: [
      ...(stray < 0 ? [] : [`Line ${stray + 1}: stands before the first heading; begin the file with "# A title".`]),
      ...higher.map(({ at, title }) => `Line ${at + 1} ("${title}"): is above the level of the articles; lower it.`),
    ],
  }
}

const unclear = ({ at, title }: Heading): string =>
  `Line ${at + 1} ("${title}"): is it the page's title, or an article with headings in its answer? ` +
  'Take away the text between it and the first "##", or write "- locale: en" right below it.'

const isBlank = (line: string): boolean => line.trim() === ''

const articleRow = (article: {
  readonly at: number
  readonly title: string
  readonly lines: readonly string[]
}): { readonly row: ArticleRow; readonly faults: readonly string[] } => {
  const line = article.at + 1
  const place = `Line ${line} ("${article.title}")`
  const from = article.lines.findIndex((text) => !isBlank(text))
  const below = from < 0 ? [] : article.lines.slice(from)
  const front = hasFront(below) ? frontOf(below, line + from + 1) : { fields: {}, faults: [], rest: below }
  const { answer: form, ...fields } = front.fields
  const answer = form === undefined ? front.rest.join('\n') : unquoted(front.rest)
  const faults = [
    ...(form === undefined || form === QUOTED ? [] : [`${place}: answer: can only be "${QUOTED}"; write it below.`]),
    ...(answer === null ? [`${place}: answer: is said to be quoted, so begin each of its lines with ">".`] : []),
    ...front.faults,
  ]
  const filled = answer === null || isBlank(answer) ? {} : { answer }
  return { row: { place, fields: { title: article.title, ...fields, ...filled } }, faults }
}

const FIELD = /^[-*+][ \t]+([a-z][a-z ]{0,30}?)[ \t]*:(.*)$/is
const ITEM = /^[ \t]+[-*+](?:[ \t]+(.*))?$/s

const fieldAt = (line: string): { readonly field: FrontField; readonly value: string } | null => {
  const [, name = '', value = ''] = FIELD.exec(line) ?? []
  const field = FRONT_FIELDS.find((one) => one.toLowerCase() === name.replaceAll(' ', '').toLowerCase())
  return field === undefined ? null : { field, value: value.trim() }
}

const hasFront = (lines: readonly string[]): boolean => {
  const first = lines.find((line) => !isBlank(line))
  return first !== undefined && fieldAt(first) !== null
}

const isList = (field: FrontField | null): field is 'tags' | 'phrasings' => field === 'tags' || field === 'phrasings'

// `line` is the number of the first one. The block ends at an empty line.
const frontOf = (lines: readonly string[], line: number): Front => {
  const end = lines.findIndex(isBlank)
  const block = end < 0 ? lines : lines.slice(0, end)
  const fields: Partial<Record<FrontField, string | string[]>> = {}
  const faults: string[] = []
  let current: FrontField | null = null
  for (const [index, text] of block.entries()) {
    const found = fieldAt(text)
    const [, item = ''] = ITEM.exec(text) ?? []
    const values = current === null ? undefined : fields[current]
    if (found !== null) {
      current = found.field
      if (fields[found.field] !== undefined)
        faults.push(`Line ${line + index}: ${found.field}: stands twice; leave one.`)
      if (found.field === 'phrasings' && found.value !== '')
        faults.push(`Line ${line + index}: phrasings: write each on a line of its own below, as "  - like this".`)
      fields[found.field] = isList(found.field) ? inline(found.value) : found.value
    } else if (Array.isArray(values) && ITEM.test(text)) {
      if (item.trim() !== '') values.push(item)
    } else {
      faults.push(`Line ${line + index}: is none of ${FRONT_FIELDS.join(', ')}; leave a line empty before the answer.`)
    }
  }
  return { fields, faults, rest: end < 0 ? [] : lines.slice(end) }
}

const inline = (value: string): string[] => value.split(',').filter((text) => !isBlank(text))

const unquoted = (lines: readonly string[]): string | null => {
  const quoted = lines.join('\n').trim().split('\n')
  if (quoted.some((line) => !line.startsWith('>'))) return null
  return quoted.map((line) => line.replace(/^> ?/, '')).join('\n')
}
