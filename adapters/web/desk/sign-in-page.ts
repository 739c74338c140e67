// Signing in to the staff desk: by a link alone, made with `frontdesk desk link`.

import { html } from 'hono/html'
import type { Language } from '../door/negotiation.ts'
import { page } from '../frame/layout.ts'
import type { Html } from '../render.ts'

/** Who comes without a session learns how to get one. */
export const signedOutPage = (language: Language): Html =>
  plain(
    language,
    html`<h1>${language.say('desk.title')}</h1>
<p>${language.say('desk.signedOut')}</p>
<pre><code>npm run --silent frontdesk -- desk link</code></pre>
<p>${language.say('desk.linkOnce')}</p>`,
  )

/** One button, so that a link preview or a mail scanner that only looks doesn't use the link up. */
export const signInPage = (language: Language, action: string): Html =>
  plain(
    language,
    html`<h1>${language.say('desk.title')}</h1>
<p>${language.say('desk.welcome')}</p>
<form method="post" action="${action}">
<label>${language.say('desk.yourName')}
<input name="name" maxlength="80" autocomplete="name">
<small>${language.say('desk.nameHint')}</small></label>
<button type="submit">${language.say('desk.signIn')}</button>
</form>`,
  )

/** The link was used before, or its time is over. */
export const linkUsedPage = (language: Language): Html =>
  plain(
    language,
    html`<h1>${language.say('desk.linkOver')}</h1>
<p>${language.say('linkUsed')}</p>
<pre><code>npm run --silent frontdesk -- desk link</code></pre>`,
  )

const plain = (language: Language, body: Html): Html =>
  page({
    language,
    title: language.say('desk.title'),
    kind: 'plain',
    body: html`<main class="container"><article>${body}</article></main>`,
  })
