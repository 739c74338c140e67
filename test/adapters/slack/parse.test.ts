import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Known } from '../../../adapters/slack/known.ts'
import { laneOf } from '../../../adapters/slack/lanes.ts'
import { parse } from '../../../adapters/slack/parse.ts'
import { readPayload } from '../../../adapters/slack/payloads.ts'
import { fromPlainText, plainText } from '../../../src/document.ts'

const asked = {
  name: 'plan.pdf',
  mimetype: 'application/pdf',
  size: 2048,
  mode: 'hosted',
  subtype: null,
  is_external: false,
  file_access: 'visible',
  url_private: null,
  url_private_download: null,
}
const known: Known = {
  staffChannel: 'C1DESK',
  thread: 'replies',
  member: (id) =>
    ({
      U1ANNA: { name: 'Anna', locale: 'en', guest: false, bot: false },
      U2BEN: { name: 'Ben', locale: 'en', guest: false, bot: false },
      U3CAROL: { name: 'Carol', locale: 'ro', guest: false, bot: false },
    })[id],
  file: (id) => (id === 'F9' ? { ...asked, id } : undefined),
  direct: 'D1CAROL',
  isChat: false,
  threadSaying: null,
  source: null,
  linkOf: () => null,
  now: new Date('2026-11-20T12:00:00Z'),
}

const payloadOf = (fixture: string) =>
  readPayload(JSON.parse(readFileSync(new URL(`../../fixtures/slack/${fixture}.json`, import.meta.url), 'utf8')))

const inboundOf = (fixture: string, given: Known = known) => {
  const payload = payloadOf(fixture)
  return payload === null ? null : parse(payload, given)
}

const anna = { channel: 'slack', externalId: 'U1ANNA', name: 'Anna' }
const carol = { channel: 'slack', externalId: 'U3CAROL', address: 'D1CAROL', name: 'Carol', locale: 'ro' }
const thread = { thread: 'C1DESK:1795000000.000100' }

describe('what managers do in Slack', () => {
  it.each([
    ['thread-reply', { type: 'ManagerReplied', by: anna, ticket: thread, messageId: 'C1DESK:1795000001.000100' }],
    ['thread-broadcast', { type: 'ManagerReplied', by: anna, ticket: thread, messageId: 'C1DESK:1795000003.000100' }],
    ['thread-note', { type: 'ManagerNoted', by: anna, ticket: thread, messageId: 'C1DESK:1795000002.000100' }],
    ['thread-file', { type: 'ManagerReplied', by: anna, ticket: thread, words: fromPlainText('see the screenshot') }],
    [
      'thread-note-with-file',
      { type: 'ManagerNoted', by: anna, ticket: thread, words: fromPlainText('compare these') },
    ],
    ['thread-canvas', { type: 'ManagerSentUnsupported', by: anna, ticket: thread }],
    ['thread-file-deleted', { type: 'ManagerSentUnsupported', by: anna, ticket: thread }],
    [
      'thread-edited',
      {
        type: 'ManagerEdited',
        by: anna,
        ticket: thread,
        messageId: 'C1DESK:1795000001.000100',
        audience: 'everyone',
        words: { children: [{ children: [{ value: 'Go to ' }, { type: 'strong' }] }] },
      },
    ],
    [
      'thread-edited-to-a-note',
      { type: 'ManagerEdited', ticket: thread, audience: 'staff', words: fromPlainText('ask & wait') },
    ],
    ['thread-deleted', { type: 'ManagerDeleted', by: anna, ticket: thread, messageId: 'C1DESK:1795000001.000100' }],
    ['press-claim', { type: 'ManagerClaimed', by: anna, ticket: { number: 12 } }],
    ['press-release', { type: 'ManagerReleased', by: anna, ticket: { number: 12 } }],
    ['press-resolve', { type: 'ManagerResolved', by: anna, ticket: { number: 12 } }],
    ['press-without-a-number', { type: 'ManagerClaimed', ticket: thread }],
    ['picker-submitted', { type: 'ManagerAnswered', by: anna, ticket: { number: 12 }, article: 'a7' }],
  ])('%s', (fixture, event) => {
    expect(inboundOf(fixture)?.event).toMatchObject(event)
  })

  it('reads a reply without entities and tokens, with its formatting', () => {
    const event = inboundOf('thread-reply')?.event
    expect(event).toMatchObject({ words: { children: [{ children: [{}, { type: 'strong' }, {}, {}] }] } })
    expect(event && 'words' in event && plainText(event.words)).toBe('Go to Settings > Address, @Ben')
  })

  it('takes the two slashes off a note', () => {
    const event = inboundOf('thread-note')?.event
    expect(event && 'words' in event && plainText(event.words)).toBe('ask billing & wait')
  })
})

describe('what customers do in the direct message', () => {
  it.each([
    ['direct-message', { type: 'CustomerWrote', from: carol, messageId: 'D1CAROL:1795000010.000100' }],
    ['direct-command', { type: 'CustomerCommanded', from: carol, command: 'status', argument: '12' }],
    ['direct-file', { type: 'CustomerWrote', from: carol, words: { children: [] } }],
    ['direct-canvas', { type: 'CustomerSentUnsupported', from: carol, what: 'file' }],
    ['direct-edited', { type: 'CustomerEdited', from: carol, messageId: 'D1CAROL:1795000013.000100' }],
    ['direct-file-taken-away', { type: 'CustomerDeleted', from: carol, messageId: 'D1CAROL:1795000011.000100' }],
    ['direct-deleted', { type: 'CustomerDeleted', from: carol, messageId: 'D1CAROL:1795000013.000100' }],
    ['direct-deleted-with-replies', { type: 'CustomerDeleted', from: carol, messageId: 'D1CAROL:1795000013.000100' }],
    [
      'reaction-direct',
      { type: 'CustomerReacted', from: carol, messageId: 'D1CAROL:1795000012.000100', reaction: '👍' },
    ],
    ['reaction-direct-own-emoji', { type: 'CustomerReacted', from: carol, reaction: ':party_parrot:' }],
    ['press-rating', { type: 'CustomerPressed', from: carol, press: 'rating.5:t1' }],
    ['command-support', { type: 'CustomerWrote', from: carol }],
  ])('%s', (fixture, event) => {
    expect(inboundOf(fixture)?.event).toMatchObject(event)
  })

  it.each([
    ['direct-message', 'Where do I find <my> invoice? the page (https://example.com/a)'],
    ['direct-file-with-words', 'my bill'],
    ['direct-file-elsewhere', 'the sheet\n\n📎 prices (https://docs.google.com/spreadsheets/d/1)'],
    ['command-support', 'my invoice is wrong'],
  ])('passes on the words of %s', (fixture, text) => {
    const event = inboundOf(fixture)?.event
    expect(event && 'words' in event && plainText(event.words)).toBe(text)
  })

  it('still reads a message whose author Slack cannot name now', () => {
    expect(inboundOf('direct-message', { ...known, member: () => undefined })?.event).toMatchObject({
      from: { name: null, locale: null },
    })
  })
})

describe('a file', () => {
  const filesOf = (fixture: string) => {
    const event = inboundOf(fixture)?.event
    return event && 'files' in event ? event.files : undefined
  }
  const file = (kind: string, name: string | null, mediaType: string | null, bytes: number | null, id: string) => ({
    kind,
    name,
    mediaType,
    bytes,
    at: { channel: 'slack', id },
  })

  it.each([
    ['thread-file', [file('photo', 'screen.png', 'image/png', 40_211, 'F1')]],
    [
      'thread-files',
      [
        file('document', 'Offer no. 7.pdf', 'application/pdf', 48_213, 'F3'),
        file('animation', 'how.gif', 'image/gif', 90_210, 'F4'),
        file('document', 'screen.tiff', 'image/tiff', 70_000, 'F5'),
      ],
    ],
    ['thread-snippet', [file('document', 'steps.sh', 'text/plain', 61, 'F6')]],
    ['thread-clip', [file('voice', 'audio_message.m4a', 'audio/mp4', 23_456, 'F7')]],
    ['direct-file', [file('document', 'bill.pdf', 'application/pdf', 1234, 'F2')]],
    ['direct-file-of-another-workspace', [file('document', 'plan.pdf', 'application/pdf', 2048, 'F9')]],
    [
      'direct-files-one-deleted',
      [file('photo', 'a.png', 'image/png', 5, 'F10'), file('document', null, null, null, 'F11')],
    ],
  ])('%s', (fixture, files) => {
    expect(filesOf(fixture)).toEqual(files)
  })

  it('that Slack does not tell of now is passed on by its id alone', () => {
    const event = inboundOf('direct-file-of-another-workspace', { ...known, file: () => undefined })?.event
    expect(event).toMatchObject({ files: [{ kind: 'document', name: null, at: { id: 'F9' } }] })
  })

  it('that lies elsewhere is a link, also where its words are changed', () => {
    const event = inboundOf('thread-file-elsewhere-edited')?.event
    expect(event && 'words' in event && plainText(event.words)).toBe(
      'this one\n\n📎 prices (https://docs.google.com/spreadsheets/d/1)',
    )
    expect(filesOf('direct-file-elsewhere')).toBeUndefined()
  })
})

describe('what is nobody’s news', () => {
  it.each([
    'channel-talk',
    'own-post',
    'own-post-under-a-name',
    'other-bot',
    'direct-unfurled',
    'thread-parent-counted',
    'thread-file-taken-from-its-words',
    'own-post-edited',
    'own-post-deleted',
    'member-joined',
    'reaction',
    'reaction-of-the-bot',
    'reaction-on-own-words',
    'reaction-in-thread',
    'press-faq',
    'command-desk',
    'rate-limited',
  ])('%s', (fixture) => {
    expect(inboundOf(fixture)).toBeNull()
  })

  it('a sign in a thread, unless it is on what the desk said to its author there', () => {
    const answered = { ...known, isChat: true, threadSaying: '1795000009.000100' }
    expect(inboundOf('reaction-in-thread', answered)?.event).toEqual({
      type: 'CustomerReacted',
      from: { ...carol, externalId: 'U3CAROL:C2TALK:1795000009.000100', address: 'C2TALK:1795000009.000100' },
      messageId: 'C2TALK:1795000015.000100',
      reaction: '👎',
    })
  })

  it('a thread of another channel', () => {
    expect(inboundOf('thread-reply', { ...known, staffChannel: 'C2OTHER' })).toBeNull()
  })

  it.each([null, 'text', 7, [], {}, { type: 'event_callback' }, { type: 'block_actions', actions: [] }])(
    '%j',
    (body) => {
      expect(readPayload(body)).toBeNull()
    },
  )
})

describe('where words in threads are notes', () => {
  const notes: Known = { ...known, thread: 'notes' }

  it.each([
    ['thread-reply', 'ManagerNoted'],
    ['thread-note', 'ManagerNoted'],
    ['thread-file', 'ManagerNoted'],
    ['direct-message', 'CustomerWrote'],
  ])('%s is %s', (fixture, type) => {
    expect(inboundOf(fixture, notes)?.event.type).toBe(type)
  })

  // A reply may stand there from before; a note stays one by itself.
  it('an edit changes no note into a reply, nor a reply into a note', () => {
    expect(inboundOf('thread-edited', notes)).toEqual(inboundOf('thread-edited'))
    expect(inboundOf('thread-edited-to-a-note', notes)).toEqual(inboundOf('thread-edited-to-a-note'))
  })
})

describe('what no person and no program of Slack’s writes', () => {
  const changed = (fixture: string, place: string, value: unknown) => {
    const text = readFileSync(new URL(`../../fixtures/slack/${fixture}.json`, import.meta.url), 'utf8')
    const payload = readPayload(JSON.parse(text, (key, old) => (key === place ? value : old)))
    return payload === null ? null : parse(payload, known)
  }

  it('NUL, other control characters and half characters are left out of words, names and files', () => {
    expect(changed('direct-message', 'text', 'tick\u0000\u0007tock \ud800')?.event).toMatchObject({
      words: fromPlainText('ticktock �'),
    })
    expect(changed('direct-file', 'name', 'b\u0000ill.pdf')?.event).toMatchObject({ files: [{ name: 'bill.pdf' }] })
    expect(changed('command-support', 'user_id', 'U\u00007')?.key).toBe('slack:T1:action:U7:1.2.5:support')
  })

  it.each(['x', '', '-1', '1e300', '9999999999999', null])('a message whose time is %j is nobody’s', (ts) => {
    expect(changed('direct-message', 'ts', ts)).toBeNull()
  })

  it('names longer than any of Slack’s become no key', () => {
    expect(changed('direct-message', 'channel', `D${'1'.repeat(5_000)}`)).toBeNull()
    expect(changed('press-claim', 'action_id', 'x'.repeat(5_000))).toBeNull()
  })

  it.each(['99999999999', '1e9', '2147483648', '-4'])(
    'a button that names ticket %s is about the card it stands on',
    (value) => {
      expect(changed('press-claim', 'value', value)?.event).toMatchObject({ ticket: thread })
    },
  )

  const modal = (callback_id: string, private_metadata: string, field: Record<string, string> = {}) =>
    changed('picker-submitted', 'view', {
      ...{ id: 'V1', callback_id, private_metadata },
      state: {
        values: Object.fromEntries(Object.entries(field).map(([name, value]) => [name, { [name]: { value } }])),
      },
    })

  it('a modal tells no ticket and no incident by a number that there can’t be', () => {
    expect(modal('ticket.waiting', '{"number":12}')?.event).toMatchObject({ ticket: { number: 12 } })
    for (const number of [0, -1, 2 ** 31, 1e12, 1e300])
      expect(modal('ticket.waiting', JSON.stringify({ number }))).toBeNull()
    expect(modal('incident.resolve', '{"incident":4294967296}')).toBeNull()
    expect(modal('ticket.merge', '{"number":12}', { into: '4294967296' })).toBeNull()
    expect(modal('ticket.incident', '{"number":12}', { incident: '1e12' })).toBeNull()
  })

  it('a modal about translation that does not say what it showed turns it on', () => {
    expect(modal('ticket.translate', '{"number":12}')?.event).toMatchObject({ type: 'ManagerTranslated', on: true })
  })
})

describe('a list that only its reader sees', () => {
  it('has no message, and its buttons tell the ticket', () => {
    expect(inboundOf('press-claim-in-a-list')?.event).toMatchObject({ type: 'ManagerClaimed', ticket: { number: 12 } })
  })
})

describe('keys', () => {
  it.each([
    ['thread-reply', 'slack:T1:C1DESK:1795000001.000100'],
    ['direct-edited', 'slack:T1:D1CAROL:1795000013.000100:edit:1795000014.000000'],
    ['direct-deleted', 'slack:T1:D1CAROL:1795000013.000100:delete'],
    ['direct-deleted-with-replies', 'slack:T1:D1CAROL:1795000013.000100:delete'],
    ['thread-edited', 'slack:T1:C1DESK:1795000001.000100:edit:1795000031.000000'],
    ['thread-deleted', 'slack:T1:C1DESK:1795000001.000100:delete'],
    ['press-claim', 'slack:T1:action:U1ANNA:1795000020.123456:ticket.claim'],
    ['picker-submitted', 'slack:T1:action:U1ANNA:V1:ticket.faq:a7'],
    ['reaction-direct', 'slack:T1:D1CAROL:1795000012.000100:reaction:U3CAROL:+1::skin-tone-3'],
    ['command-support', 'slack:T1:action:U3CAROL:1.2.5:support'],
  ])('name %s for ever', (fixture, key) => {
    expect(inboundOf(fixture)?.key).toBe(key)
  })

  it('make one event of a mention that arrives twice', () => {
    expect(inboundOf('mention-as-app-mention')).toEqual(inboundOf('mention-as-message'))
  })
})

describe('lanes', () => {
  it('keep a thread with the presses on its card, and each direct message to itself', () => {
    const lanes = [
      'thread-reply',
      'thread-edited',
      'thread-deleted',
      'press-claim',
      'thread-note',
      'direct-message',
      'press-rating',
    ].map((fixture) => {
      const payload = payloadOf(fixture)
      return payload && laneOf(payload)
    })
    expect(lanes).toEqual([...Array(5).fill(thread.thread), 'D1CAROL', 'D1CAROL'])
  })
})
