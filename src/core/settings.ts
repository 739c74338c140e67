// The desk's settings that rules depend on.

import type { Opening } from './business-time.ts'
import type { ManagerRef } from './types.ts'

/** One of the team by their account on one channel. */
export type Contact = Pick<ManagerRef, 'channel' | 'externalId'>

/** Durations are in milliseconds; the time zone is the desk's own. */
export interface Settings extends Opening {
  readonly registration: 'required' | 'on-ticket' | 'off'
  readonly locale: string
  /** Within how much business time a ticket of normal priority is to be answered and resolved; 0 is no such promise. */
  readonly slaFirstResponse: number
  readonly slaResolution: number
  /** In business time, until the staff are reminded of a ticket that nobody has claimed; 0 is never. */
  readonly claimReminder: number
  /** For how much business time a holder may leave a customer waiting until their claim lapses; 0 is for ever. */
  readonly claimLease: number
  /** Whether managers take new tickets for themselves, or a rule gives them: in turn, or to whoever has fewest. */
  readonly assignment: 'claim' | 'round-robin' | 'least-busy'
  /** How many open tickets a manager may have and still be given one; null for any number. */
  readonly managerCap: number | null
  /** How long until a customer whose turn it is is reminded, and until their ticket closes; 0 is never. */
  readonly customerReminder: number
  readonly autoClose: number
  readonly reopenWindow: number
  /** How long a manager's reply can be taken back before it goes. */
  readonly replyHold: number
  /** How customers see managers: by their first names, or only as the desk. */
  readonly staffIdentity: 'name' | 'desk'
  /** How many messages a customer may send at once before the rest is kept back; 0 is any number. */
  readonly floodLimit: number
  /** How long first words are gathered to one question. */
  readonly burstWindow: number
  /** Whether a language model helps here. */
  readonly assistant: boolean
  /** Whether what is said is translated: never, where a manager wishes so, or wherever languages differ. */
  readonly translate: 'off' | 'ask' | 'auto'
  /** Who hears of it when a promise to a customer was broken. */
  readonly escalation: readonly Contact[]
  /** The addresses that are told by e-mail of what the staff should know; none where no mail is configured. */
  readonly staffMailboxes: readonly string[]
  /** Who hears, beside its holder, how badly a ticket was rated. */
  readonly admins: readonly Contact[]
}
