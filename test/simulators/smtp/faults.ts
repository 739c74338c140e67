// What can go wrong with the simulated mail server, by name. `method` is what it answers so: `CONNECT`, `AUTH`, `MAIL FROM`, `RCPT TO` or `DATA`.
import { createFaults, type FaultOrder, type Faults } from '../faults.ts'

export type SmtpFault =
  /** Answered with `code`, 550 unless told: from 500 on refused for good, from 400 on not now, as by a server that greylists. */
  | 'refused'
  /** Only for `DATA`: the connection is reset before the mail was stored. */
  | 'reset-before'
  /** Only for `DATA`: the mail is stored, and the connection is reset before the answer: its sender can't know. */
  | 'reset-after'
  /** Only for `DATA`: the mail is stored, and answered once the fault is released. */
  | 'hang-after'

/** What a command brings along: the mailbox that mail is for, null where it is for none yet. */
export type Command = { readonly mailbox: string | null }

export type SmtpFaultOrder = FaultOrder<SmtpFault, Command> & {
  readonly code?: number
}

export type SmtpFaults = Faults<SmtpFaultOrder, Command>

/** The faults of one simulator. */
export const createSmtpFaults = (): SmtpFaults => createFaults()
