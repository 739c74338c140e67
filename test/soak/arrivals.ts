// What was said and where it has arrived, with how long it took; each of the platforms' call logs is read once.

import type { SlackSimulator } from '../simulators/slack/slack-simulator.ts'
import type { TelegramSimulator } from '../simulators/telegram/telegram-simulator.ts'

type Side = 'customer' | 'manager'

interface Said {
  readonly at: number
  /** Whose it is: a chat and a side of it. */
  readonly lane: string
}

export interface Arrivals {
  /** Somebody says these words now, which nobody says twice. */
  expect(words: string, chat: number, side: Side): void
  /** Notes what has arrived since. */
  look(): void
  /** How many are on their way. */
  waiting(): number
  /** In milliseconds. */
  delays(): readonly number[]
  /** Sentences: what did not arrive, arrived twice, or before what was said earlier. */
  faults(): readonly string[]
}

const LINE = /line (\d+)\./

/** Follows both simulators from now on. */
export const createArrivals = (telegram: TelegramSimulator, slack: SlackSimulator): Arrivals => {
  const said = new Map<string, Said>()
  const lanes = new Map<string, number>()
  const delays: number[] = []
  const faults: string[] = []
  let [told, posted] = [telegram.calls.length, slack.calls.length]
  const arrived = (text: string): void => {
    const [words, number] = LINE.exec(text) ?? []
    if (words === undefined) return
    const one = said.get(words)
    if (one === undefined) return void faults.push(`${words} arrived twice`)
    said.delete(words)
    delays.push(performance.now() - one.at)
    if ((lanes.get(one.lane) ?? -1) > Number(number)) faults.push(`${words} arrived behind a later one`)
    lanes.set(one.lane, Number(number))
  }
  return {
    expect: (words, chat, side) => void said.set(words, { at: performance.now(), lane: `${chat} ${side}` }),
    look: () => {
      for (; told < telegram.calls.length; told++) {
        const call = telegram.calls[told]
        if (call?.method === 'sendMessage') arrived(String(call.args.text))
      }
      for (; posted < slack.calls.length; posted++) {
        const call = slack.calls[posted]
        if (call?.method === 'chat.postMessage') arrived(String(call.given.text))
      }
    },
    waiting: () => said.size,
    delays: () => delays,
    faults: () => (said.size > 0 ? [...faults, `${said.size} messages did not arrive`] : faults),
  }
}
