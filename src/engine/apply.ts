// A decision becomes rows: one small function for each kind of change, then everything to be said in one statement.

import type { BanChange } from '../core/ban-changes.ts'
import type { Author, Change, Decision } from '../core/decision.ts'
import type { ConversationEvent } from '../core/events.ts'
import type { Form } from '../core/types.ts'
import { Prisma, type Transaction } from '../database/client.ts'
import { appended, type DeliveryRow } from '../database/outbox.ts'
import { endAway } from './away.ts'
import { settleBan } from './banning.ts'
import { settleCustomer } from './customers.ts'
import { finished, type Parties } from './destinations.ts'
import { lockReached, sayElsewhere, showCards } from './elsewhere.ts'
import { forgetCustomer } from './forgetting.ts'
import { guarded, Overtaken, standGuard } from './guard.ts'
import { settleLink } from './joining.ts'
import type { Loaded } from './load.ts'
import type { Place } from './locate.ts'
import { editMessage, releaseHeld, removeMessage } from './messages.ts'
import { movedLeases } from './moved-leases.ts'
import { openTicket } from './open-ticket.ts'
import { retryDelivery } from './retrying.ts'
import type { Shell } from './shell.ts'
import type { StateRow } from './state-row.ts'
import { storeSuggestion } from './suggestions.ts'
import { settleTicket } from './tickets.ts'
import { worded, wordedButtons } from './wording.ts'

interface Decided extends Loaded {
  readonly key: string
  readonly place: Place
  readonly event: ConversationEvent
  readonly decision: Decision
  readonly now: Date
  /** When it was said, by the clock of the platform where it was said. */
  readonly at: Date
}

type Numbers = ReadonlyMap<string, number>

interface Stored {
  /** Where something new is to be said. */
  readonly destinations: readonly string[]
  /** The other conversations that changed. */
  readonly elsewhere: readonly string[]
}

/**
 * Stores a decision, all or nothing. Throws `Overtaken` where it is void.
 * Most events are words that only go on: their one statement is its own transaction, which saves every other round trip.
 */
export const apply = async (shell: Shell, decided: Decided): Promise<Stored> => {
  const { state, decision, now } = decided
  const numbers = new Map(state.tickets.map((ticket) => [ticket.id, ticket.number]))
  if (isWordsAlone(decided)) {
    return { destinations: await speak(shell.db, shell, decided, numbers, guarded(decided)), elsewhere: [] }
  }
  return shell.db.$transaction(async (tx) => {
    const elsewhere = await lockReached(tx, state, decision)
    await standGuard(tx, decided)
    const woken: string[] = []
    for (const change of decision.changes) {
      if (change.type === 'RetryDelivery') woken.push(await retryDelivery(tx, change.delivery))
      else if (change.type === 'SayElsewhere') woken.push(await sayElsewhere(tx, shell, change, decided.at))
      else if (change.type === 'ForgetCustomer')
        woken.push(...(await forgetCustomer(tx, shell, state.customer.id, now)))
      else if (isBan(change)) woken.push(...(await settleBan(tx, shell, state, change, now)))
      else if (change.type === 'OpenTicket') numbers.set(change.id, await openTicket(tx, state, change, now))
      else if (!goesWithWords(change)) await applied(tx, decided, change)
    }
    if (decision.changes.some(({ type }) => type === 'JoinCustomers' || type === 'LeaveCustomer')) {
      woken.push(...(await showCards(tx, shell, [state.conversation.id, ...elsewhere])))
    }
    if (decided.event.type === 'DeliveryRefused') await giveUp(tx, decided.event.delivery, decided.event.reason)
    if (decision.timers.length > 0) await shell.setTimers(tx, decision.timers)
    return { destinations: [...woken, ...(await speak(tx, shell, decided, numbers, null))], elsewhere }
  })
}

const isBan = (change: Change): change is BanChange =>
  change.type === 'BanCustomer' || change.type === 'UnbanCustomer' || change.type === 'TellBan'

// What the statements store that every event has anyway.
type WithWords = Extract<Change, { type: 'AddMessage' | 'SetLease' | 'SetFlow' }>

const goesWithWords = (change: Change): change is WithWords =>
  change.type === 'AddMessage' || change.type === 'SetLease' || change.type === 'SetFlow'

/** Whether a decision only adds words, and leaves all else in the conversation as it was but for the leases that run by them. */
export const isWordsAlone = ({ decision, event }: Pick<Decided, 'decision' | 'event'>): boolean =>
  decision.changes.every(goesWithWords) && decision.timers.length === 0 && event.type !== 'DeliveryRefused'

type OtherChange = Exclude<
  Change,
  {
    type: 'OpenTicket' | WithWords['type'] | 'RetryDelivery' | 'SayElsewhere' | 'ForgetCustomer' | BanChange['type']
  }
>

const applied = async (tx: Transaction, { state, now }: Decided, change: OtherChange): Promise<void> => {
  const { id: conversation } = state.conversation
  switch (change.type) {
    case 'SetForm':
      return setForm(tx, conversation, change.form)
    case 'EndAway':
      return endAway(tx, change.manager)
    case 'EditMessage':
      return editMessage(tx, change, now)
    case 'RemoveMessage':
      return removeMessage(tx, change, now)
    case 'ReleaseHeld':
      return releaseHeld(tx, conversation)
    case 'RegisterCustomer':
    case 'ChangeCustomer':
    case 'ChooseLanguage':
    case 'SetReachable':
      return settleCustomer(tx, state, change, now)
    case 'OfferLink':
    case 'EnterLink':
    case 'AcceptLink':
    case 'DropLink':
    case 'MissLink':
    case 'JoinCustomers':
    case 'LeaveCustomer':
      return settleLink(tx, state, change, now)
    case 'RecordSuggestion':
    case 'RecordUnanswered':
    case 'SettleSuggestion':
    case 'RecordSign':
      return storeSuggestion(tx, conversation, change, now)
    case 'AddToTicket':
      await tx.message.updateMany({
        where: { id: { in: [...change.messages] } },
        data: { ticketId: change.ticket },
      })
      return
    default:
      await settleTicket(tx, change, now)
  }
}

const setForm = async (tx: Transaction, id: string, form: Form): Promise<void> => {
  await tx.conversation.update({ where: { id }, data: { form: json(form) }, select: { id: true } })
}

const giveUp = (tx: Transaction, delivery: string, reason: string) =>
  tx.delivery.update({ where: { id: delivery }, data: { state: 'undelivered', error: reason }, select: { id: true } })

// All messages and all deliveries of an event in one statement, behind the guard where it was not passed before.
const speak = async (
  db: Transaction,
  shell: Shell,
  decided: Decided,
  numbers: Numbers,
  guard: Prisma.Sql | null,
): Promise<string[]> => {
  const { state, at } = decided
  const parties = partiesOf(shell, decided, numbers)
  const passed = guard ?? Prisma.sql`fresh AS (SELECT 1)`
  const said = await db.$queryRaw<{ passed: boolean; destinations: string[] | null }[]>`
    WITH ${passed}, spoken AS (
      INSERT INTO messages (id, author, manager_id, audience, document, buttons, origin_channel, origin_id, created_at, conversation_id, ticket_id)
      SELECT id, author, manager, audience, document, buttons, origin_channel, origin_id, ${at}, ${state.conversation.id}::uuid, ticket
      FROM fresh, jsonb_to_recordset(${JSON.stringify(messageRows(parties, decided))}::jsonb) AS m (
        id uuid, author text, manager uuid, audience text, document jsonb, buttons jsonb, origin_channel text, origin_id text, ticket uuid)
    ), attached AS (
      INSERT INTO attachments (id, message_id, kind, name, media_type, bytes, external_id)
      SELECT id, message, kind, name, media_type, bytes, external_id
      FROM fresh, jsonb_to_recordset(${JSON.stringify(fileRows(decided))}::jsonb) AS f (
        id uuid, message uuid, kind text, name text, media_type text, bytes bigint, external_id text)
    )${movedLeases(decided.decision)}, ${appended(deliveryRows(shell, parties, decided), Prisma.sql`EXISTS (SELECT FROM fresh)`)}
    SELECT EXISTS (SELECT FROM fresh) AS passed, (SELECT array_agg(DISTINCT destination) FROM appended) AS destinations`
  if (!said[0]?.passed) throw new Overtaken('the conversation changed while an event was decided')
  return said[0].destinations ?? []
}

const partiesOf = (shell: Shell, { state, address, row, decision }: Decided, numbers: Numbers): Parties => {
  const chosen = decision.changes.findLast((change) => change.type === 'ChooseLanguage')
  return {
    state,
    address,
    customer: { words: shell.words, locale: chosen?.locale ?? state.conversation.locale, numbers },
    staff: { words: shell.words, locale: shell.settings.locale, numbers },
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
        external_id: file.at.id,
      })),
    )

const managerOf = (author: Author): string | null => (author.role === 'manager' ? author.id : null)

// Prisma's JSON input type admits no readonly arrays; what goes in is plain data of our own.
const json = (value: object): Prisma.InputJsonValue => JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue
