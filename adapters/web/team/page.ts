// The team's page: who answers here, how somebody new gets in, and what happened lately.

import { html } from 'hono/html'
import type { DeskManager, TeamMember, TeamTrailRow } from '../../../src/desk/team.ts'
import type { Reader } from '../door/negotiation.ts'
import { moment, noticeLine } from '../frame/layout.ts'
import { roomPage } from '../frame/room-page.ts'
import type { Html } from '../render.ts'
import { memberCard } from './member-card.ts'

interface TeamPage {
  readonly reader: Reader
  readonly manager: DeskManager
  readonly team: readonly TeamMember[]
  readonly trail: readonly TeamTrailRow[]
  /** A link that was made just now, and for whom. */
  readonly link: { readonly address: string; readonly manager: string | null; readonly name: string | null } | null
  readonly notice: string | null
  /** An invitation that could not be made: what was typed, and why. */
  readonly typed: { readonly name: string; readonly admin: boolean; readonly fault: string } | null
}

/** The whole page. */
export const teamPage = (given: TeamPage): Html => {
  const { reader, manager, team, trail, notice } = given
  const { say } = reader
  return roomPage({
    reader,
    manager,
    section: 'team',
    title: say('team.title'),
    styles: ['team.css'],
    body: html`${noticeLine(notice)}
${freshLink(given)}
<ul class="members">${team.map((member) => memberCard(member, { reader, isAdmin: manager.admin }))}</ul>
${manager.admin ? inviting(given) : ''}
${manager.admin ? lately(trail, reader) : ''}`,
  })
}

const freshLink = ({ link, team, reader: { say } }: TeamPage): Html => {
  if (link === null) return html``
  const name = team.find(({ id }) => id === link.manager)?.name ?? link.name
  return html`<article class="fresh-link" role="status">
<h2>${name === null ? say('team.linkForNew') : say('team.linkFor', { name })}</h2>
<p>${say('team.linkOnce')}</p>
<div role="group"><input id="fresh-link" value="${link.address}" readonly autofocus aria-label="${name === null ? say('team.linkForNew') : say('team.linkFor', { name })}">
<button type="button" data-copies="fresh-link" data-copied="${say('team.copied')}" hidden>${say('team.copy')}</button></div>
</article>`
}

const inviting = ({
  typed,
  reader: { say },
}: TeamPage): Html => html`<details class="panel"${typed === null ? '' : html` open`}>
<summary>${say('team.invite')}</summary>
<p>${say('team.inviteWhat')}</p>
<form method="post" action="/desk/team/invite" autocomplete="off">
<label>${say('team.name')}
<input name="name" value="${typed?.name ?? ''}" maxlength="80" aria-describedby="invite-hint"${typed === null ? '' : html` aria-invalid="true"`}>
<small id="invite-hint">${typed?.fault ?? say('team.nameHint')}</small></label>
<label><input type="checkbox" name="admin" value="yes"${typed?.admin === true ? html` checked` : ''}> ${say('team.asAdmin')}</label>
<button type="submit">${say('team.makeLink')}</button>
</form></details>`

const lately = (trail: readonly TeamTrailRow[], { say }: Reader): Html => html`<details class="panel">
<summary>${say('team.trailTitle')}</summary>
${trail.length === 0 ? html`<p class="empty">${say('team.noTrail')}</p>` : html`<ul class="trail">${trail.map((row) => html`<li>${moment(row.at)} ${done(row, say)}</li>`)}</ul>`}
</details>`

const done = ({ what, by, whom, about }: TeamTrailRow, say: Reader['say']): string =>
  say(`team.trail.${what}`, {
    by: by ?? say('team.operator'),
    whom: whom ?? about ?? say('team.somebody'),
    about: about ?? say('team.unknownBrowser'),
  })
