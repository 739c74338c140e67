// What an event changes in other conversations than its own: they are locked with it, in the order of their ids, and told.

import type { Change, Decision } from '../core/decision.ts'
import type { State } from '../core/types.ts'
import { Prisma, type Transaction } from '../database/client.ts'
import { appended } from '../database/outbox.ts'
import { Overtaken } from './guard.ts'
import type { Shell } from './shell.ts'
import { cardRow, enqueue } from './staff-news.ts'
import { worded, wordedButtons } from './wording.ts'

/** The other conversations that a decision reaches, and the customers all of whose conversations it reaches. */
interface Reach {
  readonly conversations: readonly string[]
  readonly customers: readonly string[]
}

/**
 * Locks all conversations that a decision reaches and answers the others, none for most events. Whatever was decided there on what
 * was read before is void from then on. Throws `Overtaken` where they are no longer the same ones.
 */
export const lockReached = async (tx: Transaction, state: State, decision: Decision): Promise<string[]> => {
  const { conversation } = state
  const reach = reachOf(state, decision)
  if (reach.conversations.length + reach.customers.length === 0) return []
  const all = Prisma.sql`
    SELECT c.id FROM conversations c JOIN identities i ON i.id = c.identity_id
    WHERE c.id = ANY(${[conversation.id, ...reach.conversations]}::uuid[]) OR i.customer_id = ANY(${reach.customers}::uuid[]) ORDER BY c.id`
  const locked = await tx.$queryRaw<{ id: string }[]>`${all} FOR UPDATE OF c`
  // Somebody who held a lock before may have linked or unlinked others.
  const now = await tx.$queryRaw<{ id: string }[]>`${all}`
  if (JSON.stringify(locked) !== JSON.stringify(now)) throw new Overtaken('accounts were linked meanwhile')
  const others = locked.map(({ id }) => id).filter((id) => id !== conversation.id)
  await tx.conversation.updateMany({ where: { id: { in: others } }, data: { version: { increment: 1 } } })
  return others
}

const reachOf = ({ customer }: State, { changes }: Decision): Reach => ({
  conversations: changes.flatMap((change) => (change.type === 'SayElsewhere' ? [change.conversation] : [])),
  customers: changes.flatMap((change) => {
    if (change.type === 'JoinCustomers' || change.type === 'TakeAlong') return [change.kept, change.other]
    return reachesAll.has(change.type) ? [customer.id] : []
  }),
})

const reachesAll: ReadonlySet<Change['type']> = new Set([
  'LeaveCustomer',
  'ForgetCustomer',
  'BanCustomer',
  'UnbanCustomer',
])

/** Shows the cards of the open tickets of these conversations anew, since what they tell of their customer has changed; answers their destinations. */
export const showCards = async (
  tx: Transaction,
  { staffChannel: channel }: Pick<Shell, 'staffChannel'>,
  conversations: readonly string[],
): Promise<string[]> => {
  if (channel === null) return []
  const tickets = await tx.$queryRaw<{ id: string; conversation: string }[]>`
    SELECT id, conversation_id AS conversation FROM tickets
    WHERE conversation_id = ANY(${conversations}::uuid[]) AND status <> 'resolved'`
  return enqueue(
    tx,
    tickets.map((ticket) => cardRow(channel, ticket)),
  )
}

/** Says something in another conversation, in the language that is spoken there; answers its destination. */
export const sayElsewhere = async (
  tx: Transaction,
  shell: Shell,
  { id, conversation, body, buttons }: Extract<Change, { type: 'SayElsewhere' }>,
  at: Date,
): Promise<string> => {
  const { channel, address, locale, chosenLocale } = await tx.identity.findFirstOrThrow({
    where: { conversation: { id: conversation } },
    select: { channel: true, address: true, locale: true, chosenLocale: true },
  })
  const voice = { words: shell.words, locale: shell.languageOf(chosenLocale ?? locale), numbers: new Map() }
  const [document, shown] = [worded(body, voice), wordedButtons(buttons, voice)]
  const content = { kind: 'message', author: { role: 'bot' }, document, buttons: shown } as const
  const destination = `${channel}:chat:${conversation}`
  const row = {
    ...{ id: crypto.randomUUID(), destination, channel, address, ticket: null, follows: null, content, message: id },
    ...{ notBefore: null, about: null, conversation, confirms: null },
  }
  await tx.$executeRaw`
    INSERT INTO messages (id, author, audience, document, buttons, created_at, conversation_id)
    VALUES (${id}::uuid, 'bot', 'everyone', ${JSON.stringify(content.document)}::jsonb, ${JSON.stringify(content.buttons)}::jsonb, ${at}, ${conversation}::uuid)`
  await tx.$executeRaw`WITH ${appended([row])} SELECT destination FROM appended`
  return destination
}
