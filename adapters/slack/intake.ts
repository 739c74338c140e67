// What becomes of everything that Slack sends: commit first, then the ack, then what the presser sees.

import type { Logger } from 'pino'
import { type Inbound, NotStored, type Receive, type Words } from '../../src/channel.ts'
import type { Desk } from '../../src/desk.ts'
import type { Api } from './api.ts'
import { arrivingOf } from './arriving.ts'
import { askerOf } from './asker.ts'
import type { CatchUp } from './catch-up.ts'
import type { CommandParts } from './commands.ts'
import type { Acknowledge, Handle } from './handle.ts'
import { answerAtOnce, isImmediate } from './immediate.ts'
import type { ThreadUse } from './known.ts'
import { knownFor, type LookUpParts } from './known-for.ts'
import { createLanes, laneOf } from './lanes.ts'
import { createLinks } from './links.ts'
import { type ManagerParts, whyNotManager } from './managers.ts'
import type { Members } from './members.ts'
import { failedAnswer, refusedView } from './modal.ts'
import { type Asker, createNotices, type Notices } from './notices.ts'
import { parse } from './parse.ts'
import { isMessage, type Payload, readPayload } from './payloads.ts'
import { createSettledKeys, type SettledKeys } from './settled-keys.ts'
import { createStaff } from './staff.ts'
import { isSupport, supportSent } from './support-form.ts'

export interface IntakeParts {
  readonly api: Api
  readonly members: Members
  readonly desk: Desk
  readonly words: Words
  readonly log: Pick<Logger, 'warn' | 'error' | 'debug'>
  readonly staffChannel: string | null
  readonly thread: ThreadUse
  readonly guestManagers: boolean
  readonly locale: string
  /** The Web API's root; null for Slack's own. */
  readonly apiUrl: string | null
  readonly receive: Receive
  /** What was missed in the place of a message that arrives, and goes before it. Rejects where it can't be read now. */
  readonly missedBefore: CatchUp['missedBefore']
  /** Told of each message that was not stored, before the next one in its place is looked at. */
  readonly missed: CatchUp['missed']
  readonly newSignInLink: CommandParts['newSignInLink']
}

export interface Intake {
  /** Takes what Slack sends. */
  readonly handle: Handle
  /** Takes a message that was fetched: there is nothing to acknowledge, nobody waits for a word, and a refused one isn't told again. Rejects as `handle`. */
  fetched(body: unknown): Promise<void>
  /** Gives up waiting for what is written meanwhile; resolves when nothing is under way. */
  stop(): Promise<void>
}

/** From this retry on an event that the desk can't digest is stored whole and passed: Slack gives up after the next one. */
const parkFrom = 2

/** Makes the intake; see the top of this file. */
export const createIntake = (parts: IntakeParts): Intake => {
  const lanes = createLanes()
  const notices = createNotices({ ...parts, card: parts.desk.card })
  const linkTo = createLinks(parts)
  const staff = createStaff(parts)
  const settled = createSettledKeys()
  const closing = new AbortController()
  const immediate = { ...parts, notices, staff, linkTo, settled, closing: closing.signal }
  const underWay = new Set<Promise<void>>()
  const work = async (body: unknown, arrived: Arrived): Promise<void> => {
    const payload = readPayload(body)
    if (payload === null) return arrived.ack()
    if (isImmediate(payload)) return answerAtOnce(immediate, payload, arrived.ack)
    return lanes.run(laneOf(payload), () =>
      takeInOrder({ ...parts, staff, linkTo }, notices, { ...arrived, payload, body, settled }),
    )
  }
  const tracked = (done: Promise<void>): Promise<void> => {
    const ended: Promise<void> = done.catch(() => {}).then(() => void underWay.delete(ended))
    underWay.add(ended)
    return done
  }
  return {
    handle: (body, ack, retry) => tracked(work(body, { ack, retry, isFetched: false })),
    fetched: (body) => tracked(work(body, fetchedOne)),
    stop: async () => {
      closing.abort()
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}

interface Arrived {
  readonly ack: Acknowledge
  readonly retry: number
  readonly isFetched: boolean
}

/** There is nothing to acknowledge, and nobody brings it once more. */
const fetchedOne: Arrived = { ack: async () => {}, retry: parkFrom, isFetched: true }

interface Taken extends Arrived {
  readonly payload: Payload
  readonly body: unknown
  readonly settled: SettledKeys
}

type TakingParts = IntakeParts & LookUpParts & ManagerParts

/** Takes what was missed in its place first. */
const takeInOrder = async (parts: TakingParts, notices: Notices, taken: Taken): Promise<void> => {
  const arriving = arrivingOf(taken.payload)
  try {
    const missed = taken.isFetched || arriving === null ? [] : await parts.missedBefore(arriving)
    for (const body of missed) {
      const payload = readPayload(body)
      if (payload !== null) await take(parts, notices, { ...taken, ...fetchedOne, payload, body })
    }
    await take(parts, notices, taken)
  } catch (error) {
    // Slack brings it again three times at most, and the database may be away for longer.
    if (isMessage(taken.payload)) parts.missed(arriving)
    throw error
  }
}

const take = async (parts: TakingParts, notices: Notices, taken: Taken): Promise<void> => {
  const { payload, ack } = taken
  const asker = await askerOf(parts, payload)
  const read = await attempt(() => readInbound(parts, payload))
  if ('error' in read) return notStored(parts, notices, { ...taken, inbound: null, asker, error: read.error })
  const { inbound, refusal } = read.value
  if (inbound === null) {
    await ack()
    if (payload.kind === 'shortcut') return notices.say(asker, 'slack.create.nobody')
    return explainMention(parts, notices, asker, taken)
  }
  if (taken.settled.has(inbound.key) && payload.kind !== 'shortcut') return ack()
  if (refusal !== null) return refuse(parts, notices, asker, { ...taken, key: inbound.key, refusal })
  const attempted = await attempt(() => parts.receive(inbound))
  if ('error' in attempted) return notStored(parts, notices, { ...taken, inbound, asker, error: attempted.error })
  const outcome = attempted.value
  taken.settled.add(inbound.key)
  if (payload.kind === 'submission' && outcome.kind === 'refused') {
    const why = await notices.wordsOf(asker.locale, outcome.notice)
    return ack({ response_action: 'update', view: refusedView(parts.words, asker.locale, why) })
  }
  if (payload.kind === 'submission' && isSupport(payload.submission) && outcome.kind !== 'kept') {
    return ack({ response_action: 'update', view: supportSent(parts.words, asker.locale) })
  }
  await ack()
  if (payload.kind === 'command' && outcome.kind !== 'kept') await notices.say(asker, 'slack.support.sent')
  if (payload.kind === 'shortcut' && outcome.kind !== 'refused')
    await notices.say(asker, outcome.kind === 'repeated' ? 'slack.create.twice' : 'slack.create.done')
  // People talk in threads of the staff channel that are nobody's ticket.
  if (outcome.kind === 'refused' && outcome.because === 'unknown' && isMessage(payload)) return
  await notices.outcome(asker, outcome)
}

// Who mentions the bot outside of the desk's own places hears once how it is reached, whichever of its two events came first.
const explainMention = async (
  { staffChannel }: IntakeParts,
  notices: Notices,
  asker: Asker,
  { payload, settled, isFetched }: Taken,
): Promise<void> => {
  if (payload.kind !== 'posted' || !payload.mentions || isFetched) return
  const key = `mention:${payload.channel}:${payload.message.ts}`
  if (settled.has(key)) return
  settled.add(key)
  await notices.say(asker, payload.channel === staffChannel ? 'slack.mention.staff' : 'slack.mention.elsewhere')
}

interface Refused extends Taken {
  readonly key: string
  readonly refusal: string
}

const refuse = async (parts: IntakeParts, notices: Notices, asker: Asker, refused: Refused): Promise<void> => {
  const { payload, ack, settled, isFetched, key, refusal } = refused
  // Whoever wrote what is fetched was told at the time, or will be when Slack brings it once more.
  if (isFetched) return
  settled.add(key)
  if (payload.kind === 'submission') {
    const why = parts.words(asker.locale, refusal)
    return ack({ response_action: 'update', view: refusedView(parts.words, asker.locale, why) })
  }
  await ack()
  // What they change of it later is refused as well, and they know.
  if (payload.kind === 'edited' || payload.kind === 'deleted') return
  await notices.say(asker, refusal)
}

interface Read {
  readonly inbound: Inbound | null
  /** Why whoever did it may not, as a key of the words for it; null where they may. */
  readonly refusal: string | null
}

const readInbound = async (parts: TakingParts, payload: Payload): Promise<Read> => {
  const inbound = parse(payload, await knownFor(parts, payload))
  return { inbound, refusal: inbound && (await whyNotManager(parts, payload, inbound)) }
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
  if (isMessage(payload)) return bringAgain(parts, failed)
  // Slack doesn't repeat what people press or command, so they are asked to.
  parts.log.error({ err: error, key: inbound?.key }, 'a press or command was not stored')
  if (payload.kind === 'submission') {
    const { values } = payload.submission.view.state
    return ack(failedAnswer(parts.words, asker.locale, values, 'slack.notSaved.press'))
  }
  await ack()
  await notices.say(asker, payload.kind === 'command' ? 'slack.notSaved.command' : 'slack.notSaved.press')
}

const bringAgain = async (
  { receive }: IntakeParts,
  { inbound, body, ack, retry, error, settled }: Failed,
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
  settled.add(inbound.key)
  await ack()
}
