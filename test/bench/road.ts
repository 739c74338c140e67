// The whole road: simulated Telegram → the real program → simulated Slack, and back; the simulators answer without delay.

import { WebClient } from '@slack/web-api'
import { migrate } from '../../src/database/migrate.ts'
import type { SlackSimulator } from '../simulators/slack/slack-simulator.ts'
import { type Arrival, followArrivals } from './arrivals.ts'
import { quantile } from './figure.ts'
import { processorTimeOf, residentMemory } from './process-figures.ts'
import { openStage, STAFF } from './stage.ts'

// Time for what was set off by one sample (its mark, its receipt) to end before the next: idle means idle.
const BETWEEN_SAMPLES = 40
const LOOK_EVERY = 5
// So many words of each side of a conversation are on their way at once, as from people who do not wait for an answer.
const WINDOW = 4

export interface Road {
  /** Resident memory of the program now, of all its processes together, in MB. */
  memory(): number
  /** Processor time that its processes have used so far, in milliseconds. */
  processorTime(): number
  /** Everybody writes at once, customers and managers; ends when everything has arrived. */
  load(messagesEach: number): Promise<{ perSecond: number; outOfOrder: number; memory: number }>
  /** One message at a time, from platform to platform, both ways in turn; milliseconds. */
  idle(samples: number): Promise<{ p50: number; p99: number }>
  /** A manager's reply at a time, from Slack to the customer's platform; milliseconds. */
  replies(samples: number): Promise<{ p50: number }>
  /** A claim at a time, from the press to the card that shows it; milliseconds. */
  claims(samples: number): Promise<{ p50: number; p95: number }>
  /** A file of so many bytes from Telegram to Slack; how much more memory the program had while it passed, in MB. */
  file(bytes: number): Promise<number>
  /** Posts so many cards to the staff channel, as an earlier run of the desk did; tells where each stands. */
  cards(count: number): Promise<string[]>
  /** Customers and managers write in turn until `isOver`; how long each word took, in milliseconds. */
  talkUntil(isOver: () => boolean): Promise<number[]>
  close(): Promise<void>
}

export interface Wishes {
  /** Their ids on Telegram count from here on. */
  readonly firstCustomer?: number
  /** Whether the desk keeps the platforms' limits ahead of time, as it does where nothing else is set; else it says all at once. */
  readonly isPaced?: boolean
  /** Of the program, on one database, with Telegram by webhook through a balancer; by polling and one where not given. */
  readonly processes?: number
}

/** Starts all of it, with an open ticket for each customer. */
export const openRoad = async (url: string, customers: number, wishes: Wishes = {}): Promise<Road> => {
  const { firstCustomer = 1_000, isPaced = false, processes } = wishes
  await migrate(url)
  const stage = await openStage(url, { isPaced, isBalanced: processes !== undefined })
  const { telegram, slack, anna } = stage
  const programs = await stage.start(processes ?? 1)
  const memory = () => sum(programs.map(({ pid }) => residentMemory(pid)))
  const people = Array.from({ length: customers }, (_, n) =>
    telegram.user({ id: firstCustomer + n, firstName: `Customer ${n}` }),
  )
  const chats = await Promise.all(
    people.map(async (person, n) => {
      person.sends(`zxqv opening of ${n}.`)
      const card = await slack.sees(STAFF, ({ text }) => text.includes(`zxqv opening of ${n}.`))
      return { person, thread: card.ts, number: n }
    }),
  )
  return {
    memory,
    processorTime: () => sum(programs.map(({ pid }) => processorTimeOf(pid))),
    load: async (messagesEach) => {
      const arrivals = followArrivals(telegram, slack)
      const half = messagesEach / 2
      const sent = chats.map(() => ({ customer: 0, manager: 0 }))
      const total = chats.length * half * 2
      let highest = memory()
      const started = performance.now()
      for (;;) {
        const arrived = arrivals.counts()
        for (const [n, { person, thread }] of chats.entries()) {
          const so = at(sent, n)
          for (; so.customer < half && so.customer - (arrived.get(thread) ?? 0) < WINDOW; so.customer++) {
            person.sends(`customer says ${so.customer}.`)
          }
          for (; so.manager < half && so.manager - (arrived.get(String(person.id)) ?? 0) < WINDOW; so.manager++) {
            anna.postsIn(STAFF, `manager says ${so.manager}.`, { threadTs: thread })
          }
        }
        if ([...arrived.values()].reduce((sum, count) => sum + count, 0) >= total) break
        highest = Math.max(highest, memory())
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
      }
      const seconds = (performance.now() - started) / 1000
      const places = Map.groupBy(arrivals.seen(), ({ place }) => place)
      const outOfOrder = [...places.values()].map(disorder).reduce((sum, count) => sum + count, 0)
      return { perSecond: total / seconds, outOfOrder, memory: highest }
    },
    idle: async (samples) => {
      const arrivals = followArrivals(telegram, slack)
      const times = await sampled(samples, async (n) => {
        const { person, thread } = at(chats, n % chats.length)
        const arrived = arrivals.next(`sample ${n}.`)
        if (n % 2 === 0) person.sends(`sample ${n}.`)
        else anna.postsIn(STAFF, `sample ${n}.`, { threadTs: thread })
        await arrived
      })
      return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) }
    },
    replies: async (samples) => {
      const arrivals = followArrivals(telegram, slack)
      const times = await sampled(samples, async (n) => {
        const arrived = arrivals.next(`reply ${n}.`)
        anna.postsIn(STAFF, `reply ${n}.`, { threadTs: at(chats, n % chats.length).thread })
        await arrived
      })
      return { p50: quantile(times, 0.5) }
    },
    claims: async (samples) => {
      const pressed = async (n: number, action: string, shown: string): Promise<void> => {
        const card = { channel: STAFF, ts: at(chats, n % chats.length).thread }
        const from = slack.calls.length
        await anna.presses(card, action)
        await slack.until(() => slack.calls.slice(from).find((call) => showsOn(call, card.ts, shown)))
      }
      const press = { claim: ['ticket.claim', 'ticket.release'], release: ['ticket.release', 'ticket.claim'] } as const
      const times = await sampled(
        samples,
        (n) => pressed(n, ...press.claim),
        (n) => pressed(n, ...press.release),
      )
      return { p50: quantile(times, 0.5), p95: quantile(times, 0.95) }
    },
    file: async (bytes) => {
      const { person, thread } = at(chats, 0)
      const shown = () =>
        slack.posts(STAFF).flatMap(({ ts, replies }) => (ts === thread ? replies.flatMap(({ files }) => files) : []))
      const before = memory()
      let highest = before
      const sent = shown().length
      person.sendsFile({
        kind: 'document',
        name: 'film.bin',
        mediaType: 'application/octet-stream',
        bytes: new Uint8Array(bytes),
      })
      while (shown().length === sent) {
        highest = Math.max(highest, memory())
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
      }
      return highest - before
    },
    cards: async (count) => {
      const bot = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl })
      const posts = Array.from({ length: count }, (_, n) => bot.chat.postMessage({ channel: STAFF, text: `Card ${n}` }))
      return (await Promise.all(posts)).map(({ ts }) => `${STAFF}:${ts}`)
    },
    talkUntil: async (isOver) => {
      const arrivals = followArrivals(telegram, slack)
      const times: number[] = []
      for (let n = 0; !isOver(); n++) {
        const { person, thread } = at(chats, n % chats.length)
        const started = performance.now()
        const arrived = arrivals.next(`meanwhile ${n}.`)
        if (n % 2 === 0) person.sends(`meanwhile ${n}.`)
        else anna.postsIn(STAFF, `meanwhile ${n}.`, { threadTs: thread })
        await arrived
        times.push(performance.now() - started)
        await new Promise((resolve) => setTimeout(resolve, BETWEEN_SAMPLES))
      }
      return times
    },
    close: async () => {
      await Promise.all(programs.map((program) => program.stop()))
      await stage.close()
    },
  }
}

const sum = (values: readonly number[]): number => values.reduce((so, value) => so + value, 0)

// Each sample is timed alone; what makes ready for it is not.
const sampled = async (
  samples: number,
  sample: (n: number) => Promise<void>,
  before: (n: number) => Promise<void> = async () => undefined,
): Promise<number[]> => {
  const times: number[] = []
  for (let n = 0; n < samples; n++) {
    await before(n)
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_SAMPLES))
    const started = performance.now()
    await sample(n)
    times.push(performance.now() - started)
  }
  return times
}

const showsOn = ({ method, given }: SlackSimulator['calls'][number], ts: string, button: string): boolean =>
  method === 'chat.update' && given.ts === ts && JSON.stringify(given).includes(button)

// How many words of one place stand behind a later one.
const disorder = (arrivals: readonly Arrival[]): number => {
  const numbers = arrivals.flatMap(({ text }) => /says (\d+)\./.exec(text)?.slice(1).map(Number) ?? [])
  return numbers.filter((number, index) => index > 0 && number < (numbers[index - 1] ?? 0)).length
}

const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index]
  if (found === undefined) throw new Error(`there is nothing at ${index}`)
  return found
}
