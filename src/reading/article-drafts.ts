// What a ticket leaves to the FAQ.

import { type ArticleDraft, draftOf } from '../core/article-draft.ts'
import type { Database } from '../database/client.ts'
import { plainText } from '../document.ts'
import { readTicketMessages } from './messages.ts'

/** Drafts an article of a ticket; null where there is no such ticket. */
export const readArticleDraft = async (db: Database, number: number): Promise<ArticleDraft | null> => {
  const ticket = await db.ticket.findUnique({
    where: { number },
    select: {
      ...{ id: true, subject: true, question: true },
      customer: { select: { name: true, identities: { select: { knownName: true } } } },
    },
  })
  if (ticket === null) return null
  const { id, subject, question, customer } = ticket
  const messages = await readTicketMessages(db, id)
  const replies = messages.filter(
    ({ author, audience, deletedAt }) => author.role === 'manager' && audience === 'everyone' && deletedAt === null,
  )
  const names = [customer.name, ...customer.identities.map(({ knownName }) => knownName)]
  return draftOf({
    ...{ subject, question },
    replies: replies.map(({ document }) => plainText(document)),
    names: names.filter((name) => name !== null),
  })
}
