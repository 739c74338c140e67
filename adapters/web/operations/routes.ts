// The page of how the desk works, for managers to see; admins send again what did not arrive.

import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { adminsOnly, type Staff, signedIn } from '../desk/signed-in.ts'
import { id, keyOf } from '../door/fields.ts'
import { asksForJson, readerOf } from '../door/negotiation.ts'
import { requestBody } from '../door/request-body.ts'
import { refOf } from '../door/sessions.ts'
import type { Site } from '../door/site.ts'
import { noticeText } from '../render.ts'
import { operationsPage } from './page.ts'

const MOST_UNDELIVERED = 50

const againBody = z.object({ id: id.optional(), delivery: z.guid('badId') }, 'badBody')

/** `GET /desk/operations` and `POST /desk/operations/send-again {delivery}`. */
export const operationsRoutes = (site: Site): Hono<Staff> => {
  const app = new Hono<Staff>()
  app.use('/desk/operations/*', signedIn(site))
  app.get('/desk/operations', (c) => show(c, site, null, 200))
  app.post('/desk/operations/send-again', adminsOnly(site), (c) => sendAgain(c, site))
  return app
}

const show = async (c: Context<Staff>, site: Site, notice: string | null, status: 200 | 409): Promise<Response> => {
  const { program, desk } = site
  const [view, undelivered, health, freeBytes] = await Promise.all([
    desk.operations(),
    desk.undelivered(MOST_UNDELIVERED),
    program.health(),
    program.freeBytes(),
  ])
  const { version, startedAt } = program
  if (asksForJson(c)) {
    const failed = undelivered.map(({ delivery, ticket, to, reason, at }) => {
      return { delivery, ticket: ticket?.number ?? null, to, reason, at }
    })
    return c.json({ ...view, undelivered: failed, health, version, startedAt, freeBytes })
  }
  const shown = { view, undelivered, health, freeBytes, version, startedAt }
  const { manager } = c.get('staff')
  return c.html(operationsPage({ reader: readerOf(c, site), manager, notice, now: new Date(), ...shown }), status)
}

const sendAgain = async (c: Context<Staff>, site: Site): Promise<Response> => {
  const { manager, id: session } = c.get('staff')
  const { id: post, delivery } = againBody.parse(await requestBody(c))
  const event = { type: 'DeliveryRetried', by: refOf(manager), delivery } as const
  const outcome = await site.receive({ key: keyOf(session, post), at: new Date(), event })
  const said = outcome.kind === 'refused' || outcome.kind === 'done' ? outcome.notice : undefined
  const notice = said === undefined ? null : noticeText(site.words, readerOf(c, site).locale, said, null)
  if (outcome.kind === 'refused') return asksForJson(c) ? c.json({ error: notice }, 409) : show(c, site, notice, 409)
  return asksForJson(c) ? c.json({ notice }) : c.redirect('/desk/operations', 303)
}
