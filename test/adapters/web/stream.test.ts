import { beforeEach, expect, test } from 'vitest'

type Listener = (event: { data?: string; lastEventId?: string }) => void
class Source {
  readonly listeners = new Map<string, Listener[]>()
  readyState = 1
  readonly address: string
  constructor(address: string) {
    this.address = address
  }
  addEventListener(name: string, listener: Listener) {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener])
  }
  tell(name: string, event: Parameters<Listener>[0] = {}) {
    for (const listener of this.listeners.get(name) ?? []) listener(event)
  }
  close() {
    this.readyState = 2
  }
}
type KeepStream = (parts: {
  address(lastId: string | null): string
  hear: Readonly<Record<string, (data: string) => void>>
  tell(isOpen: boolean): void
  open(address: string): Source
  clock: { now(): number; later(callback: () => void, milliseconds: number): () => void }
}) => { look(): void }

// A browser's module without types: it is served as it is.
const asset = new URL('../../../adapters/web/assets/stream.js', import.meta.url).href
const { keepStream }: { keepStream: KeepStream } = await import(asset)

let now: number
let sources: Source[]
let heard: string[]
let states: boolean[]
let timers: { callback: () => void; at: number }[]
let stream: { look(): void }
beforeEach(() => {
  now = 0
  sources = []
  heard = []
  states = []
  timers = []
  stream = keepStream({
    address: (lastId) => `/stream?from=${lastId ?? 'start'}`,
    hear: { turn: (data) => heard.push(data) },
    tell: (isOpen) => states.push(isOpen),
    open: (address) => {
      const source = new Source(address)
      sources.push(source)
      return source
    },
    clock: {
      now: () => now,
      later: (callback, milliseconds) => {
        const timer = { callback, at: now + milliseconds }
        timers.push(timer)
        return () => {
          timers = timers.filter((one) => one !== timer)
        }
      },
    },
  })
})

const pass = (milliseconds: number) => {
  now += milliseconds
  const due = timers.filter(({ at }) => at <= now)
  timers = timers.filter(({ at }) => at > now)
  for (const { callback } of due) callback()
}

test('after a loss the stream goes on behind the last id that was seen', () => {
  sources[0]?.tell('turn', { data: 'one', lastEventId: '1-5' })
  sources[0]?.tell('error')
  pass(1000)
  expect(sources.map(({ address }) => address)).toEqual(['/stream?from=start', '/stream?from=1-5'])
  sources[1]?.tell('turn', { data: 'two', lastEventId: '2-5' })
  expect(heard).toEqual(['one', 'two'])
})

test('a desk that is away is asked again at growing pauses, never later than ten seconds', () => {
  const waits: number[] = []
  for (let losses = 0; losses < 7; losses++) {
    sources.at(-1)?.tell('error')
    waits.push((timers[0]?.at ?? 0) - now)
    pass(waits.at(-1) ?? 0)
  }
  expect(waits).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000, 10_000])
})

test('a connection that died without a word is noticed by its silence', () => {
  pass(20_000)
  sources[0]?.tell('ping', { data: '' })
  pass(34_999)
  expect(sources).toHaveLength(1)
  pass(20_001)
  expect(sources).toHaveLength(2)
})

test('a page that slept looks at once, and takes the stream up again where it was silent for too long', () => {
  now += 60_000
  stream.look()
  expect(sources).toHaveLength(2)
  stream.look()
  expect(sources).toHaveLength(2)
})

test('what an old connection still says is not heard twice', () => {
  sources[0]?.tell('error')
  pass(1000)
  sources[0]?.tell('turn', { data: 'late', lastEventId: '9-9' })
  expect(heard).toEqual([])
})

test('the page knows whether it is connected', () => {
  sources[0]?.tell('open')
  sources[0]?.tell('error')
  expect(states).toEqual([true, false])
})
