// What is older than RETENTION and over is erased as if it were forgotten, a conversation at a time; who wrote it stays.

import { type Database, Prisma, type Transaction } from '../database/client.ts'
import { type Erased, erasedSchema, nothingErased, summed } from '../database/stored-erasure.ts'
import { eraseConsultations } from './consultations.ts'
import { type ErasingShell, eraseTexts, type Scope } from './erasing.ts'
import { type Erasure, keepErasure } from './erasures.ts'
import {
  clearForm,
  eraseLoose,
  messagesOver,
  type OldTicket,
  oldForms,
  oldMessages,
  oldTickets,
  ticketsOver,
} from './old-texts.ts'
import { cardRow, enqueue } from './staff-news.ts'

export interface RetentionRun {
  readonly now: Date
  /** What ended, or was written outside of tickets, before then is erased. */
  readonly before: Date
  /** Waits until platforms have kept up with the deletions, before the next are set; answers false where it is to stop. */
  readonly goesOn: (erasure: string) => Promise<boolean>
}

/** What a run reached. */
export interface RetentionEnd {
  readonly isWhole: boolean
  /** Null where there was nothing to be erased. */
  readonly erased: Erased | null
}

/**
 * Erases all of it, or what comes before a stop: what is left is found by the next run, since each step is a transaction of its own and
 * nothing but its effect tells how far it came. Throws what the database does.
 */
export const eraseOld = async (db: Database, shell: ErasingShell, run: RetentionRun): Promise<RetentionEnd> => {
  const receipts = createReceipts(run.now)
  const erasing = { db, shell, run, receipts }
  const isWhole = (await endedTickets(erasing)) && (await pastMessages(erasing)) && (await pastForms(erasing))
  if (isWhole) await eraseLoose(db, run.before)
  const kept = await db.erasure.findMany({ where: { id: { in: [...receipts.ids] } }, select: { counts: true } })
  const counts = kept.map((receipt) => erasedSchema.parse(receipt.counts))
  return { isWhole, erased: counts.length === 0 ? null : counts.reduce(summed) }
}

/** One receipt of a long run would grow to what takes longer to write than all else. */
const STEPS_A_RECEIPT = 200

interface Receipts {
  readonly ids: ReadonlySet<string>
  /** That of the next step. */
  next(): Erasure
  /** That of the step under way. */
  current(): Erasure
}

const createReceipts = (now: Date): Receipts => {
  const ids = new Set<string>()
  let [steps, id] = [0, '']
  const current = (): Erasure => ({ id, why: 'retention', now })
  return {
    ids,
    current,
    next: () => {
      if (steps % STEPS_A_RECEIPT === 0) id = crypto.randomUUID()
      steps++
      ids.add(id)
      return current()
    },
  }
}

interface Erasing {
  readonly db: Database
  readonly shell: ErasingShell
  readonly run: RetentionRun
  readonly receipts: Receipts
}

const goesOn = ({ run, receipts }: Erasing): Promise<boolean> => run.goesOn(receipts.next().id)

const endedTickets = async (erasing: Erasing): Promise<boolean> => {
  let after: OldTicket | undefined
  for (;;) {
    const page: OldTicket[] = await oldTickets(erasing.db, erasing.run.before, after)
    for (const ticket of page) {
      if (!(await goesOn(erasing))) return false
      await eraseTicket(erasing, ticket)
      after = ticket
    }
    if (page.length === 0) return true
  }
}

const eraseTicket = ({ db, shell, run, receipts }: Erasing, { id, conversation }: OldTicket): Promise<void> =>
  db.$transaction(async (tx) => {
    await lock(tx, conversation)
    const tickets = await ticketsOver(tx, id, run.before)
    if (tickets.length === 0) return
    const messages = await messagesOver(tx, { tickets }, run.before)
    await eraseConsultations(tx, tickets, run.before)
    await eraseTexts(tx, shell, { ...these(messages), tickets }, receipts.current())
    await enqueue(tx, await standingCards(tx, shell, tickets, conversation))
  })

// What is decided there meanwhile on what was read before is void.
const lock = async (tx: Transaction, conversation: string): Promise<void> => {
  await tx.conversation.update({
    where: { id: conversation },
    data: { version: { increment: 1 } },
    select: { id: true },
  })
}

const these = (messages: readonly string[]): Pick<Scope, 'messages' | 'deliveries'> => ({
  messages: Prisma.sql`m.id = ANY(${messages}::uuid[])`,
  deliveries: Prisma.sql`d.message_id = ANY(${messages}::uuid[])`,
})

// A ticket that never had a card gets none now.
const standingCards = async (
  tx: Transaction,
  { staffChannel }: ErasingShell,
  tickets: readonly string[],
  conversation: string,
) => {
  if (staffChannel === null) return []
  const rows = tickets.map((id) => cardRow(staffChannel, { id, conversation }))
  const standing = await tx.destination.findMany({
    where: { name: { in: rows.map(({ destination }) => destination) }, posted: { not: null } },
    select: { name: true },
  })
  return rows.filter(({ destination }) => standing.some(({ name }) => name === destination))
}

const pastMessages = async (erasing: Erasing): Promise<boolean> => {
  const { db, run, receipts } = erasing
  const { _max: passed } = await db.erasure.aggregate({ where: { why: 'retention' }, _max: { position: true } })
  let position = passed.position ?? 0n
  for (;;) {
    const page = await oldMessages(db, run.before, position)
    const last = page.at(-1)
    if (last === undefined) return true
    for (const [conversation, its] of Map.groupBy(page, (message) => message.conversation)) {
      const messages = its.filter(({ isOver }) => isOver).map(({ id }) => id)
      if (messages.length === 0) continue
      if (!(await goesOn(erasing))) return false
      await eraseMessages(erasing, conversation, messages)
    }
    position = last.position
    await keepErasure(db, { ...receipts.next(), position }, { counts: nothingErased, removals: [] })
  }
}

const eraseMessages = (
  { db, shell, run, receipts }: Erasing,
  conversation: string,
  ids: readonly string[],
): Promise<void> =>
  db.$transaction(async (tx) => {
    await lock(tx, conversation)
    const messages = await messagesOver(tx, { messages: ids }, run.before)
    await eraseTexts(tx, shell, { ...these(messages), tickets: [] }, receipts.current())
  })

const pastForms = async (erasing: Erasing): Promise<boolean> => {
  const { db, run } = erasing
  for (;;) {
    const page = await oldForms(db, run.before)
    for (const conversation of page) {
      if (!(await goesOn(erasing))) return false
      await db.$transaction(async (tx) => {
        await lock(tx, conversation)
        await clearForm(tx, conversation, run.before)
      })
    }
    if (page.length === 0) return true
  }
}
