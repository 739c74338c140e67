// New tickets are given to managers by a rule, where the desk wants that: in turn, or to whoever has fewest.

import { isAway } from './manager.ts'
import { callInThread, change, type Part, type Scene, showCard, speak, together } from './saying.ts'
import type { Contact } from './settings.ts'
import { naming } from './shown-names.ts'
import type { Manager } from './types.ts'

/** A manager who may be given a ticket. */
export interface Candidate {
  readonly manager: Manager
  readonly account: Contact
  /** How many open tickets they hold. */
  readonly open: number
  /** When they were given one last; null where that is long ago. */
  readonly givenAt: Date | null
}

/** Has a ticket that has just become nobody's given to somebody, once it is stored; nothing where managers claim for themselves. */
export const assignSoon = ({ context: { now, settings } }: Scene, ticket: string): Part =>
  settings.assignment === 'claim' ? {} : { timers: [{ at: now, subject: { kind: 'assign', ticket } }] }

/** Gives a ticket that is still nobody's to a manager by the rule; where nobody can take one it stays in the queue. */
export const assignByRule = (scene: Scene, id: string): Part => {
  const ticket = scene.state.tickets.find((one) => one.id === id)
  const candidate = ticket?.status === 'new' ? chosen(scene) : null
  if (ticket === undefined || candidate === null) return {}
  const { number } = ticket
  const { manager, account, open } = candidate
  const line = { say: 'staff.assignedByRule', params: { name: manager.name, number } }
  return together(
    change({ type: 'AssignTicket', ticket: id, manager: manager.id, by: null, open }),
    showCard(id),
    callInThread(scene, id, line, { calls: { managers: [], accounts: [account] } }),
    speak(scene, { body: naming(scene.context.settings, 'customer.claimed', manager.name, { number }), ticket: id }),
  )
}

const chosen = ({ state: { candidates }, context: { now, settings } }: Scene): Candidate | null => {
  const able = candidates.filter(
    ({ manager, open }) => !isAway(manager, now) && (settings.managerCap === null || open < settings.managerCap),
  )
  const byTurn = (one: Candidate, other: Candidate): number =>
    (one.givenAt?.getTime() ?? 0) - (other.givenAt?.getTime() ?? 0) || one.manager.id.localeCompare(other.manager.id)
  const byLoad = (one: Candidate, other: Candidate): number => one.open - other.open || byTurn(one, other)
  return able.toSorted(settings.assignment === 'least-busy' ? byLoad : byTurn)[0] ?? null
}
