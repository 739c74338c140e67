import fc from 'fast-check'
import { expect, test } from 'vitest'
import { documentHtml, noticeText } from '../../../adapters/web/render.ts'
import {
  type Block,
  type Document,
  fromMarkdown,
  fromPlainText,
  type Inline,
  literal,
  plainText,
} from '../../../src/document.ts'

const shown = (document: Document): string => String(documentHtml(document))
const link = (url: string): Document => ({
  type: 'root',
  children: [{ type: 'paragraph', children: [{ type: 'link', url, children: [{ type: 'text', value: 'here' }] }] }],
})

test.each([
  ['plain words', '<p>plain words</p>'],
  ['two\nlines', '<p>two<br>lines</p>'],
  ['one\n\ntwo', '<p>one</p><p>two</p>'],
  [
    '**bold** *leaning* ~~gone~~ `code`',
    '<p><strong>bold</strong> <em>leaning</em> <del>gone</del> <code>code</code></p>',
  ],
  ['# Title', '<p><strong>Title</strong></p>'],
  ['```js\n1 < 2\n```', '<pre><code>1 &lt; 2</code></pre>'],
  ['> said', '<blockquote><p>said</p></blockquote>'],
  ['- one\n- two', '<ul><li><p>one</p></li><li><p>two</p></li></ul>'],
  ['3. three', '<ol start="3"><li><p>three</p></li></ol>'],
  ['<script>alert(1)</script>', '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'],
  ['a & b "c" \'d\'', '<p>a &amp; b &quot;c&quot; &#39;d&#39;</p>'],
])('%j becomes HTML', (markdown, html) => {
  expect(shown(fromMarkdown(markdown))).toBe(html)
})

test.each(['https://a.example/?b=1', 'http://a.example', 'mailto:ana@a.example'])('%s is a link', (url) => {
  expect(shown(link(url))).toBe(`<p><a href="${url}" rel="noopener noreferrer nofollow" target="_blank">here</a></p>`)
})

test.each([
  'javascript:alert(1)',
  ' JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'file:///etc/passwd',
  '/desk',
  '//a.example',
  '',
])('%j leads nowhere', (url) => {
  expect(shown(link(url))).toBe(`<p>here (${url})</p>`)
})

test('a link can not break out of its attribute', () => {
  expect(shown(link('https://a.example/"onmouseover="x'))).toContain(
    'href="https://a.example/&quot;onmouseover=&quot;x"',
  )
})

const TAGS =
  /<\/?(?:p|br|strong|em|del|code|pre|blockquote|ul|ol|li)>|<ol start="-?\d+">|<a href="(?:https?:|mailto:)[^"<>]*" rel="noopener noreferrer nofollow" target="_blank">|<\/a>/gi

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('<script>', '"><img src=x onerror=1>', '</p>', '&lt;', "'"),
)
const url = fc.oneof(
  text,
  fc.webUrl(),
  fc.constantFrom('javascript:alert(1)', 'https://x"><script>', 'mailto:a@b"onload=1'),
)
const few = { maxLength: 3 }
const { inline } = fc.letrec<{ inline: Inline }>((tie) => ({
  inline: fc.oneof(
    { maxDepth: 3 },
    fc.record({ type: fc.constant('text' as const), value: text }),
    fc.record({ type: fc.constant('inlineCode' as const), value: text }),
    fc.record({ type: fc.constant('break' as const) }),
    fc.record({
      type: fc.constantFrom('strong' as const, 'emphasis' as const, 'delete' as const),
      children: fc.array(tie('inline'), few),
    }),
    fc.record({ type: fc.constant('link' as const), url, children: fc.array(tie('inline'), few) }),
  ),
}))
const { block } = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 3 },
    fc.record({ type: fc.constant('paragraph' as const), children: fc.array(inline, few) }),
    fc.record({ type: fc.constant('code' as const), value: text, lang: text }),
    fc.record({ type: fc.constant('blockquote' as const), children: fc.array(tie('block'), few) }),
    fc.record({
      type: fc.constant('list' as const),
      ordered: fc.boolean(),
      start: fc.integer(),
      children: fc.array(
        fc.record({ type: fc.constant('listItem' as const), children: fc.array(tie('block'), few) }),
        few,
      ),
    }),
  ),
}))

test('no document makes a tag of its own', () => {
  fc.assert(
    fc.property(fc.array(block, few), (children) => {
      expect(shown({ type: 'root', children }).replace(TAGS, '')).not.toMatch(/[<>]/)
    }),
  )
})

test('no Markdown and no plain words make a tag of their own', () => {
  fc.assert(
    fc.property(text, (words) => {
      expect(shown(fromMarkdown(words)).replace(TAGS, '')).not.toMatch(/[<>]/)
      expect(shown(fromPlainText(words)).replace(TAGS, '')).not.toMatch(/[<>]/)
    }),
  )
})

test.each([
  ['quotes', '>'.repeat(20_000)],
  ['lists', '- '.repeat(10_000)],
  ['numbered lists', '1. '.repeat(6000)],
  [
    'lists that go deeper line by line',
    Array.from({ length: 120 }, (_, depth) => `${'  '.repeat(depth)}- x`).join('\n'),
  ],
  ['emphasis', '**a '.repeat(2000) + '** '.repeat(2000)],
  ['emphasis of one run', `${'*'.repeat(10_000)}a${'*'.repeat(10_000)}`],
])('thousands of nested %s are plain words', (_what, markdown) => {
  expect(fromMarkdown(markdown)).toEqual(fromPlainText(markdown))
})

test('what people nest by hand stays formatted, long rules too', () => {
  expect(shown(fromMarkdown('> > - **one**'))).toBe(
    '<blockquote><blockquote><ul><li><p><strong>one</strong></p></li></ul></blockquote></blockquote>',
  )
  expect(shown(fromMarkdown(`**a**\n\n${'-'.repeat(80)}\n\nName: ${'_'.repeat(80)}`))).toContain('<strong>a</strong>')
})

test('words made literal stay as they were, however many marks they have', () => {
  const words = `${'*'.repeat(3000)}\n${' '.repeat(60)}- x ${'> '.repeat(60)}`
  const shownWords = plainText(fromMarkdown(`**#7**\n\n${literal(words)}`))
  expect(shownWords.replaceAll(' ', '')).toBe(`#7\n\n${words}`.replaceAll(' ', ''))
})

test('a notice is plain words, and names in it format nothing', () => {
  const words = (_locale: string, _key: string, params = {}) => `**#${Object.values(params).join('** is with ')}.`
  const params = { number: { numberOf: 'ticket' }, name: '*A_na* [x](y)' }
  expect(noticeText(words, 'en', { say: 'staff.heldBy', params }, 7)).toBe('#7 is with *A_na* [x](y).')
})
