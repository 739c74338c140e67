import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeText, fromMrkdwn, mentionedIn, toMrkdwn } from '../../../adapters/slack/mrkdwn.ts'
import { splitBlocks } from '../../../adapters/slack/split.ts'
import { fromMarkdown, fromPlainText, plainText } from '../../../src/document.ts'

const nameOf = (id: string) => ({ U1: 'Anna', C1: 'desk' })[id]

describe('words for Slack', () => {
  it.each([
    ['**bold** and *italic* and ~~gone~~', '*bold* and _italic_ and ~gone~'],
    ['`a < b`', '`a &lt; b`'],
    ['# Title', '*Title*'],
    ['> quoted\n> twice', '> quoted\n> twice'],
    ['- one\n- two', '• one\n• two'],
    ['3. three\n4. four', '3. three\n4. four'],
    ['[the page](https://example.com/a?b=1&c=2)', 'the page (https://example.com/a?b=1&amp;c=2)'],
    ['<https://example.com>', 'https://example.com'],
  ])('%s', (markdown, mrkdwn) => {
    expect(toMrkdwn(fromMarkdown(markdown)).join('\n\n')).toBe(mrkdwn)
  })

  it.each([
    '<!channel>',
    '<!here|here>',
    '<@U1ANNA>',
    '<#C1>',
    '<!subteam^S1>',
    '<https://evil.example|your bank>',
    'a & b &lt;',
  ])('keep %s of a customer harmless and readable', (text) => {
    const [mrkdwn = ''] = toMrkdwn(fromPlainText(text))
    expect(mrkdwn).not.toMatch(/[<>]/)
    expect(plainText(fromMrkdwn(mrkdwn, () => undefined))).toBe(text)
  })

  it('never hold an angle bracket or a bare ampersand, whatever a customer writes', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const part of toMrkdwn(fromPlainText(text))) {
          expect(part).not.toMatch(/[<>]/)
          expect(part).not.toMatch(/&(?!amp;|lt;|gt;)/)
        }
      }),
    )
  })
})

describe('words from Slack', () => {
  it.each([
    ['hello <@U1>, see <#C1|general> and <#C1>', 'hello @Anna, see #general and #desk'],
    ['<@U9>', '@U9'],
    ['<!here> and <!subteam^S1|@crew>', '@here and @crew'],
    ['<!date^1795000000^{date}|Friday>', 'Friday'],
    ['<mailto:a@example.com|a@example.com>', 'a@example.com'],
    ['<https://example.com|example>', 'example (https://example.com)'],
    ['1 &lt; 2 &amp;&amp; 3 &gt; 2, and &amp;lt;', '1 < 2 && 3 > 2, and &lt;'],
    ['&gt; quoted\nplain', 'quoted\n\nplain'],
    ['snake_case_name and 2*3*4', 'snake_case_name and 2*3*4'],
    ['first\nsecond\n\nthird', 'first\nsecond\n\nthird'],
  ])('%s', (mrkdwn, text) => {
    expect(plainText(fromMrkdwn(mrkdwn, nameOf))).toBe(text)
  })

  it('keep bold, italic, struck and code', () => {
    expect(fromMrkdwn('*b* _i_ ~s~ `c`\n```\nx &lt; y\n```', nameOf)).toEqual({
      type: 'root',
      children: [
        {
          type: 'paragraph',
          children: [
            { type: 'strong', children: [{ type: 'text', value: 'b' }] },
            { type: 'text', value: ' ' },
            { type: 'emphasis', children: [{ type: 'text', value: 'i' }] },
            { type: 'text', value: ' ' },
            { type: 'delete', children: [{ type: 'text', value: 's' }] },
            { type: 'text', value: ' ' },
            { type: 'inlineCode', value: 'c' },
          ],
        },
        { type: 'code', value: 'x < y' },
      ],
    })
  })

  it('come back as they went out', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'Z', ' ', '<', '>', '&', '.', '!', '@', '|') }), (text) => {
        const words = text.trim().replace(/^>\s?/, '').replace(/ +/g, ' ')
        fc.pre(words !== '' && !words.startsWith('>'))
        expect(plainText(fromMrkdwn(escapeText(words), nameOf))).toBe(words)
      }),
    )
  })

  it('name whom they mention', () => {
    expect(mentionedIn('<@U1> and <@W2> but not <@U3|cleo> or <#C1>')).toEqual(['U1', 'W2'])
  })
})

describe('splitting', () => {
  it('never exceeds the limit, never cuts an entity or a character, and loses no words', () => {
    const piece = fc.constantFrom('word', ' ', '\n', '&amp;', '&lt;', '😀', 'x'.repeat(40), '…')
    fc.assert(
      fc.property(
        fc.array(fc.array(piece, { minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 20, max: 120 }),
        (paragraphs, most) => {
          const blocks = paragraphs.map((pieces) => pieces.join(''))
          const parts = splitBlocks(blocks, most)
          for (const part of parts) {
            expect(part.length).toBeLessThanOrEqual(most)
            expect(part).not.toMatch(/&(?!amp;|lt;|gt;)/)
            expect(part.isWellFormed()).toBe(true)
          }
          const bare = (text: string) => text.replace(/\s/g, '')
          expect(bare(parts.join(''))).toBe(bare(blocks.join('')))
        },
      ),
    )
  })

  it('closes and opens a code block again where it is cut', () => {
    const code = `\`\`\`\n${'line\n'.repeat(20).trim()}\n\`\`\``
    const parts = splitBlocks([code], 60)
    expect(parts.length).toBeGreaterThan(1)
    for (const part of parts) expect(part).toMatch(/^```\n[\s\S]*\n```$/)
  })
})
