// The knowledge editor: articles in a list, written in a form that keeps what was typed, tried before they are stored.

import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DomainEvent } from '../../../src/core/events.ts'
import type { ArticleListRow } from '../../../src/desk/articles.ts'
import type { ArticleSheet, BackTestView } from '../../../src/desk/faq.ts'
import type { Desk } from '../../../src/desk.ts'
import { emptyFaq } from '../../support/empty-faq.ts'
import { type Browser, signIn, startWebDesk, type WebDesk } from './web-desk.ts'

const EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
const POST = '0b5a9a3e-6d0f-4c52-9d1e-0c6a6a3a7c11'
const none = { count: 0, examples: [] }
const harmless: BackTestView = { asked: 3, gained: none, lost: none, changed: none }

let web: WebDesk
let manager: Browser
let tried: DomainEvent[]
let effect: BackTestView
beforeEach(async () => {
  web = await startWebDesk()
  manager = await signIn(web)
  web.received.length = 0
  tried = []
  effect = harmless
  knows({
    backTest: async (change) => {
      tried.push(change)
      return effect
    },
  })
})
afterEach(() => web.stop())

const knows = (parts: Partial<Desk>) => Object.assign(web.desk, parts)
const anna = { channel: 'slack', externalId: 'UANNA', name: 'Anna' } as const
const sheet: ArticleSheet = {
  ...{ id: 'refunds', title: 'Refunds', answer: 'Within **30 days**.', phrasings: ['money back'], tags: ['money'] },
  ...{ locale: 'en', versionOf: null, owner: anna, reviewAfter: '2026-03-31', archived: false, newest: 4 },
}
const holds = (parts: Partial<ArticleSheet> = {}) =>
  knows({
    articleSheet: async (id) => (id === sheet.id ? { ...sheet, ...parts } : null),
    articleVersions: async () => [{ id: 'refunds', locale: 'en', title: 'Refunds' }],
    articleOwners: async () => [anna],
  })
const typed = {
  ...{ id: POST, seen: '4', title: 'Refunds', answer: 'Within 60 days.', phrasings: 'money back\nrefund please' },
  ...{ tags: 'money, orders', locale: 'en', versionOf: '', owner: 'slack:UANNA', reviewAfter: '' },
}
const posts = (path: string, fields: Record<string, string>) =>
  manager.page(path, { method: 'POST', body: new URLSearchParams(fields).toString() })
const open = async (path: string) => (await manager.page(path)).text()
const written = () => web.received.map(({ event }) => event)
const expectHarmless = (html: string) => {
  expect(html).not.toContain('<script>')
  expect(html).not.toContain('<img src=x')
}

test.each([
  ['GET', '/desk/knowledge'],
  ['GET', '/desk/knowledge/new'],
  ['GET', '/desk/knowledge/review'],
  ['GET', '/desk/knowledge/files'],
  ['POST', '/desk/knowledge/files'],
  ['GET', '/desk/knowledge/export/articles.json'],
  ['GET', '/desk/knowledge/place?question=x'],
  ['GET', '/desk/knowledge/try?question=x'],
  ['POST', '/desk/knowledge/new'],
  ['POST', '/desk/knowledge/preview'],
  ['GET', '/desk/knowledge/articles/refunds'],
  ['POST', '/desk/knowledge/articles/refunds'],
  ['GET', '/desk/knowledge/change?kind=archive&article=refunds'],
  ['POST', '/desk/knowledge/change'],
])('%s %s is for managers alone', async (method, path) => {
  holds()
  const answer = await web.browser().page(path, { method, ...(method === 'POST' ? { body: 'title=x' } : {}) })
  expect(answer.status).toBe(401)
  expect(await answer.text()).not.toContain('Within')
  expect(web.received).toEqual([])
})

const row: ArticleListRow = {
  ...{ id: 'refunds', title: 'Refunds', owner: 'Anna', reviewAfter: '2026-03-31', offered: 9, solved: 2, not: 1 },
  ...{ otherwise: 0, rate: 2 / 3, weak: true, overdue: true, tags: ['money'] },
  versions: [
    { id: 'refunds', locale: 'en', title: 'Refunds' },
    { id: 'rambursari', locale: 'ro', title: 'Rambursări' },
  ],
}

test('the list shows each article with its languages, tags, owner, day of review and warnings', async () => {
  knows({ articleList: async () => ({ rows: [row], total: 1, tags: ['money'], locales: ['en', 'ro'] }) })
  const page = await open('/desk/knowledge')
  for (const words of ['Refunds', '/desk/knowledge/articles/rambursari', 'money', 'kept by Anna', 'review 2026-03-31'])
    expect(page).toContain(words)
  expect(page).toContain('seldom helps')
  expect(page).toContain('to be reviewed')
})

test('a rate is told where enough people said so, and a few answers are told as what they are', async () => {
  const list = (one: ArticleListRow) => ({ rows: [one], total: 1, tags: [], locales: [] })
  knows({ articleList: async () => list(row) })
  expect(await open('/desk/knowledge')).toContain('solved 2 of 3')
  knows({ articleList: async () => list({ ...row, solved: 30, not: 10, rate: 0.75 }) })
  expect(await open('/desk/knowledge')).toContain('solves 75 %')
  knows({ articleList: async () => list({ ...row, solved: 0, not: 0, rate: null }) })
  expect(await open('/desk/knowledge')).toContain('nobody said yet')
})

test('the list is looked through by words, tag, language and what is archived', async () => {
  const sought: unknown[] = []
  knows({
    articleList: async (given) => {
      sought.push(given)
      return emptyFaq.articleList(given, 1)
    },
  })
  await open('/desk/knowledge?q=+refund++me+&tag=money&language=ro&state=archived')
  expect(sought).toEqual([{ words: 'refund me', tag: 'money', locale: 'ro', archived: true }])
})

test('a desk without articles says how to begin', async () => {
  const page = await open('/desk/knowledge')
  expect(page).toContain('There is nothing in the FAQ yet')
  expect(page).toContain('href="/desk/knowledge/new"')
  expect(page).toContain('href="/desk/knowledge/files"')
})

test('a new article is tried, and stored as an event of whoever is signed in', async () => {
  knows({ articleOwners: async () => [anna] })
  const answer = await posts('/desk/knowledge/new', { ...typed, seen: '0', step: 'save' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/desk/knowledge?saved&q=Refunds'])
  const event = {
    ...{ type: 'ArticleWritten', article: null, seen: 0, by: { channel: 'web', externalId: 'manager-1', name: 'Ana' } },
    content: {
      ...{ title: 'Refunds', answer: 'Within 60 days.', phrasings: ['money back', 'refund please'], locale: 'en' },
      ...{ tags: ['money', 'orders'], versionOf: null, owner: anna, reviewAfter: null },
    },
  }
  expect(written()).toEqual([event])
  expect(tried).toEqual([event])
})

test('the same post twice is one article', async () => {
  holds()
  await posts('/desk/knowledge/new', { ...typed, seen: '0' })
  await posts('/desk/knowledge/new', { ...typed, seen: '0' })
  expect(new Set(web.received.map(({ key }) => key)).size).toBe(1)
})

test('trying shows what would be lost, and stores nothing', async () => {
  holds()
  const example = { question: `Give it back ${EVIL}`, before: 'Refunds', after: null }
  effect = { ...harmless, lost: { count: 1, examples: [example] } }
  const page = await (await posts('/desk/knowledge/articles/refunds', { ...typed, step: 'try' })).text()
  expect(page).toContain('1 loses the answer that was confirmed')
  expect(page).toContain('Give it back')
  expect(page).toContain('Save all the same')
  expectHarmless(page)
  expect(written()).toEqual([])
})

test('what would lose answers is saved only by whoever has seen it', async () => {
  holds()
  effect = { ...harmless, lost: { count: 1, examples: [] } }
  const first = await (await posts('/desk/knowledge/articles/refunds', { ...typed, step: 'save' })).text()
  expect(written()).toEqual([])
  const digest = /name="tried" value="([\w-]+)"/.exec(first)?.[1] ?? ''
  const changed = await posts('/desk/knowledge/articles/refunds', { ...typed, title: 'Other', tried: digest })
  expect([changed.status, written()]).toEqual([200, []])
  const again = await posts('/desk/knowledge/articles/refunds', { ...typed, tried: digest, step: 'save' })
  expect([again.status, again.headers.get('location')]).toEqual([303, '/desk/knowledge/articles/refunds?saved'])
  expect(written()).toMatchObject([{ type: 'ArticleWritten', article: 'refunds', seen: 4 }])
})

test('each fault stands beside its field, and everything typed is kept', async () => {
  holds()
  const wrong = {
    ...{ ...typed, title: ' ', answer: '', phrasings: `short\n${'x'.repeat(801)}`, locale: 'English!' },
    ...{ reviewAfter: '2026-02-31', owner: 'slack:UGONE' },
  }
  const answer = await posts('/desk/knowledge/articles/refunds', { ...wrong, step: 'save' })
  const page = await answer.text()
  expect([answer.status, written()]).toEqual([422, []])
  for (const field of ['title', 'answer', 'phrasings', 'locale', 'reviewAfter', 'owner'])
    expect(page).toContain(`id="${field}-fault"`)
  for (const kept of ['English!', '2026-02-31', 'x'.repeat(801), 'money, orders']) expect(page).toContain(kept)
})

test('a colleague’s newer revision is told, and nothing typed is lost', async () => {
  holds({ answer: 'Ben wrote this.', newest: 5 })
  const history = { number: 5, at: new Date(), by: 'Ben', what: 'edited', title: 'Refunds', answer: 'Ben wrote this.' }
  knows({ articleHistory: async () => [{ ...history, what: 'edited' as const }] })
  web.gates.answer = { kind: 'refused', because: 'state', notice: { say: 'staff.articleChanged' } }
  const answer = await posts('/desk/knowledge/articles/refunds', typed)
  const page = await answer.text()
  expect(answer.status).toBe(409)
  for (const words of ['Ben has changed this article meanwhile', 'Ben wrote this.', 'Within 60 days.', 'refund please'])
    expect(page).toContain(words)
  expect(page).toContain('name="seen" value="5"')
  expect(page).not.toContain(POST)
})

test('why the engine refuses an article stands above what was typed', async () => {
  holds()
  const notice = { say: 'staff.versionTwice', params: { title: 'Rambursări', locale: 'ro' } }
  web.gates.answer = { kind: 'refused', because: 'state', notice }
  const answer = await posts('/desk/knowledge/articles/refunds', typed)
  const page = await answer.text()
  expect([answer.status, page.includes('Rambursări'), page.includes('Within 60 days.')]).toEqual([409, true, true])
})

test('words typed after an unanswered try that was stored are not lost without a word', async () => {
  holds()
  await posts('/desk/knowledge/articles/refunds', typed)
  const answer = await posts('/desk/knowledge/articles/refunds', { ...typed, answer: 'Within 90 days.' })
  const page = await answer.text()
  expect([answer.status, page.includes('Within 90 days.'), page.includes('name="seen" value="4"')]).toEqual([
    ...[409, true, true],
  ])
})

test.each([
  ['was refused', [], 'may have been refused'],
  ['is stored in other words', [row], 'Compare before you save once more'],
] as const)('a new article that comes again is not told as saved where it %s', async (_how, rows, words) => {
  const written = { number: 4, at: new Date(), by: 'Ana', title: 'Refunds', answer: 'Within 90 days.' }
  holds({ answer: 'Within 90 days.' })
  knows({
    articleList: async () => ({ rows, total: rows.length, tags: [], locales: [] }),
    articleHistory: async () => [{ ...written, what: 'written' as const }],
  })
  await posts('/desk/knowledge/new', { ...typed, seen: '0' })
  const answer = await posts('/desk/knowledge/new', { ...typed, seen: '0' })
  const page = await answer.text()
  expect([answer.status, page.includes(words), page.includes('Within 60 days.')]).toEqual([409, true, true])
  expect(page).not.toContain(POST)
})

test('the preview shows an answer as the customer sees it, and no markup of its own', async () => {
  const fields = { title: `Refunds ${EVIL}`, answer: `**bold** ${EVIL} [here](javascript:alert(1))` }
  const page = await (await posts('/desk/knowledge/preview', fields)).text()
  expect(page).toContain('<strong>bold</strong>')
  expect(page).not.toContain('<!doctype')
  expect(page).not.toContain('href="javascript')
  expectHarmless(page)
})

test('every word of an article is escaped wherever it stands', async () => {
  const evil = { title: EVIL, answer: EVIL, phrasings: [EVIL], tags: [EVIL], locale: EVIL }
  holds({ ...evil, owner: { ...anna, name: EVIL } })
  knows({
    articleVersions: async () => [{ id: EVIL, locale: EVIL, title: EVIL }],
    articleHistory: async () => [{ number: 1, at: new Date(), by: EVIL, what: 'edited', title: EVIL, answer: EVIL }],
    articleList: async () => ({
      ...{ total: 1, tags: [EVIL], locales: [EVIL] },
      rows: [{ ...row, id: EVIL, title: EVIL, owner: EVIL, reviewAfter: EVIL, tags: [EVIL], versions: [] }],
    }),
  })
  expectHarmless(await open('/desk/knowledge/articles/refunds'))
  expectHarmless(await open(`/desk/knowledge?q=${encodeURIComponent(EVIL)}`))
  expectHarmless(await open(`/desk/knowledge/new?question=${encodeURIComponent(EVIL)}`))
  expectHarmless(
    await (await posts('/desk/knowledge/articles/refunds', { ...typed, ...evil, phrasings: EVIL, tags: EVIL })).text(),
  )
})

test('an article shows its languages, what came of it and its history', async () => {
  holds()
  knows({
    articleFigures: async () => ({ ...row, solved: 30, not: 10, otherwise: 2, rate: 0.75, rateBefore: 0.9 }),
    articleHistory: async () => [
      { number: 2, at: new Date(), by: 'Ben', what: 'edited', title: 'Refunds', answer: 'Now.' },
      { number: 1, at: new Date(), by: null, what: 'imported', title: 'Money', answer: 'Then.' },
    ],
  })
  const page = await open('/desk/knowledge/articles/refunds')
  for (const words of ['75 %', '90 %', 'Ben', 'Then.', 'Write it in Română']) expect(page).toContain(words)
  expect(page).toContain('/desk/knowledge/new?versionOf=refunds&amp;locale=ro')
  expect(page).toContain('kind=restore&amp;article=refunds&amp;revision=1')
  expect(page).not.toContain('revision=2"')
})

test('a version begins with what it says in another language, and a ticket with what it leaves', async () => {
  holds()
  knows({
    articleDraft: async (number) =>
      number === 7 ? { title: 'Late parcel', question: 'where is it', answer: 'On its way.', isCut: false } : null,
  })
  const version = await open('/desk/knowledge/new?versionOf=refunds&locale=ro')
  expect(version).toContain('name="versionOf" value="refunds"')
  expect(version).toContain('This says “Refunds” in another language.')
  const draft = await open('/desk/knowledge/new?ticket=7')
  for (const words of ['Late parcel', 'where is it', 'On its way.']) expect(draft).toContain(words)
})

test.each([
  ['archive', {}, { type: 'ArticleArchived', seen: 4 }, '/desk/knowledge/articles/refunds'],
  ['restore', { revision: '2' }, { type: 'ArticleRestored', seen: 4, revision: 2 }, '/desk/knowledge/articles/refunds'],
  [
    'accept',
    { phrasing: 'give it back' },
    { type: 'CandidateAccepted', phrasing: 'give it back' },
    '/desk/knowledge/review',
  ],
  [
    'refuse',
    { phrasing: 'give it back' },
    { type: 'CandidateRefused', phrasing: 'give it back' },
    '/desk/knowledge/review',
  ],
  [
    'unlearn',
    { phrasing: 'give it back' },
    { type: 'PhrasingRemoved', phrasing: 'give it back' },
    '/desk/knowledge/review',
  ],
])('to %s is shown with what it does, and done by a press', async (kind, more, event, back) => {
  holds()
  const change: Record<string, string> = { kind, article: 'refunds', ...more }
  const page = await open(`/desk/knowledge/change?${new URLSearchParams(change)}`)
  expect(page).toContain('Refunds')
  expect(written()).toEqual([])
  const answer = await posts('/desk/knowledge/change', { ...change, seen: '4', id: POST })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `${back}?saved`])
  expect(written()).toMatchObject([{ ...event, article: 'refunds' }])
})

test('a change names its article and phrasing without what can’t be stored', async () => {
  holds()
  const change = { kind: 'accept', article: 'refunds\u0000', phrasing: 'give\u0000 it back', seen: '4', id: POST }
  expect((await posts('/desk/knowledge/change', change)).status).toBe(303)
  expect(written()).toMatchObject([{ article: 'refunds', phrasing: 'give it back' }])
  expect((await posts('/desk/knowledge/change', { ...change, article: '\u0000' })).status).toBe(422)
})

test('a change that is refused says why', async () => {
  holds()
  web.gates.answer = { kind: 'refused', because: 'state', notice: { say: 'staff.articleArchived' } }
  const change = { kind: 'archive', article: 'refunds', seen: '4', id: POST }
  const answer = await posts('/desk/knowledge/change', change)
  expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('archived already')])
})

test.each(['/desk/knowledge/articles/nothing', '/desk/knowledge/change?kind=archive&article=nothing'])(
  '%s says that there is no such article',
  async (path) => {
    const answer = await manager.page(path)
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('no such article')])
  },
)

test('an address that names no change is refused', async () => {
  expect((await manager.page('/desk/knowledge/change?kind=explode&article=refunds')).status).toBe(422)
})

test('what wants a look is listed, each with what can be done about it', async () => {
  const reviewed = { ...row, rateBefore: null }
  const one = <Row>(only: Row) => ({ count: 9, rows: [only] })
  knows({
    faqReview: async () => ({
      candidates: one({
        ...{ article: 'refunds', title: 'Refunds', phrasing: 'give it back', solved: 1, not: 0, picked: 2 },
        setAside: 'harms' as const,
      }),
      overdue: one(reviewed),
      weak: one({ ...reviewed, title: 'Weak one' }),
      unused: one({ ...reviewed, title: 'Unused one' }),
      unanswered: one({ question: 'umbrellas?', count: 3, others: ['sell umbrellas'] }),
      learned: one({ article: 'refunds', title: 'Refunds', phrasing: 'cash back' }),
    }),
  })
  const page = await open('/desk/knowledge/review')
  for (const words of ['Weak one', 'Unused one', 'umbrellas?', 'sell umbrellas', 'and 8 more', 'asked 3 times'])
    expect(page).toContain(words)
  const named = 'article=refunds&amp;phrasing=give%20it%20back'
  for (const kind of ['accept', 'refuse']) expect(page).toContain(`/desk/knowledge/change?kind=${kind}&amp;${named}`)
  expect(page).toContain('kind=unlearn&amp;article=refunds&amp;phrasing=cash%20back')
  expect(page).toContain('/desk/knowledge/new?question=umbrellas%3F')
  expect(page).toContain('/desk/knowledge/place?question=umbrellas%3F')
})

test('nothing to look at is said so', async () => {
  expect(await open('/desk/knowledge/review')).toContain('Nothing wants a look')
})

const likely = {
  ...{ article: 'likely', title: 'Likelier than others', confidence: 0.5, isShown: false, nearest: null },
  ...{ shared: [], words: [] },
}

test('a question finds the article that it asks for, whose form has it then as one more way to ask', async () => {
  holds()
  knows({
    searchTitles: async (words) => [{ id: 'refunds', title: `Refunds for ${words}` }],
    tryQuestion: async () => ({ shown: 'nothing', found: [likely] }),
  })
  const page = await open('/desk/knowledge/place?question=give+it+back')
  expect(page.indexOf('Refunds for give it back')).toBeGreaterThan(page.indexOf('Likelier than others'))
  expect(page).toContain('/desk/knowledge/articles/refunds?phrasing=give%20it%20back')
  expect(await open('/desk/knowledge/articles/refunds?phrasing=give+it+back')).toContain(
    'money back\ngive it back</textarea>',
  )
})

test('a question that is tried shows what the customer would get and why', async () => {
  const asked: unknown[] = []
  knows({
    tryQuestion: async (question, locale) => {
      asked.push([question, locale])
      const shared = [{ asked: 'funds', said: 'money' }]
      const words = [
        { word: 'funds', without: 0.12 },
        { word: 'back', without: null },
        { word: EVIL, without: 0.001 },
      ]
      const why = { nearest: 'I want my money back', shared, words }
      return {
        shown: 'answer',
        found: [{ article: 'refunds', title: 'Refunds', confidence: 0.93, isShown: true, ...why }],
      }
    },
  })
  const page = await open('/desk/knowledge/try?question=my+funds+back&locale=ro')
  expect(asked).toEqual([['my funds back', 'ro']])
  for (const words of ['gets the first article in full', '93 %', 'funds ≈ money', 'I want my money back'])
    expect(page).toContain(words)
  for (const words of ['Without “funds”: 12 %', 'Without “back”: not found any more', 'under 1 %'])
    expect(page).toContain(words)
  expectHarmless(page)
})

test('nothing is tried before a question is written', async () => {
  knows({ tryQuestion: async () => Promise.reject(new Error('nobody asked')) })
  expect(await open('/desk/knowledge/try')).toContain('No customer notices anything')
})

test('whoever came in from another channel writes under the account that they have there', async () => {
  holds()
  const mia = { channel: 'slack', externalId: 'UMIA', name: 'Mia', admin: false } as const
  web.links.add('mias')
  web.owners.set('mias', mia)
  const browser = web.browser()
  await browser.json('/desk/sign-in/mias', { body: {} })
  web.received.length = 0
  await browser.page('/desk/knowledge/new', { body: new URLSearchParams({ ...typed, seen: '0' }).toString() })
  expect(written()).toMatchObject([{ by: { channel: 'slack', externalId: 'UMIA', name: 'Mia' } }])
})
