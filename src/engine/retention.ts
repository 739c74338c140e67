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
  type OldMessage,
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
  /** Hears of a conversation that could not be erased now: the run passes it. */
  readonly onFault: (error: unknown, conversation: string) => void
}

/** What a run reached. */
export interface RetentionEnd {
  /** False where it was stopped, or passed anything. */
  readonly isWhole: boolean
  /** Null where there was nothing to be erased. */
  readonly erased: Erased | null
}

/**
 * Erases all of it, or what comes before a stop: what is left is found by the next run, since each step is a transaction of its own and
 * nothing but its effect tells how far it came. What fails is passed. Throws what the database does where nothing can be looked up.
 */
export const eraseOld = async (db: Database, shell: ErasingShell, given: RetentionRun): Promise<RetentionEnd> => {
  let passed = 0
  const onFault = (...fault: Parameters<RetentionRun['onFault']>): void => {
    passed++
    given.onFault(...fault)
  }
  const receipts = createReceipts(given.now)
  const run = { db, shell, receipts, ...given, onFault }
  const isAtEnd =
    (await endedTickets(run)) &&
    (await pastMessages(run)) &&
    (await pastForms(run)) &&
    (await eraseLoose(db, run.before, async () => (await drawn(run)) !== null))
  const kept = await db.erasure.findMany({ where: { id: { in: [...receipts.ids] } }, select: { counts: true } })
  const counts = kept.map((receipt) => erasedSchema.parse(receipt.counts))
  return { isWhole: isAtEnd && passed === 0, erased: counts.length === 0 ? null : counts.reduce(summed) }
}

/** One receipt of a long run would grow to what takes longer to write than all else. */
const STEPS_A_RECEIPT = 200

interface Receipts {
  /** All that were drawn. */
  readonly ids: ReadonlySet<string>
  /** That of one more step. */
  draw(): Erasure
}

const createReceipts = (now: Date): Receipts => {
  const ids = new Set<string>()
  let [steps, id] = [0, '']
  return {
    ids,
    draw: () => {
      if (steps % STEPS_A_RECEIPT === 0) id = crypto.randomUUID()
      steps++
      ids.add(id)
      return { id, why: 'retention', now }
    },
  }
}

interface Run extends RetentionRun {
  readonly db: Database
  readonly shell: ErasingShell
  readonly receipts: Receipts
}

// The receipt of the next step, as soon as it may be taken; null where the run is to stop.
const drawn = async ({ receipts, goesOn }: Run): Promise<Erasure | null> => {
  const erasure = receipts.draw()
  return (await goesOn(erasure.id)) ? erasure : null
}

// One transaction under the conversation's lock. What fails must not keep all behind it, night after night: answers whether it was done.
const taken = async (
  { db, onFault }: Run,
  conversation: string,
  step: (tx: Transaction) => Promise<void>,
): Promise<boolean> => {
  try {
    await db.$transaction(async (tx) => {
      await lock(tx, conversation)
      await step(tx)
    })
    return true
  } catch (error) {
    onFault(error, conversation)
    return false
  }
}

const endedTickets = async (run: Run): Promise<boolean> => {
  let after: OldTicket | undefined
  for (;;) {
    const page: OldTicket[] = await oldTickets(run.db, run.before, after)
    for (const ticket of page) {
      const erasure = await drawn(run)
      if (erasure === null) return false
      await taken(run, ticket.conversation, (tx) => eraseTicket(tx, run, ticket, erasure))
      after = ticket
    }
    if (page.length === 0) return true
  }
}

const eraseTicket = async (
  tx: Transaction,
  { shell, before }: Run,
  { id, conversation }: OldTicket,
  erasure: Erasure,
): Promise<void> => {
  const tickets = await ticketsOver(tx, id, before)
  if (tickets.length === 0) return
  const messages = await messagesOver(tx, { tickets }, before)
  await eraseConsultations(tx, tickets)
  await eraseTexts(tx, shell, { ...these(messages), tickets }, erasure)
  await enqueue(tx, await standingCards(tx, shell, tickets, conversation))
}

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

const pastMessages = async (run: Run): Promise<boolean> => {
  const { db, before } = run
  const { _max: looked } = await db.erasure.aggregate({ where: { why: 'retention' }, _max: { position: true } })
  let position = looked.position ?? 0n
  let hasAll = true
  for (;;) {
    const erasure = await drawn(run)
    if (erasure === null) return false
    const page = await oldMessages(db, before, position)
    const last = page.at(-1)
    if (last === undefined) return true
    const done = await erasePage(run, page)
    if (done === null) return false
    hasAll = done && hasAll
    position = last.position
    // The next run looks again at what was passed.
    if (hasAll) await keepErasure(db, { ...erasure, position }, { counts: nothingErased, removals: [] })
  }
}

// Answers whether all of it was erased, null where the run is to stop.
const erasePage = async (run: Run, page: readonly OldMessage[]): Promise<boolean | null> => {
  let hasAll = true
  for (const [conversation, its] of Map.groupBy(page, (message) => message.conversation)) {
    const ids = its.filter(({ isOver }) => isOver).map(({ id }) => id)
    if (ids.length === 0) continue
    const erasure = await drawn(run)
    if (erasure === null) return null
    const isDone = await taken(run, conversation, async (tx) => {
      const messages = await messagesOver(tx, { messages: ids }, run.before)
      await eraseTexts(tx, run.shell, { ...these(messages), tickets: [] }, erasure)
    })
    hasAll = isDone && hasAll
  }
  return hasAll
}

const pastForms = async (run: Run): Promise<boolean> => {
  let after: string | undefined
  for (;;) {
    const page = await oldForms(run.db, run.before, after)
    for (const conversation of page) {
      if ((await drawn(run)) === null) return false
      await taken(run, conversation, (tx) => clearForm(tx, conversation, run.before))
      after = conversation
    }
    if (page.length === 0) return true
  }
}
