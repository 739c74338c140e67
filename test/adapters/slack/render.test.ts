import { describe, expect, it } from 'vitest'
import { renderCard, type ShownCard } from '../../../adapters/slack/card.ts'
import { renderCardUpdate, renderMark, renderMessage, renderNewCard } from '../../../adapters/slack/render.ts'
import type { Button, Delivery, SentContent } from '../../../src/channel.ts'
import { fromPlainText } from '../../../src/document.ts'
import { createWords } from '../../../src/locales/words.ts'
import { checkBlocks, interactive } from '../../simulators/slack/blocks.ts'
import { cardView } from './stand.ts'

const words = createWords()

type Message = Extract<SentContent, { kind: 'message' }>

const message = (text: string, extra: Partial<Message> = {}): Message => ({
  kind: 'message',
  author: { role: 'customer', name: 'Ion' },
  document: fromPlainText(text),
  buttons: [],
  ...extra,
})
const delivery = (content: SentContent): Delivery => ({ id: 'd1', address: null, content, triedAt: null, sent: [] })
const rendered = (content: Message, thread: string | null = '1.1') =>
  renderMessage(delivery(content), content, { channel: 'C1', thread }, { nameless: 'Customer', standsBeside: true })

const actionIds = (card: ShownCard) =>
  interactive(checkBlocks(renderCard(card, words, 'en').blocks)).map(({ element }) => element.action_id)

describe('a message', () => {
  it('goes to its thread under the customer’s name, with nothing unfolded and nobody called', () => {
    expect(rendered(message('hello <!channel>'))).toEqual([
      {
        channel: 'C1',
        thread_ts: '1.1',
        text: 'hello &lt;!channel&gt;',
        username: 'Ion',
        metadata: { event_type: 'frontdesk_delivery', event_payload: { delivery: 'd1', part: 0 } },
        parse: 'none',
        link_names: false,
        unfurl_links: false,
        unfurl_media: false,
      },
    ])
  })

  it('of a thread that was forgotten is shown in the channel too, its first part alone', () => {
    const [first, ...rest] = rendered(message('word '.repeat(2_000), { resurfaces: true }))
    expect(first?.reply_broadcast).toBe(true)
    expect(rest.map((call) => call.reply_broadcast)).toEqual([undefined, undefined])
    expect(rendered(message('x', { resurfaces: true }), null)[0]).not.toHaveProperty('reply_broadcast')
  })

  it.each([
    [{ staff: 'all' } as const, '<!channel> A &lt;!channel&gt;'],
    [{ staff: 'present' } as const, '<!here> A &lt;!channel&gt;'],
    [{ people: ['U1', 'U2'] }, '<@U1> <@U2> A &lt;!channel&gt;'],
  ])('calls whom the desk wants to call: %o', (calls, text) => {
    expect(rendered({ ...message('A <!channel>'), calls })[0]?.text).toBe(text)
  })

  it('that came late tells each reader in their own time zone when it was written', () => {
    const written = { label: '🕐 Written', at: '2026-03-02T09:50:00.000Z' }
    const line = '🕐 Written <!date^1772445000^{date_short_pretty} {time}|2026-03-02 09:50 UTC>'
    expect(rendered(message('hello', { written }))[0]?.text).toBe(`${line}\n\nhello`)
    expect(rendered(message('', { written })).map(({ text }) => text)).toEqual([line])
  })

  it.each([
    [{ role: 'customer', name: null }, 'Customer'],
    [{ role: 'manager', id: 'm1', name: 'Anna' }, 'Anna'],
    [{ role: 'bot' }, undefined],
  ] as const)('of %j is shown as from %s', (author, username) => {
    expect(rendered(message('x', { author }))[0]?.username).toBe(username)
  })

  it('is split at 3,900 characters, each part marked with its number', () => {
    const parts = rendered(message('word '.repeat(2000)))
    expect(parts.map(({ metadata }) => metadata.event_payload.part)).toEqual([0, 1, 2])
    expect(parts.every(({ text }) => text.length <= 3900)).toBe(true)
  })

  it('has its buttons on the last part, with the action ids that others rely on', () => {
    const buttons: Button[] = [
      { label: 'That solved it', press: 'suggestion.solved:1b4e28ba-2fa1-41d2-883f-0016d3cca427' },
      { label: '▸ One', press: 'suggestion.show:s1:0' },
      { label: '▸ Two', press: 'suggestion.show:s1:1' },
      { label: '5', press: 'rating.5:12' },
      { label: 'x'.repeat(100), press: 'ticket.reopen:12' },
      { label: 'A person', press: 'person' },
    ]
    const parts = rendered(message('word '.repeat(1500), { buttons }), null)
    expect(parts.map(({ blocks }) => blocks !== undefined)).toEqual([false, true])
    const elements = interactive(checkBlocks(parts[1]?.blocks)).map(({ element }) => element)
    const ids = [
      'suggestion.solved',
      'suggestion.show',
      'suggestion.show.2',
      'rating.5',
      'ticket.reopen',
      'suggestion.person',
    ]
    expect(elements.map((each) => each.action_id)).toEqual(ids)
    expect(elements.map((each) => each.value)).toEqual(buttons.map(({ press }) => press))
  })

  it('shows something even where a document is empty', () => {
    expect(rendered(message(''))[0]?.text).toBe('…')
  })
})

const snoozedUntil = new Date('2026-11-21T09:00:00Z')
const snoozedShown = '<!date^1795251600^{date_short_pretty} {time}|2026-11-21 09:00 UTC>'

describe('a card', () => {
  it('has number and question in its text, and blocks that Slack takes', () => {
    const { text, blocks } = renderCard({ ...cardView, question: 'a < b & <!channel>' }, words, 'en')
    expect(text).toBe('#12 a &lt; b &amp; &lt;!channel&gt;')
    expect(JSON.stringify(checkBlocks(blocks))).not.toContain('<!channel>')
  })

  it('stays within every limit for the longest question', () => {
    const { text, blocks } = renderCard(
      { ...cardView, question: '<'.repeat(50_000), customer: '*'.repeat(500) },
      words,
      'en',
    )
    expect(text.length).toBeLessThanOrEqual(3900)
    checkBlocks(blocks)
  })

  it.each([
    [{ state: 'new', holder: null }, ['ticket.claim', 'ticket.faq', 'ticket.resolve', 'ticket.more']],
    [{ state: 'claimed', holder: 'Anna' }, ['ticket.release', 'ticket.faq', 'ticket.resolve', 'ticket.more']],
    [
      { state: 'waiting', holder: 'Anna' },
      ['ticket.claim', 'ticket.release', 'ticket.faq', 'ticket.resolve', 'ticket.more'],
    ],
    [{ state: 'snoozed', holder: null }, ['ticket.claim', 'ticket.faq', 'ticket.resolve', 'ticket.more']],
    [
      { state: 'snoozed', holder: 'Anna' },
      ['ticket.claim', 'ticket.release', 'ticket.faq', 'ticket.resolve', 'ticket.more'],
    ],
    [{ state: 'resolved', holder: 'Anna' }, ['ticket.more']],
  ] as const)('that is %j offers %j', (state, ids) => {
    expect(actionIds({ ...cardView, ...state })).toEqual(ids)
  })

  it('of a ticket that was merged leads to the other one, and offers no way to the customer', () => {
    const card = {
      ...cardView,
      state: 'resolved',
      holder: 'Anna',
      mergedInto: { number: 7, link: 'https://x.test/7' },
    } as const
    const blocks = checkBlocks(renderCard(card, words, 'en', { thread: 'notes' }).blocks)
    expect(JSON.stringify(blocks)).toContain('was merged into #7 · <https://x.test/7|go there>')
    expect(interactive(blocks).map(({ element }) => element.action_id)).toEqual(['ticket.more'])
    expect(
      JSON.stringify(renderCard({ ...card, mergedInto: { number: 7, link: null } }, words, 'en').blocks),
    ).not.toContain('go there')
  })

  it('shows what the staff call it, what presses, what the FAQ offered and who the customer is', () => {
    const card = {
      ...cardView,
      subject: 'Moving <house>',
      priority: 'urgent',
      tags: ['refund', 'a `b`'],
      locale: 'ro',
      ticketsBefore: 3,
      latestBefore: { number: 11, link: 'https://x.test/11' },
      ratedBefore: 2,
      offers: [
        { title: 'Change & move', verdict: 'not' },
        { title: 'Fees', verdict: null },
      ],
    } as const
    const shown = JSON.stringify(checkBlocks(renderCard(card, words, 'en').blocks))
    for (const part of [
      '*Moving &lt;house&gt;*',
      '🔥 urgent',
      "`refund` `a 'b'`",
      'Telegram · Romanian',
      'Requests before: 3 · earlier: <https://x.test/11|#11> · ★★☆☆☆',
      'The FAQ offered: Change &amp; move (not what was asked) · Fees (no answer)',
    ])
      expect(shown).toContain(part)
  })

  it.each(['new', 'claimed', 'resolved'] as const)(
    'that is %s has a way to the customer where the thread has none',
    (state) => {
      const ids = (thread: 'replies' | 'notes') =>
        interactive(checkBlocks(renderCard({ ...cardView, state }, words, 'en', { thread }).blocks)).map(
          ({ element }) => element.action_id,
        )
      expect(ids('notes')).toEqual(['ticket.reply', ...ids('replies')])
    },
  )

  it.each([
    ['new', ['assign', 'waiting', 'snooze', 'priority', 'more']],
    ['waiting', ['assign', 'snooze', 'priority', 'history', 'more']],
    ['snoozed', ['assign', 'waiting', 'snooze', 'priority', 'more']],
    ['resolved', ['article', 'history', 'subject', 'tags', 'more']],
  ] as const)('that is %s has a menu of what fits', (state, entries) => {
    const blocks = checkBlocks(renderCard({ ...cardView, state }, words, 'en').blocks)
    const menu = interactive(blocks).find(({ element }) => element.action_id === 'ticket.more')?.element
    expect(menu).toMatchObject({ type: 'overflow', options: entries.map((value) => ({ value })) })
  })

  it('tells who banned its customer', () => {
    const shown = JSON.stringify(renderCard({ ...cardView, bannedBy: 'Dora <3' }, words, 'en').blocks)
    expect(shown).toContain('banned by Dora &lt;3')
  })

  it('tells that its customer wants only people, and nothing where they don’t', () => {
    const shown = (refusesModel: boolean) =>
      JSON.stringify(renderCard({ ...cardView, refusesModel }, words, 'en').blocks)
    expect(shown(true)).toContain('wants only people')
    expect(shown(false)).not.toContain('only people')
  })

  it('shows holder, due time and rating', () => {
    const shown = JSON.stringify(
      renderCard(
        { ...cardView, state: 'claimed', holder: 'Anna', rating: { score: 4, comment: 'quick & kind' } },
        words,
        'en',
      ).blocks,
    )
    expect(shown).toContain('is held by Anna')
    expect(shown).toContain('Due <!date^1795172400^')
    expect(shown).toContain('★★★★☆ quick &amp; kind')
  })

  it.each([
    [{ state: 'waiting', holder: 'Anna' }, 'waits for the customer; Anna holds it'],
    [{ state: 'snoozed', holder: null, snoozedUntil }, `is snoozed until ${snoozedShown}`],
    [{ state: 'snoozed', holder: 'Anna', snoozedUntil }, `is held by Anna, and snoozed until ${snoozedShown}`],
    [{ state: 'resolved', holder: 'Anna' }, 'is resolved; Anna held it'],
    [{ state: 'resolved', holder: null }, 'is resolved'],
  ] as const)('that is %j says that it %s', (state, says) => {
    const [facts] = renderCard({ ...cardView, ...state }, words, 'en').blocks
    expect(JSON.stringify(facts)).toContain(`${says}\\n`)
  })

  it('speaks the desk’s language, whatever its customer speaks', () => {
    const shown = JSON.stringify(renderCard({ ...cardView, locale: 'ro' }, words, 'en').blocks)
    expect(shown).toContain('Claim')
    expect(shown).not.toContain('Preia')
  })

  it('takes a customer’s name for words, not for markup', () => {
    const shown = JSON.stringify(
      renderCard({ ...cardView, customer: '[x](https://evil.example) <!here> *y*' }, words, 'en').blocks,
    )
    expect(shown).toContain('[x](https://evil.example) &lt;!here&gt; *y*')
  })

  it('is posted once and then updated in place', () => {
    const content = { kind: 'card', ticket: 't1', posted: 'C1:1.1' } as const
    const shown = renderCard(cardView, words, 'en')
    expect(renderNewCard(delivery(content), shown, 'C1')).toMatchObject({
      channel: 'C1',
      metadata: { event_payload: { delivery: 'd1', part: 0 } },
    })
    expect(renderCardUpdate(content.posted, shown)).toMatchObject({
      channel: 'C1',
      ts: '1.1',
      text: expect.stringContaining('#12'),
    })
  })
})

describe('a mark', () => {
  it.each([
    ['delivered', 'white_check_mark'],
    ['note', 'lock'],
    ['failed', 'warning'],
  ] as const)('%s is :%s:', (mark, name) => {
    expect(renderMark({ target: 'C1:1.1', mark })).toEqual({ channel: 'C1', timestamp: '1.1', name })
  })
})
