// Reports that come by themselves: when, as an admin sets it, and one by one as they are due.

import type { Outcome } from '../core/decision.ts'
import type { ReportEvent } from '../core/events.ts'
import { dueReport, nextReport, type ReportOf, type ReportSchedule, readReportWish } from '../core/report-schedule.ts'
import { type ReportPlaces, reportSet, unreachable } from '../core/reporting.ts'
import type { Transaction } from '../database/client.ts'
import type { DeliveryRow } from '../database/outbox.ts'
import { mailPlace, reportPlace } from './destinations.ts'
import { knownManager, present } from './managers.ts'
import { type Handled, handled, type Shell } from './shell.ts'
import { enqueue } from './staff-news.ts'

const DONE: Outcome = { kind: 'done' }

/** Whether an event is about these reports. */
export const isReportEvent = (event: { readonly type: string }): event is ReportEvent =>
  event.type === 'ReportAsked' || event.type === 'ReportDue'

/** Handles such an event within its transaction. */
export const receiveReportEvent = async (tx: Transaction, shell: Shell, event: ReportEvent): Promise<Handled> => {
  if (event.type === 'ReportDue') return handled(DONE, await tell(tx, shell, event.at))
  const { admin } = await present(tx, shell, event.by, await knownManager(tx, event.by))
  if (!admin) return handled({ kind: 'refused', because: 'state', notice: { say: 'report.adminsOnly' } })
  const { settings, staffChannel, sendsMail } = shell
  const places = { staffChannel, sendsMail, staffMailboxes: settings.staffMailboxes }
  return handled(await settleReportWish(tx, event.text, { zone: settings.timeZone, places, now: shell.now() }))
}

export interface ReportSettings {
  /** The desk's time zone, by its IANA name. */
  readonly zone: string
  readonly places: ReportPlaces
  readonly now: Date
}

/** Does what somebody wrote of reports, who may; the answer is for them. */
export const settleReportWish = async (
  tx: Transaction,
  text: string,
  { zone, places, now }: ReportSettings,
): Promise<Outcome> => {
  const wish = readReportWish(text)
  switch (wish.kind) {
    case 'unread':
      return { kind: 'refused', because: 'unknown', notice: { say: 'report.unread' } }
    case 'off': {
      const { count } = await tx.reportSchedule.deleteMany()
      return { kind: 'done', notice: { say: count === 0 ? 'report.none' : 'report.off' } }
    }
    case 'show': {
      const known = await tx.reportSchedule.findFirst()
      return { kind: 'done', notice: known === null ? { say: 'report.none' } : reportSet(known, places, zone) }
    }
    case 'set': {
      const { schedule } = wish
      const fault = unreachable(schedule, places)
      if (fault !== null) return { kind: 'refused', because: 'state', notice: fault }
      const planned = { ...schedule, nextAt: nextReport(schedule, now, zone) }
      await tx.reportSchedule.upsert({ where: { id: 1 }, create: planned, update: planned })
      return { kind: 'done', notice: reportSet(planned, places, zone) }
    }
  }
}

// Of several that were missed the latest alone is told.
const tell = async (tx: Transaction, shell: Shell, at: Date): Promise<string[]> => {
  const [schedule] = await tx.$queryRaw<(ReportSchedule & { readonly nextAt: Date })[]>`
    SELECT weekday, hour, minute, mailbox, next_at AS "nextAt" FROM report_schedules FOR UPDATE`
  // It was set anew meanwhile.
  if (schedule?.nextAt.getTime() !== at.getTime()) return []
  const { of, next } = dueReport(schedule, { nextAt: at, now: shell.now(), zone: shell.settings.timeZone })
  await tx.reportSchedule.updateMany({ data: { nextAt: next } })
  return enqueue(tx, rowsOf(shell, schedule, of))
}

const rowsOf = ({ staffChannel, settings }: Shell, { mailbox }: ReportSchedule, of: ReportOf): DeliveryRow[] => {
  const base = { message: null, notBefore: null, about: null, conversation: null, confirms: null }
  if (mailbox === null && staffChannel !== null)
    return (['figures', 'picture'] as const).map((kind) => ({
      ...{ ...base, ...reportPlace(staffChannel), id: crypto.randomUUID(), content: { kind, of } },
    }))
  const mailboxes = mailbox === null ? settings.staffMailboxes : [mailbox]
  return mailboxes.map((each) => ({
    ...{ ...base, ...mailPlace(each), id: crypto.randomUUID(), content: { kind: 'report', of } as const },
  }))
}
