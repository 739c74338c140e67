// The part of the port to read that tells what a report holds which comes by itself. `src/reading/` implements it.

import type { ReportOf } from '../core/report-schedule.ts'
import type { Picture } from './charts.ts'

export interface DeskScheduledReports {
  /** A report in the desk's own language, counted anew each time. */
  scheduledReport(of: ReportOf): Promise<ScheduledReport>
}

export interface ScheduledReport {
  /** What kind of report it is, and of which days; plain words on one line. */
  readonly title: string
  /** Markdown. */
  readonly text: string
  /** Draws what goes with it. Rejects where it can't be drawn. */
  draw(): Promise<Picture>
}
