// The part of the port to read that tells whoever runs the desk how it works: kinds, counts and reasons, never people's words. `src/reading/` implements it.

import type { Outlet } from '../core/types.ts'

export interface DeskOperations {
  /** How deliveries, jobs and the database stand now. */
  operations(): Promise<OperationsView>
}

export interface OperationsView {
  /** What waits to be said, by what it leaves by. */
  readonly outbox: readonly OutboxRow[]
  /** What is being tried again, the oldest first; 20 at most. */
  readonly struggling: readonly StrugglingRow[]
  /** Updates that could not be handled and were stored whole, the latest first; 10 at most of `count`. */
  readonly parked: { readonly count: number; readonly rows: readonly ParkedRow[] }
  /** What was erased lately, the latest first; 5 at most. */
  readonly erased: readonly ErasedRow[]
  /** What is done by the clock; empty before the first start. */
  readonly jobs: readonly JobRow[]
  readonly database: { readonly version: string; readonly bytes: number; readonly connections: number }
}

export interface OutboxRow {
  readonly outlet: Outlet
  readonly waiting: number
  /** How many of them are being tried again. */
  readonly again: number
  readonly oldestAt: Date
}

export interface StrugglingRow {
  readonly outlet: Outlet
  /** What it is: `message`, `card`, `digest` … */
  readonly kind: string
  readonly ticket: number | null
  readonly attempts: number
  /** As the adapter told it, for the operator; null where nothing is known. */
  readonly reason: string | null
  readonly since: Date
  readonly nextAt: Date | null
}

export interface ParkedRow {
  readonly key: string
  readonly channel: string
  readonly at: Date
}

export interface ErasedRow {
  /** The receipt's. */
  readonly number: number
  readonly why: 'forgotten' | 'retention'
  readonly at: Date
  readonly requests: number
  readonly messages: number
  readonly files: number
  /** How many of the bot's posts are still to be deleted. */
  readonly underWay: number
}

export interface JobRow {
  readonly queue: string
  readonly waiting: number
  /** How many of these should have begun a minute ago. */
  readonly overdue: number
  readonly active: number
  readonly failed: number
  /** When it comes by itself, as cron writes it; null where it is sent. */
  readonly schedule: string | null
}
