// The oldest undelivered row of a destination, as the worker takes it out of the outbox.

import { z } from 'zod'
import type { Delivery, FinishedContent } from '../channel.ts'
import { type Document, joined } from '../core/document.ts'
import type { Outlet } from '../core/types.ts'
import type { DeliveryRow } from '../database/outbox.ts'

/** The oldest undelivered row of a destination, stored as tried. */
export interface Head {
  readonly destination: string
  readonly channel: Outlet
  readonly conversation: string | null
  readonly ticket: string | null
  /** Held back until now: the customer's page shows it from here on. */
  readonly held: boolean
  readonly attempts: number
  /** How long it might have been said when this attempt began, by the database's clock. */
  readonly waitedSeconds: number
  readonly delivery: Omit<Delivery, 'content'> & { readonly content: FinishedContent }
  readonly confirms: DeliveryRow | null
}

/** Whether it is one line that stands in the staff's channel, and may take a new place there. */
export const isLine = (
  content: FinishedContent,
): content is Extract<FinishedContent, { kind: 'reminder' | 'backlog' }> =>
  content.kind === 'reminder' || content.kind === 'backlog'

// The outbox is written by this program alone: its JSON is trusted to be what `appended` put there.
const headRow = z.object({
  id: z.string(),
  channel: z.enum(['telegram', 'slack', 'web', 'mail']),
  conversation_id: z.string().nullable(),
  ticket_id: z.string().nullable(),
  attempts: z.number(),
  address: z.string().nullable(),
  posted: z.string().nullable(),
  tried_before: z.coerce.date().nullable(),
  receipt: z.array(z.string()).nullable(),
  content: z.custom<FinishedContent>((value) => typeof value === 'object' && value !== null && 'kind' in value),
  held: z.boolean(),
  waited: z.number(),
  parts: z.array(z.string()).nullable(),
  perhaps: z.array(z.object({ delivery: z.string(), triedAt: z.string(), files: z.boolean() })).nullable(),
  opening: z.custom<Document>((value) => typeof value === 'object' && value !== null && 'children' in value).nullable(),
  confirms: z
    .custom<DeliveryRow>((value) => typeof value === 'object' && value !== null && 'destination' in value)
    .nullable(),
})

// What is posted already is known only now.
const contentOf = ({ content: stored, opening, posted, parts, perhaps }: z.infer<typeof headRow>): FinishedContent => {
  const content = opening === null ? stored : opened(stored, opening)
  if (content.kind === 'card' || isLine(content) || content.kind === 'incident') return { ...content, posted }
  if (content.kind === 'seen') return { ...content, target: parts?.[0] ?? null }
  if (content.kind !== 'edit' && content.kind !== 'delete') return content
  const standing = { ...content, posted: [...new Set(parts ?? content.posted)] }
  return standing.kind === 'delete' && standing.erases !== undefined && perhaps !== null
    ? { ...standing, erases: { ...standing.erases, perhaps } }
    : standing
}

const opened = (content: FinishedContent, opening: Document): FinishedContent => {
  if (content.kind === 'edit') return { ...content, document: joined([opening, content.document]) }
  if (content.kind !== 'message') return content
  const { opening: _, ...message } = content
  return { ...message, document: joined([opening, content.document]) }
}

/** Reads it as the statement that takes it answers. Throws where this is no row of the outbox. */
export const headFrom = (destination: string, value: unknown): Head => {
  const row = headRow.parse(value)
  const content = contentOf(row)
  return {
    destination,
    channel: row.channel,
    conversation: row.conversation_id,
    ticket: row.ticket_id,
    held: row.held,
    attempts: row.attempts,
    waitedSeconds: row.waited,
    delivery: {
      id: row.id,
      address: placeIn(content) ?? row.address,
      content,
      triedAt: row.tried_before,
      sent: row.receipt ?? [],
    },
    confirms: row.confirms,
  }
}

const placeIn = (content: FinishedContent): string | null =>
  content.kind === 'delete' ? (content.erases?.place ?? null) : null
