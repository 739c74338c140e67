import { beforeEach, expect, test } from 'vitest'
import { createPresence, type Presence } from '../../../adapters/web/desk/presence.ts'

let time: number
let presence: Presence
let told: number
beforeEach(() => {
  time = 0
  told = 0
  presence = createPresence(() => time)
  presence.watch(7, () => {
    told++
  })
})

const ana = { ticket: 7, session: 'a', name: 'Ana', writing: false }
const bob = { ticket: 7, session: 'b', name: 'Bob', writing: false }

test('colleagues see each other, and nobody themselves', () => {
  presence.see(ana)
  presence.see(bob)
  expect(presence.at(7, ana)).toEqual([{ name: 'Bob', writing: false }])
  expect(presence.at(7, bob)).toEqual([{ name: 'Ana', writing: false }])
  expect(presence.at(8, bob)).toEqual([])
})

test('somebody with two pages is one, and not a stranger to themselves', () => {
  presence.see(ana)
  presence.see({ ...ana, session: 'a2', writing: true })
  expect(presence.at(7, bob)).toEqual([{ name: 'Ana', writing: true }])
  expect(presence.at(7, ana)).toEqual([])
})

test('a sign lasts 40 seconds, and a new one keeps it', () => {
  presence.see(ana)
  time = 39_000
  presence.see(ana)
  time = 78_000
  expect(presence.at(7, bob)).toHaveLength(1)
  time = 79_000
  expect(presence.at(7, bob)).toEqual([])
})

test('who watches a ticket hears of what is news there, and of nothing else', () => {
  presence.see(ana)
  presence.see(ana)
  presence.see({ ...ana, ticket: 8 })
  expect(told).toBe(1)
  presence.see({ ...ana, writing: true })
  presence.leave(ana)
  presence.leave(ana)
  expect(told).toBe(3)
})
