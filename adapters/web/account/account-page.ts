// A customer's page about their account, and the question whether a guest's chat is theirs.

import { html } from 'hono/html'
import type { AccountView } from '../../../src/desk/accounts.ts'
import type { Reader } from '../door/negotiation.ts'
import type { Html } from '../render.ts'
import { card, type Filled, field, formFault } from './form.ts'

interface Account {
  readonly account: AccountView
  /** Whether something was written in this browser as a guest that could be taken along. */
  readonly wroteAsGuest: boolean
  /** A key of what came of the last post; null where nothing did. */
  readonly notice: string | null
}

/** All that customers see of their account, each part with what can be done about it. */
export const accountPage = (reader: Reader, { account, wroteAsGuest, notice }: Account, filled: Filled): Html =>
  card(reader, {
    title: 'account.title',
    body: html`${notice === null ? '' : html`<p class="good" role="status">${reader.say(notice)}</p>`}
${formFault(reader, filled)}
${profile(reader, account)}
${wroteAsGuest ? html`<p>${reader.say('account.joinWaits')} <a href="/account/join">${reader.say('account.joinYes')}</a></p>` : ''}
${channels(reader, account, filled)}
${password(reader, filled)}
${part(reader, 'signOut', html`<p>${reader.say('account.signOutWhy')}</p>${button('/account/sign-out', reader.say('account.signOutTitle'))}`)}
${part(reader, 'forget', html`<p>${reader.say('account.forgetWhy')}</p>${button('/account/forget', reader.say('account.forget'))}`)}`,
  })

/** Asks once whether the guest's chat is to be taken along. */
export const joinPage = (reader: Reader): Html =>
  card(reader, {
    title: 'account.joinTitle',
    body: html`<p>${reader.say('account.joinWhy')}</p><p>${reader.say('account.joinMore')}</p>
<div class="choices">
<form method="post" action="/account/join"><button type="submit" name="answer" value="yes">${reader.say('account.joinYes')}</button></form>
<form method="post" action="/account/join"><button type="submit" name="answer" value="no" class="outline">${reader.say('account.joinNo')}</button></form>
</div>`,
  })

const part = ({ say }: Reader, name: string, body: Html): Html =>
  html`<section aria-labelledby="${name}-title"><h2 id="${name}-title">${say(`account.${name}Title`)}</h2>${body}</section>`

const profile = ({ say }: Reader, { login, name, email }: AccountView): Html => html`<dl>
<dt>${say('account.name')}</dt><dd>${name ?? '–'}</dd>
<dt>${say('account.email')}</dt><dd>${email ?? '–'}</dd>
<dt>${say('account.login')}</dt><dd>${login}</dd>
</dl>
${button('/account/change', say('account.change'))}`

const channels = (reader: Reader, { linked }: AccountView, filled: Filled): Html => {
  const { say } = reader
  const rows = linked.map(({ channel, name }) => {
    const params = { channel: say(`channel.${channel}`) }
    return html`<li>${name === null ? say('account.linkedWith', params) : say('account.linkedAs', { ...params, name })}</li>`
  })
  return part(
    reader,
    'linked',
    html`${rows.length > 0 ? html`<ul>${rows}</ul>` : html`<p>${say('account.linkedNone')}</p>`}
<form method="post" action="/account/link" novalidate>
${field(reader, { name: 'code', type: 'text', autocomplete: 'one-time-code' }, filled)}
<button type="submit" class="outline">${say('account.enterCode')}</button>
</form>
${button('/account/link', say('account.getCode'))}`,
  )
}

const password = (reader: Reader, filled: Filled): Html =>
  part(
    reader,
    'password',
    html`<p>${reader.say('account.passwordWhy')}</p>
<form method="post" action="/account/password" novalidate>
${field(reader, { name: 'old', type: 'password', autocomplete: 'current-password' }, filled)}
${field(reader, { name: 'password', type: 'password', autocomplete: 'new-password', label: 'account.newPassword', hint: 'account.passwordHint' }, filled)}
<button type="submit" class="outline">${reader.say('account.passwordSave')}</button>
</form>`,
  )

const button = (action: string, label: string): Html =>
  html`<form method="post" action="${action}"><button type="submit" class="outline secondary">${label}</button></form>`
