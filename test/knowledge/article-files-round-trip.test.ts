import fc from 'fast-check'
import { expect, test } from 'vitest'
import { onOneLine } from '../../src/core/article-words.ts'
import { readArticleFile } from '../../src/knowledge/article-files/read.ts'
import { writeArticles } from '../../src/knowledge/article-files/write.ts'
import type { Article } from '../../src/knowledge/articles.ts'

// Pieces of whatever could break a form: its own marks, white space, formulas, letters beyond ASCII.
const piece = fc.oneof(
  fc.constantFrom(
    ...[
      '"',
      '""',
      "'",
      ',',
      ';',
      '\t',
      ' ',
      '  ',
      '\n',
      '\n\n',
      '\r\n',
      '\r',
      '\u2028',
      '\u00a0',
      '\uFEFF',
      '\\',
      '\\n',
    ],
    ...[
      '=1+1',
      '-',
      '- ',
      '+',
      '@',
      "'=",
      '＝',
      '# ',
      '## ',
      '#',
      '\n# x',
      '```',
      '\n```\n',
      '~~~',
      '\n~~~~ js\n',
      '> ',
    ],
    ...[
      '- id: x',
      '\n- tags: a, b',
      '  - item',
      '- answer: quoted',
      'sep=;',
      '---',
      '===',
      'ș',
      'Ț',
      'é',
      '🙂',
      '|',
      '<!--',
      ':',
    ],
  ),
  fc.string({ maxLength: 6 }),
  fc.string({ unit: 'binary', maxLength: 3 }).filter((text) => !text.includes('\u0000')),
)
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
const filled = text.filter((words) => words.trim() !== '')
// Line breaks become spaces in a title, and that of a phrasing of nothing else would leave it empty.
const line = filled.filter((words) => /[^\s\u0085]/.test(words))
const titled = line.map((words) => [...words].slice(0, 60).join('')).filter((words) => /[^\s\u0085]/.test(words))

const short = titled.map((words) => [...words].slice(0, 20).join(''))

const article = (id: string): fc.Arbitrary<Article> =>
  fc.record({
    id: short.map((words) => onOneLine(`${id} ${words}`)),
    title: titled,
    answer: filled,
    locale: fc.constantFrom('en', 'ro', 'pt-BR'),
    tags: fc.array(titled, { maxLength: 3 }),
    phrasings: fc.array(line, { maxLength: 4 }),
    versionOf: fc.option(
      short.map((words) => onOneLine(`x ${words}`)),
      { nil: null },
    ),
  })
const several = fc
  .integer({ min: 0, max: 4 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => article(`a${index}`))))

const names = { json: 'faq.json', csv: 'faq.csv', tsv: 'faq.tsv', markdown: 'faq.md' } as const

const read = (format: keyof typeof names, content: string): Article[] => {
  const bytes = Buffer.from(content)
  const answer = readArticleFile({ name: names[format], bytes, encoding: null, answerOptional: false })
  if (!answer.ok) throw new Error(`${answer.faults.join('\n')}\n${content}`)
  return answer.articles.map(({ place: _, id, ...rest }) => ({ id: id ?? '', ...rest }))
}

test.each(['json', 'csv', 'tsv', 'markdown'] as const)(
  'what is exported as %s and imported is the same, to the byte',
  (format) => {
    fc.assert(
      fc.property(several, fc.constantFrom(',' as const, ';' as const), (articles, delimiter) => {
        fc.pre(format !== 'markdown' || articles.length > 0)
        const written = writeArticles(format, articles, delimiter)
        const once = read(format, written)
        expect(writeArticles(format, once, delimiter)).toBe(written)
        // Every form says the same.
        expect(once).toEqual(read('json', writeArticles('json', articles, ',')))
        expect(once.map(({ answer }) => answer)).toEqual(
          articles
            .toSorted((one, other) => (one.id < other.id ? -1 : 1))
            .map(({ answer }) => answer.replace(/\r\n?/g, '\n').trim()),
        )
      }),
      { numRuns: 500 },
    )
  },
)

test('a file that was written survives being saved with other line ends', () => {
  fc.assert(
    fc.property(several, (articles) => {
      for (const format of ['csv', 'markdown'] as const) {
        if (articles.length === 0) continue
        const written = writeArticles(format, articles, ',')
        expect(read(format, written.replaceAll('\n', '\r\n'))).toEqual(read(format, written))
      }
    }),
  )
})
