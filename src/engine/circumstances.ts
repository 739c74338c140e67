// What only a few events need to know beside their conversation: the message that an edit changes, the delivery that was refused.

import { z } from 'zod'
import type { ConversationEvent } from '../core/events.ts'
import type { EditedMessage, RefusedDelivery } from '../core/types.ts'
import type { Database } from '../database/client.ts'

/** The stored message that an edit is about; null for other events, and for a message that was never seen. */
export const editedMessage = async (
  db: Database,
  conversation: string,
  event: ConversationEvent,
): Promise<EditedMessage | null> => {
  if (event.type !== 'CustomerEdited') return null
  const message = await db.message.findFirst({
    where: { conversationId: conversation, originChannel: event.from.channel, originId: event.messageId },
    select: { id: true, ticketId: true },
  })
  return message && { message: message.id, ticket: message.ticketId }
}

// The parts of a stored delivery that tell whose words it carried and where their writer sees what became of them.
const authored = z.object({ author: z.object({ role: z.enum(['customer', 'manager', 'bot']) }) })
const confirming = z.object({ content: z.object({ target: z.string() }) })

/** The delivery that a refusal is about; null for other events. */
export const refusedDelivery = async (db: Database, event: ConversationEvent): Promise<RefusedDelivery | null> => {
  if (event.type !== 'DeliveryRefused') return null
  const delivery = await db.delivery.findUnique({
    where: { id: event.delivery },
    select: {
      content: true,
      confirms: true,
      ticketId: true,
      destination: { select: { name: true } },
    },
  })
  if (delivery === null) return null
  const author = authored.safeParse(delivery.content)
  const mark = confirming.safeParse(delivery.confirms)
  return {
    side: delivery.destination.name.includes(':chat:') ? 'chat' : 'staff',
    author: author.success ? author.data.author.role : null,
    ticket: delivery.ticketId,
    target: mark.success ? mark.data.content.target : null,
  }
}
