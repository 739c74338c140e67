// What the menu of a card opens, and what is sent from there.

import { describe, expect, it } from 'vitest'
import type { TicketMessage } from '../../../src/desk.ts'
import { fromPlainText } from '../../../src/document.ts'
import { awayDatabase, cardView, postCard, type Stand, staffChannel, stands } from './stand.ts'

const start = stands()

const opened = async (one: Stand, action: string) => {
  const { post } = await postCard(one)
  await one.anna.presses(post, 'ticket.more', action)
  return one.sim.until(() => one.anna.views().find(({ content }) => content.callback_id === `ticket.${action}`))
}

const openedByMore = async (one: Stand, action: string) => {
  await one.anna.pressesIn(await opened(one, 'more'), `ticket.more.${action}`)
  return one.sim.until(() => one.anna.views().find(({ content }) => content.callback_id === `ticket.${action}`))
}

const events = ({ received }: Stand) => received.map(({ event }) => event)

const said: TicketMessage = {
  id: 'm1',
  author: { role: 'manager', id: 'u1', name: 'Ben' },
  audience: 'everyone',
  document: fromPlainText('Turn it <twice>.'),
  at: new Date('2026-11-20T10:00:00Z'),
  editedAt: new Date('2026-11-20T10:05:00Z'),
  earlier: [{ document: fromPlainText('Turn it once.'), until: new Date('2026-11-20T10:05:00Z') }],
  deletedAt: null,
  translation: null,
  files: [],
  delivery: 'delivered',
  heldUntil: null,
  reason: null,
}

describe('from a card’s menu', () => {
  it('a ticket is given a priority', async () => {
    const one = await start()
    await one.anna.submits(await opened(one, 'priority'), { priority: 'high', tier: 'urgent' })
    expect(events(one)).toMatchObject([
      { type: 'ManagerPrioritized', ticket: { number: 12 }, priority: 'high', tier: 'urgent' },
    ])
  })

  it('what a customer’s requests begin with stays as it is where only the ticket’s own priority was changed', async () => {
    const one = await start()
    await one.anna.submits(await opened(one, 'priority'), { priority: 'high', tier: 'normal' })
    expect(events(one)).toMatchObject([{ type: 'ManagerPrioritized', priority: 'high', tier: null }])
  })

  it('a ticket is given to a colleague out of the staff channel, and to nobody else', async () => {
    const one = await start()
    one.sim.person({ id: 'U2BEN', name: 'ben' })
    one.sim.person({ id: 'U5GUEST', name: 'gus', guest: true })
    one.sim.person({ id: 'U9CARL', name: 'carl' })
    one.sim.channel({ id: staffChannel, members: ['U1ANNA', 'U2BEN', 'U5GUEST'] })
    const view = await opened(one, 'assign')
    expect(JSON.stringify(view.content)).not.toMatch(/gus|carl/)
    await one.anna.submits(view, { manager: 'U2BEN' })
    expect(events(one)).toMatchObject([{ type: 'ManagerAssigned', to: { externalId: 'U2BEN', name: 'ben' } }])
  })

  it('a ticket is the customer’s turn by one press, without a modal', async () => {
    const one = await start()
    const { post } = await postCard(one)
    await one.anna.presses(post, 'ticket.more', 'waiting')
    expect(events(one)).toMatchObject([
      { type: 'ManagerAwaitedCustomer', by: { externalId: 'U1ANNA' }, ticket: { number: 12 } },
    ])
    expect(one.anna.views()).toEqual([])
  })

  it('and from the modal with everything by one more, which says what it means', async () => {
    const one = await start()
    const view = await openedByMore(one, 'waiting')
    expect(JSON.stringify(view.content)).toContain('next word brings the ticket back')
    await one.anna.submits(view, {})
    expect(events(one)).toMatchObject([{ type: 'ManagerAwaitedCustomer', ticket: { number: 12 } }])
  })

  it('and where that was not saved the modal says so, though it has no field to say it at', async () => {
    const one = await start()
    const view = await openedByMore(one, 'waiting')
    one.answers = [awayDatabase]
    await one.anna.submits(view, {})
    expect(JSON.stringify(one.anna.views())).toContain('not saved')
  })

  it('is not offered once more for a ticket that waits already', async () => {
    const one = await start()
    one.card = { ...cardView, state: 'waiting', holder: 'Anna' }
    const { content } = await opened(one, 'more')
    expect(JSON.stringify(content)).not.toContain('ticket.more.waiting')
    expect(JSON.stringify(content)).toContain('ticket.more.snooze')
  })

  it('a ticket is snoozed for one of five times', async () => {
    const one = await start()
    const view = await opened(one, 'snooze')
    await one.anna.submits(view, { snooze: 'monday' })
    expect(events(one)).toMatchObject([{ type: 'ManagerSnoozed', ticket: { number: 12 }, choice: 'monday' }])
  })

  it('an answer becomes an article, with what the ticket leaves to the FAQ to begin with', async () => {
    const one = await start()
    await one.anna.submits(await openedByMore(one, 'article'), { title: 'Changing an address' })
    expect(events(one)).toMatchObject([
      {
        type: 'ManagerWroteArticle',
        title: 'Changing an address',
        question: 'How do I move?',
        answer: 'By *van*.',
      },
    ])
  })

  it('a draft that had to be cut says so above it', async () => {
    const one = await start()
    one.draft = { ...one.draft, isCut: true }
    expect(JSON.stringify((await openedByMore(one, 'article')).content)).toContain('More was answered than fits')
  })

  it('the history shows earlier tickets, and what was changed', async () => {
    const one = await start()
    one.messages = [said]
    one.earlier = [{ ...cardView, number: 3, question: 'The <first> one' }]
    const shown = JSON.stringify((await openedByMore(one, 'history')).content)
    expect(shown).toMatch(/#3\*? The &lt;first&gt; one/)
    expect(shown).toContain('Ben: Turn it once.')
  })

  it('a ticket is merged into another open one of its chat, and both cards are linked', async () => {
    const one = await start()
    one.mergeTargets = [{ ...cardView, number: 7, question: 'The <other> one' }]
    one.card = { ...cardView, card: `${staffChannel}:1.2` }
    await one.anna.pressesIn(await opened(one, 'more'), 'ticket.more.merge')
    const view = await one.sim.until(() =>
      one.anna.views().find(({ content }) => content.callback_id === 'ticket.merge'),
    )
    expect(JSON.stringify(view.content)).toContain('#7 The <other> one')
    await one.anna.submits(view, { into: '7' })
    const links = { from: expect.stringContaining(`archives/${staffChannel}/p12`), into: null }
    expect(events(one)).toMatchObject([{ type: 'ManagerMerged', ticket: { number: 12 }, into: 7, links }])
  })

  it('a ticket that nothing can be merged with says so', async () => {
    const one = await start()
    await one.anna.pressesIn(await opened(one, 'more'), 'ticket.more.merge')
    const view = await one.sim.until(() =>
      one.anna.views().find(({ content }) => content.callback_id === 'ticket.merge'),
    )
    expect(JSON.stringify(view.content)).toContain('no other open ticket')
    expect(view.content.submit).toBeUndefined()
  })

  it('everything else is one step further', async () => {
    const one = await start()
    await one.anna.submits(await openedByMore(one, 'tags'), { tags: 'Refund, late' })
    await one.anna.submits(await openedByMore(one, 'subject'), { subject: 'Moving house' })
    expect(events(one)).toMatchObject([
      { type: 'ManagerTagged', tags: ['Refund', ' late'] },
      { type: 'ManagerTitled', subject: 'Moving house' },
    ])
  })

  it('a customer is banned by an admin, who reads before what it means', async () => {
    const one = await start()
    one.admin = 'U1ANNA'
    const view = await openedByMore(one, 'ban')
    expect(JSON.stringify(view.content)).toMatch(/open tickets are resolved.*desk unban 12/)
    await one.anna.submits(view, { reason: 'sells pills' })
    expect(events(one)).toMatchObject([{ type: 'ManagerBanned', ticket: { number: 12 }, reason: 'sells pills' }])
  })

  it.each([
    ['who is no admin hears how to become one', null, null, 'give them your id: slack:U1ANNA'],
    ['who is banned already is not banned again', 'U1ANNA', 'Dora', 'is banned already'],
  ])('%s', async (_name, admin, bannedBy, words) => {
    const one = await start()
    one.admin = admin
    one.card = { ...cardView, bannedBy }
    const { content } = await openedByMore(one, 'ban')
    expect(JSON.stringify(content)).toContain(words)
    expect(content.submit).toBeUndefined()
  })

  it('guests change nothing, and are told so in the modal', async () => {
    const one = await start()
    const gus = one.sim.person({ id: 'U5GUEST', name: 'gus', guest: true })
    one.sim.channel({ id: staffChannel, members: ['U1ANNA', 'U5GUEST'] })
    const { post } = await postCard(one)
    await gus.presses(post, 'ticket.more', 'priority')
    const view = await one.sim.until(() => gus.views().find(({ content }) => content.submit))
    await gus.submits(view, { priority: 'urgent' })
    expect(JSON.stringify(gus.views())).toContain('Guests of the workspace')
    expect(one.received).toEqual([])
  })

  it('what fails while it is read is told in the modal', async () => {
    const one = await start()
    const { post } = await postCard(one)
    one.sim.fault({ method: 'conversations.members', kind: 'server-error' })
    await one.anna.presses(post, 'ticket.more', 'assign')
    await one.sim.until(() => one.anna.views().find(({ content }) => JSON.stringify(content).includes('did not work')))
  })
})
