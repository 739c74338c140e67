// The pages by which customers who forgot their password set a new one.

import { html } from 'hono/html'
import type { Reader } from '../door/negotiation.ts'
import type { Html } from '../render.ts'
import { card, type Filled, field, formFault } from './form.ts'

/** Asks for a login or an e-mail address. */
export const forgotPage = (reader: Reader, filled: Filled): Html =>
  card(reader, {
    title: 'account.forgotTitle',
    body: html`<p>${reader.say('account.forgotWhy')}</p>
${formFault(reader, filled)}
<form method="post" action="/forgot" novalidate>
${field(reader, { name: 'who', type: 'text', autocomplete: 'username' }, filled)}
<button type="submit">${reader.say('account.forgotSend')}</button>
</form>
${backToSignIn(reader)}`,
  })

/** The same, whoever was asked for. */
export const forgotSentPage = (reader: Reader): Html =>
  card(reader, {
    title: 'account.forgotSentTitle',
    body: html`<p>${reader.say('account.forgotSent')}</p>${backToSignIn(reader)}`,
  })

/** Where no mail leaves, a person has to help. */
export const noMailPage = (reader: Reader): Html =>
  card(reader, {
    title: 'account.forgotTitle',
    body: html`<p>${reader.say('account.forgotNoMail')}</p>${backToSignIn(reader)}`,
  })

/** The form behind a good link. */
export const resetPage = (reader: Reader, filled: Filled): Html =>
  card(reader, {
    title: 'account.resetTitle',
    body: html`<p>${reader.say('account.resetWhy')}</p>
<form method="post" action="${reader.path}" novalidate>
${field(reader, { name: 'password', type: 'password', autocomplete: 'new-password', hint: 'account.passwordHint' }, filled)}
<button type="submit">${reader.say('account.resetSave')}</button>
</form>`,
  })

/** The link was used before, or its time is over. */
export const linkOverPage = (reader: Reader): Html =>
  card(reader, {
    title: 'account.linkOverTitle',
    body: html`<p>${reader.say('account.linkOver')}</p>
<p class="beside"><a href="/forgot">${reader.say('account.linkAgain')}</a></p>`,
  })

const backToSignIn = ({ say }: Reader): Html =>
  html`<p class="beside"><a href="/login">${say('account.backToSignIn')}</a></p>`
