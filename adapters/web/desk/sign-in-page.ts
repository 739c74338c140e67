// Signing in to the staff desk: by a link alone, made with `frontdesk desk link`, with `/desk login` in Slack, or by an admin.

import { html } from 'hono/html'
import type { SignInLinkView } from '../../../src/desk/team.ts'
import type { Reader } from '../door/negotiation.ts'
import { page } from '../frame/layout.ts'
import type { Html } from '../render.ts'

/** Who comes without a session learns how to get one. */
export const signedOutPage = (reader: Reader, hasSlack: boolean): Html =>
  plain(
    reader,
    html`<h1>${reader.say('desk.title')}</h1>
${waysIn(reader, hasSlack)}
<p>${reader.say('desk.linkOnce')}</p>`,
  )

interface SignIn {
  readonly link: SignInLinkView
  readonly action: string
  /** The name that was typed before, and what was wrong with it. */
  readonly typed: string | null
  readonly fault: string | null
}

/** One button, so that a link preview or a mail scanner that only looks doesn't use the link up. */
export const signInPage = (reader: Reader, { link, action, typed, fault }: SignIn): Html => {
  const { say } = reader
  return plain(
    reader,
    html`<h1>${say('desk.title')}</h1>
<p>${link.manager === null ? say('desk.welcome') : say('desk.welcomeBack', { name: link.manager })}</p>
<form method="post" action="${action}">
${link.manager === null ? nameField(reader, typed ?? link.suggested ?? '', fault) : ''}
<button type="submit">${say('desk.signIn')}</button>
</form>`,
  )
}

const nameField = ({ say }: Reader, name: string, fault: string | null): Html => html`<label>${say('desk.yourName')}
<input name="name" value="${name}" maxlength="80" autocomplete="name" aria-describedby="name-hint"${fault === null ? '' : html` aria-invalid="true"`}>
<small id="name-hint">${fault ?? say('desk.nameHint')}</small></label>`

/** The link was used before, or its time is over. */
export const linkUsedPage = (reader: Reader, hasSlack: boolean): Html =>
  plain(
    reader,
    html`<h1>${reader.say('desk.linkOver')}</h1>
<p>${reader.say('linkUsed')}</p>
${waysIn(reader, hasSlack)}`,
  )

/** Whom an admin has shut out. */
export const shutOutPage = (reader: Reader, why: string): Html =>
  plain(reader, html`<h1>${reader.say('desk.shutOut')}</h1><p>${why}</p>`)

const waysIn = ({ say }: Reader, hasSlack: boolean): Html => html`${
  hasSlack ? html`<p>${say('desk.signedOutSlack')}</p><pre><code>/desk login</code></pre>` : ''
}<p>${say('desk.signedOut')}</p>
<pre><code>npm run --silent frontdesk -- desk link</code></pre>`

const plain = (reader: Reader, body: Html): Html =>
  page({
    reader,
    title: reader.say('desk.title'),
    kind: 'plain',
    body: html`<main class="container"><article>${body}</article></main>`,
  })
