// Customers and managers talk at a steady rate, whatever becomes of it, while tickets are resolved and reopened and the night's work is done.

import { setTimeout as pause } from 'node:timers/promises'
import { migrate } from '../../src/database/migrate.ts'
import { quantile } from '../bench/figure.ts'
import { openStage, STAFF, type Stage } from '../bench/stage.ts'
import { type Arrivals, createArrivals } from './arrivals.ts'
import { age, nightsWork, openBooks } from './books.ts'
import { growth, type Sample } from './growth.ts'

interface Wishes {
  readonly url: string
  readonly minutes: number
  /** Messages a second, of both sides. */
  readonly rate: number
  /** Hears each minute how it is. */
  readonly tell: (words: string) => void
}

export interface Soaked {
  readonly minutes: number
  readonly messages: number
  /** From the platform that took a message to the one that shows it, in milliseconds. */
  readonly delay: { readonly p50: number; readonly p99: number; readonly longest: number }
  /** At the first and the last of what is compared. */
  readonly first: Sample
  readonly last: Sample
  readonly broken: readonly string[]
}

// Odd, so that both sides speak in each chat by turns.
const CUSTOMERS = 101
const FIRST_CUSTOMER = 800_000
/** In milliseconds. */
const TICK = 20
/** In seconds. */
const SAMPLE_EVERY = 5
/** So many keys and finished jobs have had their time at the start. */
const LONG_AGO = 50_000
/** Those whose tickets are resolved and reopened by turns; their words are not counted. */
const COMING_BACK = 10
/** How often one of these is resolved, or comes back, in messages. */
const TURN_EVERY = 50
const PATIENCE = 60_000

/** Soaks a desk on an empty database; resolves with what was found. */
export const soak = async ({ url, minutes, rate, tell }: Wishes): Promise<Soaked> => {
  await migrate(url)
  const stage = await openStage(url, { isPaced: false, isBalanced: false })
  // Once, so that its queues are there.
  for (const program of await stage.start(1)) await program.stop()
  await age(url, LONG_AGO)
  const [program] = await stage.start(1)
  if (program === undefined) throw new Error('no program was started')
  const books = await openBooks(url, program.pid)
  const talk = await openTalk(stage)
  const samples: Sample[] = []
  const begun = performance.now()
  const seconds = () => (performance.now() - begun) / 1_000
  for (let sampled = 0, minute = 0; seconds() < minutes * 60; ) {
    talk.goOn(seconds() * rate)
    if (seconds() - sampled > SAMPLE_EVERY) {
      sampled = seconds()
      samples.push(await books.sample())
      if (samples.length === 1) await nightsWork(url)
    }
    if (seconds() > (minute + 1) * 60) {
      minute++
      tell(
        `minute ${minute}: ${talk.said()} said, ${talk.arrivals.waiting()} on their way, ${samples.at(-1)?.memory} MB`,
      )
    }
    await pause(TICK)
  }
  await talk.ends()
  const { keys, jobs } = await books.left()
  await books.close()
  const code = await program.stop()
  await stage.close()
  const { first, last, grown } = growth(samples)
  const broken = [
    ...talk.arrivals.faults(),
    ...grown,
    ...(keys + jobs > 0 ? [`${keys} keys and ${jobs} jobs of long ago were not removed`] : []),
    ...(code === 0 ? [] : [`the stop ended with ${code}`]),
  ]
  const at = (share: number) => Math.round(quantile(talk.arrivals.delays(), share))
  return { minutes, messages: talk.said(), delay: { p50: at(0.5), p99: at(0.99), longest: at(1) }, first, last, broken }
}

interface Talk {
  readonly arrivals: Arrivals
  /** Says what is due: so many messages since the beginning. */
  goOn(due: number): void
  said(): number
  /** Says nothing more; resolves once all has arrived, or won't. */
  ends(): Promise<void>
}

// Everybody opens a ticket first.
const openTalk = async ({ telegram, slack, anna }: Stage): Promise<Talk> => {
  const chats = await Promise.all(
    Array.from({ length: CUSTOMERS + COMING_BACK }, async (_, n) => {
      const person = telegram.user({ id: FIRST_CUSTOMER + n, firstName: `Customer ${n}` })
      person.sends(`zxqv opening of ${n}.`)
      const { ts } = await slack.sees(STAFF, ({ text }) => text.includes(`zxqv opening of ${n}.`))
      return { person, card: { channel: STAFF, ts } }
    }),
  )
  const chatOf = (n: number) => {
    const chat = chats[n]
    if (chat === undefined) throw new Error(`there is no chat ${n}`)
    return chat
  }
  const arrivals = createArrivals(telegram, slack)
  const takeTurn = (turn: number): void => {
    const { person, card } = chatOf(CUSTOMERS + (Math.floor(turn / 2) % COMING_BACK))
    if (turn % 2 === 1) person.sends('It is not over, after all.')
    else void anna.presses(card, 'ticket.resolve').catch(() => undefined)
  }
  let said = 0
  const say = (n: number): void => {
    const { person, card } = chatOf(n % CUSTOMERS)
    const words = `line ${n}.`
    arrivals.expect(words, n % CUSTOMERS, n % 2 === 0 ? 'customer' : 'manager')
    if (n % 2 === 0) person.sends(words)
    else anna.postsIn(STAFF, words, { threadTs: card.ts })
    if (n % TURN_EVERY === 0) takeTurn(n / TURN_EVERY)
  }
  return {
    arrivals,
    said: () => said,
    goOn: (due) => {
      while (said < due) say(said++)
      arrivals.look()
    },
    ends: async () => {
      for (const until = performance.now() + PATIENCE; arrivals.waiting() > 0 && performance.now() < until; ) {
        arrivals.look()
        await pause(TICK)
      }
    },
  }
}
