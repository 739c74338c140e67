// Recorded updates, one file for each kind in test/fixtures/telegram, and what the desk makes of them.
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse, queryOf } from '../../../adapters/telegram/parse.ts'
import { plainText } from '../../../src/document.ts'

const FOLDER = new URL('../../fixtures/telegram/', import.meta.url)
const BOT = '4242424242'
const NOW = new Date('2026-01-05T10:00:00Z')
const ANA = {
  channel: 'telegram',
  externalId: '5820461137',
  address: '5820461137',
  name: 'Ana Popescu',
  locale: 'ro',
}

const recorded = (name: string): unknown => JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'))
const parsed = (name: string) => parse(recorded(name), BOT, NOW)
const text = (value: string) => ({ type: 'text', value })
const paragraph = (...children: object[]) => ({ type: 'paragraph', children })
const root = (...children: object[]) => ({ type: 'root', children })

describe('what a person writes', () => {
  it('becomes words, with the key of the update, the time of the message and who wrote', () => {
    const words = root(
      paragraph(text('Bună ziua!'), { type: 'break' }, text('Nu merge internetul 😕')),
      paragraph(text('Ce pot face?')),
    )
    expect(parsed('text')).toEqual({
      key: 'telegram:4242424242:871003301',
      at: new Date(1_763_900_000_000),
      event: { type: 'CustomerWrote', from: ANA, messageId: '101', words },
    })
  })

  it('keeps its formatting where the desk knows it, and its words in any case', () => {
    expect(parsed('formatted')?.event).toMatchObject({
      words: root(
        paragraph(
          { type: 'strong', children: [text('Read '), { type: 'emphasis', children: [text('this')] }] },
          text(': '),
          { type: 'link', url: 'https://example.org/guide?a=1&b=2', children: [text('the guide')] },
          text(', then run'),
        ),
        { type: 'code', lang: 'sh', value: 'ping -c 3 example.org' },
        paragraph(text('and tell me. Really. '), { type: 'delete', children: [text('Old price')] }),
      ),
    })
  })

  it('keeps quotations and code', () => {
    expect(parsed('quoted')?.event).toMatchObject({
      words: root(
        paragraph(text('You wrote:')),
        { type: 'blockquote', children: [paragraph(text('restart it'))] },
        paragraph(text('I did, with '), { type: 'inlineCode', value: 'reset.sh' }),
      ),
    })
  })

  it('loses its control characters', () => {
    expect(parsed('control-characters')?.event).toMatchObject({ words: root(paragraph(text('abc\td\u200be'))) })
  })

  it('is not taken for a command where it only begins with a slash', () => {
    expect(parsed('path-not-command')?.event).toMatchObject({ type: 'CustomerWrote' })
  })

  it('has a writer without a name where the name has nothing to read', () => {
    expect(parsed('no-last-name')?.event).toMatchObject({ from: { name: null, locale: null } })
  })
})

describe('events', () => {
  const cases: readonly (readonly [fixture: string, event: object])[] = [
    ['command', { type: 'CustomerCommanded', messageId: '104', command: 'faq', argument: 'reset password' }],
    ['deep-link', { type: 'CustomerCommanded', command: 'start', argument: 'faq_7Q2' }],
    ['edited', { type: 'CustomerEdited', messageId: '101' }],
    ['press', { type: 'CustomerPressed', press: 'suggestion:3f2a:solved' }],
    ['press-on-old-message', { type: 'CustomerPressed', press: 'ticket:8:reopen' }],
    ['blocked', { type: 'CustomerLeft' }],
    ['unblocked', { type: 'CustomerReturned' }],
    ['edited-caption', { type: 'CustomerEdited', messageId: '110', words: root(paragraph(text('better light'))) }],
    ['reaction', { type: 'CustomerReacted', messageId: '108', reaction: '👍' }],
    ['reaction-changed', { type: 'CustomerReacted', reaction: '👎' }],
    ['reaction-custom', { type: 'CustomerReacted', reaction: null }],
    ['game', { type: 'CustomerSentUnsupported', what: 'game' }],
    ['story', { type: 'CustomerSentUnsupported', what: 'story' }],
    ['checklist', { type: 'CustomerSentUnsupported', what: 'other' }],
  ]
  it.each(cases)('%s', (fixture, event) => {
    expect(parsed(fixture)?.event).toMatchObject({ from: ANA, ...event })
  })

  it('happen when they are edited or, without a time of their own, now', () => {
    expect(parsed('edited')?.at).toEqual(new Date(1_763_900_060_000))
    expect(parsed('reaction')?.at).toEqual(new Date(1_763_900_300_000))
    expect(parsed('press')?.at).toEqual(NOW)
  })

  it.each([
    ...['group-message', 'group-membership', 'press-in-group', 'channel-post', 'other-bot', 'pinned'],
    ...['edited-location', 'reaction-removed', 'reaction-in-group'],
  ])('%s is nobody’s business', (fixture) => {
    expect(parsed(fixture)).toBeNull()
  })

  it('tell the query of a press even where the press itself is ignored', () => {
    expect(queryOf(recorded('press-in-group'))).toBe('24998690234509341225')
    expect(queryOf(recorded('text'))).toBeNull()
  })
})

describe('whatever comes', () => {
  it('never throws', () => {
    const field = fc.constantFrom('message', 'edited_message', 'callback_query', 'my_chat_member', 'message_reaction')
    const update = fc.oneof(
      fc.anything(),
      fc.tuple(field, fc.anything()).map(([name, value]) => ({ update_id: 1, [name]: value })),
    )
    fc.assert(fc.property(update, (any) => parse(any, BOT, NOW) === null || true))
  })

  it.each([[[]], [7], [null]])('a chat that passes something on may be titled %j', (title) => {
    const forward_origin = { type: 'chat', sender_chat: { id: -1, title }, date: 1 }
    const person = { id: 5, is_bot: false, first_name: 'Ana' }
    const message = {
      message_id: 1,
      date: 1,
      from: person,
      chat: { id: 5, type: 'private' },
      text: 'Hi',
      forward_origin,
    }
    expect(parse({ update_id: 1, message }, BOT, NOW)?.event).toMatchObject({
      type: 'CustomerWrote',
      forwardedFrom: '',
    })
  })

  it('never throws on a recorded update with one value replaced', () => {
    const fixtures = readdirSync(FOLDER).map((file) => JSON.stringify(recorded(file.replace('.json', ''))))
    fc.assert(
      fc.property(fc.constantFrom(...fixtures), fc.nat(), fc.anything(), (json, place, value) => {
        let index = 0
        const count = json.split(':').length
        const broken: unknown = JSON.parse(json, (_, old) => (index++ === place % count ? value : old))
        expect(() => parse(broken, BOT, NOW)).not.toThrow()
      }),
    )
  })

  const changed = (name: string, place: string, value: unknown): unknown =>
    JSON.parse(JSON.stringify(recorded(name)), (key, old) => (key === place ? value : old))

  it.each([
    'ticket.claim',
    'ticket.resolve:12',
    'delivery.again:0b9f6a52-9d0e-4c5a-8f57-2f4f4a1f8d11',
    'ManagerClaimed',
  ])('a press that says %s is its customer’s all the same', (press) => {
    expect(parse(changed('press', 'data', press), BOT, NOW)?.event).toMatchObject({ type: 'CustomerPressed', press })
  })

  it.each([
    ['with NUL', 'ro\u0000'],
    ['of half a character', '\ud800'],
    ['of 3,000 letters', 'x'.repeat(3_000)],
    ['of nothing', ''],
  ])('a language %s is not kept', (_what, language) => {
    expect(parse(changed('text', 'language_code', language), BOT, NOW)?.event).toMatchObject({ from: { locale: null } })
  })

  it.each([-1, 8.64e12, Number.MAX_SAFE_INTEGER])(
    'a message of a time that no calendar has (%d) is nobody’s',
    (date) => {
      expect(parse(changed('text', 'date', date), BOT, NOW)).toBeNull()
    },
  )

  it('a program’s language and a sign lose what can’t be stored', () => {
    const words = parse(changed('formatted', 'language', 'py\u0000'), BOT, NOW)
    expect(JSON.stringify(words)).not.toContain('\\u0000')
    expect(parse(changed('reaction', 'emoji', '\ud83d👍\u0000'), BOT, NOW)?.event).toMatchObject({ reaction: '�👍' })
  })

  it('keeps every word, wherever the entities begin and end', () => {
    const kinds = ['bold', 'italic', 'code', 'pre', 'blockquote', 'strikethrough', 'spoiler', 'url']
    const entity = fc.record({
      type: fc.constantFrom(...kinds),
      offset: fc.integer({ min: -3, max: 40 }),
      length: fc.integer({ min: -3, max: 40 }),
    })
    const words = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', 'ă', 'ț'), minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(words, fc.array(entity, { maxLength: 6 }), (said, entities) => {
        const chat = { id: 1, type: 'private' }
        const message = { message_id: 1, date: 1, chat, from: { id: 1 }, text: `.${said}`, entities }
        const event = parse({ update_id: 1, message }, BOT, NOW)?.event
        const shown = event?.type === 'CustomerWrote' ? plainText(event.words) : ''
        expect(shown.replace(/\s/g, '')).toBe(`.${said}`.replace(/\s/g, ''))
      }),
    )
  })
})
