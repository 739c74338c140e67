// `/desk`: what managers ask and do beside the threads; nobody else sees the answers, and nobody else is answered.

import { describe, expect, it } from 'vitest'
import { picture } from '../../support/picture.ts'
import { cardView, postCard, type Stand, staffChannel, stands } from './stand.ts'

const start = stands()

const answer = async ({ anna, sim }: Stand, text: string, who = anna): Promise<string> => {
  const before = who.notices().length
  await who.commands('/desk', text)
  return (await sim.until(() => who.notices()[before])).text
}

const row = {
  ...cardView,
  number: 7,
  question: 'The <!channel> door\nis stuck',
  holder: 'U1ANNA',
  state: 'claimed',
} as const

describe('a list of tickets', () => {
  it('has number, question, customer, state and due time, and leads to the card', async () => {
    const one = await start()
    const { id, post } = await postCard(one)
    one.queue = [
      { ...row, card: id },
      { ...cardView, subject: 'Moving house', priority: 'urgent' },
    ]
    const text = await answer(one, 'queue')
    expect(text).toContain('2 open tickets')
    expect(text).toContain(`<https://simulator.slack.com/archives/${staffChannel}/p${post.ts.replace('.', '')}|#7>`)
    expect(text).toContain('The &lt;!channel&gt; door is stuck')
    expect(text).toContain('is held by U1ANNA')
    expect(text).toMatch(/\*#12\* Moving house\n.*Ion Popescu · Telegram · is new · 🔥 urgent · Due <!date/)
  })

  it('lets a ticket be claimed whose card is not there yet, and no other', async () => {
    const one = await start()
    one.queue = [{ ...row, card: 'C1:1.1' }, cardView, { ...cardView, number: 13, holder: 'Ben', state: 'claimed' }]
    await answer(one, 'queue')
    const { blocks } = one.anna.notices().at(-1) ?? { blocks: [] }
    const buttons = blocks.flatMap((block) => ('accessory' in block ? [block.accessory] : []))
    expect(buttons).toEqual([expect.objectContaining({ action_id: 'ticket.claim', value: '12' })])
  })

  it('is of those that the asker holds alone, where they ask for theirs', async () => {
    const one = await start()
    one.queue = [row, cardView]
    expect(await answer(one, 'mine')).toContain('You hold 1 ticket')
    one.queue = []
    expect(await answer(one, 'mine')).toContain('You hold no ticket')
    expect(await answer(one, 'queue')).toContain('No ticket is open')
  })
})

describe('the FAQ', () => {
  it('is searched, and shows how the answers begin', async () => {
    const one = await start()
    one.articles.push({ id: 'a1', title: 'Refunds' }, { id: 'a2', title: 'Invoices' })
    expect(await answer(one, 'faq refund')).toBe('*Refunds*\nthe answer')
    expect(await answer(one, 'faq parrots')).toContain('No article fits “parrots”')
    expect(await answer(one, 'faq')).toContain('Write what you look for')
  })
})

describe('what did not arrive', () => {
  const lost = {
    delivery: '00000000-0000-4000-8000-00000000000a',
    ticket: { number: 7, card: null },
    author: { role: 'manager', id: 'm1', name: 'Ben' },
    to: 'customer',
    mailbox: null,
    words: 'At ten.',
    reason: 'blocked',
    at: new Date('2026-11-20T10:00:00Z'),
  } as const

  it('is listed with whose words, why and when, and sent again by a button', async () => {
    const one = await start()
    one.undelivered = [lost, { ...lost, delivery: lost.delivery.replace(/a$/, 'b'), author: null, to: 'staff' }]
    await answer(one, 'undelivered')
    const [notice] = one.anna.notices()
    expect(JSON.stringify(notice?.blocks)).toMatch(
      /#7.*words of Ben to the customer.*At ten\..*blocked the bot.*the card/,
    )
    if (notice) await one.anna.pressesNotice(notice, 'delivery.again', lost.delivery)
    expect(one.received.map(({ event }) => event)).toMatchObject([
      { type: 'DeliveryRetried', by: { externalId: 'U1ANNA' }, delivery: lost.delivery },
    ])
  })

  it('is listed with the mailbox that mail did not reach', async () => {
    const one = await start()
    const reason = 'mailboxRefused'
    one.undelivered = [{ ...lost, author: null, to: 'mailbox', mailbox: 'ben@example.com', reason }]
    expect(await answer(one, 'undelivered')).not.toBeUndefined()
    const shown = JSON.stringify(one.anna.notices()[0]?.blocks)
    expect(shown).toMatch(/#7.*the e-mail to ben@example\.com.*there is no such mailbox/)
  })

  it('stays within Slack’s limits, however much it is', async () => {
    const one = await start()
    const words = '<'.repeat(4000)
    one.undelivered = Array.from({ length: 20 }, () => ({ ...lost, words, author: { ...lost.author, name: words } }))
    await answer(one, 'undelivered')
    expect(one.anna.notices()[0]?.blocks.length).toBeGreaterThan(5)
  })

  it('may be nothing', async () => {
    expect(await answer(await start(), 'undelivered')).toContain('Everything has arrived')
  })
})

describe('the way into the staff desk', () => {
  it('is a link that works once, for the manager who asks', async () => {
    const one = await start()
    expect(await answer(one, 'login')).toContain('https://desk.example/desk/sign-in/once')
    expect(one.received.map(({ event }) => event)).toMatchObject([
      { type: 'SignInLinkMade', manager: { channel: 'slack', externalId: 'U1ANNA', name: 'anna' } },
    ])
  })
})

describe('the figures', () => {
  const pictures = (files: readonly { readonly alt: string | null }[]) => files.map(({ alt }) => alt)

  it('are shown to everybody where they were asked for, the picture too where the bot may bring one', async () => {
    const one = await start()
    one.sim.channel({ id: 'C7ELSE', members: ['U1ANNA'], bot: false })
    await one.anna.commands('/desk', 'stats 30d', 'C7ELSE')
    const figures = await one.sim.until(() => one.anna.notices()[0])
    expect(pictures((await one.sim.sees('D1ANNA', ({ files }) => files.length > 0)).files)).toEqual([picture.alt])
    await one.anna.pressesNotice(figures, 'stats.share')
    expect((await one.sim.sees('C7ELSE', ({ text }) => text.includes('opened 30d'))).blocks).toMatchObject([
      { text: { text: '*3* opened 30d for U1ANNA' } },
      { elements: [{ text: 'Shared by <@U1ANNA>' }] },
    ])
    const told = await one.sim.until(() => one.anna.notices().find(({ text }) => text.includes('could not be brought')))
    expect(told.text).toContain('/invite')
    expect(one.sim.posts('C7ELSE')).toHaveLength(1)
  })

  it('have no picture where they are told apart, and are shown to everybody all the same', async () => {
    const one = await start()
    await one.anna.commands('/desk', 'stats 30d by manager', staffChannel)
    const figures = await one.sim.until(() => one.anna.notices()[0])
    expect(JSON.stringify(figures.blocks)).not.toContain('direct message')
    await one.anna.pressesNotice(figures, 'stats.share')
    await one.sim.sees(staffChannel, ({ text }) => text.includes('opened 30d by manager'))
    await one.sim.until(() => (one.anna.notices().length === 0 ? true : undefined))
    expect(one.sim.calls.filter(({ method }) => method.startsWith('files.'))).toEqual([])
  })

  it('are shown by another press where the first one failed', async () => {
    const one = await start()
    await one.anna.commands('/desk', 'stats 30d by manager', staffChannel)
    const figures = await one.sim.until(() => one.anna.notices()[0])
    one.isAway = true
    await one.anna.pressesNotice(figures, 'stats.share')
    await one.sim.until(() => one.anna.notices()[1])
    one.isAway = false
    await one.anna.pressesNotice(figures, 'stats.share')
    await one.sim.sees(staffChannel, ({ text }) => text.includes('opened 30d by manager'))
  })

  it('stand alone where no picture can be drawn', async () => {
    const one = await start()
    one.isAway = true
    expect(await answer(one, 'stats')).toContain('*3* opened')
    await one.sim.until(() => one.anna.notices().find(({ text }) => text.includes('they stand alone')))
  })
})

describe('a ban', () => {
  it('names a ticket of the customer, and may give a reason; it is taken back the same way', async () => {
    const one = await start()
    one.admin = 'U1ANNA'
    expect(await answer(one, 'ban carl')).toContain('`/desk ban 12`')
    expect(await answer(one, 'ban #12 sells pills')).toContain('#12 is banned')
    expect(await answer(one, 'unban 12')).toContain('answered again')
    const by = { externalId: 'U1ANNA', name: 'anna' }
    expect(one.received.map(({ event }) => event)).toMatchObject([
      { type: 'ManagerBanned', ticket: { number: 12 }, reason: 'sells pills', by },
      { type: 'ManagerUnbanned', ticket: { number: 12 }, by },
    ])
  })

  it('that can’t be is told with why', async () => {
    const one = await start()
    one.admin = 'U1ANNA'
    const notice = { say: 'staff.alreadyBanned', params: { number: 12 } }
    one.answers = [async () => ({ kind: 'refused', because: 'state', notice })]
    expect(await answer(one, 'ban 12')).toContain('#12 is banned already')
  })
})

it('takes away and back as they are written, and names who is away under the queue', async () => {
  const one = await start()
  const notice = { say: 'staff.awayUntil', params: { at: 'Mon, Mar 2, 14:00' } }
  one.answers = [async () => ({ kind: 'done', notice })]
  expect(await answer(one, 'away until 14:00')).toContain('You are away until Mon, Mar 2, 14:00')
  one.answers = [async () => ({ kind: 'done', notice: { say: 'staff.backNow' } })]
  expect(await answer(one, 'back')).toBe('Welcome back.')
  const by = { channel: 'slack', externalId: 'U1ANNA', name: 'anna' }
  expect(one.received.map(({ event }) => event)).toEqual([
    { type: 'ManagerWentAway', by, until: 'until 14:00' },
    { type: 'ManagerCameBack', by },
  ])
  one.away = [
    { channel: 'slack', externalId: 'U2', name: 'Ben <b>', until: new Date('2026-03-02T12:00:00Z') },
    { channel: 'web', externalId: 'w', name: 'Dora', until: null },
  ]
  expect(await answer(one, 'queue')).toMatch(
    /No ticket is open.*\n\nAway: Ben &lt;b&gt; until <!date\^1772452800.* · Dora$/s,
  )
})

describe('who asks', () => {
  it('hears of what is for admins alone only as one, and else how to become one', async () => {
    const one = await start()
    expect(await answer(one, 'help')).not.toContain('stats')
    for (const command of ['export', 'report', 'ban 12', 'unban 12']) {
      expect(await answer(one, command)).toMatch(/give them your id: slack:U1ANNA/)
    }
    one.admin = 'U1ANNA'
    expect(await answer(one, 'help')).toContain('stats')
  })

  it('is answered only as a member of the staff channel, no guest, or an admin', async () => {
    const one = await start()
    one.queue = [row]
    const carl = one.sim.person({ id: 'U9CARL', name: 'carl' })
    const gus = one.sim.person({ id: 'U5GUEST', name: 'gus', guest: true })
    one.sim.channel({ id: staffChannel, members: ['U1ANNA', 'U5GUEST'] })
    for (const who of [carl, gus]) expect(await answer(one, 'queue', who)).toContain('/support')
    one.admin = 'U9CARL'
    expect(await answer(one, 'queue', carl)).toContain('1 open ticket')
  })
})
