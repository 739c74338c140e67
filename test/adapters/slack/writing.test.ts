// What the assistant writes for managers in Slack: asked for from a card's menu, waited for in a modal, and sent as their own reply.

import { expect, it } from 'vitest'
import type { Written, WrittenDraft } from '../../../src/desk/assistance.ts'
import { plainText } from '../../../src/document.ts'
import { eventually } from '../../support/eventually.ts'
import { cardView, postCard, type Stand, stands } from './stand.ts'

const start = stands()

const draft: WrittenDraft = {
  ...{ state: 'draft', text: 'It **comes** tomorrow.', isOvertaken: false },
  articles: [{ id: 'moves', title: 'Moving <house>' }],
  tickets: [7, 9],
}

const consulted = async () => ({ kind: 'done', consultation: 'n-1' }) as const

/** A desk with an assistant that writes this, once the test lets it. */
const assisted = async (written: Written | null = draft) => {
  const one = await start()
  const held = Promise.withResolvers<Written | null>()
  const waited: { who: string; consultation: string }[] = []
  one.assistant = async ({ externalId }, consultation, signal) => {
    waited.push({ who: externalId, consultation })
    const giveUp = () => held.resolve({ state: 'writing', until: new Date() })
    if (signal.aborted) giveUp()
    else signal.addEventListener('abort', giveUp)
    return held.promise
  }
  one.answers = [consulted]
  return { one, waited, comes: () => held.resolve(written) }
}

const presses = async (one: Stand, action: string) => {
  const { post } = await postCard(one)
  await one.anna.presses(post, 'ticket.more', action)
}
const shown = (one: Stand) => JSON.stringify(one.anna.views().at(-1)?.content)
const shows = (one: Stand, words: string | RegExp) =>
  one.sim.until(() => one.anna.views().find(({ content }) => new RegExp(words).test(JSON.stringify(content))))
const events = ({ received }: Stand) => received.map(({ event }) => event)

const menuOf = async (one: Stand) => {
  const { post } = await postCard(one)
  return JSON.stringify(post.blocks)
}

it('a card offers a draft and a summary only where the desk has an assistant, and the customer lets it read', async () => {
  const without = await start()
  expect(await menuOf(without)).not.toMatch(/"draft"|"summary"/)
  const { one } = await assisted()
  expect(await menuOf(one)).toMatch(/"draft".*"summary"/)
  one.card = { ...cardView, refusesModel: true }
  expect(await menuOf(one)).not.toMatch(/"draft"|"summary"/)
  one.card = { ...cardView, state: 'resolved' }
  expect(await menuOf(one)).toMatch(/"article".*"summary"/)
  expect(await menuOf(one)).not.toContain('"draft"')
})

it('a draft is written for whoever asks, in a modal that says so meanwhile, and names what it is taken from', async () => {
  const { one, waited, comes } = await assisted()
  await presses(one, 'draft')
  await shows(one, 'The assistant is writing')
  await eventually(() => expect(waited).toEqual([{ who: 'U1ANNA', consultation: 'n-1' }]))
  expect(events(one)).toMatchObject([
    {
      type: 'ManagerConsulted',
      purpose: 'draft',
      by: { externalId: 'U1ANNA', name: 'anna' },
      ticket: { number: 12 },
    },
  ])
  comes()
  const view = await shows(one, 'ticket.draft')
  expect(shown(one)).toContain('It **comes** tomorrow.')
  expect(shown(one)).toContain('Moving &lt;house&gt; · #7 · #9')
  expect(shown(one)).not.toContain('has written since')
  one.answers = [async () => ({ kind: 'done' })]
  await one.anna.submits(view, { words: 'It *comes* today.' })
  const [, sent] = events(one)
  expect(sent).toMatchObject({ type: 'ManagerReplied', ticket: { number: 12 }, messageId: null })
  expect(sent?.type === 'ManagerReplied' && plainText(sent.words)).toBe('It comes today.')
})

it('and from the modal with everything', async () => {
  const { one, comes } = await assisted()
  await presses(one, 'more')
  await one.anna.pressesIn(await shows(one, 'ticket.more.draft'), 'ticket.more.draft')
  await shows(one, 'The assistant is writing')
  comes()
  await shows(one, 'ticket.draft')
})

it('a draft that came after the customer wrote again says so', async () => {
  const { one, comes } = await assisted({ ...draft, isOvertaken: true })
  await presses(one, 'draft')
  comes()
  await shows(one, 'has written since')
})

it.each([
  [{ state: 'failed', why: 'spent' } as const, 'done all that it may do today'],
  [{ state: 'failed', why: 'dropped' } as const, 'was stopped'],
  [{ state: 'unknown' } as const, 'know what to answer'],
  [null, 'did not work'],
])('where there is no draft the modal says why, and takes a reply by hand', async (written, why) => {
  const { one, comes } = await assisted(written)
  await presses(one, 'draft')
  comes()
  const view = await shows(one, why)
  expect(shown(one)).not.toContain('initial_value')
  await one.anna.submits(view, { words: 'By hand.' })
  expect(events(one).at(-1)).toMatchObject({ type: 'ManagerReplied' })
})

it('where the assistant may not be asked the modal says why', async () => {
  const { one, waited } = await assisted()
  one.answers = [async () => ({ kind: 'refused', because: 'state', notice: { say: 'assistant.unwanted' } })]
  await presses(one, 'draft')
  await shows(one, 'wants no assistant')
  expect(waited).toEqual([])
})

it('a guest has nothing drafted', async () => {
  const { one } = await assisted()
  const gus = one.sim.person({ id: 'U5GUEST', name: 'gus', guest: true })
  one.sim.channel({ id: 'C1DESK', members: ['U1ANNA', 'U5GUEST'] })
  const { post } = await postCard(one)
  await gus.presses(post, 'ticket.more', 'draft')
  await one.sim.until(() =>
    gus.views().find(({ content }) => JSON.stringify(content).includes('Guests of the workspace')),
  )
  expect(one.received).toEqual([])
})

it('who closed the modal meanwhile is told nothing', async () => {
  const { one, comes } = await assisted()
  await presses(one, 'draft')
  await shows(one, 'The assistant is writing')
  one.anna.dismisses()
  comes()
  await one.stop()
  expect(one.anna.views()).toEqual([])
  expect(one.lines.filter(({ level }) => level >= 40)).toEqual([])
})

it('a stop waits for no draft', async () => {
  const { one } = await assisted()
  await presses(one, 'draft')
  await shows(one, 'The assistant is writing')
  await one.slack.stop()
  expect(shown(one)).toContain('did not work')
})

it('a summary is asked for by one press, and whoever pressed hears that it comes', async () => {
  const { one } = await assisted()
  one.answers = [async () => ({ kind: 'done', consultation: 'n-1', notice: { say: 'assistant.summaryComes' } })]
  await presses(one, 'summary')
  expect(events(one)).toMatchObject([{ type: 'ManagerConsulted', purpose: 'summary', ticket: { number: 12 } }])
  await one.sim.until(() => one.anna.notices().find(({ text }) => text.includes('summing it up')))
  expect(one.anna.views()).toEqual([])
})

it('and from the modal with everything, which tells it there', async () => {
  const { one } = await assisted()
  await presses(one, 'more')
  await one.anna.pressesIn(await shows(one, 'ticket.more.summary'), 'ticket.more.summary')
  await shows(one, 'summing it up')
  expect(events(one)).toMatchObject([{ type: 'ManagerConsulted', purpose: 'summary' }])
})

it('an article begins with what the assistant makes of the thread', async () => {
  const made = { title: 'Moving house', question: 'How do I move house?', answer: 'Call a van.', isCut: false }
  const { one, comes } = await assisted({ state: 'article', draft: made })
  one.card = { ...cardView, state: 'resolved' }
  await presses(one, 'article')
  await shows(one, 'The assistant is writing')
  comes()
  const view = await shows(one, 'ticket.article')
  await one.anna.submits(view, {})
  expect(events(one)).toMatchObject([
    { type: 'ManagerConsulted', purpose: 'article' },
    { type: 'ManagerWroteArticle', title: 'Moving house', question: 'How do I move house?', answer: 'Call a van.' },
  ])
})

it.each([
  ['it fails', { state: 'failed', why: 'away' } as const],
  ['nothing comes', null],
])('where %s an article begins with what the ticket itself leaves to the FAQ', async (_name, written) => {
  const { one, comes } = await assisted(written)
  one.card = { ...cardView, state: 'resolved' }
  await presses(one, 'article')
  comes()
  await one.anna.submits(await shows(one, 'ticket.article'), {})
  expect(events(one).at(-1)).toMatchObject({ type: 'ManagerWroteArticle', title: 'Moving', answer: 'By *van*.' })
})

it('a ticket is translated, and no more, by an entry of its menu that says what that means', async () => {
  const { one } = await assisted()
  const translating = async () => {
    await presses(one, 'more')
    const more = await shows(one, 'ticket.more.translate')
    await one.anna.pressesIn(more, 'ticket.more.translate')
    const view = await shows(one, '"callback_id":"ticket.translate"')
    await one.anna.submits(view, {})
  }
  await translating()
  await eventually(() =>
    expect(events(one)).toContainEqual(expect.objectContaining({ type: 'ManagerTranslated', on: true })),
  )
  one.card = { ...cardView, translation: { from: 'pl' } }
  await translating()
  await eventually(() =>
    expect(events(one)).toContainEqual(expect.objectContaining({ type: 'ManagerTranslated', on: false })),
  )
})

it('a translated question stands on the card, with what was written below it', async () => {
  const { one } = await assisted()
  one.card = {
    ...cardView,
    question: 'Gdzie jest <paczka>?',
    translatedQuestion: 'Where is the <parcel>?',
    translation: { from: 'pl' },
  }
  const { post } = await postCard(one)
  expect(post.text).toContain('Gdzie jest &lt;paczka&gt;?')
  expect(JSON.stringify(post.blocks)).toMatch(
    /Where is the &lt;parcel&gt;\?.*in Polish it was: Gdzie jest &lt;paczka&gt;\?/,
  )
})
