import { beforeEach, expect, test } from 'vitest'

interface Post {
  readonly id: string
}
type Answer = { readonly ok: boolean; readonly status: number } | null
interface Parts {
  send(post: Post): Promise<Answer>
  settle(post: Post, state: string, answer: Answer): void
  keep(left: readonly Post[]): void
  later(callback: () => void, milliseconds: number): () => void
}
type CreatePosts = (parts: Parts) => { add(post: Post): void; again(): void }

// A browser's module without types: it is served as it is.
const asset = new URL('../../../adapters/web/assets/posts.js', import.meta.url).href
interface Storage {
  getItem(name: string): string | null
  setItem(name: string, value: string): void
}
type CreateKept = (
  storage: () => Storage,
  name: string,
) => { keep(posts: readonly Post[]): void; all(): readonly Post[] }
const { createPosts, createKept }: { createPosts: CreatePosts; createKept: CreateKept } = await import(asset)

const GOOD: Answer = { ok: true, status: 202 }
let answers: Answer[]
let sent: string[]
let fates: string[]
let kept: string[]
let waiting: (() => void)[]
let pauses: number[]
let posts: ReturnType<CreatePosts>
beforeEach(() => {
  answers = []
  sent = []
  fates = []
  kept = []
  waiting = []
  pauses = []
  posts = createPosts({
    send: async ({ id }) => {
      sent.push(id)
      return answers.length > 0 ? (answers.shift() ?? null) : GOOD
    },
    settle: ({ id }, state) => fates.push(`${id} ${state}`),
    keep: (left) => {
      kept = left.map(({ id }) => id)
    },
    later: (callback, milliseconds) => {
      waiting.push(callback)
      pauses.push(milliseconds)
      return () => {}
    },
  })
})

test('what is written is sent at once, and is no longer kept once it is stored', async () => {
  posts.add({ id: 'a' })
  expect(kept).toEqual(['a'])
  await expect.poll(() => fates).toEqual(['a sending', 'a stored'])
  expect(kept).toEqual([])
})

test('posts go one after another, in the order in which they were written', async () => {
  for (const id of ['a', 'b', 'c']) posts.add({ id })
  await expect.poll(() => fates.at(-1)).toBe('c stored')
  expect(sent).toEqual(['a', 'b', 'c'])
})

test.each([null, { ok: false, status: 503 }, { ok: false, status: 429 }])(
  'after %j the same post goes again after a pause, and what follows waits for it',
  async (answer) => {
    answers = [answer]
    posts.add({ id: 'a' })
    await expect.poll(() => fates).toEqual(['a sending', 'a waiting'])
    posts.add({ id: 'b' })
    expect(fates.at(-1)).toBe('b waiting')
    expect(kept).toEqual(['a', 'b'])
    waiting.at(-1)?.()
    await expect.poll(() => fates.at(-1)).toBe('b stored')
    expect(sent).toEqual(['a', 'a', 'b'])
  },
)

test('pauses grow, and the return of the network ends them', async () => {
  answers = [null, null, null]
  posts.add({ id: 'a' })
  await expect.poll(() => waiting).toHaveLength(1)
  waiting[0]?.()
  await expect.poll(() => waiting).toHaveLength(2)
  expect(pauses).toEqual([1000, 2000])
  posts.again()
  await expect.poll(() => waiting).toHaveLength(3)
  posts.again()
  await expect.poll(() => fates.at(-1)).toBe('a stored')
})

test.each([422, 507])('what the desk refuses with %i is given back, and holds up nothing', async (status) => {
  answers = [{ ok: false, status }]
  posts.add({ id: 'a' })
  posts.add({ id: 'b' })
  await expect.poll(() => fates).toEqual(['a sending', 'a refused', 'b sending', 'b stored'])
})

test('a fault of the desk is tried a few times, and then holds up nothing either', async () => {
  answers = Array.from({ length: 4 }, () => ({ ok: false, status: 500 }))
  posts.add({ id: 'a' })
  for (let tries = 1; tries < 4; tries++) {
    await expect.poll(() => waiting).toHaveLength(tries)
    waiting.at(-1)?.()
  }
  await expect.poll(() => fates.at(-1)).toBe('a refused')
  expect(sent).toEqual(['a', 'a', 'a', 'a'])
})

test('what waits outlives its page, under the name of its chat alone', () => {
  const stored = new Map<string, string>()
  const storage = {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, value: string) => void stored.set(name, value),
  }
  createKept(() => storage, 'ana').keep([{ id: 'a' }])
  expect(createKept(() => storage, 'ana').all()).toEqual([{ id: 'a' }])
  expect(createKept(() => storage, 'ben').all()).toEqual([])
})

test('a browser that keeps nothing still sends', () => {
  const forbidden = createKept(() => {
    throw new Error('SecurityError')
  }, 'ana')
  expect(() => forbidden.keep([{ id: 'a' }])).not.toThrow()
  expect(forbidden.all()).toEqual([])
})
