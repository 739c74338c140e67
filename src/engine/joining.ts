// Links between a customer's accounts are written: each step only from the one before, whoever else is at it.

import type { Change } from '../core/decision.ts'
import type { State } from '../core/types.ts'
import type { Prisma, Transaction } from '../database/client.ts'
import { Overtaken } from './guard.ts'
import { hashOf } from './link-code.ts'

type Named<Type extends Change['type']> = Extract<Change, { type: Type }>
export type LinkChange = Named<
  'OfferLink' | 'EnterLink' | 'AcceptLink' | 'DropLink' | 'MissLink' | 'JoinCustomers' | 'LeaveCustomer' | 'TakeAlong'
>

/** Writes one step, with its entry in the audit trail. Throws `Overtaken` where the link is no longer as it was read. */
export const settleLink = async (tx: Transaction, state: State, change: LinkChange, now: Date): Promise<void> => {
  const { id: conversation } = state.conversation
  // biome-ignore lint/nursery/useExhaustiveSwitchCases: it does not see through Extract; the compiler checks the cases.
  switch (change.type) {
    case 'OfferLink':
      await tx.link.deleteMany({ where: { offeredBy: conversation } })
      await tx.link.create({
        data: {
          id: change.id,
          code: hashOf(change.code),
          stage: 'offered',
          offeredBy: conversation,
          expiresAt: change.until,
        },
      })
      return noted(tx, conversation, 'codeMade', now)
    case 'EnterLink':
      await moved(tx, change.link, ['offered', 'entered'], {
        stage: 'entered',
        enteredBy: conversation,
        expiresAt: change.until,
      })
      return asked(tx, conversation, change.link, now)
    case 'AcceptLink':
      return moved(tx, change.link, ['entered'], { stage: 'accepted', expiresAt: change.until })
    case 'DropLink':
      await tx.link.deleteMany({ where: { id: change.link } })
      return noted(tx, conversation, 'linkDeclined', now)
    case 'MissLink':
      return noted(tx, conversation, 'codeMissed', now)
    case 'JoinCustomers':
      return join(tx, conversation, change, now)
    case 'TakeAlong':
      return takeAlong(tx, conversation, change, now)
    case 'LeaveCustomer':
      return leave(tx, state, now)
  }
}

const moved = async (
  tx: Transaction,
  id: string,
  from: string[],
  data: Prisma.LinkUncheckedUpdateManyInput,
): Promise<void> => {
  const { count } = await tx.link.updateMany({ where: { id, stage: { in: from } }, data })
  if (count === 0) throw new Overtaken('a link was changed from the other chat meanwhile')
}

const noted = async (tx: Transaction, conversation: string, what: string, now: Date): Promise<void> => {
  await tx.identityAudit.create({ data: { conversationId: conversation, what, at: now }, select: { id: true } })
}

// Each of the two may read the other's name from now on: whoever is forgotten is to be forgotten there too.
const asked = async (tx: Transaction, conversation: string, link: string, now: Date): Promise<void> => {
  const { offeredBy } = await tx.link.findUniqueOrThrow({ where: { id: link }, select: { offeredBy: true } })
  const entry = { conversationId: conversation, otherId: offeredBy, what: 'linkAsked', at: now }
  await tx.identityAudit.create({ data: entry, select: { id: true } })
}

// `other` stays as it is, without identities: whoever leaves again finds what they were called.
const join = async (
  tx: Transaction,
  conversation: string,
  { link, kept, other }: Named<'JoinCustomers'>,
  now: Date,
): Promise<void> => {
  // Their accounts must still be the customers' who were asked.
  const parties = await tx.$queryRaw<unknown[]>`
    WITH made AS (DELETE FROM links WHERE id = ${link}::uuid AND stage = 'accepted' RETURNING offered_by, entered_by)
    SELECT i.customer_id FROM made JOIN conversations c ON c.id IN (made.offered_by, made.entered_by) JOIN identities i ON i.id = c.identity_id
    WHERE i.customer_id IN (${kept}::uuid, ${other}::uuid) GROUP BY i.customer_id`
  if (parties.length < 2) throw new Overtaken('a link was changed from the other chat meanwhile')
  await hand(tx, kept, other)
  await noted(tx, conversation, 'linked', now)
}

const hand = async (tx: Transaction, kept: string, other: string): Promise<void> => {
  await tx.$executeRaw`
    UPDATE identities SET own_customer_id = coalesce(own_customer_id, customer_id), customer_id = ${kept}::uuid
    WHERE customer_id = ${other}::uuid`
  await tx.$executeRaw`
    UPDATE customers c SET tier = greatest(c.tier, o.tier), refuses_model = c.refuses_model OR o.refuses_model
    FROM customers o WHERE c.id = ${kept}::uuid AND o.id = ${other}::uuid`
  await tx.ticket.updateMany({ where: { customerId: other }, data: { customerId: kept } })
}

// The guest's chat goes wherever the account's goes, as if it had always been the same person's; the token that led to it opens nothing any more.
const takeAlong = async (
  tx: Transaction,
  account: string,
  { conversation, kept, other }: Named<'TakeAlong'>,
  now: Date,
): Promise<void> => {
  const taken = await tx.$executeRaw`
    UPDATE identities i SET customer_id = ${kept}::uuid, external_id = 'taken-along:' || i.id, address = '',
      own_customer_id = (SELECT a.own_customer_id FROM identities a JOIN conversations c ON c.identity_id = a.id WHERE c.id = ${account}::uuid)
    FROM conversations c WHERE c.identity_id = i.id AND c.id = ${conversation}::uuid AND i.customer_id = ${other}::uuid`
  if (taken === 0) throw new Overtaken('a guest became another customer meanwhile')
  await hand(tx, kept, other)
  // Nobody comes back to be that customer, but those who were linked with the guest.
  await tx.$executeRaw`
    UPDATE customers SET name = NULL, email = NULL, registered_at = NULL
    WHERE id = ${other}::uuid AND NOT EXISTS (SELECT FROM identities WHERE own_customer_id = ${other}::uuid)`
  await noted(tx, conversation, 'linked', now)
}

// Whose customer the others were joined to can't leave it to them: then they leave, to the one that the first of them was.
const leave = async (tx: Transaction, { conversation, customer }: State, now: Date): Promise<void> => {
  // Web chats of one account stay together.
  await tx.$executeRaw`
    WITH mine AS (
      SELECT i.id, i.channel, i.own_customer_id AS own FROM identities i JOIN conversations c ON c.identity_id = i.id WHERE c.id = ${conversation.id}::uuid
    ), leaving AS (
      SELECT i.id, i.own_customer_id, c.id AS conversation FROM mine, identities i JOIN conversations c ON c.identity_id = i.id
      WHERE i.customer_id = ${customer.id}::uuid AND CASE WHEN mine.own IS NOT NULL
        THEN i.id = mine.id OR (i.own_customer_id = mine.own AND i.channel = 'web' AND mine.channel = 'web')
        ELSE i.id <> mine.id AND NOT (i.own_customer_id IS NULL AND i.channel = 'web' AND mine.channel = 'web') END
    ), home AS (
      SELECT own_customer_id AS id FROM leaving ORDER BY conversation LIMIT 1
    ), refusing AS (
      UPDATE customers SET refuses_model = true FROM home WHERE customers.id = home.id AND ${customer.refusesModel}
    ), left_behind AS (
      UPDATE identities i SET customer_id = home.id,
        own_customer_id = CASE WHEN i.own_customer_id = home.id THEN NULL ELSE i.own_customer_id END
      FROM leaving, home WHERE i.id = leaving.id AND home.id IS NOT NULL
    )
    UPDATE tickets t SET customer_id = home.id FROM leaving, home WHERE t.conversation_id = leaving.conversation AND home.id IS NOT NULL`
  await noted(tx, conversation.id, 'unlinked', now)
}
