// Recorded messages that carry more than words: files, places, people; answers, albums and what was passed on.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from '../../../adapters/telegram/parse.ts'
import { plainText } from '../../../src/document.ts'

const FOLDER = new URL('../../fixtures/telegram/', import.meta.url)

const eventOf = (update: unknown) => parse(update, '4242424242', new Date('2026-01-05T10:00:00Z'))?.event
const recorded = (name: string) => eventOf(JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')))
const wordsOf = (name: string): string | null => {
  const event = recorded(name)
  return event?.type === 'CustomerWrote' ? plainText(event.words) : null
}
const file = (kind: string, name: string | null, mediaType: string, bytes: number, id: string) => ({
  type: 'CustomerWrote',
  files: [{ kind, name, mediaType, bytes, at: { channel: 'telegram', id } }],
})

describe('a file', () => {
  const cases: readonly (readonly [fixture: string, event: object])[] = [
    ['photo', file('photo', null, 'image/jpeg', 84_210, 'AgACAgIAAxkBAAIC')],
    ['document', file('document', 'Factură nr. 7.pdf', 'application/pdf', 48_213, 'BQACAgIAAxkBAAIE')],
    ['voice', file('voice', null, 'audio/ogg', 8021, 'AwACAgIA')],
    ['audio', file('audio', 'ringing.mp3', 'audio/mpeg', 2_904_110, 'CQACAgIAAxkBAAIH')],
    ['video', file('video', 'IMG_0412.MP4', 'video/mp4', 3_120_455, 'BAACAgIAAxkBAAIF')],
    ['video-too-large', file('video', 'router.mov', 'video/quicktime', 73_400_320, 'BAACAgIAAxkBAAIG')],
    ['video-note', file('videoNote', null, 'video/mp4', 90_210, 'DQACAgIA')],
    ['animation', file('animation', 'hi.mp4', 'video/mp4', 9100, 'CgACAgIA')],
    ['sticker', file('sticker', null, 'image/webp', 20_110, 'CAACAgIA')],
    ['sticker-video', file('sticker', null, 'video/webm', 60_123, 'CAACAgIAAxkBAAIJ')],
    ['sticker-animated', file('document', null, 'application/x-tgsticker', 13_977, 'CAACAgIAAxkBAAII')],
  ]
  it.each(cases)('%s', (fixture, event) => {
    expect(recorded(fixture)).toMatchObject(event)
  })

  it('comes with its caption as words, formatted as it was, or without words', () => {
    const bold = { type: 'strong', children: [{ type: 'text', value: 'mai' }] }
    const children = [{ type: 'text', value: 'Factura din ' }, bold]
    expect(recorded('document')).toMatchObject({ words: { children: [{ type: 'paragraph', children }] } })
    expect(recorded('voice')).toMatchObject({ words: { type: 'root', children: [] } })
  })

  it('names its album, the same for all of it, whether it has a caption or not', () => {
    expect(recorded('album-first')).toMatchObject({ album: '14100000000000001', files: [{ kind: 'photo' }] })
    expect(recorded('album-second')).toMatchObject({ album: '14100000000000001', files: [{ kind: 'video' }] })
    expect(recorded('video')).not.toHaveProperty('album')
  })

  it('is the largest of a photo’s sizes, in whatever order they come', () => {
    expect(recorded('album-first')).toMatchObject({ files: [{ bytes: 70_210 }] })
  })
})

describe('what has no words of its own is told in signs', () => {
  it.each([
    ['location', '📍 44.426767, 26.102538\n\n', 'mlat=44.426767&mlon=26.102538#map=17/44.426767/26.102538'],
    ['venue', '📍 Ateneul Român\nStrada Benjamin Franklin 1-3\n\n', 'mlat=44.4361&mlon=26.0963#map=17/44.4361/26.0963'],
  ])('%s, with its place on a map', (fixture, words, place) => {
    expect(wordsOf(fixture)).toBe(`${words}https://www.openstreetmap.org/?${place}`)
  })

  it.each([
    ['contact', '👤 Ana +40000000000'],
    ['poll', '📊 When does it fail?\n• In the morning\n• In the evening'],
    ['dice', '🎯 6'],
  ])('%s', (fixture, words) => {
    expect(wordsOf(fixture)).toBe(words)
  })
})

describe('where a message belongs', () => {
  it('is told by the id of the message that it answers', () => {
    expect(recorded('reply')).toMatchObject({ type: 'CustomerWrote', quotes: '90' })
    expect(recorded('text')).not.toHaveProperty('quotes')
  })

  it.each([
    ['forward-user', 'Dan Exemplu'],
    ['forward-hidden-user', 'Mihai'],
    ['forward-nameless', ''],
    ['forward-chat', 'Vecinii'],
    ['forward-channel', 'Status page'],
  ])('%s is told as passed on', (fixture, forwardedFrom) => {
    expect(recorded(fixture)).toMatchObject({ type: 'CustomerWrote', forwardedFrom })
  })

  it('takes no command from words that somebody else wrote', () => {
    expect(wordsOf('forward-user')).toBe('/close the window')
  })
})

it('reads whatever a file’s fields hold, and never throws', () => {
  const fields = [
    'photo',
    'document',
    'sticker',
    'location',
    'venue',
    'contact',
    'poll',
    'dice',
    'caption',
    'forward_origin',
  ]
  const some = { file_id: 'x', latitude: 1, longitude: 2, phone_number: '1', question: '?', value: 1, options: [{}] }
  const value = fc.oneof(fc.anything(), fc.constant(some), fc.constant([some]))
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...fields), value), (given) => {
      const message = { message_id: 1, date: 1, chat: { id: 1, type: 'private' }, from: { id: 1 }, ...given }
      expect(eventOf({ update_id: 1, message })?.type).toMatch(/^CustomerWrote|CustomerSentUnsupported$/)
    }),
  )
})
