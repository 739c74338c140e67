// What the assistant wrote for managers, and what it was asked about tickets.

import { z } from 'zod'
import { failures, isPurpose, type Purpose } from '../core/consultations.ts'
import type { Settings } from '../core/settings.ts'
import { type Database, Prisma } from '../database/client.ts'
import { storedAnswer } from '../database/stored-answer.ts'
import type { ConsultationRow, DeskAssistance, Written } from '../desk/assistance.ts'
import type { DeskChanges } from '../desk/changes.ts'
import type { Person } from '../desk.ts'
import { isTicketNumber } from './numbers.ts'
import { readProposals } from './proposals.ts'

interface Parts extends DeskChanges {
  readonly db: Database
  readonly settings: Pick<Settings, 'assistant' | 'translate'>
  readonly now: () => Date
}

/** The part of the desk that reads what the assistant does for managers. */
export const assistanceOf = (parts: Parts): DeskAssistance => ({
  hasAssistant: parts.settings.assistant,
  translates: parts.settings.assistant && parts.settings.translate !== 'off',
  written: async (who, consultation) => {
    const asked = await readAsked(parts, who, byId(consultation))
    return asked && readWritten(parts, asked)
  },
  whenWritten: (who, consultation, signal) => whenWritten(parts, { who, consultation, signal }),
  draftAt: async (who, number) => {
    if (!isTicketNumber(number)) return null
    const asked = await readAsked(parts, who, draftOf(number, new Date(parts.now().getTime() - KEPT)))
    if (asked === null || asked.isOver) return null
    return { consultation: asked.id, written: await readWritten(parts, asked) }
  },
  proposals: (number) => readProposals(parts.db, number),
  consultations: async (number) => (await readConsultations(parts, number, Prisma.empty)).map(factsOf),
  consultationRecords: async (number) => {
    const rows = await readConsultations(parts, number, Prisma.sql`, o.sent, o.received`)
    return rows.map((row) => ({ ...factsOf(row), sent: row.sent ?? null, received: row.received ?? null }))
  },
})

/** A draft of yesterday is of no use: milliseconds. */
const KEPT = 86_400_000

const askedRow = z.object({
  id: z.string(),
  conversation: z.string(),
  ticket: z.string(),
  state: z.enum(['waiting', 'asked', 'answered', 'failed']),
  why: z.enum(failures).nullable(),
  answer: storedAnswer.nullable(),
  until: z.date(),
  isOver: z.boolean(),
  isOvertaken: z.boolean(),
})
type Asked = z.infer<typeof askedRow>

const byId = (id: string): Prisma.Sql =>
  z.guid().safeParse(id).success ? Prisma.sql`o.id = ${id}::uuid` : Prisma.sql`false`

const draftOf = (number: number, since: Date): Prisma.Sql =>
  Prisma.sql`t.number = ${number} AND o.wanted->>'purpose' = 'draft' AND o.asked_at > ${since}`

// Nobody sees what was written for somebody else.
const readAsked = async ({ db }: Parts, who: Person, which: Prisma.Sql): Promise<Asked | null> => {
  const said = (when: Prisma.Sql) => Prisma.sql`EXISTS (SELECT FROM messages m
    WHERE m.ticket_id = t.id AND m.audience = 'everyone' AND m.deleted_at IS NULL AND ${when})`
  const answered = said(Prisma.sql`m.manager_id = g.id AND m.created_at > o.asked_at`)
  // Clocks of platforms may be a second behind: what a draft doesn't know stands behind what it has read.
  const overtaken = said(
    Prisma.sql`m.author = 'customer' AND m.position > (SELECT r.position FROM messages r WHERE r.id = (o.answer->>'read')::uuid)`,
  )
  const [row] = await db.$queryRaw<unknown[]>`
    SELECT o.id, o.conversation_id AS conversation, t.id AS ticket, o.state, o.why, o.answer, o.until,
      o.dropped_at IS NOT NULL OR ${answered} AS "isOver", ${overtaken} AS "isOvertaken"
    FROM managers g JOIN consultations o ON o.manager_id = g.id JOIN tickets t ON t.id = o.ticket_id
    WHERE g.channel = ${who.channel} AND g.external_id = ${who.externalId} AND ${which}
    ORDER BY o.asked_at DESC, o.id LIMIT 1`
  return row === undefined ? null : askedRow.parse(row)
}

const readWritten = async ({ db, now }: Parts, asked: Asked): Promise<Written> => {
  const { state, why, answer, until } = asked
  const isUnderWay = state === 'waiting' || state === 'asked'
  if (isUnderWay && until.getTime() > now().getTime()) return { state: 'writing', until }
  if (answer === null) return { state: 'failed', why: why ?? 'away' }
  switch (answer.purpose) {
    case 'article':
      return { state: 'article', draft: answer.draft }
    case 'draft': {
      if (!answer.isKnown) return { state: 'unknown' }
      const { text, tickets } = answer
      const titles = await db.article.findMany({
        where: { id: { in: [...answer.articles] } },
        select: { id: true, title: true },
      })
      const articles = answer.articles.flatMap((id) => titles.find((one) => one.id === id) ?? [])
      return { state: 'draft', text, articles, tickets, isOvertaken: asked.isOvertaken }
    }
    default:
      return { state: 'summary' }
  }
}

interface Waiting {
  readonly who: Person
  readonly consultation: string
  readonly signal: AbortSignal
}

/** What ended just before its time is stored a moment after it: milliseconds. */
const MOMENT = 1_000

// A change may be missed while the listening connection is away: the deadline is looked at in any case.
const whenWritten = async (parts: Parts, { who, consultation, signal }: Waiting): Promise<Written | null> => {
  const read = () => readAsked(parts, who, byId(consultation))
  let changed = Promise.withResolvers<void>()
  const wake = () => changed.resolve()
  let conversation: string | null = null
  const unsubscribe = parts.onChange((change) => {
    if (change.conversation === null || change.conversation === conversation) wake()
  })
  signal.addEventListener('abort', wake)
  try {
    for (;;) {
      const asked = await read()
      if (asked === null) return null
      if (conversation === null) {
        // What changed before it was known whose it is is in the next reading.
        conversation = asked.conversation
        continue
      }
      const written = await readWritten(parts, asked)
      if (written.state !== 'writing' || signal.aborted) return written
      await either(changed.promise, written.until.getTime() - parts.now().getTime() + MOMENT)
      changed = Promise.withResolvers<void>()
    }
  } finally {
    unsubscribe()
    signal.removeEventListener('abort', wake)
  }
}

const either = async (woken: Promise<void>, milliseconds: number): Promise<void> => {
  const time = Promise.withResolvers<void>()
  const timer = setTimeout(time.resolve, milliseconds)
  await Promise.race([woken, time.promise])
  clearTimeout(timer)
}

const consultationRow = z.object({
  purpose: z.custom<Purpose>(isPurpose),
  at: z.date(),
  by: z.string().nullable(),
  state: z.enum(['writing', 'answered', 'failed']),
  why: z.enum(failures).nullable(),
  tokensSent: z.number(),
  tokensReceived: z.number(),
  sent: z.string().nullish(),
  received: z.string().nullish(),
})
type ConsultedRow = z.infer<typeof consultationRow>

// The texts may be long: they are read only where they are shown. What its time ran out for failed, whoever was to write that down.
const readConsultations = async (
  { db, now }: Parts,
  number: number,
  texts: Prisma.Sql,
): Promise<readonly ConsultedRow[]> => {
  if (!isTicketNumber(number)) return []
  const isOver = Prisma.sql`(o.state IN ('waiting', 'asked') AND o.until <= ${now()})`
  const rows = await db.$queryRaw<unknown[]>`
    SELECT o.wanted->>'purpose' AS purpose, o.asked_at AS at, g.name AS by,
      CASE WHEN ${isOver} THEN 'failed' WHEN o.state IN ('waiting', 'asked') THEN 'writing' ELSE o.state END AS state,
      CASE WHEN ${isOver} THEN 'away' ELSE o.why END AS why, o.tokens_sent AS "tokensSent", o.tokens_received AS "tokensReceived"${texts}
    FROM tickets t JOIN consultations o ON o.ticket_id = t.id LEFT JOIN managers g ON g.id = o.manager_id
    WHERE t.number = ${number} ORDER BY o.asked_at, o.id`
  return rows.map((row) => consultationRow.parse(row))
}

const factsOf = ({ purpose, at, by, state, why, tokensSent, tokensReceived }: ConsultedRow): ConsultationRow => ({
  ...{ purpose, at, by, state, why },
  tokens: { sent: tokensSent, received: tokensReceived },
})
