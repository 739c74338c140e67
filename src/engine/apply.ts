// A decision becomes rows: one small function for each kind of change, then everything to be said in one statement.

import type { Author, Change, Decision } from '../core/decision.ts'
import type { ConversationEvent } from '../core/events.ts'
import { Prisma, type Transaction } from '../database/client.ts'
import { appended, type DeliveryRow } from '../database/outbox.ts'
import { finished, type Scene } from './destinations.ts'
import type { Loaded } from './load.ts'
import type { Shell } from './shell.ts'
import { recordSuggestion, settleSuggestion } from './suggestions.ts'
import { settleTicket } from './tickets.ts'
import { worded, wordedButtons } from './wording.ts'

interface Decided extends Loaded {
  readonly event: ConversationEvent
  readonly decision: Decision
  readonly now: Date
}

/** Stores a decision within the event's transaction; answers the destinations that have something new to say. */
export const apply = async (tx: Transaction, shell: Shell, decided: Decided): Promise<string[]> => {
  const { state, decision, now } = decided
  const numbers = new Map(state.tickets.map((ticket) => [ticket.id, ticket.number]))
  for (const change of decision.changes) {
    if (change.type === 'OpenTicket') numbers.set(change.id, await openTicket(tx, decided, change))
    else if (change.type !== 'AddMessage') await applied(tx, decided, change)
  }
  if (decided.event.type === 'DeliveryRefused') await giveUp(tx, decided.event.delivery, decided.event.reason)
  const scene: Scene = {
    state,
    address: decided.address,
    customer: { words: shell.words, locale: state.conversation.locale, numbers },
    staff: { words: shell.words, locale: shell.settings.locale, numbers },
  }
  const destinations = await speak(tx, shell, scene, decision, now)
  if (decision.timers.length > 0) await shell.setTimers(tx, decision.timers)
  return destinations
}

const openTicket = async (
  tx: Transaction,
  { state, now }: Decided,
  { id, question, locale }: Extract<Change, { type: 'OpenTicket' }>,
): Promise<number> => {
  const { number } = await tx.ticket.create({
    data: {
      id,
      question: question.text,
      locale,
      openedAt: now,
      conversationId: state.conversation.id,
      customerId: state.customer.id,
      audit: { create: { what: 'opened', at: now } },
    },
    select: { number: true },
  })
  await tx.message.updateMany({ where: { id: { in: [...question.messages] } }, data: { ticketId: id } })
  return number
}

type OtherChange = Exclude<Change, { type: 'OpenTicket' | 'AddMessage' }>

const applied = async (tx: Transaction, { state, now }: Decided, change: OtherChange): Promise<void> => {
  const { id: conversation } = state.conversation
  switch (change.type) {
    case 'SetForm':
      await tx.conversation.update({
        where: { id: conversation },
        data: { form: json(change.form) },
        select: { id: true },
      })
      return
    case 'EditMessage':
      await tx.message.updateMany({
        where: {
          conversationId: conversation,
          originChannel: change.origin.channel,
          originId: change.origin.externalId,
        },
        data: { document: json(change.words), editedAt: now },
      })
      return
    case 'RegisterCustomer':
      await tx.customer.update({
        where: { id: state.customer.id },
        data: { name: change.name, email: change.email, registeredAt: now },
        select: { id: true },
      })
      return
    case 'RecordSuggestion':
      return recordSuggestion(tx, conversation, change, now)
    case 'SettleSuggestion':
      return settleSuggestion(tx, change, now)
    case 'SetReachable':
      await tx.identity.updateMany({
        where: { conversation: { id: conversation } },
        data: { reachable: change.reachable },
      })
      return
    default:
      await settleTicket(tx, state, change, now)
  }
}

const giveUp = (tx: Transaction, delivery: string, reason: string) =>
  tx.delivery.update({ where: { id: delivery }, data: { state: 'undelivered', error: reason }, select: { id: true } })

// The hot path: all messages and all deliveries of an event in one statement.
const speak = async (tx: Transaction, shell: Shell, scene: Scene, decision: Decision, now: Date): Promise<string[]> => {
  const opened = decision.changes.find((change) => change.type === 'OpenTicket')
  const messages = decision.changes
    .filter((change) => change.type === 'AddMessage')
    .map((change) =>
      messageRow(scene, change, opened?.question.messages.includes(change.id) ? opened.id : change.ticket),
    )
  const rows = decision.deliveries
    .map((draft) => finished(shell, scene, draft))
    .filter((row): row is DeliveryRow => row !== null)
  if (decision.changes.length === 0 && rows.length === 0) return []
  const said = await tx.$queryRaw<{ destination: string }[]>`
    WITH spoken AS (
      INSERT INTO messages (id, author, manager_id, audience, document, buttons, origin_channel, origin_id, created_at, conversation_id, ticket_id)
      SELECT id, author, manager, audience, document, buttons, origin_channel, origin_id, ${now}, ${scene.state.conversation.id}::uuid, ticket
      FROM jsonb_to_recordset(${JSON.stringify(messages)}::jsonb) AS m (
        id uuid, author text, manager uuid, audience text, document jsonb, buttons jsonb, origin_channel text, origin_id text, ticket uuid)
    ), counted AS (
      UPDATE conversations SET version = version + 1 WHERE id = ${scene.state.conversation.id}::uuid
    ), ${rows.length > 0 ? appended(rows) : Prisma.sql`appended AS (SELECT NULL::text AS destination WHERE false)`}
    SELECT DISTINCT destination FROM appended`
  return said.map((row) => row.destination)
}

const messageRow = (
  scene: Scene,
  message: Extract<Change, { type: 'AddMessage' }>,
  ticket: string | null,
): Record<string, unknown> => {
  const voice = message.audience === 'staff' ? scene.staff : scene.customer
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

const managerOf = (author: Author): string | null => (author.role === 'manager' ? author.id : null)

// Prisma's JSON input type admits no readonly arrays; what goes in is plain data of our own.
const json = (value: object): Prisma.InputJsonValue => JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue
