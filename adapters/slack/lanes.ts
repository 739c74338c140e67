// One after another within a lane, in order of arrival; lanes side by side.

import { isDirect, type Payload, type Posted } from './payloads.ts'

export interface Lanes {
  /** Runs `work` when what came before it in this lane has ended, and settles as it does. */
  run<Result>(lane: string, work: () => Promise<Result>): Promise<Result>
}

/** The engine keeps the order of what it is given. Before that, names are looked up: without lanes here a message whose names are known would overtake. */
export const createLanes = (): Lanes => {
  const last = new Map<string, Promise<void>>()
  return {
    run: (lane, work) => {
      const result = (last.get(lane) ?? Promise.resolve()).then(work)
      const ended: Promise<void> = result.then(noop, noop).then(() => {
        if (last.get(lane) === ended) last.delete(lane)
      })
      last.set(lane, ended)
      return result
    },
  }
}

const noop = (): void => {}

/** What must stay in order among itself: a direct message, a thread, or one person's commands. */
export const laneOf = (payload: Payload): string => {
  switch (payload.kind) {
    case 'posted':
    case 'edited':
    case 'deleted':
      return placeOf(payload.channel, payload.message)
    case 'reacted':
      return placeOf(payload.channel, payload)
    case 'press':
      return payload.press.channel && payload.press.message
        ? placeOf(payload.press.channel.id, payload.press.message)
        : payload.press.user.id
    case 'submission':
      return payload.submission.user.id
    case 'search':
      return payload.search.user.id
    case 'home':
      return payload.user
    case 'shortcut':
      return payload.shortcut.user.id
    case 'command':
      return payload.command.user_id
  }
}

const placeOf = (channel: string, message: Pick<Posted, 'ts' | 'thread_ts'>): string =>
  isDirect(channel) ? channel : `${channel}:${message.thread_ts ?? message.ts}`
