// The page of the team: seen by all managers, changed by admins; everybody ends their own sessions.

import { type Context, Hono } from 'hono'
import type { Inbound, Receive } from '../../../src/channel.ts'
import type { TeamMember } from '../../../src/desk/team.ts'
import { adminsOnly, type Staff, signedIn } from '../desk/signed-in.ts'
import { refusal } from '../door/errors.ts'
import { asksForJson, readerOf } from '../door/negotiation.ts'
import { requestBody } from '../door/request-body.ts'
import { hashed, newToken, refOf } from '../door/sessions.ts'
import type { Site } from '../door/site.ts'
import { noticeText } from '../render.ts'
import { teamPage } from './page.ts'
import { changed, invited } from './parse.ts'

const TRAIL_SHOWN = 20
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

type Refused = Extract<Awaited<ReturnType<Receive>>, { kind: 'refused' }>

/** `GET /desk/team`, `POST /desk/team/invite` and `POST /desk/team/<id>/<promote|demote|disable|enable|end-sessions>`. */
export const teamRoutes = (site: Site): Hono<Staff> => {
  const app = new Hono<Staff>()
  app.use('/desk/team/*', signedIn(site))
  app.get('/desk/team', (c) => show(c, site, {}, 200))
  app.post('/desk/team/invite', adminsOnly(site), (c) => invite(c, site))
  // Whose sessions may be ended is the engine's to say: anybody's own, and all of them for admins.
  app.post('/desk/team/:manager/end-sessions', (c) => change(c, site, c.req.param('manager'), 'end-sessions'))
  app.post('/desk/team/:manager/:action', adminsOnly(site), (c) => {
    const { manager, action } = c.req.param()
    return change(c, site, manager, action)
  })
  return app
}

const invite = async (c: Context<Staff>, site: Site): Promise<Response> => {
  const { manager, id: session } = c.get('staff')
  const token = newToken()
  const inbound = invited({ session, by: refOf(manager), at: new Date() }, hashed(token), await requestBody(c))
  const outcome = await site.receive(inbound)
  if (outcome.kind === 'refused') return tell(c, site, inbound, outcome)
  // What came twice has made its link already, and nobody can read that one again.
  if (outcome.kind === 'repeated') return asksForJson(c) ? c.json({}) : c.redirect('/desk/team', 303)
  const link = `${site.options.linkBase()}/desk/sign-in/${token}`
  if (asksForJson(c)) return c.json({ link }, 201)
  const { event } = inbound
  const whom = event.type === 'ManagerInvited' ? event : null
  return show(c, site, { link: { address: link, manager: whom?.manager ?? null, name: whom?.name ?? null } }, 201)
}

const change = async (c: Context<Staff>, site: Site, manager: string, action: string): Promise<Response> => {
  const { manager: actor, id: session } = c.get('staff')
  const about = { manager, action }
  const by = refOf(actor)
  const inbound = UUID.test(manager) ? changed({ session, by, at: new Date() }, about, await requestBody(c)) : null
  if (inbound === null) return refusal(c, readerOf(c, site), 404, 'team.refused.unknown')
  const outcome = await site.receive(inbound)
  if (outcome.kind === 'refused') return tell(c, site, inbound, outcome)
  return asksForJson(c) ? c.json({}) : c.redirect('/desk/team', 303)
}

const tell = async (c: Context<Staff>, site: Site, { event }: Inbound, { notice }: Refused): Promise<Response> => {
  const error = noticeText(site.words, readerOf(c, site).locale, notice, null)
  const status = notice.say === 'web.team.refused.adminsOnly' ? 403 : 409
  const isInvitation = event.type === 'ManagerInvited'
  if (asksForJson(c)) return c.json({ error, ...(isInvitation ? { fields: { name: error } } : {}) }, status)
  const typed =
    isInvitation && event.manager === null ? { name: event.name ?? '', admin: event.admin, fault: error } : null
  return show(c, site, typed === null ? { notice: error } : { typed }, status)
}

type Said = Partial<Pick<Parameters<typeof teamPage>[0], 'link' | 'notice' | 'typed'>>

const show = async (c: Context<Staff>, site: Site, said: Said, status: 200 | 201 | 403 | 409): Promise<Response> => {
  const { manager, id: session } = c.get('staff')
  const team = await site.desk.team(session)
  if (asksForJson(c)) return c.json({ team: team.map((member) => memberJson(member, manager.admin)) })
  const trail = manager.admin ? await site.desk.teamTrail(TRAIL_SHOWN) : []
  const shown = { link: null, notice: null, typed: null, ...said }
  return c.html(teamPage({ reader: readerOf(c, site), manager, team, trail, ...shown }), status)
}

// Where somebody is signed in is for themselves and for admins.
const memberJson = (member: TeamMember, isAdmin: boolean) => {
  const { id, name, channel, admin, open, seenAt, shutOutAt, sessions } = member
  const isOwn = sessions.some(({ isThis }) => isThis)
  return {
    ...{ id, name, channel, admin, open, seenAt, disabled: shutOutAt !== null },
    ...(isAdmin || isOwn ? { sessions } : {}),
  }
}
