// What an event says, to whomever and wherever, is stored in one statement; what goes with it there.

import type { Author, Change, Decision } from '../core/decision.ts'
import type { ConversationEvent } from '../core/events.ts'
import { Prisma, type Transaction } from '../database/client.ts'
import { appended, type DeliveryRow } from '../database/outbox.ts'
import { finished, type Parties } from './destinations.ts'
import { guarded, Overtaken } from './guard.ts'
import type { Loaded } from './load.ts'
import type { Place } from './locate.ts'
import type { Shell } from './shell.ts'
import type { StateRow } from './state-row.ts'
import { movedTickets } from './ticket-steps.ts'
import { worded, wordedButtons } from './wording.ts'

/** An event with what was decided on it. */
export interface Decided extends Loaded {
  readonly key: string
  readonly place: Place
  readonly event: ConversationEvent
  readonly decision: Decision
  readonly now: Date
  /** When it was said, by the clock of the platform where it was said. */
  readonly at: Date
}

/** The numbers of tickets by their ids. */
type Numbers = ReadonlyMap<string, number>

/** Stores what an event says, once its guard was passed and its other changes are stored; answers the destinations where something new waits. */
export const speak = (db: Transaction, shell: Shell, decided: Decided, numbers: Numbers): Promise<string[]> => {
  const leases = decided.decision.changes.filter(({ type }) => type === 'SetLease')
  return spoken(db, shell, { ...decided, head: Prisma.sql`fresh AS (SELECT 1)`, moved: leases }, numbers)
}

/** The same with the guard before it and the steps of tickets beside it: all that there is to store but for timers. Throws `Overtaken`. */
export const speakGuarded = (db: Transaction, shell: Shell, decided: Decided, numbers: Numbers): Promise<string[]> =>
  spoken(db, shell, { ...decided, head: guarded(decided), moved: decided.decision.changes }, numbers)

interface Spoken extends Decided {
  /** The common table expressions that end in `fresh`. */
  readonly head: Prisma.Sql
  /** The steps and leases that are stored with the words. */
  readonly moved: readonly Change[]
}

const spoken = async (db: Transaction, shell: Shell, decided: Spoken, numbers: Numbers): Promise<string[]> => {
  const { state, at, now, head, moved } = decided
  const parties = partiesOf(shell, decided, numbers)
  const said = await db.$queryRaw<{ passed: boolean; destinations: string[] | null }[]>`
    WITH ${head}, spoken AS (
      INSERT INTO messages (id, author, manager_id, audience, document, buttons, origin_channel, origin_id, created_at, conversation_id, ticket_id)
      SELECT id, author, manager, audience, document, buttons, origin_channel, origin_id, ${at}, ${state.conversation.id}::uuid, ticket
      FROM fresh, jsonb_to_recordset(${JSON.stringify(messageRows(parties, decided))}::jsonb) AS m (
        id uuid, author text, manager uuid, audience text, document jsonb, buttons jsonb, origin_channel text, origin_id text, ticket uuid)
    ), attached AS (
      INSERT INTO attachments (id, message_id, kind, name, media_type, bytes, channel, external_id)
      SELECT id, message, kind, name, media_type, bytes, channel, external_id
      FROM fresh, jsonb_to_recordset(${JSON.stringify(fileRows(decided))}::jsonb) AS f (
        id uuid, message uuid, kind text, name text, media_type text, bytes bigint, channel text, external_id text)
    )${movedTickets(moved, now)}, ${appended(deliveryRows(shell, parties, decided), Prisma.sql`EXISTS (SELECT FROM fresh)`)}
    SELECT EXISTS (SELECT FROM fresh) AS passed, (SELECT array_agg(DISTINCT destination) FROM appended) AS destinations`
  if (!said[0]?.passed) throw new Overtaken('the conversation changed while an event was decided')
  return said[0].destinations ?? []
}

const partiesOf = (shell: Shell, { state, address, row, decision }: Decided, numbers: Numbers): Parties => {
  const chosen = decision.changes.findLast((change) => change.type === 'ChooseLanguage')
  return {
    state,
    address,
    customer: { words: shell.words, locale: chosen?.locale ?? state.conversation.locale, numbers, finished: new Map() },
    staff: { words: shell.words, locale: shell.settings.locale, numbers, finished: new Map() },
    accounts: accountsIn(row),
  }
}

const accountsIn = ({ tickets }: StateRow): Parties['accounts'] =>
  new Map(
    tickets.flatMap(({ holder }) =>
      holder === null ? [] : [[holder.id, { channel: holder.channel, externalId: holder.external_id }] as const],
    ),
  )

const deliveryRows = (shell: Shell, parties: Parties, { decision }: Decided): DeliveryRow[] =>
  decision.deliveries.map((draft) => finished(shell, parties, draft)).filter((row) => row !== null)

const messageRows = (parties: Parties, { decision }: Decided): Record<string, unknown>[] => {
  const opened = decision.changes.find((change) => change.type === 'OpenTicket')
  return decision.changes
    .filter((change) => change.type === 'AddMessage')
    .map((change) =>
      messageRow(parties, change, opened?.question.messages.includes(change.id) ? opened.id : change.ticket),
    )
}

const messageRow = (
  parties: Parties,
  message: Extract<Change, { type: 'AddMessage' }>,
  ticket: string | null,
): Record<string, unknown> => {
  const voice = message.audience === 'staff' ? parties.staff : parties.customer
  return {
    id: message.id,
    author: message.author.role,
    manager: managerOf(message.author),
    audience: message.audience,
    document: worded(message.body, voice),
    buttons: message.buttons ? wordedButtons(message.buttons, voice) : null,
    origin_channel: message.origin?.channel ?? null,
    origin_id: message.origin?.externalId ?? null,
    ticket,
  }
}

const fileRows = ({ decision }: Decided): Record<string, unknown>[] =>
  decision.changes
    .filter((change) => change.type === 'AddMessage')
    .flatMap(({ id, files = [] }) =>
      files.map((file) => ({
        id: crypto.randomUUID(),
        message: id,
        kind: file.kind,
        name: file.name,
        media_type: file.mediaType,
        bytes: file.bytes,
        channel: file.at.channel,
        external_id: file.at.id,
      })),
    )

const managerOf = (author: Author): string | null => (author.role === 'manager' ? author.id : null)
