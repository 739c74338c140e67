// What people are called whose words the model reads: their names are masked, or taken out.

import { type Database, Prisma } from '../database/client.ts'

/** What the customer of a conversation is called, by themselves and by the platforms of all chats that are linked with it. */
export const readCustomerNames = (db: Database, conversation: string): Promise<readonly string[]> =>
  readNames(
    db,
    ofCustomer(Prisma.sql`SELECT i.customer_id FROM conversations c JOIN identities i ON i.id = c.identity_id
      WHERE c.id = ${conversation}::uuid`),
  )

/** What everybody is called who had to do with a ticket: its customer in all their chats, and the managers who wrote in it. */
export const readNamesAbout = (db: Database, ticket: string): Promise<readonly string[]> =>
  readNames(
    db,
    Prisma.sql`${ofCustomer(Prisma.sql`SELECT customer_id FROM tickets WHERE id = ${ticket}::uuid`)}
      UNION SELECT g.name FROM messages m JOIN managers g ON g.id = m.manager_id WHERE m.ticket_id = ${ticket}::uuid`,
  )

// Whoever linked a chat had a name of their own in it before.
const ofCustomer = (customer: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT name FROM customers WHERE id = (${customer})
  UNION SELECT known_name FROM identities WHERE customer_id = (${customer})
  UNION SELECT o.name FROM identities i JOIN customers o ON o.id = i.own_customer_id WHERE i.customer_id = (${customer})`

const readNames = async (db: Database, names: Prisma.Sql): Promise<readonly string[]> => {
  const rows = await db.$queryRaw<{ name: string | null }[]>(names)
  return rows.flatMap(({ name }) => name ?? [])
}
