// One of the team, with where they are signed in and what may be done with that.

import { html } from 'hono/html'
import type { TeamMember, TeamSession } from '../../../src/desk/team.ts'
import type { Reader } from '../door/negotiation.ts'
import { moment } from '../frame/layout.ts'
import type { Html } from '../render.ts'

interface Looking {
  readonly reader: Reader
  /** Whether the one who looks at it is an admin. */
  readonly isAdmin: boolean
}

/** What everybody sees of a manager; the manager and admins see where they are signed in, too. */
export const memberCard = (member: TeamMember, { reader, isAdmin }: Looking): Html => {
  const { say } = reader
  const { name, open, seenAt, sessions, shutOutAt } = member
  const isOwn = sessions.some(({ isThis }) => isThis)
  const signedIn = sessions.length === 0 ? say('team.noSessions') : say('team.sessions', { count: sessions.length })
  return html`<li class="member${shutOutAt === null ? '' : ' out'}">
<p class="line"><strong>${name}</strong> ${badges(member, isOwn, say)}</p>
<p class="facts"><span>${say('team.open', { count: open })}</span>
<span>${seenAt === null ? say('team.neverSeen') : html`${say('team.seen')} ${moment(seenAt)}`}</span> <span>${signedIn}</span></p>
${isAdmin || isOwn ? managing(member, { reader, isAdmin, isOwn }) : ''}</li>`
}

const badges = (member: TeamMember, isOwn: boolean, say: Reader['say']): Html => {
  const { admin, byOperator, away, shutOutAt, channel } = member
  return html`<span class="badge">${say(`channel.${channel}`)}</span>
${admin ? html`<span class="badge new">${say('desk.admin')}</span>` : ''}${byOperator ? html` <small>${say('team.byOperator')}</small>` : ''}
${isOwn ? html`<small>(${say('team.you')})</small>` : ''}
${away === null ? '' : html`<span class="badge">${away.until === null ? say('team.away') : html`${say('team.awayUntil')} ${moment(away.until)}`}</span>`}
${shutOutAt === null ? '' : html`<span class="badge late">${say('team.shutOut')}</span>`}`
}

interface Managing extends Looking {
  readonly isOwn: boolean
}

const managing = (member: TeamMember, { reader: { say }, isAdmin, isOwn }: Managing): Html => {
  const { id, name, sessions } = member
  return html`<details>
<summary aria-label="${`${say('team.manage')}: ${name}`}">${say('team.manage')}</summary>
${
  sessions.length === 0
    ? ''
    : html`<h3>${say(isOwn ? 'team.yourSessions' : 'team.theirSessions')}</h3>
<ul class="sessions rows">${sessions.map((one) => session(id, one, say))}</ul>
${sessions.length > 1 ? button(`${id}/end-sessions`, say('team.endAll')) : ''}`
}
${isAdmin ? adminsPart(member, isOwn, say) : ''}
</details>`
}

const session = (
  manager: string,
  { id, browser, begunAt, seenAt, isThis }: TeamSession,
  say: Reader['say'],
): Html => html`<li>
<span><strong>${browser ?? say('team.unknownBrowser')}</strong>${isThis ? html` <small>(${say('team.thisBrowser')})</small>` : ''}<br>
<small>${say('team.begun')} ${moment(begunAt)} · ${say('team.seen')} ${moment(seenAt)}</small></span>
<form method="post" action="/desk/team/${manager}/end-sessions"><button type="submit" name="session" value="${id}" class="secondary outline">${say('team.end')}</button></form></li>`

const adminsPart = (member: TeamMember, isOwn: boolean, say: Reader['say']): Html => {
  const { id, channel, admin, byOperator, shutOutAt } = member
  if (shutOutAt !== null) return html`<div class="actions">${button(`${id}/enable`, say('team.enable'))}</div>`
  const isOurs = channel === 'web'
  return html`${isOurs ? '' : html`<p><small>${say('team.slackLink')}</small></p>`}
<div class="actions">${isOurs ? newLink(id, say) : ''}
${isOurs && !byOperator ? button(`${id}/${admin ? 'demote' : 'promote'}`, say(admin ? 'team.demote' : 'team.promote')) : ''}</div>
${isOwn || byOperator ? '' : shuttingOut(member, say)}`
}

const newLink = (id: string, say: Reader['say']): Html => html`<form method="post" action="/desk/team/invite">
<button type="submit" name="manager" value="${id}" class="secondary outline">${say('team.newLink')}</button></form>`

const shuttingOut = ({ id, name }: TeamMember, say: Reader['say']): Html => html`<details class="danger">
<summary>${say('team.disable')}</summary>
<p>${say('team.disableWhat')}</p>
<form method="post" action="/desk/team/${id}/disable"><button type="submit" class="danger">${say('team.disableNow', { name })}</button></form>
</details>`

const button = (action: string, label: string): Html => html`<form method="post" action="/desk/team/${action}">
<button type="submit" class="secondary outline">${label}</button></form>`
