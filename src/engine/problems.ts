// A problem that the operator has to know of stands in one row, whichever process saw it, so that it is told once, and once more when it is over.

import { DateTime } from 'luxon'
import type { HouseEvent } from '../core/events.ts'
import { isOver, isToBeTold, minutesOf, type ProblemName, shuts, type Way, wayTo } from '../core/problems.ts'
import type { Transaction } from '../database/client.ts'
import { type Letter, letters } from './letters.ts'
import { type Handled, handled, type Shell } from './shell.ts'
import { sayToStaff } from './staff-lines.ts'
import { enqueue } from './staff-news.ts'

type Seen = Extract<HouseEvent, { type: 'ProblemSeen' }>
type Gone = Extract<HouseEvent, { type: 'ProblemGone' }>

interface Row {
  readonly name: ProblemName
  readonly kind: Seen['kind']
  readonly since: Date
  readonly seenAt: Date
  readonly told: Way | null
}

const DONE = { kind: 'done' } as const

/** Notes that a problem stands, and tells it once it has lasted, within a transaction. */
export const problemSeen = async (tx: Transaction, shell: Shell, event: Seen): Promise<Handled> => {
  const { problem, kind, reason, at } = event
  // What was told stays of its kind: other words for what stands are no news. Until then it is of the kind that was seen last.
  const [row] = await tx.$queryRaw<Row[]>`
    INSERT INTO problems AS p (name, kind, since, seen_at) VALUES (${problem}, ${kind}, ${at}, ${at})
    ON CONFLICT (name) DO UPDATE SET seen_at = greatest(p.seen_at, excluded.seen_at),
      kind = CASE WHEN p.told IS NULL THEN excluded.kind ELSE p.kind END
    RETURNING name, kind, since, seen_at AS "seenAt", told`
  if (row === undefined || !isToBeTold(row, at)) return handled(DONE)
  const way = await wayOf(tx, shell, row, row.name)
  if (way === row.told) return handled(DONE)
  await tx.problem.update({ where: { name: problem }, data: { told: way } })
  if (way === 'log') shell.log.error({ problem, reason }, 'a problem that nobody can be told of but here')
  return tell(tx, shell, way, {
    subject: { say: 'problem.subject', params: paramsOf(shell, row, at) },
    body: { say: `problem.${row.kind}`, params: { ...paramsOf(shell, row, at), reason } },
  })
}

/** Ends a problem that nobody has seen for a while, and tells that where its beginning was told, within a transaction. */
export const problemGone = async (tx: Transaction, shell: Shell, { problem, at }: Gone): Promise<Handled> => {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT name, kind, since, seen_at AS "seenAt", told FROM problems WHERE name = ${problem} FOR UPDATE`
  if (row === undefined || !isOver(row, at)) return handled(DONE)
  await tx.problem.delete({ where: { name: problem } })
  if (row.told === null) return handled(DONE)
  const way = await wayOf(tx, shell, row, null)
  const minutes = minutesOf(row)
  if (way === 'log') shell.log.warn({ problem, minutes }, 'a problem is over')
  const params = { ...paramsOf(shell, row, at), count: minutes }
  return tell(tx, shell, way, {
    subject: { say: 'problem.overSubject', params },
    body: { say: 'problem.over', params },
  })
}

const wayOf = async (
  tx: Transaction,
  { staffChannel, settings }: Shell,
  { name, told: before }: Row,
  begins: ProblemName | null,
): Promise<Way> => {
  const rows = await tx.$queryRaw<Pick<Row, 'name' | 'kind' | 'told'>[]>`SELECT name, kind, told FROM problems`
  // One that has not lasted yet may be a blink; the one in hand counts as it stands in the table.
  const shut = new Set(
    rows.filter((one) => shuts(one.kind) && (one.told !== null || one.name === name)).map((one) => one.name),
  )
  return wayTo({ staffChannel, isMailRead: settings.staffMailboxes.length > 0, shut, begins, before })
}

const paramsOf = ({ settings: { timeZone } }: Shell, { name, since }: Row, now: Date) => {
  const from = DateTime.fromJSDate(since, { zone: timeZone })
  const isToday = from.hasSame(DateTime.fromJSDate(now, { zone: timeZone }), 'day')
  // In words it is a part of a key, and a point would end that.
  const problem = name.replace(/\.(\w)/, (_, first: string) => first.toUpperCase())
  return { problem, since: from.toFormat(isToday ? 'HH:mm' : 'yyyy-MM-dd HH:mm') }
}

const tell = async (tx: Transaction, shell: Shell, way: Way, { subject, body }: Letter): Promise<Handled> => {
  if (way === 'log') return handled(DONE)
  if (way === 'staffChannel') return sayToStaff(tx, shell, body)
  return handled(DONE, await enqueue(tx, letters(shell, shell.settings.staffMailboxes, { subject, body })))
}
