// What is said of reports that come by themselves: when and where they come, and where they can't go.

import { DateTime } from 'luxon'
import type { Say } from './decision.ts'
import type { ReportSchedule } from './report-schedule.ts'

/** Where a report can go. */
export interface ReportPlaces {
  /** Null where the staff have no channel. */
  readonly staffChannel: string | null
  readonly sendsMail: boolean
  /** The addresses that are told by e-mail of what the staff should know. */
  readonly staffMailboxes: readonly string[]
}

/** Why a report can't go where it is to; null where it can. */
export const unreachable = ({ mailbox }: ReportSchedule, places: ReportPlaces): Say | null => {
  if (mailbox !== null) return places.sendsMail ? null : { say: 'report.noMail' }
  return placeOf(null, places) === 'nowhere' ? { say: 'report.nowhere' } : null
}

/** When and where reports come, and when the next one does. */
export const reportSet = (
  { weekday, hour, minute, mailbox, nextAt }: ReportSchedule & { readonly nextAt: Date },
  places: ReportPlaces,
  zone: string,
): Say => ({
  say: weekday === null ? 'report.daily' : 'report.weekly',
  params: {
    ...(weekday === null ? {} : { day: String(weekday) }),
    time: `${hour}`.padStart(2, '0').concat(':', `${minute}`.padStart(2, '0')),
    place: placeOf(mailbox, places),
    mailbox: mailbox ?? '',
    next: DateTime.fromJSDate(nextAt, { zone }).toFormat('yyyy-MM-dd HH:mm'),
  },
})

type ReportPlace = 'channel' | 'mailbox' | 'mailboxes' | 'nowhere'

const placeOf = (mailbox: string | null, { staffChannel, staffMailboxes }: ReportPlaces): ReportPlace => {
  if (mailbox !== null) return 'mailbox'
  if (staffChannel !== null) return 'channel'
  return staffMailboxes.length > 0 ? 'mailboxes' : 'nowhere'
}
