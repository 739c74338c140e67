// What becomes of everything that Slack sends: commit first, then the ack, then what the presser sees.

import type { Logger } from 'pino'
import { type Inbound, NotStored, type Receive, type Words } from '../../src/channel.ts'
import type { Desk } from '../../src/desk.ts'
import type { Api } from './api.ts'
import { askerOf } from './asker.ts'
import type { Acknowledge, Handle } from './handle.ts'
import { answerAtOnce, isImmediate } from './immediate.ts'
import { createLanes } from './lanes.ts'
import type { Members } from './members.ts'
import { mentionedIn } from './mrkdwn.ts'
import { type Asker, createNotices, type Notices } from './notices.ts'
import { type Known, parse } from './parse.ts'
import { laneOf, type Payload, peopleOf, readPayload } from './payloads.ts'
import { pickerBlock, refusedView } from './picker.ts'
import { openDirect } from './start-check.ts'
import { createStoredKeys, type StoredKeys } from './stored-keys.ts'

export interface IntakeParts {
  readonly api: Api
  readonly members: Members
  readonly desk: Desk
  readonly words: Words
  readonly log: Pick<Logger, 'warn' | 'error' | 'debug'>
  readonly staffChannel: string | null
  readonly guestManagers: boolean
  readonly locale: string
  readonly receive: Receive
}

export interface Intake {
  readonly handle: Handle
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

/** From this retry on an event that the desk can't digest is stored whole and passed: Slack gives up after the next one. */
export const parkFrom = 2

/** Makes the intake; see the top of this file. */
export const createIntake = (parts: IntakeParts): Intake => {
  const lanes = createLanes()
  const notices = createNotices({ ...parts, card: parts.desk.card })
  const stored = createStoredKeys()
  const underWay = new Set<Promise<void>>()
  const work = async (body: unknown, ack: Acknowledge, retry: number): Promise<void> => {
    const payload = readPayload(body)
    if (payload === null) return ack()
    if (isImmediate(payload)) return answerAtOnce({ ...parts, notices }, payload, ack)
    return lanes.run(laneOf(payload), () => take(parts, notices, { payload, body, ack, retry, stored }))
  }
  return {
    handle: (body, ack, retry) => {
      const done = work(body, ack, retry)
      const tracked = done
        .then(
          () => {},
          () => {},
        )
        .then(() => void underWay.delete(tracked))
      underWay.add(tracked)
      return done
    },
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}

interface Taken {
  readonly payload: Payload
  readonly body: unknown
  readonly ack: Acknowledge
  readonly retry: number
  readonly stored: StoredKeys
}

const take = async (parts: IntakeParts, notices: Notices, taken: Taken): Promise<void> => {
  const { payload, ack } = taken
  const asker = await askerOf(parts, payload)
  const read = await attempt(() => readInbound(parts, payload))
  if ('error' in read) return notStored(parts, notices, { ...taken, inbound: null, asker, error: read.error })
  const { inbound, isRefused } = read.value
  if (inbound === null) {
    await ack()
    if (payload.kind === 'command') await notices.say(asker, 'slack.support.empty')
    return
  }
  if (isRefused) {
    await ack()
    return notices.say(asker, 'slack.guest')
  }
  if (taken.stored.has(inbound.key)) return ack()
  const attempted = await attempt(() => parts.receive(inbound))
  if ('error' in attempted) return notStored(parts, notices, { ...taken, inbound, asker, error: attempted.error })
  const outcome = attempted.value
  taken.stored.add(inbound.key)
  if (payload.kind === 'submission' && outcome.kind === 'refused') {
    const why = await notices.wordsOf(asker.locale, outcome.notice)
    return ack({ response_action: 'update', view: refusedView(parts.words, asker.locale, why) })
  }
  await ack()
  // People talk in threads of the staff channel that are nobody's ticket.
  if (outcome.kind === 'refused' && outcome.because === 'unknown' && payload.kind === 'posted') return
  await notices.outcome(asker, outcome)
}

interface Read {
  readonly inbound: Inbound | null
  /** Whether it is of a guest who may not act as a manager. */
  readonly isRefused: boolean
}

const readInbound = async (parts: IntakeParts, payload: Payload): Promise<Read> => {
  const inbound = parse(payload, await knownFor(parts, payload))
  return { inbound, isRefused: inbound !== null && (await isGuestManager(parts, inbound)) }
}

type Attempt<Value> = { readonly value: Value } | { readonly error: unknown }

const attempt = async <Value>(work: () => Promise<Value>): Promise<Attempt<Value>> => {
  try {
    return { value: await work() }
  } catch (error) {
    return { error }
  }
}

interface Failed extends Taken {
  /** Null where it failed before it was known what it says. */
  readonly inbound: Inbound | null
  readonly asker: Asker
  readonly error: unknown
}

const notStored = async (parts: IntakeParts, notices: Notices, failed: Failed): Promise<void> => {
  const { payload, ack, inbound, asker, error } = failed
  if (payload.kind === 'posted' || payload.kind === 'edited') return bringAgain(parts, failed)
  // Slack doesn't repeat what people press or command, so they are asked to.
  parts.log.error({ err: error, key: inbound?.key }, 'a press or command was not stored')
  const words = parts.words(asker.locale, 'slack.notSaved.press')
  if (payload.kind === 'submission') return ack({ response_action: 'errors', errors: { [pickerBlock]: words } })
  await ack()
  await notices.say(asker, payload.kind === 'command' ? 'slack.notSaved.command' : 'slack.notSaved.press')
}

const bringAgain = async (
  { receive }: IntakeParts,
  { inbound, body, ack, retry, error, stored }: Failed,
): Promise<void> => {
  if (error instanceof NotStored || retry < parkFrom || inbound === null) throw error
  const reason = error instanceof Error ? error.message : String(error)
  const parked = {
    type: 'UpdateParked',
    channel: 'slack',
    updateKey: inbound.key,
    payload: JSON.stringify(body),
    reason,
  } as const
  await receive({ key: `${inbound.key}:parked`, at: inbound.at, event: parked })
  stored.add(inbound.key)
  await ack()
}

// Who can't be looked up now may be a guest: their words wait until Slack tells.
const isGuestManager = async ({ members, guestManagers }: IntakeParts, { event }: Inbound): Promise<boolean> => {
  if (guestManagers || !('by' in event)) return false
  const member = await members.find(event.by.externalId)
  if (member === undefined) throw new NotStored('Slack does not tell now whether a manager is a guest')
  return member.guest
}

const knownFor = async ({ api, members, staffChannel }: IntakeParts, payload: Payload): Promise<Known> => {
  const { author, text } = peopleOf(payload)
  const ids = [...new Set([...(author === null ? [] : [author]), ...mentionedIn(text)])]
  const found = new Map(await Promise.all(ids.map(async (id) => [id, await members.find(id)] as const)))
  const direct = payload.kind === 'command' ? await openDirect(api, payload.command.user_id) : null
  return { staffChannel, member: (id) => found.get(id), direct, now: new Date() }
}
