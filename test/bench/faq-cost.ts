// What the matcher costs at 150 articles and at 5,000: made while all else goes on, in a process of its own.

import { readFileSync } from 'node:fs'
import Fuse from 'fuse.js'
import type { Article } from '../../src/knowledge/articles.ts'
import { makeMatcher } from '../../src/knowledge/matcher.ts'
import type { LabelledFile } from '../faq/labelled.ts'
import { print, quantile } from './figure.ts'

const MEGABYTE = 1024 * 1024
const ASKED = 500
/** Fuse takes a second each among thousands. */
const ASKED_OF_FUSE = 10

const file: LabelledFile = JSON.parse(readFileSync(new URL('../faq/clinc150-dev.json', import.meta.url), 'utf8'))

/** Articles of three phrasings each; beyond the entries of the file they are told apart by a made-up word. */
const articles = (count: number): Article[] =>
  Array.from({ length: count }, (_, index) => {
    const round = Math.floor(index / file.entries.length)
    const { title = '', phrasings = [] } = file.entries[index % file.entries.length] ?? {}
    const mark = round === 0 ? '' : ` ${word(index)}`
    const some = [0, 1, 2].map((offset) => `${phrasings[(round + offset) % phrasings.length] ?? ''}${mark}`)
    return {
      id: `a${index}`,
      title: `${title}${mark}`,
      phrasings: some,
      answer: '',
      locale: 'en',
      tags: [],
      versionOf: null,
    }
  })

const SYLLABLES = ['ba', 'ce', 'di', 'fo', 'gu', 'la', 'me', 'ni', 'po', 'ru', 'sa', 'te', 'vi', 'zo', 'xu', 'ka']
const word = (index: number): string =>
  [1, 16, 256, 4096].map((power) => SYLLABLES[Math.floor(index / power) % SYLLABLES.length] ?? '').join('')

const held = (): number => {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / MEGABYTE
}

for (const count of [150, 5_000]) {
  const all = articles(count)
  const before = held()
  const watch = stallWatch()
  const start = performance.now()
  const matcher = await makeMatcher(all, 'en')
  const took = performance.now() - start
  const stall = watch.stop()
  print({ name: `faq.cost.${count}.build`, value: took, unit: 'ms' })
  print({ name: `faq.cost.${count}.stall`, value: stall, unit: 'ms' })
  print({ name: `faq.cost.${count}.memory`, value: held() - before, unit: 'MB' })
  const questions = file.queries.slice(0, ASKED).map(([question], index) => `${question} ${word(index * 7)}`)
  const { p50, p95 } = timesOf((question) => matcher.match(question, 'en'), questions)
  const fuse = new Fuse(all, { keys: ['title', 'phrasings'] })
  const bare = timesOf((question) => fuse.search(question), questions.slice(0, ASKED_OF_FUSE))
  print({ name: `faq.cost.${count}.match.p50`, value: p50, unit: 'ms', ratio: p50 / bare.p50, baseline: bare.p50 })
  print({ name: `faq.cost.${count}.match.p95`, value: p95, unit: 'ms', ratio: p95 / bare.p95, baseline: bare.p95 })
}

function timesOf(find: (question: string) => unknown, questions: readonly string[]): { p50: number; p95: number } {
  const times = questions.map((question) => {
    const start = performance.now()
    find(question)
    return performance.now() - start
  })
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95) }
}

/** Watches how long others had to wait for their turn; `stop` tells the longest wait in milliseconds. */
function stallWatch(): { stop: () => number } {
  let [last, longest, isOn] = [performance.now(), 0, true]
  const look = (): void => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
    if (isOn) setImmediate(look)
  }
  setImmediate(look)
  return {
    stop: () => {
      isOn = false
      return longest
    },
  }
}
