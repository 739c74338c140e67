// Managers keep the FAQ in Slack: they search, write, archive and restore, and see first what each change would do.

import { describe, expect, it } from 'vitest'
import { NotStored } from '../../../src/channel.ts'
import type { ArticleSheet, BackTestView, ReviewedArticle } from '../../../src/desk/faq.ts'
import { emptyReview } from '../../support/empty-faq.ts'
import { eventually } from '../../support/eventually.ts'
import { type Stand, stands } from './stand.ts'

const start = stands()

const sheet: ArticleSheet = {
  ...{ id: 'refunds', title: 'Refunds', answer: 'Within **30 days**.', tags: ['money'], locale: 'en' },
  ...{ phrasings: ['money back', 'refund me'], versionOf: null, owner: null, reviewAfter: '2027-01-31' },
  ...{ archived: false, newest: 3 },
}
const none = { count: 0, examples: [] }
const loss: BackTestView = {
  ...{ asked: 40, gained: { count: 1, examples: [{ question: 'new?', before: null, after: 'Refunds' }] } },
  lost: { count: 2, examples: [{ question: 'My <money>', before: 'Refunds', after: null }] },
  changed: { count: 1, examples: [{ question: 'other?', before: 'Refunds', after: 'Parcels' }] },
}
const events = ({ received }: Stand) => received.map(({ event }) => event)
const shown = (view: unknown): string => JSON.stringify(view)

const seeing = (one: Stand, what: string | RegExp) =>
  one.sim.until(() => one.anna.views().find(({ content }) => shown(content).match(what)))

const opens = async (one: Stand, text: string, callback: string) => {
  await one.anna.commands('/desk', `faq ${text}`)
  return one.sim.until(() => one.anna.views().find(({ content }) => content.callback_id === callback))
}

const told = async ({ anna, sim }: Stand, text: string): Promise<string> => {
  const before = anna.notices().length
  await anna.commands('/desk', `faq ${text}`)
  return (await sim.until(() => anna.notices()[before])).text
}

describe('a search', () => {
  it('shows ids, and leads to an article’s form and history by its menu', async () => {
    const one = await start()
    one.articles.push({ id: 'refunds', title: 'Refunds' })
    one.sheets.push(sheet)
    expect(await told(one, 'refund')).toBe('*Refunds*\nthe answer')
    const [notice] = one.anna.notices()
    if (notice === undefined) throw new Error('nothing was shown')
    expect(shown(notice.blocks)).toContain('id `refunds`')
    await one.anna.pressesNotice(notice, 'article.menu', 'edit:refunds')
    expect(shown((await seeing(one, 'article.write')).content)).toContain('money back')
  })

  it('tells what to type where no article is named, or none by that id', async () => {
    const one = await start()
    expect(await told(one, 'edit')).toContain('`/desk faq edit ID`')
    expect(await told(one, 'archive my account')).toContain('`/desk faq archive ID`')
    for (const text of ['edit nothing', 'archive nothing']) {
      await one.anna.commands('/desk', `faq ${text}`)
      await seeing(one, /no article with the id “nothing”.*`\/desk faq nothing`/)
      one.anna.dismisses()
    }
  })
})

describe('writing', () => {
  it('opens before Slack tells who asks, since a trigger is short', async () => {
    const one = await start()
    const slow = one.sim.fault({ method: 'users.info', kind: 'hang' })
    await one.anna.commands('/desk', 'faq add')
    await seeing(one, 'One moment')
    slow.release()
    await seeing(one, 'article.write')
  })

  it('tries a new article on past questions, and then stores all that was filled in', async () => {
    const one = await start()
    const view = await opens(one, 'add', 'article.write')
    const filled = {
      ...{ title: 'Parcels', answer: 'It *comes*.', phrasings: 'where is it\n\n lost parcel ', tags: 'post, money' },
      ...{ locale: 'en', versionOf: 'pachete', owner: 'U1ANNA', reviewAfter: '2027-03-31' },
    }
    one.effect = async () => ({ asked: 7, gained: none, lost: none, changed: none })
    await one.anna.submits(view, filled)
    const checked = await seeing(one, '7 questions of the past: all are answered as before')
    expect(events(one)).toEqual([])
    const content = {
      ...{
        title: 'Parcels',
        answer: 'It *comes*.',
        phrasings: ['where is it', 'lost parcel'],
        tags: ['post', 'money'],
      },
      ...{ locale: 'en', versionOf: 'pachete', reviewAfter: '2027-03-31' },
      owner: { channel: 'slack', externalId: 'U1ANNA', name: 'anna' },
    }
    expect(one.tried).toMatchObject([{ type: 'ArticleWritten', article: null, content }])
    await one.anna.submits(checked, {})
    expect(events(one)).toMatchObject([
      { type: 'ArticleWritten', article: null, seen: 0, by: { externalId: 'U1ANNA', name: 'anna' }, content },
    ])
    expect(one.anna.views()).toEqual([])
  })

  it('shows an article as it is, and asks twice where confirmed answers would be lost', async () => {
    const one = await start()
    one.sheets.push(sheet)
    one.effect = async () => loss
    const view = await opens(one, 'edit refunds', 'article.write')
    expect(shown(view.content)).toMatch(/Refunds.*30 days.*money back\\nrefund me.*2027-01-31/)
    await one.anna.submits(view, { answer: 'Never.' })
    const result = await seeing(one, '2 lose the answer that was confirmed')
    expect(shown(result.content)).toMatch(/“My &lt;money&gt;”: Refunds → nothing/)
    expect(shown(result.content)).toMatch(/1 finds an answer.*“new\?”: nothing → Refunds/)
    expect(shown(result.content)).toMatch(/1 gets another answer first.*Refunds → Parcels/)
    expect(shown(result.content.submit)).toContain('Save all the same')
    await one.anna.submits(result, {})
    const sure = await seeing(one, 'Go on all the same?')
    expect(events(one)).toEqual([])
    await one.anna.submits(sure, {})
    expect(events(one)).toMatchObject([
      { type: 'ArticleWritten', article: 'refunds', seen: 3, content: { answer: 'Never.' } },
    ])
  })

  it('tries again what was changed after it was tried', async () => {
    const one = await start()
    one.sheets.push(sheet)
    await one.anna.submits(await opens(one, 'edit refunds', 'article.write'), { title: 'One' })
    await one.anna.submits(await seeing(one, 'no questions of the past'), { title: 'Two' })
    await one.anna.submits(await seeing(one, /no questions of the past.*Two/), {})
    expect(one.tried).toHaveLength(2)
    expect(events(one)).toMatchObject([{ content: { title: 'Two' } }])
  })

  it('gives back what was written where it is refused, can’t be tried or was not saved, and takes it then', async () => {
    const one = await start()
    one.sheets.push(sheet)
    one.effect = async () => Promise.reject(new Error('the database is away'))
    await one.anna.submits(await opens(one, 'edit refunds', 'article.write'), { answer: 'By van.' })
    const untried = await seeing(one, /did not work.*By van/)
    one.effect = async () => ({ asked: 0, gained: none, lost: none, changed: none })
    one.answers = [
      async () => Promise.reject(new NotStored('the database is away')),
      async () => ({ kind: 'refused', because: 'state', notice: { say: 'staff.articleChanged' } }),
      async () => ({ kind: 'done' }),
    ]
    let view = untried
    for (const what of ['not saved', 'changed that article meanwhile']) {
      await one.anna.submits(view, {})
      await one.anna.submits(await seeing(one, 'no questions of the past'), {})
      view = await seeing(one, what)
      expect(shown(view.content)).toContain('By van.')
    }
    await one.anna.submits(view, {})
    await one.anna.submits(await seeing(one, 'no questions of the past'), {})
    await one.sim.until(() => one.received[1])
    expect(new Set(one.received.map(({ key }) => key)).size).toBe(2)
  })

  it('keeps what was written in the form while it is tried, and while a colleague’s change comes first', async () => {
    const one = await start()
    const { promise: tested, resolve } = Promise.withResolvers<void>()
    one.effect = async () => {
      await tested
      return { asked: 0, gained: none, lost: none, changed: none }
    }
    one.isBackTesting = true
    const filled = { title: 'Parcels', answer: 'By van.', phrasings: 'one\ntwo', locale: 'en', owner: 'U1ANNA' }
    await one.anna.submits(await opens(one, 'add', 'article.write'), filled)
    const { content } = await seeing(one, /colleague’s change is being checked first/)
    expect(shown(content)).toMatch(/"Parcels".*"By van.".*"one\\ntwo".*"U1ANNA"/)
    resolve()
    const { content: ready } = await seeing(one, /no questions of the past/)
    expect(shown(ready)).toMatch(/"Parcels".*"By van.".*"one\\ntwo".*"U1ANNA"/)
  })

  it('writes one article where an error hid that it was stored, and tells where an earlier wording was', async () => {
    const one = await start()
    const filled = { title: 'Parcels', answer: 'By van.', locale: 'en' }
    one.answers = [
      async () => Promise.reject(new Error('the answer of the database was lost')),
      async () => ({ kind: 'repeated' }),
    ]
    const saves = async (given: Record<string, string>, what: string) => {
      await one.anna.submits(await seeing(one, what), given)
      await one.anna.submits(await seeing(one, /no questions of the past/), {})
    }
    await opens(one, 'add', 'article.write')
    await saves(filled, 'article.write')
    await saves({ answer: 'By train.' }, 'not saved')
    const told = await seeing(one, 'An earlier try was saved after all')
    expect(shown(told.content)).toContain('By train.')
    // What was stored is these words.
    await saves({ answer: 'By van.' }, 'An earlier try')
    expect(one.anna.views()).toEqual([])
    expect(new Set(one.received.map(({ key }) => key)).size).toBe(1)
  })

  it('tells too where the news came too late for Slack, and the words were changed then', async () => {
    const one = await start()
    const filled = { title: 'Parcels', answer: 'By van.', locale: 'en' }
    await one.anna.submits(await opens(one, 'add', 'article.write'), filled)
    const ready = await seeing(one, /no questions of the past/)
    one.answers = [async () => ({ kind: 'repeated' })]
    await one.anna.submits(ready, { answer: 'By train.' })
    await one.sim.until(() => one.tried[1])
    await one.anna.submits(await seeing(one, /no questions of the past.*By train/), {})
    await seeing(one, /An earlier try was saved after all.*By train/)
  })

  it('takes the same words for saved where only the news of it was lost', async () => {
    const one = await start()
    one.answers = [async () => Promise.reject(new Error('lost')), async () => ({ kind: 'repeated' })]
    await one.anna.submits(await opens(one, 'add', 'article.write'), { title: 'P', answer: 'By van.', locale: 'en' })
    await one.anna.submits(await seeing(one, /no questions of the past/), {})
    await one.anna.submits(await seeing(one, 'not saved'), {})
    await one.anna.submits(await seeing(one, /no questions of the past/), {})
    expect(one.anna.views()).toEqual([])
  })

  it('keeps an owner whom Slack does not know, and long texts whole', async () => {
    const one = await start()
    const answer = Array.from({ length: 80 }, (_, line) => `${line} ${'long '.repeat(12)}`.trim()).join('\n')
    const owner = { channel: 'web', externalId: 'w1', name: 'Webster' } as const
    one.sheets.push({ ...sheet, answer, owner })
    const view = await opens(one, 'edit refunds', 'article.write')
    expect(shown(view.content)).toContain('Webster')
    await one.anna.submits(view, {})
    await one.sim.until(() => one.tried[0])
    expect(one.tried).toMatchObject([{ content: { answer, owner } }])
  })

  it('tells who else can change an article that is too long for Slack', async () => {
    const one = await start()
    one.sheets.push({ ...sheet, answer: 'x'.repeat(3001) })
    await one.anna.commands('/desk', 'faq edit refunds')
    await seeing(one, 'too long to be changed in Slack')
  })
})

describe('an article', () => {
  it('is archived once it is seen what that does, and asked about twice where answers are lost', async () => {
    const one = await start()
    one.sheets.push(sheet)
    one.effect = async () => loss
    const view = await opens(one, 'archive refunds', 'article.change')
    expect(shown(view.content)).toMatch(/Nobody finds \*Refunds\*.*2 lose/)
    await one.anna.submits(view, {})
    expect(events(one)).toEqual([])
    await one.anna.submits(await seeing(one, 'Yes, archive it'), {})
    expect(events(one)).toMatchObject([{ type: 'ArticleArchived', article: 'refunds', seen: 3 }])
  })

  it('that is archived can’t be once more, and is told why a change was refused', async () => {
    const one = await start()
    one.sheets.push({ ...sheet, id: 'old', archived: true }, sheet)
    await one.anna.commands('/desk', 'faq archive old')
    await seeing(one, 'archived already')
    one.anna.dismisses()
    one.answers = [async () => ({ kind: 'refused', because: 'state', notice: { say: 'staff.articleChanged' } })]
    await one.anna.submits(await opens(one, 'archive refunds', 'article.change'), {})
    await seeing(one, 'changed that article meanwhile')
  })

  it('has a history, out of which each revision but the newest can be restored', async () => {
    const one = await start()
    one.articles.push({ id: 'refunds', title: 'Refunds' })
    one.sheets.push(sheet)
    const at = new Date('2026-11-20T10:00:00Z')
    one.revisions = [
      { number: 2, at, by: 'Ben', what: 'edited', title: 'Refunds', answer: 'Never.' },
      { number: 1, at, by: null, what: 'found', title: 'Refunds', answer: 'Within <30> days.' },
    ]
    await told(one, 'refund')
    const [notice] = one.anna.notices()
    if (notice === undefined) throw new Error('nothing was shown')
    await one.anna.pressesNotice(notice, 'article.menu', 'history:refunds')
    const history = await seeing(one, 'Revision 2')
    expect(shown(history.content)).toMatch(/edited · Ben.*found so · not by a manager.*&lt;30&gt;/)
    await one.anna.pressesIn(history, 'article.restore')
    await one.anna.submits(await seeing(one, 'reads again as in revision 1'), {})
    expect(events(one)).toMatchObject([{ type: 'ArticleRestored', article: 'refunds', revision: 1, seen: 3 }])
  })

  it('has a history that stays within Slack’s limits, and may have none', async () => {
    const one = await start()
    one.articles.push({ id: 'refunds', title: 'Refunds' })
    const long = '<'.repeat(500)
    const at = new Date('2026-11-20T10:00:00Z')
    const row = { at, by: long.slice(0, 80), what: 'edited', title: long, answer: long } as const
    await told(one, 'refund')
    const [notice] = one.anna.notices()
    if (notice === undefined) throw new Error('nothing was shown')
    await one.anna.pressesNotice(notice, 'article.menu', 'history:refunds')
    await seeing(one, 'never changed here')
    one.anna.dismisses()
    one.revisions = Array.from({ length: 30 }, (_, index) => ({ ...row, number: 30 - index }))
    await one.anna.pressesNotice(notice, 'article.menu', 'history:refunds')
    await seeing(one, 'Revision 30')
  })
})

describe('the review', () => {
  const row: ReviewedArticle = {
    ...{ id: 'refunds', title: 'Refunds', owner: 'Ben', reviewAfter: '2026-01-31', offered: 9 },
    ...{ solved: 1, not: 3, rate: 0.25, rateBefore: 0.8, otherwise: 2 },
  }
  const review = {
    candidates: {
      count: 1,
      rows: [
        { article: 'refunds', title: 'Refunds', phrasing: 'gimme money', solved: 1, not: 0, picked: 1, setAside: null },
      ],
    },
    overdue: { count: 1, rows: [row] },
    weak: { count: 7, rows: [row] },
    unused: { count: 1, rows: [row] },
    unanswered: { count: 1, rows: [{ question: 'Do you <fix> umbrellas?', count: 3, others: ['umbrella repair'] }] },
    learned: { count: 1, rows: [{ article: 'refunds', title: 'Refunds', phrasing: 'cash back please' }] },
  }

  it('shows every list, and nothing where nothing wants a look', async () => {
    const one = await start()
    one.review = review
    const text = shown((await opens(one, 'review', 'article.review')).content)
    expect(text).toMatch(/gimme money.*solved 1 · rejected 0 · answered by managers 1.*since 2026-01-31 · Ben/)
    expect(text).toMatch(
      /solved 1 of 4 in the last 30 days \(25 %\) · 80 % before · answered otherwise by managers: 2.*and 6 more.*Never offered/,
    )
    expect(text).toMatch(/&lt;fix&gt; umbrellas\?” · asked 3 times.*umbrella repair/)
    one.anna.dismisses()
    one.review = emptyReview
    await one.anna.commands('/desk', 'faq review')
    await seeing(one, 'Nothing wants a look')
  })

  it('takes back a phrasing that was learned', async () => {
    const one = await start()
    one.sheets.push(sheet)
    one.review = review
    await one.anna.pressesIn(await opens(one, 'review', 'article.review'), 'article.unlearn')
    await one.anna.submits(await seeing(one, 'cash back please” is no phrasing of'), {})
    await eventually(() => expect(events(one)).toHaveLength(1))
    expect(events(one)).toMatchObject([{ type: 'PhrasingRemoved', article: 'refunds', phrasing: 'cash back please' }])
  })

  it('makes a phrasing of a candidate by a nod, or refuses it, and shows what is left', async () => {
    const one = await start()
    one.sheets.push(sheet)
    one.review = review
    const [first] = [await opens(one, 'review', 'article.review')]
    await one.anna.pressesIn(first, 'article.accept')
    one.review = emptyReview
    await one.anna.submits(await seeing(one, 'find \\*Refunds\\*'), {})
    await seeing(one, 'Nothing wants a look')
    expect(one.anna.views()).toHaveLength(1)
    one.anna.dismisses()
    one.review = review
    await one.anna.pressesIn(await opens(one, 'review', 'article.review'), 'article.refuse')
    await one.anna.submits(await seeing(one, 'will not become'), {})
    expect(events(one)).toMatchObject([
      { type: 'CandidateAccepted', article: 'refunds', phrasing: 'gimme money' },
      { type: 'CandidateRefused', article: 'refunds', phrasing: 'gimme money' },
    ])
    expect(one.tried).toHaveLength(1)
  })

  it('leads from a question without an answer to a new article in one press', async () => {
    const one = await start()
    one.review = review
    await one.anna.pressesIn(await opens(one, 'review', 'article.review'), 'article.add')
    const form = await seeing(one, 'article.write')
    expect(shown(form.content)).toContain('"initial_value":"Do you <fix> umbrellas?"')
  })

  it('stays within Slack’s limits, however much there is', async () => {
    const one = await start()
    const many = <Row>(given: Row) => ({ count: 99, rows: Array.from({ length: 5 }, () => given) })
    const long = '<'.repeat(600)
    const article = { ...row, title: long, owner: long.slice(0, 80) }
    one.review = {
      candidates: many({
        article: 'a'.repeat(64),
        title: long,
        phrasing: long.slice(0, 500),
        solved: 1,
        not: 1,
        picked: 1,
        setAside: 'harms' as const,
      }),
      ...{ overdue: many(article), weak: many(article), unused: many(article) },
      unanswered: many({ question: long, count: 9, others: [long, long, long] }),
      learned: many({ article: 'x', title: long, phrasing: long }),
    }
    await opens(one, 'review', 'article.review')
  })
})

describe('who is no manager', () => {
  it('is told so in the modal, and nothing that they send is taken', async () => {
    const one = await start()
    one.sheets.push(sheet)
    const view = await opens(one, 'archive refunds', 'article.change')
    const carl = one.sim.person({ id: 'U9CARL', name: 'carl' })
    await carl.commands('/desk', 'faq add')
    await one.sim.until(() => carl.views().find(({ content }) => shown(content).includes('/support')))
    await carl.submits(view, {})
    expect(events(one)).toEqual([])
  })
})
