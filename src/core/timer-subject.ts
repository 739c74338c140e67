// What a timer looks at when its time has come.

type TicketTimer =
  | 'assign'
  | 'claimReminder'
  | 'snooze'
  | 'clock'
  | 'lease'
  | 'customerReminder'
  | 'autoClose'
  | 'expected'
  | 'returned'

/**
 * `assign`: a ticket is to be given to somebody by the desk's rule. `clock`: something of a ticket is nearly due, or overdue. `lease`: its holder may have left the customer waiting. `snooze`: the time of a ticket that was put off has come.
 * `customerReminder`, `autoClose`: a customer has left a ticket waiting for them. `expected`: what they were told of when to expect an answer has proved wrong. `burst`: the words that a customer began with may be complete.
 * `returned`: its holder may have been shut out. `silence`: a customer has said nothing more after a suggestion. `consultation`: a customer has waited long enough for the language model.
 */
export type TimerSubject =
  | { readonly kind: TicketTimer; readonly ticket: string }
  | { readonly kind: 'burst'; readonly conversation: string }
  | { readonly kind: 'silence'; readonly suggestion: string }
  | { readonly kind: 'consultation'; readonly consultation: string }
