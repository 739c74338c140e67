// Who writes faster than people can read is heard in full and shown in part: what is too much is kept back, and both sides are told so once.

import { keepArgument } from './banning.ts'
import type { CustomerEvent, InternalEvent } from './events.ts'
import { keepUnsupported, returned } from './intake.ts'
import { isOwnAffair } from './own-affair.ts'
import { wordsOf } from './questions.ts'
import { change, type Part, type Scene, speak, tellThread, together } from './saying.ts'
import { activeTicket, openAs } from './tickets.ts'
import { wakeByCustomer } from './waking.ts'

/** How much came lately in a conversation: a bucket that each message fills and time empties. */
export interface Flow {
  /** In tenths of a message, as it stood at `at`. */
  readonly level: number
  readonly at: Date
  /** How many messages were kept back since it became too much; null while it isn't. */
  readonly keptBack: number | null
}

const MESSAGE = 10
/** A picture of an album is looked at with its siblings. */
const ALBUM_PART = 1
/** Milliseconds in which a tenth of a message is read: six messages a minute, for as long as it may be. */
const A_TENTH_IN = 1_000

/** What an event means where its customer writes too fast; null where it means what it means for anybody. */
export const whileFlooding = (
  scene: Scene,
  event: CustomerEvent | InternalEvent,
): { readonly counted: Part; readonly instead: Part | null } => {
  const { state, context } = scene
  const weight = weightOf(event)
  if (weight === 0 || context.settings.floodLimit === 0) return { counted: {}, instead: null }
  const before = read(state.conversation.flow, context.at)
  const flow = filled(before, weight, context.settings.floodLimit)
  const counted = change({ type: 'SetFlow', flow })
  if (flow.keptBack === null) {
    return {
      counted: together(counted, before.keptBack === null ? {} : tellOver(scene, before.keptBack)),
      instead: null,
    }
  }
  return {
    counted: together(counted, before.keptBack === null ? tellFlood(scene) : {}),
    instead: keptBack(scene, event),
  }
}

const weightOf = (event: CustomerEvent | InternalEvent): number => {
  switch (event.type) {
    case 'CustomerWrote':
      return event.album === undefined ? MESSAGE : ALBUM_PART
    case 'CustomerCommanded':
      return isOwnAffair(event.command) ? 0 : MESSAGE
    case 'CustomerSentUnsupported':
    case 'CustomerEdited':
    case 'CustomerReacted':
      return MESSAGE
    default:
      return 0
  }
}

const read = (flow: Flow | null, at: Date): Flow => {
  if (flow === null) return { level: 0, at, keptBack: null }
  const passed = Math.max(0, at.getTime() - flow.at.getTime())
  return { ...flow, level: Math.max(0, flow.level - Math.floor(passed / A_TENTH_IN)), at }
}

// What has become too much is so until half of it is read: at the brim both sides would be told again and again.
const filled = ({ level, at, keptBack }: Flow, weight: number, limit: number): Flow => {
  const most = limit * MESSAGE
  const isOver = keptBack === null ? level + weight > most : level > most / 2
  return isOver
    ? { level: Math.min(most, level + weight), at, keptBack: (keptBack ?? 0) + 1 }
    : { level: level + weight, at, keptBack: null }
}

const tellFlood = (scene: Scene): Part => {
  const ticket = activeTicket(scene.state)
  const minutes = Math.ceil((scene.context.settings.floodLimit * MESSAGE * A_TENTH_IN) / 2 / 60_000)
  return together(
    speak(scene, {
      body: { say: 'customer.flood', params: { count: minutes } },
      ...(ticket === null ? {} : { ticket: ticket.id }),
    }),
    ticket === null ? {} : tellThread(scene, ticket.id, { say: 'staff.flood', params: { number: ticket.number } }),
  )
}

const tellOver = (scene: Scene, count: number): Part => {
  const ticket = activeTicket(scene.state)
  if (ticket === null) return {}
  return tellThread(scene, ticket.id, { say: 'staff.floodOver', params: { count, number: ticket.number } })
}

const keptBack = (scene: Scene, event: CustomerEvent | InternalEvent): Part =>
  together(returned(scene), stored(scene, event), { outcome: { kind: 'kept' } })

const stored = (scene: Scene, event: CustomerEvent | InternalEvent): Part => {
  const { state } = scene
  const ticket = openAs(state, state.named?.ticket ?? null) ?? activeTicket(state)
  const id = ticket?.id ?? null
  // Nobody has gone silent who writes too much: what waits for them, or is put off, is over.
  const woken = ticket === null ? {} : wakeByCustomer(scene, ticket)
  switch (event.type) {
    case 'CustomerWrote':
      return together(change(wordsOf(scene, event).stored(id)), woken)
    case 'CustomerSentUnsupported':
      return together(keepUnsupported(scene, event, id), woken)
    case 'CustomerCommanded':
      return keepArgument(scene, event, id)
    case 'CustomerEdited':
      return state.named === null
        ? {}
        : change({ type: 'EditMessage', message: state.named.id, words: event.words, held: false })
    default:
      return {}
  }
}
