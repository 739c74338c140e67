// given(world).when(event, …).then(what the last event led to): the rules as sentences.

import { expect } from 'vitest'
import type { Body, Change, Decision, Outcome } from '../../src/core/decision.ts'
import { plainText } from '../../src/core/document.ts'
import type { ConversationEvent } from '../../src/core/events.ts'
import { happen, type World } from './world.ts'

/** What a decision should hold; whatever isn't named may be anything. Words are keys of the locales, or the text of a document. */
interface Expected {
  /** The changes beside messages, forms, flows, clocks, leases and what is only recorded to learn from, in order. */
  readonly changes?: readonly (Readonly<Record<string, unknown>> & { readonly type: Change['type'] })[]
  /** What is recorded to learn from. */
  readonly learns?: readonly (Readonly<Record<string, unknown>> & { readonly type: (typeof learned)[number] })[]
  readonly form?: object
  readonly customerReads?: readonly string[]
  /** The presses under what the customer reads. */
  readonly buttons?: readonly string[]
  /** The commands offered beside what the customer reads. */
  readonly steps?: readonly string[]
  readonly threadReads?: readonly string[]
  readonly staffReads?: readonly string[]
  readonly cards?: number
  readonly marks?: readonly string[]
  /** Whether the customer's last message bears a sign that somebody has it. */
  readonly isSeen?: boolean
  readonly timersAfter?: readonly number[]
  readonly outcome?: Partial<Outcome>
}

const learned = ['RecordUnanswered', 'RecordSign'] as const

export const given = (world: World) => ({
  when: (...events: readonly ConversationEvent[]) => {
    const last = events.at(-1)
    if (last === undefined) throw new Error('nothing happens')
    const before = events.slice(0, -1).reduce((now, event) => happen(now, event).world, world)
    const { decision, world: after } = happen(before, last)
    // biome-ignore lint/suspicious/noThenProperty: it reads as a sentence, and nothing here is ever awaited
    return { world: after, decision, then: (expected: Expected) => expectDecision(decision, after, expected) }
  },
})

const expectDecision = (decision: Decision, { now, state }: World, expected: Expected): void => {
  const seen = {
    changes: decision.changes.filter(
      ({ type }) =>
        !['AddMessage', 'SetForm', 'SetFlow', 'SetClock', 'SetLease'].includes(type) &&
        !learned.some((one) => one === type),
    ),
    learns: decision.changes.filter(({ type }) => learned.some((one) => one === type)),
    form: state.conversation.form,
    customerReads: readAt(decision, 'chat'),
    buttons: buttonsOf(decision).map(({ press }) => press),
    steps: decision.deliveries.flatMap(({ content }) =>
      content.kind === 'message' ? (content.steps ?? []).map(({ command }) => command) : [],
    ),
    threadReads: readAt(decision, 'thread'),
    staffReads: readAt(decision, 'staff'),
    cards: decision.deliveries.filter(({ content }) => content.kind === 'card').length,
    marks: decision.deliveries.flatMap(({ content }) => (content.kind === 'mark' ? [content.mark] : [])),
    isSeen: decision.deliveries.some(({ to, content }) => to.kind === 'presence' && content.kind === 'seen'),
    timersAfter: decision.timers.map(({ at }) => at.getTime() - now.getTime()),
    outcome: decision.outcome,
  }
  expect(seen).toMatchObject(expected)
}

/** All buttons that a decision shows. */
export const buttonsOf = ({ deliveries }: Decision) =>
  deliveries.flatMap(({ content }) => (content.kind === 'message' ? (content.buttons ?? []) : []))

/** The buttons that the customer gets. */
export const chatButtonsOf = ({ deliveries, ...rest }: Decision) =>
  buttonsOf({ ...rest, deliveries: deliveries.filter(({ to }) => to.kind === 'chat') })

/** What is said at a kind of destination, as keys or plain words. */
export const readAt = ({ deliveries }: Decision, kind: string): string[] =>
  deliveries.flatMap(({ to, content }) => (to.kind === kind && content.kind === 'message' ? [read(content.body)] : []))

const read = (body: Body): string => ('say' in body ? body.say : plainText(body.document))
