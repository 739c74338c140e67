// Signing in to the staff desk: by a link alone, made with `frontdesk desk link`.

import { html } from 'hono/html'
import type { SignInLinkView } from '../../../src/desk/team.ts'
import type { Reader } from '../door/negotiation.ts'
import { page } from '../frame/layout.ts'
import type { Html } from '../render.ts'

/** Who comes without a session learns how to get one. */
export const signedOutPage = (reader: Reader): Html =>
  plain(
    reader,
    html`<h1>${reader.say('desk.title')}</h1>
<p>${reader.say('desk.signedOut')}</p>
<pre><code>npm run --silent frontdesk -- desk link</code></pre>
<p>${reader.say('desk.linkOnce')}</p>`,
  )

/** One button, so that a link preview or a mail scanner that only looks doesn't use the link up. */
export const signInPage = (reader: Reader, { manager }: SignInLinkView, action: string): Html =>
  plain(
    reader,
    html`<h1>${reader.say('desk.title')}</h1>
<p>${manager === null ? reader.say('desk.welcome') : reader.say('desk.welcomeBack', { name: manager })}</p>
<form method="post" action="${action}">
${manager === null ? nameField(reader) : ''}
<button type="submit">${reader.say('desk.signIn')}</button>
</form>`,
  )

const nameField = ({ say }: Reader): Html => html`<label>${say('desk.yourName')}
<input name="name" maxlength="80" autocomplete="name">
<small>${say('desk.nameHint')}</small></label>`

/** The link was used before, or its time is over. */
export const linkUsedPage = (reader: Reader): Html =>
  plain(
    reader,
    html`<h1>${reader.say('desk.linkOver')}</h1>
<p>${reader.say('linkUsed')}</p>
<pre><code>npm run --silent frontdesk -- desk link</code></pre>`,
  )

const plain = (reader: Reader, body: Html): Html =>
  page({
    reader,
    title: reader.say('desk.title'),
    kind: 'plain',
    body: html`<main class="container"><article>${body}</article></main>`,
  })
