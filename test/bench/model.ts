// What the language model costs whoever waits: nothing while it is down, and nothing of what the desk says by itself while it thinks.

import pg from 'pg'
import { migrate } from '../../src/database/migrate.ts'
import { startOpenAi } from '../simulators/openai/openai-simulator.ts'
import { startTelegram } from '../simulators/telegram/telegram-simulator.ts'
import { startProgram } from '../support/program.ts'
import { print, quantile } from './figure.ts'

const ROUNDS = 20
/** How long the model thinks, in milliseconds. */
const THINKING = 2_000
// Time for what was set off by one sample to end before the next; no more answers are under way at once than are asked for at once.
const BETWEEN_SAMPLES = 90
/** Titles are offered for the first; nothing is found for the second, so that a person is asked unless a model may be. */
const TITLED = 'return the gift card'
const UNKNOWN = 'Can my brother pick the parcel up?'

/** Prints the figures of the model on a server at `server`, whose user may create databases. */
export const benchModel = async (server: string): Promise<void> => {
  const [down, slow] = await Promise.all([
    startOpenAi(),
    startOpenAi({ chances: { seed: 1, of: { hang: 1 }, delay: THINKING } }),
  ])
  slow.answerWith(() => ({ known: true, answer: 'It is in our articles.', sources: ['A1'] }))
  await down.stop()
  const desks = await Promise.all([openDesk(server, null), openDesk(server, down.url), openDesk(server, slow.url)])
  const [without, withDown, withSlow] = desks
  try {
    // Until the one that is down is left alone, and all have done it before.
    const warming = desks.flatMap(({ asks }) => Array.from({ length: 10 }, () => [asks(UNKNOWN), asks(TITLED)]))
    await Promise.all(warming.flat())
    const unknown = { none: [] as number[], down: [] as number[] }
    const titled = { none: [] as number[], slow: [] as number[] }
    const answers: Promise<number>[] = []
    // Each desk has as much to do as the others, in turn, so that none is warmer.
    const turns = [
      async () => {
        unknown.none.push((await without.asks(UNKNOWN)).first)
        titled.none.push((await without.asks(TITLED)).first)
      },
      async () => {
        unknown.down.push((await withDown.asks(UNKNOWN)).first)
        await withDown.asks(TITLED)
      },
      async () => {
        for (const { first, answer } of [await withSlow.asks(TITLED), await withSlow.asks(TITLED)]) {
          titled.slow.push(first)
          answers.push(answer())
        }
      },
    ]
    for (let n = 0; n < ROUNDS; n++) for (const take of n % 2 === 0 ? turns : turns.toReversed()) await take()
    compare('model.down', unknown.down, quantile(unknown.none, 0.5))
    compare('model.slow.titles', titled.slow, quantile(titled.none, 0.5))
    compare('model.slow.answer', await Promise.all(answers), THINKING)
  } finally {
    for (const { close } of desks) await close()
    await slow.stop()
  }
}

const compare = (name: string, times: readonly number[], baseline: number): void => {
  const value = quantile(times, 0.5)
  print({ name, value, unit: 'ms', ratio: value / baseline, baseline })
}

let people = 500_000

// A desk with the demo's articles and Telegram, in a process of its own.
const openDesk = async (server: string, model: string | null) => {
  const name = `model_${crypto.randomUUID().replaceAll('-', '')}`
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href
  await told(server, `CREATE DATABASE ${name}`)
  await migrate(url)
  const telegram = await startTelegram()
  const program = await startProgram({
    ...{ DATABASE_URL: url, FAQ_FILE: 'prisma/demo-faq.json', PACING: 'off', REGISTRATION: 'off' },
    ...{ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.url, BURST_WINDOW: '0', FLOOD_LIMIT: '0' },
    ...(model !== null && { OPENAI_BASE_URL: model, OPENAI_API_KEY: 'sk-simulated', OPENAI_MODEL: 'small' }),
  })
  return {
    /** Somebody new asks; milliseconds until the first thing that they read, and until the assistant's answer. */
    asks: async (question: string) => {
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_SAMPLES))
      const person = telegram.user({ id: ++people, firstName: 'Ana' })
      const started = performance.now()
      const read = async (words: string): Promise<number> => {
        await telegram.called(
          'sendMessage',
          ({ args }) => String(args.chat_id) === String(person.id) && String(args.text).includes(words),
        )
        return performance.now() - started
      }
      person.sends(question)
      return { first: await read(''), answer: () => read('From our assistant') }
    },
    close: async () => {
      await program.stop()
      await telegram.stop()
      await told(server, `DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}

const told = async (server: string, statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
