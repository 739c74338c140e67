// The FAQ picker: found by the ticket's question or by typing, read before it goes, and changed where it should read otherwise.

import { describe, expect, it } from 'vitest'
import { NotStored } from '../../../src/channel.ts'
import { plainText } from '../../../src/document.ts'
import { postCard, type Stand, stands } from './stand.ts'

const start = stands()

const opened = async (one: Stand) => {
  const { post } = await postCard(one)
  await one.anna.presses(post, 'ticket.faq')
  return one.sim.until(() => one.anna.views().find(({ content }) => content.submit))
}

const chosen = async (one: Stand, article: string) => {
  await one.anna.pressesIn(await opened(one), 'article', article)
  return one.sim.until(() => one.anna.views().find(({ content }) => JSON.stringify(content).includes('the **answer**')))
}

const answered = ({ received }: Stand) =>
  received.flatMap(({ event }) => (event.type === 'ManagerAnswered' ? [event] : []))

describe('the FAQ picker', () => {
  it('offers what fits the question of the ticket first, and what fits what is typed', async () => {
    const one = await start()
    one.articles.push({ id: 'a1', title: 'Invoices' }, { id: 'a2', title: 'Moving', fits: 12 })
    const view = await opened(one)
    expect(await one.anna.searches(view, 'article', '')).toMatchObject([{ value: 'a2' }, { value: 'a1' }])
    expect(await one.anna.searches(view, 'article', 'invo')).toMatchObject([{ value: 'a1' }])
  })

  it('shows the article, and its words to be changed before they go', async () => {
    const one = await start()
    one.articles.push({ id: 'a1', title: 'Invoices' })
    const view = await chosen(one, 'a1')
    expect(JSON.stringify(view.content)).toContain('"text":"the answer"')
    await one.anna.submits(view, { article: 'a1', words: 'Dear Ion, the **answer**' })
    const [event] = answered(one)
    expect(event).toMatchObject({ by: { externalId: 'U1ANNA' }, ticket: { number: 12 }, article: 'a1' })
    expect(event?.instead && plainText(event.instead)).toBe('Dear Ion, the answer')
    expect(JSON.stringify(event?.instead)).toContain('strong')
    expect(one.anna.views()).toEqual([])
  })

  it('sends the article as it stands where it was chosen and sent at once', async () => {
    const one = await start()
    one.articles.push({ id: 'a1', title: 'Invoices' })
    await one.anna.submits(await opened(one), { article: 'a1' })
    expect(answered(one)).toMatchObject([{ article: 'a1', instead: null }])
  })

  it('gives the words of another article where another one is chosen', async () => {
    const one = await start()
    one.articles.push({ id: 'a1', title: 'Invoices' }, { id: 'a2', title: 'Moving' })
    const first = await chosen(one, 'a1')
    await one.anna.pressesIn(first, 'article', 'a2')
    const second = await one.sim.until(() =>
      one.anna.views().find(({ content }) => JSON.stringify(content).includes('words:a2')),
    )
    expect(JSON.stringify(second.content)).not.toContain('words:a1')
  })

  it('opens before Slack tells who pressed, since a trigger is short', async () => {
    const one = await start()
    one.articles.push({ id: 'a1', title: 'Invoices' })
    const slow = one.sim.fault({ method: 'users.info', kind: 'hang' })
    const { post } = await postCard(one)
    await one.anna.presses(post, 'ticket.faq')
    await one.sim.until(() => one.anna.views().find(({ content }) => JSON.stringify(content).includes('One moment')))
    slow.release()
    await one.sim.until(() => one.anna.views().find(({ content }) => content.submit))
  })

  it('offers nothing for a moment where the articles can’t be read, and goes on', async () => {
    const one = await start()
    one.articles.push({ id: 'a1', title: 'Invoices' })
    const view = await opened(one)
    one.isAway = true
    expect(await one.anna.searches(view, 'article', 'invo')).toEqual([])
    one.isAway = false
    expect(await one.anna.searches(view, 'article', 'invo')).toMatchObject([{ value: 'a1' }])
  })

  it('says so where there is no article', async () => {
    const one = await start()
    const { post } = await postCard(one)
    await one.anna.presses(post, 'ticket.faq')
    await one.sim.until(() =>
      one.anna.views().find(({ content }) => JSON.stringify(content).includes('no articles yet')),
    )
  })

  it('sees in the picker why an answer was refused, or that it was not saved', async () => {
    const one = await start()
    one.articles.push({ id: 'a1', title: 'Invoices' })
    const { post } = await postCard(one)
    one.answers = [
      async () => {
        throw new NotStored('the database is away')
      },
      async () => ({
        kind: 'refused',
        because: 'held',
        notice: { say: 'staff.heldBy', params: { name: 'Ben', number: 12 } },
      }),
    ]
    await one.anna.presses(post, 'ticket.faq')
    const view = await one.sim.until(() => one.anna.views().find(({ content }) => content.submit))
    expect(await one.anna.submits(view, { article: 'a1' })).toMatchObject({ payload: { response_action: 'errors' } })
    await one.anna.submits(view, { article: 'a1' })
    expect(JSON.stringify(one.anna.views())).toContain('Ben has #12.')
  })
})
