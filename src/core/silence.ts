// Nobody says that an answer helped where it did: silence about it is an assumption, counted apart.

import type { ConversationEvent } from './events.ts'
import { type Part, type Scene, setForm, together } from './saying.ts'
import { settle, standing } from './standing.ts'
import { activeTicket } from './tickets.ts'

/** After so long without a word an answer that was shown in full is taken to have helped: milliseconds. */
const SILENCE = 24 * 3_600_000

/** Waits for the silence after an answer that was shown; whoever talks with a person is silent for other reasons. */
export const awaitSilence = ({ state, context }: Scene, suggestion: string): Part =>
  activeTicket(state) === null
    ? { timers: [{ at: new Date(context.now.getTime() + SILENCE), subject: { kind: 'silence', suggestion } }] }
    : {}

/** Whatever a customer says or does, silence about the answer that stands is counted from then: its timer takes the place of the one before. */
export const keepSilence = (scene: Scene, { type }: { readonly type: ConversationEvent['type'] }, part: Part): Part => {
  // A press that means nothing any more changes nothing.
  if (!SIGNS_OF_LIFE.has(type) || part.outcome?.kind === 'refused') return part
  const before = scene.state.conversation.form
  const set = part.changes?.findLast((one) => one.type === 'SetForm')
  const stands = standing(set?.form ?? before)
  // What was shown only now is waited for already.
  if (stands === null || stands.shown === null || stands.suggestion !== standing(before)?.suggestion) return part
  return isAwaited(part) ? part : together(part, awaitSilence(scene, stands.suggestion))
}

const SIGNS_OF_LIFE: ReadonlySet<ConversationEvent['type']> = new Set([
  ...(['CustomerWrote', 'CustomerCommanded', 'CustomerPressed', 'CustomerEdited'] as const),
  ...(['CustomerReacted', 'CustomerSentUnsupported'] as const),
])

const isAwaited = ({ timers = [] }: Part): boolean => timers.some(({ subject }) => subject.kind === 'silence')

/** Nothing was said about a suggestion for so long: what was shown in full is taken to have helped, until the customer says otherwise. */
export const assumeSolved = (scene: Scene, suggestion: string): Part => {
  const { form } = scene.state.conversation
  if (form.kind !== 'suggesting' || form.suggestion !== suggestion || form.shown === null || form.assumed) return {}
  if (activeTicket(scene.state) !== null) return {}
  return together(settle(form, 'assumed', form.articles[form.shown] ?? null), setForm({ ...form, assumed: true }))
}
