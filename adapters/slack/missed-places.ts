// Where words may be missing that go before a new message: known of a place where one could not be stored, and possible everywhere after a time without the desk.

import { messageId } from './addresses.ts'
import type { Arriving } from './arriving.ts'
import { isDirect } from './payloads.ts'

export interface MissedPlacesParts {
  readonly staffChannel: string | null
  /** The ids of messages in whose threads customers are answered, or managers reply. */
  readonly threads: () => Promise<readonly string[]>
  /** Whether somebody has a direct message with the desk in which they wrote before. */
  readonly hasChat: (user: string) => Promise<boolean>
}

export interface MissedPlaces {
  /** People may have written without the desk: no place counts as read any more. */
  gap(): void
  /** A new reading of all begins: places are read anew before what comes to them. */
  forget(): void
  /** All that was missed is stored. */
  complete(): void
  /** A message was not stored. */
  missed(message: Arriving): void
  /** Reads a place before a message where others may be missing; answers null where none is, or where it can't wait. Rejects as `read`. */
  readFirst<Found>(message: Arriving, read: () => Promise<Found>): Promise<Found | null>
  /** A place counts as unread again: something later than the message is still to be read there. */
  again(message: Arriving): void
}

/**
 * Slack tells a place's history 50 times a minute. After a time without the desk, where more places than this wait for theirs, new words go
 * first: soon those of people who are new here, and of those whom the desk knows where they would wait for two minutes.
 */
const most = { ofAll: 20, ofKnown: 100 }

/** Makes it; at first there is a gap. */
export const createMissedPlaces = (parts: MissedPlacesParts): MissedPlaces => {
  const state: State = { isGap: true, passed: new Set(), notStored: new Map(), reading: 0 }
  const { passed, notStored } = state
  return {
    gap: () => {
      state.isGap = true
      passed.clear()
    },
    forget: () => passed.clear(),
    complete: () => {
      state.isGap = false
      passed.clear()
      notStored.clear()
    },
    missed: (message) => {
      const place = keyOf(message)
      passed.delete(place)
      notStored.set(place, (notStored.get(place) ?? new Set()).add(message.ts))
    },
    again: (message) => void passed.delete(keyOf(message)),
    readFirst: async (message, read) => {
      const wait = waitFor(state, message)
      if (wait === 'no') return null
      const place = keyOf(message)
      // Before it is read: a new reading of all that begins meanwhile forgets it.
      passed.add(place)
      state.reading += 1
      try {
        if (wait === 'always' || (await isKnown(parts, message)))
          return (await isOurs(parts, message)) ? await read() : null
        passed.delete(place)
        return null
      } catch (error) {
        passed.delete(place)
        throw error
      } finally {
        state.reading -= 1
      }
    },
  }
}

interface State {
  isGap: boolean
  /** Places whose own reading went before the one of all that is owed. */
  readonly passed: Set<string>
  /** The `ts` of messages that Slack brought and that were not stored, by their places. */
  readonly notStored: Map<string, Set<string>>
  /** How many places are read just now before a message of theirs. */
  reading: number
}

const keyOf = ({ channel, thread }: Arriving): string => `${channel}:${thread}`

const waitFor = (state: State, message: Arriving): 'always' | 'ifKnown' | 'no' => {
  const place = keyOf(message)
  // Slack brings again what was not stored: before the first of those nothing is missing.
  const notStored = state.notStored.get(place)
  notStored?.delete(message.ts)
  if (state.passed.has(place)) return 'no'
  if ([...(notStored ?? [])].some((ts) => Number(ts) < Number(message.ts))) return 'always'
  if (!state.isGap || state.reading >= most.ofKnown) return 'no'
  return state.reading < most.ofAll ? 'always' : 'ifKnown'
}

const isKnown = async ({ hasChat }: MissedPlacesParts, { channel, user }: Arriving): Promise<boolean> =>
  !isDirect(channel) || user === null || (await hasChat(user))

/** Whether customers or managers may have written there: most threads of a workspace are nothing to the desk. */
const isOurs = async ({ staffChannel, threads }: MissedPlacesParts, { channel, thread }: Arriving): Promise<boolean> =>
  isDirect(channel) ||
  channel === staffChannel ||
  (thread !== null && (await threads()).includes(messageId(channel, thread)))
