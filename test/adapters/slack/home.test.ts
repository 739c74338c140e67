// The Home tab: customers see their requests, managers the queue too.

import { describe, expect, it } from 'vitest'
import { cardView, type Stand, stands } from './stand.ts'

const start = stands()

const looks = async (one: Stand, who: Stand['anna'], words: string): Promise<string> => {
  who.opensHome()
  return one.sim.until(() => {
    const shown = JSON.stringify(who.home()?.content ?? '')
    return shown.includes(words) ? shown : undefined
  })
}

const request = { ...cardView, number: 7, question: 'The <door> is stuck' } as const

describe('the Home tab', () => {
  it('shows customers their requests and how they stand, and no queue', async () => {
    const one = await start()
    const carl = one.sim.person({ id: 'U9CARL', name: 'carl' })
    one.queue = [{ ...cardView, question: 'Somebody else’s' }]
    const annas = { ...request, number: 5, state: 'claimed', holder: 'Anna' } as const
    one.requests = [request, annas, { ...annas, number: 4, state: 'waiting' }]
    const shown = await looks(one, carl, 'Your requests')
    expect(shown).toContain('*#7* The &lt;door&gt; is stuck · waits for somebody')
    expect(shown).toContain('Anna is on it')
    expect(shown).toContain('Anna waits for your answer')
    expect(shown).not.toContain('Somebody else')
  })

  it('says nothing to customers of tickets that are put off', async () => {
    const one = await start()
    const put = { ...request, state: 'snoozed', snoozedUntil: new Date('2026-11-21T09:00:00Z') } as const
    one.requests = [put, { ...put, number: 5, holder: 'Anna' }]
    const shown = await looks(one, one.sim.person({ id: 'U9CARL', name: 'carl' }), 'Your requests')
    expect(shown).toContain('waits for somebody')
    expect(shown).toContain('Anna is on it')
    expect(shown).not.toContain('snoozed')
  })

  it('shows managers the queue as well', async () => {
    const one = await start()
    one.queue = [request]
    const shown = await looks(one, one.anna, '1 open ticket')
    expect(shown).toContain('The &lt;door&gt; is stuck')
    expect(shown).toContain('You have no requests yet.')
  })

  it('leads to the form for a question', async () => {
    const one = await start()
    await looks(one, one.anna, 'Ask a question')
    const home = one.anna.home()
    if (home) await one.anna.pressesIn(home, 'home.ask')
    const form = await one.sim.until(() => one.anna.views().find(({ content }) => content.submit))
    await one.anna.submits(form, { question: 'Hello?' })
    expect(one.received.map(({ event }) => event.type)).toEqual(['CustomerWrote'])
  })

  it('shows the longest queue there is within Slack’s limits', async () => {
    const one = await start()
    one.queue = Array.from({ length: 200 }, (_, index) => ({
      ...request,
      number: index + 1,
      question: '<'.repeat(4000),
      customer: '&'.repeat(300),
    }))
    one.requests = Array.from({ length: 30 }, () => ({ ...request, question: '<'.repeat(4000) }))
    await looks(one, one.anna, '200 open tickets')
  })

  it('is left alone where somebody looks at the messages', async () => {
    const one = await start()
    one.anna.opensHome('messages')
    one.anna.opensHome('home')
    await one.sim.until(() => one.anna.home())
    expect(one.sim.calls.filter(({ method }) => method === 'views.publish')).toHaveLength(1)
  })
})
