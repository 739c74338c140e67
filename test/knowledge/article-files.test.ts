import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readArticleFile } from '../../src/knowledge/article-files/read.ts'
import { writeArticles } from '../../src/knowledge/article-files/write.ts'
import type { Article } from '../../src/knowledge/articles.ts'

const read = (
  name: string,
  content: string | Uint8Array,
  more: { encoding?: string; answerOptional?: boolean } = {},
) => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  return readArticleFile({ name, bytes, encoding: more.encoding ?? null, answerOptional: more.answerOptional ?? false })
}
const articles = (...file: Parameters<typeof read>) => {
  const answer = read(...file)
  if (!answer.ok) throw new Error(answer.faults.join('\n'))
  return answer.articles
}
const faults = (...file: Parameters<typeof read>): readonly string[] => {
  const answer = read(...file)
  return answer.ok ? [] : answer.faults
}
const json = (...rows: unknown[]): string => JSON.stringify(rows)

describe('an article file', () => {
  test('needs titles and answers; the rest has defaults', () => {
    expect(articles('faq.json', '[{"title":" T ","answer":"A"}]')).toEqual([
      {
        ...{ id: null, title: 'T', answer: 'A', phrasings: [], tags: [], locale: 'en', versionOf: null },
        place: 'Row 1 (line 1)',
      },
    ])
  })

  test('may do without answers where only its questions are asked for, and hold more than anybody knows', () => {
    const rows = json({ id: 'a', title: 'T', queries: [] }, { title: 'U', answer: 'A' })
    expect(articles('faq.json', rows, { answerOptional: true }).map(({ answer }) => answer)).toEqual(['', 'A'])
    for (const [name, text] of [
      ['a.csv', 'title\nT'],
      ['a.md', '# T\n'],
    ] as const)
      expect(articles(name, text, { answerOptional: true })).toMatchObject([{ title: 'T', answer: '' }])
  })

  test('is told of all its faults at once, by row and field', () => {
    const rows = [
      { title: 'T', answer: 'A' },
      { title: '', answer: 'A', fee: 1 },
      { title: 'x'.repeat(201), locale: 5, phrasings: ['ok', ''], tags: 'it' },
      'no article',
      { id: null, title: 'U', answer: 'zero \u0000', versionOf: null, locale: 'english!' },
    ]
    expect(faults('faq.json', JSON.stringify(rows, null, 1))).toEqual([
      'Row 2 (line 6): title: is empty; write one.',
      'Row 2 (line 6): fee: is no field of an article; those are id, title, answer, phrasings, tags, locale, versionOf.',
      'Row 3 (line 11): title: has 201 characters; shorten it to 200.',
      'Row 3 (line 11): phrasings 2: is empty; write one.',
      'Row 3 (line 11): tags: is no list; write it as ["…", "…"].',
      'Row 3 (line 11): locale: is no text; put it into double quotes.',
      'Row 3 (line 11): answer: is missing; write one.',
      'Row 4 (line 20): is no article; write { "title": …, "answer": … }.',
      'Row 5 (line 21): locale: is no code of a language; write one as "en" or "pt-BR".',
      'Row 5 (line 21): answer: holds a character that is none (zero, or half of one); take it out.',
    ])
  })

  test('of many faults shows the first twenty, and how many more there are', () => {
    const told = faults('faq.json', json(...Array.from({ length: 50 }, () => ({ title: 'T' }))))
    expect(told).toHaveLength(21)
    expect(told.at(-1)).toBe('… and 30 more.')
  })

  test('may use an id once, and a title once in a language where ids don’t tell two apart', () => {
    const one = { title: 'Wifi', answer: 'A' }
    expect(faults('faq.json', json({ ...one, id: 'a' }, { ...one, id: 'a', title: 'U' }))).toEqual([
      'Row 2 (line 1): id: "a" is that of Row 1 (line 1), too; give one of them another.',
    ])
    expect(faults('faq.json', json(one, { ...one, title: ' WIFI' }))[0]).toContain('title: Row 1 (line 1) has the same')
    expect(faults('faq.json', json(one, { ...one, id: 'b' }))).toHaveLength(1)
    expect(faults('faq.json', json(one, { ...one, locale: 'ro' }))).toEqual([])
    expect(faults('faq.json', json({ ...one, id: 'a' }, { ...one, id: 'b' }))).toEqual([])
  })

  test('takes answers and tags of any length, and phrasings that the database can index', () => {
    const [long, limit] = ['x'.repeat(100_000), 'ț'.repeat(800)]
    const row = { title: 'T', answer: long, tags: [long], phrasings: [limit] }
    expect(articles('faq.json', json(row))).toMatchObject([row])
    expect(faults('faq.json', json({ ...row, phrasings: [`${limit}x`] }))).toEqual([
      'Row 1 (line 1): phrasings 1: has 801 characters; shorten it to 800.',
    ])
  })

  test('with another ending is refused with the endings that there are', () => {
    expect(faults('faq.xlsx', '')[0]).toContain('save a spreadsheet as CSV UTF-8')
  })
})

describe('the bytes of a file', () => {
  const row = 'title,answer\nȘțiri é,Ț 🙂'
  const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16()
  test.each([
    ['UTF-8', Buffer.from(row)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${row}`)],
    ['UTF-16, little end first', Buffer.from(`\uFEFF${row}`, 'utf16le')],
    ['UTF-16, big end first', swapped(Buffer.from(`\uFEFF${row}`, 'utf16le'))],
  ])('are read as %s', (_, bytes) => {
    expect(articles('faq.csv', bytes)).toMatchObject([{ title: 'Șțiri é', answer: 'Ț 🙂' }])
  })

  test.each([
    [
      'in another encoding',
      Buffer.from('title,answer\nCaf\xe9,A', 'latin1'),
      'Line 2 is no UTF-8; save the file as UTF-8',
    ],
    ['UTF-16 without a mark', Buffer.from(row, 'utf16le'), '--encoding utf-16le'],
    ['broken UTF-16', Buffer.from([0xff, 0xfe, 0x61, 0x00, 0x00]), 'Line 1 is no utf-16le'],
  ])('that are %s are never guessed', (_, bytes, fault) => {
    expect(faults('faq.csv', bytes)[0]).toContain(fault)
  })

  test.each([
    ['windows-1250', [0xba, 0xe3, 0xfe, 0x80], 'şăţ€'],
    ['windows-1252', [0xe9, 0x93, 0x80], 'é“€'],
    ['utf-16le', [0x1b, 0x02], 'ț'],
  ])('are read as %s where that is named', (encoding, bytes, letters) => {
    const head = Buffer.from('title,answer\nT,', encoding === 'utf-16le' ? 'utf16le' : 'latin1')
    const content = Buffer.concat([head, Buffer.from(bytes)])
    expect(articles('faq.csv', content, { encoding })).toMatchObject([{ answer: letters }])
  })
})

describe('a JSON file', () => {
  test.each([
    ['[\n {"title": "T", "answer": "A"},\n]', 'Line 3, column 1: the file is no JSON: a value is missing here'],
    ['[\n {"title": "T" "answer": "A"}]', 'Line 2, column 16: the file is no JSON: a comma is missing'],
    ['[{"title": "T",}]', 'Line 1, column 16: the file is no JSON: a name in double quotes is missing'],
    ['[{"title": "two\nlines"}]', 'Line 1, column 12: the file is no JSON: a text that begins here'],
    ['title: T', 'Line 1, column 1: the file is no JSON'],
    ['', 'Line 1, column 1: the file is no JSON'],
    ['{"title": "T"}', 'put them into [ … ]'],
    ['"x"', 'put them into [ … ]'],
  ])('with the fault of %j names the place', (text, fault) => {
    expect(faults('faq.json', text)[0]).toContain(fault)
  })
})

describe('a CSV file', () => {
  test.each([
    [',', 'answer,id,TITLE\n"A, a",x,T'],
    [';', 'id;title;answer\r\nx;T;"A, a"\r\n;;\r\n'],
    ['tab', 'id\ttitle\tanswer\nx\tT\tA, a\n'],
    ['named', 'sep=;\nid;title;answer\nx;T;A, a\n'],
  ])('has its delimiter found out: %s', (_, text) => {
    expect(articles('faq.csv', text)).toMatchObject([{ id: 'x', title: 'T', answer: 'A, a', locale: 'en' }])
  })

  test('keeps white space as the desk does: any of it is one space', () => {
    const row = { title: 'How \t do I\u0085pay?', answer: 'A', phrasings: ['pay  by\u2028card', 'pay by card'] }
    expect(articles('faq.json', JSON.stringify([row]))).toMatchObject([
      { title: 'How do I pay?', phrasings: ['pay by card'] },
    ])
  })

  test('parts tags at commas, as the desk does', () => {
    const row = { title: 'T', answer: 'A', tags: ['orders, parcels', 'parcels', ' , '] }
    expect(articles('faq.json', JSON.stringify([row]))).toMatchObject([{ tags: ['orders', 'parcels'] }])
    const text = '# T\n\n- tags:\n  - orders, parcels\n\nA'
    expect(articles('faq.md', text)).toMatchObject([{ tags: ['orders', 'parcels'] }])
  })

  test('has a phrasing on each line of a cell, and tags on lines or with commas', () => {
    const text = 'title,answer,phrasings,tags\nT,A,"one, two\n\n three ","a, b"\nU,A,,"a, b\nc"'
    expect(articles('faq.csv', text)).toMatchObject([
      { phrasings: ['one, two', 'three'], tags: ['a', 'b'] },
      { phrasings: [], tags: ['a', 'b', 'c'] },
    ])
  })

  test.each([
    ['title,answer,notes\nT,A,x', 'Line 1, column "notes": is no field of an article; those are id, title'],
    ['title,answer,title\nT,A,x', 'Line 1, column "title": stands more than once'],
    ['title\nT', 'Line 1: the column "answer" is missing'],
    ['', 'The file is empty'],
    ['title,answer\n"a\nb",A\nT,', 'Row 2 (line 4): answer: is missing'],
    ['title,answer\nT,A,B', 'Row 1 (line 2): cell 3 has no column'],
    ['title,answer\nT,"A\n', 'Line 2: the quote that opens a cell here is never closed'],
    ['title,answer\nT,"A" x', 'Line 2: something stands behind the closing quote'],
    ['title,answer\nT,A "x"', 'Line 2: a quote stands within a cell'],
  ])('with the fault of %j names the place', (text, fault) => {
    expect(faults('faq.csv', text)[0]).toContain(fault)
  })

  test('is written so that no spreadsheet runs a cell, and read without what guards it', () => {
    const text = writeArticles('csv', [article({ title: '=1+1', answer: '- a', phrasings: ["'=x", "'x"] })], ';')
    expect(text).toBe("\uFEFFid;title;answer;phrasings;tags;locale;versionOf\na;'=1+1;'- a;\"''=x\n'x\";;en;\n")
    expect(articles('faq.csv', text)).toMatchObject([{ title: '=1+1', answer: '- a', phrasings: ["'=x", "'x"] }])
  })
})

describe('a Markdown file', () => {
  test('has an article below each heading, with what else it has in a list', () => {
    const text = [
      '# Where is my order?',
      '- Locale: en',
      '- tags: orders, delivery',
      '- Version of: x',
      '- phrasings:',
      '  - Where is my parcel?',
      '  - It did not come, why?',
      '',
      'It is **there**.',
      '',
      '## How to look',
      '',
      '```',
      '# not a heading',
      '```',
      '',
      '# Refunds',
      '',
      '- By card: five days',
      '- Cash: none',
    ].join('\r\n')
    expect(articles('faq.md', text)).toEqual([
      {
        id: null,
        title: 'Where is my order?',
        answer: 'It is **there**.\n\n## How to look\n\n```\n# not a heading\n```',
        locale: 'en',
        tags: ['orders', 'delivery'],
        versionOf: 'x',
        phrasings: ['Where is my parcel?', 'It did not come, why?'],
        place: 'Line 1 ("Where is my order?")',
      },
      expect.objectContaining({ title: 'Refunds', answer: '- By card: five days\n- Cash: none', tags: [] }),
    ])
  })

  test('is what the documentation shows', () => {
    const [, example = ''] = /```markdown\n([\s\S]*?)\n```\n/.exec(readFileSync('docs/articles.md', 'utf8')) ?? []
    expect(articles('faq.md', example)).toMatchObject([
      {
        id: 'order-status',
        tags: ['orders', 'delivery'],
        answer: 'Open **My orders**.\n\n## If it is late\n\nWrite to us.',
      },
      { id: null, title: 'How long do refunds take?', answer: 'Five days.' },
    ])
  })

  test('may be a page with a title of its own and the articles one level lower', () => {
    expect(articles('faq.md', '# Our FAQ\n\n## One\n\nA\n\n### More\n\n## Two\n\nB')).toMatchObject([
      { title: 'One', answer: 'A\n\n### More' },
      { title: 'Two', answer: 'B' },
    ])
    expect(articles('faq.md', '## One\nA\n## Two\nB')).toHaveLength(2)
    expect(articles('faq.md', '# One\n\n- id: one\n\n## Steps\n\nA')).toMatchObject([{ answer: '## Steps\n\nA' }])
  })

  test.each([
    ['', 'The file has no heading'],
    ['Hello\n\n# T\n\nA', 'Line 1: stands before the first heading'],
    ['# T\n\n# U\n\nA', 'Line 1 ("T"): answer: is missing'],
    ['#\n\nA', 'Line 1 (""): title: is empty'],
    ['# T\n\n- id: a\n- topic: x\n\nA', 'Line 4: is none of id, locale'],
    ['# T\n- id: a\nA', 'Line 3: is none of id, locale'],
    ['# T\n- id: a\n- id: b\n\nA', 'Line 3: id: stands twice'],
    ['# T\n- phrasings: a, b\n\nA', 'Line 2: phrasings: write each on a line of its own'],
    ['# T\n- answer: quoted\n\nA', 'begin each of its lines with ">"'],
    ['# T\n- answer: A\n\nB', 'Line 1 ("T"): answer: can only be "quoted"'],
    ['# T\n\n```\nA\n\n# U\n\nB', 'Line 3: a block of code begins here and never ends'],
    ['## T\n\nA\n\n# U\n\nB', 'Line 5 ("U"): is above the level of the articles'],
    ['# FAQ\n\nWelcome.\n\n## T\n\nA', 'Line 1 ("FAQ"): is it the page\'s title'],
    ['# T\n\nA\n\n# T\n\nB', 'Line 5 ("T"): title: Line 1 ("T") has the same'],
  ])('with the fault of %j names the place', (text, fault) => {
    expect(faults('faq.md', text)[0]).toContain(fault)
  })

  test('is written to be read by people, and quotes only answers that would run into the next article', () => {
    const plain = article({ title: 'T', answer: 'A', tags: ['x', 'y'], phrasings: ['p'], versionOf: 'b' })
    expect(writeArticles('markdown', [plain, article({ id: 'b', answer: '# One\n\n> x' })], ',')).toBe(
      `# T

- id: a
- locale: en
- versionOf: b
- tags: x, y
- phrasings:
  - p

A

# Wifi

- id: b
- locale: en
- answer: quoted

> # One
>
> > x
`,
    )
  })
})

const article = (fields: Partial<Article> = {}): Article => ({
  id: 'a',
  title: 'Wifi',
  answer: '42',
  locale: 'en',
  tags: [],
  phrasings: [],
  versionOf: null,
  ...fields,
})
