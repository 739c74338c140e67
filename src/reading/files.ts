// Where the file of a message lies, for whoever may see that message.

import { type Database, Prisma } from '../database/client.ts'
import type { DeskFiles } from '../desk/files.ts'
import type { Person } from '../desk.ts'
import { chatsOf } from './messages.ts'

/** The part of the desk that finds files. */
export const filesOf = (db: Database): DeskFiles => ({
  customersFile: (id, who) =>
    readFile(
      db,
      id,
      Prisma.sql`s.audience = 'everyone' AND (s.conversation_id = ANY(${chatsOf(who)}) OR s.ticket_id IN (${ticketsOf(who)}))`,
    ),
  staffFile: (id) => readFile(db, id, Prisma.sql`true`),
})

// Their page of a ticket shows it wherever it was opened: in a linked chat, too.
const ticketsOf = ({ channel, externalId }: Person): Prisma.Sql => Prisma.sql`
  SELECT t.id FROM tickets t JOIN identities i ON i.customer_id = t.customer_id WHERE i.channel = ${channel} AND i.external_id = ${externalId}`

type FileRow = NonNullable<Awaited<ReturnType<DeskFiles['staffFile']>>>

const readFile = async (db: Database, id: string, seenBy: Prisma.Sql): Promise<FileRow | null> => {
  const [row] = await db.$queryRaw<{ file: FileRow }[]>`
    SELECT jsonb_build_object('kind', f.kind, 'name', f.name, 'mediaType', f.media_type, 'bytes', f.bytes,
      'at', jsonb_build_object('channel', f.channel, 'id', f.external_id)) AS file
    FROM attachments f JOIN messages s ON s.id = f.message_id WHERE f.id = ${id}::uuid AND s.deleted_at IS NULL AND ${seenBy}`
  return row?.file ?? null
}
