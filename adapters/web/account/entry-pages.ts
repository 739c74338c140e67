// The pages where customers register and sign in.

import { html } from 'hono/html'
import type { Reader } from '../door/negotiation.ts'
import type { Html } from '../render.ts'
import { card, type Filled, field, formFault } from './form.ts'

/** The registration form. */
export const registerPage = (reader: Reader, filled: Filled): Html =>
  card(reader, {
    title: 'account.register',
    body: html`<p>${reader.say('account.registerWhy')}</p>
${formFault(reader, filled)}
<form method="post" action="/register" novalidate>
${field(reader, { name: 'name', type: 'text', autocomplete: 'name' }, filled)}
${field(reader, { name: 'email', type: 'email', autocomplete: 'email', hint: 'account.emailHint' }, filled)}
${field(reader, { name: 'login', type: 'text', autocomplete: 'username', hint: 'account.loginHint' }, filled)}
${field(reader, { name: 'password', type: 'password', autocomplete: 'new-password', hint: 'account.passwordHint' }, filled)}
<button type="submit">${reader.say('account.register')}</button>
</form>
<p class="beside">${reader.say('account.haveAccount')} <a href="/login">${reader.say('account.signIn')}</a></p>`,
  })

/** The form to sign in. */
export const loginPage = (reader: Reader, filled: Filled): Html =>
  card(reader, {
    title: 'account.signIn',
    body: html`${formFault(reader, filled)}
<form method="post" action="/login" novalidate>
${field(reader, { name: 'login', type: 'text', autocomplete: 'username' }, filled)}
${field(reader, { name: 'password', type: 'password', autocomplete: 'current-password' }, filled)}
<button type="submit">${reader.say('account.signIn')}</button>
</form>
<p class="beside"><a href="/forgot">${reader.say('account.forgot')}</a></p>
<p class="beside">${reader.say('account.noAccount')} <a href="/register">${reader.say('account.register')}</a></p>`,
  })
