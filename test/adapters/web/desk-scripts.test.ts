import { expect, test } from 'vitest'

// Browsers' modules without types: they are served as they are.
const load = (name: string) => import(new URL(`../../../adapters/web/assets/${name}`, import.meta.url).href)
const { keyAction, moved } = await load('desk-keys.js')
const { createDrafts } = await load('desk-drafts.js')
const { takeArrivals } = await load('desk-arrivals.js')
const { createPosting, afterwards, restOf } = await load('desk-posting.js')

const key = (name: string, more = {}) => ({ key: name, ...more })

test('keys do something while nobody types, and only sending and leaving while somebody does', () => {
  expect(keyAction(key('c'), false)).toEqual({ does: 'go', key: 'c' })
  expect(keyAction(key('j'), false)).toEqual({ does: 'move', by: 1 })
  expect(keyAction(key('c'), true)).toBeNull()
  expect(keyAction(key('Enter', { ctrlKey: true }), true)).toEqual({ does: 'send' })
  expect(keyAction(key('Escape'), true)).toEqual({ does: 'leave' })
  expect(keyAction(key('c', { ctrlKey: true }), false)).toBeNull()
  expect(keyAction(key('c'), false, true)).toBeNull()
})

test('moves stay within the list', () => {
  expect([moved(-1, 1, 3), moved(2, 1, 3), moved(0, -1, 3), moved(-1, -1, 3), moved(0, 1, 0)]).toEqual([
    0,
    2,
    0,
    2,
    null,
  ])
})

const storage = () => {
  const kept = new Map<string, string>()
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
    removeItem: (name: string) => kept.delete(name),
  }
}

test('a draft is kept by its ticket with the id of its post, until it is sent', () => {
  const kept = storage()
  const drafts = createDrafts(() => kept)
  drafts.keep(7, { text: 'Hello', id: 'a' })
  expect([drafts.of(7), drafts.of(8)]).toEqual([{ text: 'Hello', id: 'a' }, null])
  drafts.keep(7, { text: ' ', id: 'b' })
  expect(drafts.of(7)).toBeNull()
})

test('a new request is told of once in all tabs, and an older one never', () => {
  const shared = storage()
  const arrivals = [
    { number: 5, opened: 100 },
    { number: 4, opened: 10 },
  ]
  expect(takeArrivals(arrivals, 50, shared)).toEqual([{ number: 5, opened: 100 }])
  expect(takeArrivals(arrivals, 50, shared)).toEqual([])
})

test('a post is tried again with the same words until it is answered, and given up in the end', async () => {
  const sent: object[] = []
  const answers = [null, { status: 503 }, { status: 200, ok: true }]
  const pauses: number[] = []
  const parts = { pause: async (wait: number) => void pauses.push(wait), waiting: () => {} }
  const posting = createPosting({ ...parts, send: async (post: object) => answers[sent.push(post) - 1] })
  const post = { id: 'a' }
  expect(await posting(post)).toEqual({ status: 200, ok: true })
  expect([sent, pauses]).toEqual([
    [post, post, post],
    [1000, 2000],
  ])
  expect(await createPosting({ ...parts, send: async () => null })(post)).toBeNull()
})

test('words go once they are stored, and the id stays where nobody knows whether they were', () => {
  expect(afterwards({ status: 200, ok: true })).toEqual({ clears: true, renews: true })
  expect(afterwards({ status: 409, ok: false })).toEqual({ clears: false, renews: true })
  expect(afterwards({ status: 422, ok: false })).toEqual({ clears: false, renews: true })
  expect(afterwards({ status: 500, ok: false })).toEqual({ clears: false, renews: false })
  expect(afterwards(null)).toEqual({ clears: false, renews: false })
})

test('where a browser keeps nothing, drafts are typed and sent all the same', () => {
  const drafts = createDrafts(() => {
    throw new Error('SecurityError')
  })
  drafts.keep(7, { text: 'Hello', id: 'a' })
  expect(drafts.of(7)).toBeNull()
})

test.each([
  ['nothing, where nothing was typed since', 'All done', 'All done', ''],
  ['what was typed behind it since', 'All done\n\nOne more thing', 'All done', 'One more thing'],
  ['all of it, where it reads otherwise by now', 'All was done', 'All done', 'All was done'],
  ['what was typed while files went alone', 'And this', '', 'And this'],
])('of words that were sent there remains %s', (_, now, sent, rest) => {
  expect(restOf(now, sent)).toBe(rest)
})
