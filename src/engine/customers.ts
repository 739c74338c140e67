// What is stored of the customer at hand: who they are, how they are spoken to, whether they can be reached.

import type { Change } from '../core/decision.ts'
import type { State } from '../core/types.ts'
import type { Transaction } from '../database/client.ts'

type CustomerChange = Extract<
  Change,
  { type: 'RegisterCustomer' | 'ChangeCustomer' | 'SetTier' | 'ChooseLanguage' | 'SetRefusesModel' | 'SetReachable' }
>

/** Stores a change of the customer, or of their identity on the channel at hand. */
export const settleCustomer = async (
  tx: Transaction,
  { customer, conversation }: State,
  change: CustomerChange,
  now: Date,
): Promise<void> => {
  const identity = { conversation: { id: conversation.id } }
  // biome-ignore lint/nursery/useExhaustiveSwitchCases: it does not see through Extract; the compiler checks the cases.
  switch (change.type) {
    case 'RegisterCustomer':
      await tx.customer.update({
        where: { id: customer.id },
        data: { name: change.name, email: change.email, registeredAt: now },
        select: { id: true },
      })
      return
    case 'ChangeCustomer':
      await tx.customer.update({
        where: { id: customer.id },
        data: { name: change.name, email: change.email },
        select: { id: true },
      })
      return
    case 'SetTier': {
      const { ticket: ticketId, tier, by: managerId } = change
      await tx.customer.update({ where: { id: customer.id }, data: { tier }, select: { id: true } })
      await tx.audit.createMany({ data: [{ ticketId, what: 'tiered', managerId, facts: { priority: tier }, at: now }] })
      return
    }
    case 'ChooseLanguage':
      await tx.identity.updateMany({ where: identity, data: { chosenLocale: change.locale } })
      return
    case 'SetRefusesModel':
      await tx.customer.update({
        where: { id: customer.id },
        data: { refusesModel: change.refuses },
        select: { id: true },
      })
      return
    case 'SetReachable':
      await tx.identity.updateMany({ where: identity, data: { reachable: change.reachable } })
  }
}
