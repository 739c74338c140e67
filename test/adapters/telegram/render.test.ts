// How documents look on Telegram. The simulator's own reader stands in for the platform: what it refuses, Telegram refuses.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { render } from '../../../adapters/telegram/render.ts'
import type { Button } from '../../../src/channel.ts'
import {
  type Block,
  type Document,
  fromMarkdown,
  fromPlainText,
  type Inline,
  plainText,
} from '../../../src/document.ts'
import { readMessageText } from '../../simulators/telegram/formatted-text.ts'

const bot = { role: 'bot' } as const
const message = (document: Document, buttons: readonly Button[] = []) =>
  render({ kind: 'message', author: bot, document, buttons })
const html = (markdown: string) => message(fromMarkdown(markdown)).map((part) => part.html)
const shown = (part: { html: string }) => readMessageText({ text: part.html, parse_mode: 'HTML' })

describe('formatting', () => {
  const cases: readonly (readonly [markdown: string, html: string])[] = [
    ['**a** _b_ ~~c~~ `d`', '<b>a</b> <i>b</i> <s>c</s> <code>d</code>'],
    ['a < b & "c"', 'a &lt; b &amp; &quot;c&quot;'],
    ['# Title\n\ntext\nline', '<b>Title</b>\n\ntext\nline'],
    ['```ts\na < b\n```', '<pre><code class="language-ts">a &lt; b</code></pre>'],
    ['```\na\n```', '<pre>a</pre>'],
    ['- a\n- b\n  1. c\n  2. d', '• a\n• b\n   1. c\n   2. d'],
    ['> a\n>\n> > b', '<blockquote>a\nb</blockquote>'],
    ['[docs](https://example.org/?a=1&b="2")', '<a href="https://example.org/?a=1&amp;b=&quot;2&quot;">docs</a>'],
    ['[write](mailto:a@example.org) <https://example.org>', 'write (mailto:a@example.org) https://example.org'],
    ['[here](/local) [there](javascript:alert)', 'here (/local) there (javascript:alert)'],
  ]
  it.each(cases)('%j', (markdown, expected) => {
    expect(html(markdown)).toEqual([expected])
  })

  it('heads a manager’s words with the name, and nobody else’s', () => {
    const document = fromPlainText('Hello')
    const author = { role: 'manager', id: '1', name: 'Ion <3' } as const
    expect(render({ kind: 'message', author, document, buttons: [] })[0]?.html).toBe('<b>Ion &lt;3</b>\nHello')
    expect(message(document)[0]?.html).toBe('Hello')
  })

  it('says something even where there is nothing to see', () => {
    expect(message(fromPlainText(' \n '))).toEqual([{ html: '…', plain: '…', keyboard: [] }])
  })
})

describe('buttons', () => {
  const button = (label: string, press = label) => ({ label, press })

  it('stand one below another, figures side by side', () => {
    const labels = ['1', '2', '3', '4', '5', '▸ Reset the password', 'Talk to a person']
    const rows =
      message(
        fromPlainText('x'),
        labels.map((label) => button(label)),
      )[0]?.keyboard ?? []
    expect(rows.map((row) => row.map(({ text }) => text))).toEqual([
      ['1', '2', '3', '4', '5'],
      ['▸ Reset the password'],
      ['Talk to a person'],
    ])
  })

  it('stand under the last of several messages', () => {
    const parts = message(fromPlainText('word '.repeat(2000)), [button('ok')])
    expect(parts.map(({ keyboard }) => keyboard.length)).toEqual([0, 0, 1])
  })

  it('are left out where Telegram would refuse the message for them', () => {
    const parts = message(fromPlainText('x'), [
      button('fits', 'ă'.repeat(32)),
      button('too long', `${'ă'.repeat(32)}.`),
    ])
    expect(parts[0]?.keyboard).toEqual([[{ text: 'fits', callback_data: 'ă'.repeat(32) }]])
  })
})

describe('long documents', () => {
  it('are cut at a line end, else at a space, with whole tags on both sides', () => {
    const [first, second] = html(`**${'word '.repeat(1000)}end**`)
    expect(first).toMatch(/^<b>(word )*word<\/b>$/)
    expect(second).toMatch(/^<b>(word )*end<\/b>$/)
    const lines = message(fromPlainText(`${'a'.repeat(3000)}\n${'b '.repeat(1000)}`))
    expect(lines[0]?.plain).toBe('a'.repeat(3000))
  })

  it('use the whole 4096 characters, counted as Telegram counts', () => {
    expect(message(fromPlainText('😀'.repeat(4096)))).toHaveLength(1)
    expect(message(fromPlainText('😀'.repeat(4097))).map((part) => [...part.plain].length)).toEqual([4096, 1])
  })

  it('are not cut through what reads as one character', () => {
    const family = '👨‍👩‍👧‍👦'
    const parts = message(fromPlainText(family.repeat(600)))
    for (const { plain } of parts) expect(plain.length % family.length).toBe(0)
  })

  it('stay below the limit of raw text where links and signs make it long', () => {
    const link = `[a](https://example.org/${'x'.repeat(200)}) `
    const parts = message(fromMarkdown(link.repeat(600)))
    expect(parts.length).toBeGreaterThan(1)
    for (const part of parts) expect(() => shown(part)).not.toThrow()
  })
})

const words = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'ab <>&"\'\\/*_`~[]()#-=\n\t'),
    fc.constantFrom('ș', '😀', '👩‍🚀', '🇷🇴', '&lt;', '&#60;', '<b>', '</b>'),
    fc.string({ unit: 'binary', maxLength: 2 }),
  ),
  maxLength: 60,
})
const { inline } = fc.letrec<{ inline: Inline }>((tie) => ({
  inline: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ type: fc.constant('text' as const), value: words }),
    fc.record({ type: fc.constant('inlineCode' as const), value: words }),
    fc.record({ type: fc.constant('break' as const) }),
    fc.record({
      type: fc.constantFrom('strong' as const, 'emphasis' as const, 'delete' as const),
      children: fc.array(tie('inline'), { maxLength: 3 }),
    }),
  ),
}))
const inlines = fc.array(inline, { maxLength: 4 })
const { block } = fc.letrec<{ block: Block }>((tie) => {
  const blocks = fc.array(tie('block'), { maxLength: 3 })
  return {
    block: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.record({ type: fc.constant('paragraph' as const), children: inlines }),
      fc.record({ type: fc.constant('heading' as const), depth: fc.constant(2 as const), children: inlines }),
      fc.record({ type: fc.constant('code' as const), lang: fc.constantFrom('ts', 'c++', '"><x'), value: words }),
      fc.record({ type: fc.constant('blockquote' as const), children: blocks }),
      fc.record({
        type: fc.constant('list' as const),
        ordered: fc.boolean(),
        start: fc.integer({ min: 0, max: 99 }),
        children: fc.array(fc.record({ type: fc.constant('listItem' as const), children: blocks }), { maxLength: 3 }),
      }),
    ),
  }
})
const documents = fc.record({ type: fc.constant('root' as const), children: fc.array(block, { maxLength: 6 }) })

// White space may move at a cut; these characters Telegram takes out of every message.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const bare = (text: string) => text.toWellFormed().replace(/[\s\0-\x1F]|[\u2028-\u202E]|\u0333|\u033F|\u030A/g, '')

describe('any document', () => {
  it('is accepted by Telegram and keeps its words', () => {
    fc.assert(
      fc.property(documents, (document) => {
        fc.pre(bare(plainText(document)) !== '')
        const parts = message(document)
        expect(bare(parts.map((part) => shown(part).text).join(''))).toBe(bare(plainText(document)))
      }),
      { numRuns: 500 },
    )
  })

  it('keeps its words when it needs many messages', () => {
    const long = fc.record({
      type: fc.constant('root' as const),
      children: fc
        .array(block, { minLength: 1, maxLength: 4 })
        .map((blocks) => Array.from({ length: 150 }, () => blocks).flat()),
    })
    fc.assert(
      fc.property(long, (document) => {
        fc.pre(bare(plainText(document)) !== '')
        const parts = message(document)
        expect(bare(parts.map((part) => shown(part).text).join(''))).toBe(bare(plainText(document)))
      }),
      { numRuns: 40 },
    )
  })
})
