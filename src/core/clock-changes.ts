// Changes that time makes at tickets.

import type { Alarm, Clock, Due } from './clocks.ts'

export type ClockChange =
  /** How a ticket's time is counted from now on, and when it is due by that. */
  | { readonly type: 'SetClock'; readonly ticket: string; readonly clock: Clock; readonly due: Due }
  /** The customer was reminded that it is their turn. */
  | { readonly type: 'RemindCustomer'; readonly ticket: string }
  /** The staff were told that something is nearly due, or overdue. */
  | { readonly type: 'RecordAlarm'; readonly ticket: string; readonly alarm: Alarm; readonly dueAt: Date }
