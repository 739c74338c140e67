// What a manager does at a ticket: their post becomes an event, and its outcome an answer.

import type { Context } from 'hono'
import { ZodError } from 'zod'
import type { Inbound, Receive } from '../../../src/channel.ts'
import type { DeskManager } from '../../../src/desk.ts'
import { refusal } from '../door/errors.ts'
import { ticketNumber } from '../door/fields.ts'
import { type Reader, readerOf, wantsPage } from '../door/negotiation.ts'
import { refOf } from '../door/sessions.ts'
import type { Site } from '../door/site.ts'
import { receivePost } from '../files/receive-post.ts'
import { FilesRefused, faultWords } from '../files/refused-files.ts'
import { noticeText } from '../render.ts'
import { managerActed, resolvesAfter } from './parse.ts'
import { sameShown, shownBy } from './queue.ts'
import { notAsSent } from './sent-again.ts'
import { type House, ticketPageOf } from './showing.ts'
import type { Staff } from './signed-in.ts'
import type { Unsent } from './ticket-page.ts'

type Outcome = Awaited<ReturnType<Receive>>
type Refused = Extract<Outcome, { kind: 'refused' }>

/** `POST /desk/tickets/N/<action>`. */
export const act = async (
  c: Context<Staff>,
  house: House,
  path: { number: string; action: string },
): Promise<Response> => {
  const { site } = house
  const number = ticketNumber(path.number)
  if (number === null) return refusal(c, readerOf(c, site), 404, 'noTicket')
  const deed: Deed = { number, action: path.action, body: {} }
  try {
    return await done(c, house, deed)
  } catch (error) {
    const shown = wantsPage(c) ? await unfitPage(c, house, deed, error) : null
    if (shown === null) throw error
    return shown
  }
}

interface Deed {
  readonly number: number
  readonly action: string
  /** Once it is read. */
  body: unknown
}

const done = async (c: Context<Staff>, house: House, deed: Deed): Promise<Response> => {
  const { site } = house
  const { manager, id: session } = c.get('staff')
  const { number, action } = deed
  const by = refOf(manager)
  const colleagues = action === 'assign' ? await site.desk.colleagues() : []
  const { parsed, outcome: first } = await receivePost(c, site, ({ body, files }) => {
    deed.body = body
    const inbound = managerActed({ session, by, number, action, colleagues, files }, body, new Date())
    return { inbound }
  })
  const { inbound } = parsed
  if (inbound === null || first === null) return refusal(c, readerOf(c, site), 404, 'noTicket')
  const before = first.kind === 'repeated' ? await toldBefore(site, inbound, number, manager) : null
  const outcome = before ?? first
  if (action === 'article' && wantsPage(c)) return c.redirect(newArticle(number, outcome), 303)
  if (outcome.kind === 'refused') return tellRefusal(c, house, deed, outcome)
  if (action === 'reply' && resolvesAfter(deed.body)) {
    const event = { type: 'ManagerResolved', by, ticket: { number } } as const
    const last = await site.receive({ ...inbound, key: `${inbound.key}:resolve`, event })
    if (last.kind === 'refused') return tellRefusal(c, house, { ...deed, body: {} }, last)
  }
  return tellDone(c, house, number, outcome)
}

// Where the assistant can't help, the form begins with what the ticket itself leaves to the FAQ.
const newArticle = (number: number, outcome: Outcome): string => {
  const written = outcome.kind === 'done' ? outcome.consultation : undefined
  return `/desk/knowledge/new?ticket=${number}${written === undefined ? '' : `&written=${written}`}`
}

const toldBefore = async (site: Site, inbound: Inbound, number: number, manager: DeskManager) =>
  (await notAsSent(site, number, inbound)) ?? (await refusedBefore(site, inbound, number, manager))

// Nobody remembers whether what comes again was refused the first time; whoever has the ticket now tells.
const refusedBefore = async (
  site: Site,
  { event }: Inbound,
  number: number,
  manager: DeskManager,
): Promise<Refused | null> => {
  if (event.type !== 'ManagerClaimed' && event.type !== 'ManagerReleased') return null
  const holder = (await site.desk.ticket(number))?.holder ?? null
  if (holder === null || holder === manager.name) return null
  return { kind: 'refused', because: 'held', notice: { say: 'staff.heldBy', params: { name: holder, number } } }
}

const tellDone = async (c: Context<Staff>, house: House, number: number, outcome: Outcome): Promise<Response> => {
  const { site } = house
  const said = outcome.kind === 'done' ? outcome.notice : undefined
  const notice = said === undefined ? null : noticeText(site.words, readerOf(c, site).locale, said, number)
  if (!wantsPage(c)) return c.json({ number, ...(notice !== null && { notice }) })
  // What is said of a reply must be read while it can still be taken back.
  const shown = notice === null ? null : await ticketPageOf(c, house, number, { notice })
  return shown === null
    ? c.redirect(`/desk/tickets/${number}${sameShown(shownBy((name) => c.req.query(name)))}`, 303)
    : c.html(shown)
}

const tellRefusal = async (c: Context<Staff>, house: House, deed: Deed, refused: Refused): Promise<Response> => {
  const { site } = house
  const error = noticeText(site.words, readerOf(c, site).locale, refused.notice, deed.number)
  const status = refused.because === 'unknown' ? 404 : 409
  if (wantsPage(c)) {
    // The same id again would be a post that was answered already.
    const { typed, ...unsent } = unsentOf(deed, {})
    const { id: _answered, ...words } = typed
    const shown = await ticketPageOf(c, house, deed.number, { notice: error, unsent: { ...unsent, typed: words } })
    if (shown !== null) return c.html(shown, status)
  }
  const ticket = status === 409 ? await site.desk.ticket(deed.number) : null
  const holder = ticket?.holder ? { holder: ticket.holder } : {}
  // Whoever sends again has seen what stands there by now.
  const seen = refused.because === 'answered' ? { seen: ticket?.messages.at(-1)?.id } : {}
  return c.json({ error, ...holder, ...seen }, status)
}

const unfitPage = async (c: Context<Staff>, house: House, deed: Deed, error: unknown): Promise<Response | null> => {
  if (error instanceof FilesRefused && error.body !== undefined) deed.body = error.body
  const faults = faultsOf(error, readerOf(c, house.site))
  if (faults === null) return null
  const unsent = unsentOf(deed, faults)
  const shown = await ticketPageOf(c, house, deed.number, { notice: Object.values(faults).join(' '), unsent })
  return shown === null ? null : c.html(shown, 422)
}

const faultsOf = (error: unknown, reader: Reader): Unsent['faults'] | null => {
  if (error instanceof FilesRefused) return { files: faultWords(error, reader) }
  if (!(error instanceof ZodError)) return null
  return Object.fromEntries(error.issues.map(({ path: [name], message }) => [String(name ?? ''), reader.say(message)]))
}

const unsentOf = ({ action, body }: Deed, faults: Unsent['faults']): Unsent => {
  const fields = typeof body === 'object' && body !== null ? Object.entries(body) : []
  const typed = Object.fromEntries(
    fields.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
  return { action, typed, faults }
}
