// The part of the port to read that reports to the admins on the staff's pages: the figures, their charts, the tickets counted in
// them, and both as files. `src/reading/` implements it. A period is given as people write it; empty: 7 days.

import type { Person, TicketRow } from '../desk.ts'

export interface DeskReports {
  /** All that the page of figures shows of a period. */
  report(asker: Person, locale: string, asked: AskedReport): Promise<BadPeriod | NotAdmin | ReportView>
  /** The tickets that a figure of a period counts, page by page. */
  countedTickets(asker: Person, locale: string, asked: AskedTickets): Promise<NotReported | CountedTickets>
  /** The figures of a period, or the tickets that were opened in it, as a CSV file. */
  reportFile(asker: Person, what: ReportFileKind, period: string): Promise<NotReported | ReportFile>
}

export interface AskedReport {
  readonly period: string
  readonly by: PartedBy
}

export type ReportFileKind = 'figures' | 'tickets'

/** `tooLong` is a period of more than ten years. */
export interface BadPeriod {
  readonly kind: 'badPeriod' | 'tooLong'
}

export interface NotAdmin {
  readonly kind: 'notAdmin'
  /** How to become one: Markdown. */
  readonly text: string
}

export type NotReported = BadPeriod | Pick<NotAdmin, 'kind'>

export interface PeriodView {
  /** Its days in the reader's words. */
  readonly days: string
  /** Its first and its last day, as `2026-01-31`. */
  readonly first: string
  readonly last: string
}

export interface ReportView extends PeriodView {
  readonly kind: 'report'
  /** The figures as chats show them: Markdown. */
  readonly text: string
  readonly figures: readonly FigureView[]
  readonly charts: readonly ChartView[]
  readonly parts: PartsView
}

/** A figure in the reader's words. */
export interface FigureView {
  readonly key: string
  readonly name: string
  readonly value: string
  /** Against as many days before; null where one of the two is not known. */
  readonly change: string | null
  /** What else is to be told of it. */
  readonly more: readonly string[]
  /** Under which its tickets are listed; null where it counts none. */
  readonly counted: CountedFigure | null
}

/** By what figures are told apart. */
export const partedBy = ['manager', 'tag', 'channel'] as const
export type PartedBy = (typeof partedBy)[number]

/** What a table of parts tells of each; times are medians. */
export type PartColumn =
  | 'conversations'
  | 'faqSolved'
  | 'opened'
  | 'claimed'
  | 'resolved'
  | 'firstResponse'
  | 'resolution'
  | 'slaMet'
  | 'rating'

/** The figures of each manager, tag or channel, in the reader's words. */
export interface PartsView {
  readonly by: PartedBy
  readonly columns: readonly PartColumn[]
  readonly rows: readonly { readonly name: string; readonly values: readonly string[] }[]
  /** How many more there are. */
  readonly more: number
}

export interface ChartView {
  /** One `svg` element in the page's own colours, without scripts and without `style`; the words in it are escaped. */
  readonly svg: string
  /** What it shows, in a few sentences. */
  readonly alt: string
}

/** The figures whose tickets are listed. Where one counts how often something was done, so does its list. */
export const countedFigures = [
  ...(['opened', 'claimed', 'resolved', 'reopened', 'backlog'] as const),
  ...(['firstResponses', 'resolutions', 'slaMissed', 'ratings'] as const),
] as const
export type CountedFigure = (typeof countedFigures)[number]

export interface AskedTickets {
  readonly figure: CountedFigure
  readonly period: string
  /** The place of the last row of the page before; null for the first page. */
  readonly after: CountedPlace | null
  /** How many rows a page has. */
  readonly most: number
}

/** Where a row stands in its list. */
export interface CountedPlace {
  readonly at: Date
  readonly number: bigint
}

export interface CountedTickets extends PeriodView {
  readonly kind: 'tickets'
  readonly rows: readonly CountedRow[]
  /** How many rows all pages have. */
  readonly total: number
  /** Behind which the next page begins; null for the last page. */
  readonly next: CountedPlace | null
}

export interface CountedRow {
  readonly ticket: TicketRow
  /** When it happened that was counted. */
  readonly at: Date
  /** Who did it; null where that was no manager. */
  readonly by: string | null
}

export interface ReportFile {
  readonly kind: 'file'
  readonly name: string
  /** Its text, piece by piece: the next one is made once this one is taken. */
  readonly text: AsyncIterable<string>
}
