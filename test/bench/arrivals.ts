// What has arrived at the simulated platforms, read off their call logs as they grow: cheap enough not to disturb what is measured.

import type { SlackSimulator } from '../simulators/slack/slack-simulator.ts'
import type { TelegramSimulator } from '../simulators/telegram/telegram-simulator.ts'

export interface Arrival {
  readonly place: string
  readonly text: string
}

export interface Arrivals {
  /** All so far, in order of arrival. */
  seen(): readonly Arrival[]
  /** How many by place. */
  counts(): ReadonlyMap<string, number>
  /** Resolves with the first arrival from now on whose text holds these words. */
  next(words: string): Promise<Arrival>
}

// Finer than anything that is measured here.
const LOOK_EVERY = 1

/** Follows both simulators from now on. */
export const followArrivals = (telegram: TelegramSimulator, slack: SlackSimulator): Arrivals => {
  const arrivals: Arrival[] = []
  const counts = new Map<string, number>()
  const add = (arrival: Arrival): void => {
    arrivals.push(arrival)
    counts.set(arrival.place, (counts.get(arrival.place) ?? 0) + 1)
  }
  let [told, posted] = [telegram.calls.length, slack.calls.length]
  const look = (): readonly Arrival[] => {
    for (; told < telegram.calls.length; told++) {
      const call = telegram.calls[told]
      if (call?.method === 'sendMessage') add({ place: String(call.args.chat_id), text: String(call.args.text) })
    }
    for (; posted < slack.calls.length; posted++) {
      const call = slack.calls[posted]
      if (call?.method === 'chat.postMessage') {
        add({ place: String(call.given.thread_ts), text: String(call.given.text) })
      }
    }
    return arrivals
  }
  return {
    seen: look,
    counts: () => {
      look()
      return counts
    },
    next: async (words) => {
      for (let from = look().length; ; ) {
        const seen = look()
        const found = seen.slice(from).find(({ text }) => text.includes(words))
        if (found !== undefined) return found
        // Another one that waits may look in between.
        from = seen.length
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
      }
    },
  }
}
