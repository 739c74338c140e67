// The frame of the customers' pages.

import { html } from 'hono/html'
import type { Reader } from '../door/negotiation.ts'
import type { Html } from '../render.ts'
import type { AssetName } from './assets.ts'
import { drawing } from './drawing.ts'
import { page, preferences, sign, signOut } from './layout.ts'

interface CustomerPage {
  readonly reader: Reader
  /** `chat` fills the window; `plain` is a card as high as its content. */
  readonly kind: 'chat' | 'plain'
  /** Empty for the desk's own name alone. */
  readonly title: string
  readonly styles?: readonly AssetName[]
  readonly scripts?: readonly AssetName[]
  /** The origin of the site in whose frame it is; null for a page of its own. */
  readonly host?: string | null
  readonly facts?: Readonly<Record<string, string | number>>
  readonly body: Html
}

/** A page of the customers'; `body` is what stands below the top bar. */
export const customerPage = ({ host = null, ...given }: CustomerPage): Html =>
  host === null ? ownPage(given) : framedPage(given, host)

const ownPage = ({ reader, title, styles = [], body, ...rest }: CustomerPage): Html => {
  const { say } = reader
  return page({
    ...rest,
    reader,
    title: title === '' ? say('title') : `${title} · ${say('title')}`,
    styles: ['turns.css', 'chat.css', 'files.css', ...styles],
    body: html`<header class="bar"><a class="brand" href="/">${sign(36)} <span><strong>${say('title')}</strong><small>${say('tagline')}</small></span></a>
${entry(reader)}
${preferences(reader)}</header>
${body}`,
  })
}

// Of a frame nobody goes elsewhere: every other page is for a window of its own.
const framedPage = ({ reader, title: _, body, scripts = [], ...rest }: CustomerPage, host: string): Html =>
  page({
    ...rest,
    reader,
    title: reader.say('title'),
    isFramed: true,
    styles: ['turns.css', 'chat.css', 'files.css', 'widget.css'],
    scripts: [...scripts, 'widget-frame.js'],
    facts: { host },
    body: html`<header class="bar"><span class="brand">${sign(28)} <span>${reader.say('title')}</span></span>
<button type="button" class="close" data-close aria-label="${reader.say('widget.close')}" title="${reader.say('widget.close')}">×</button></header>
${body}`,
  })

// The customer's own tickets, and the way in; whoever is signed in sees as whom, and the way to their account and out.
const entry = ({ customer, path, say }: Reader): Html => {
  const here = (address: string): Html | '' => (path === address ? html` aria-current="page"` : '')
  const tickets = html`<li><a href="/tickets"${here('/tickets')} title="${say('myTickets')}">${drawing('ticket')}<span class="word">${say('myTickets')}</span></a></li>`
  return customer === null
    ? html`<nav class="entry" aria-label="${say('account.title')}"><ul>${tickets}
<li><a href="/login"${here('/login')}>${say('account.signIn')}</a></li>
<li class="wide"><a href="/register"${here('/register')}>${say('account.register')}</a></li>
</ul></nav>`
    : html`<nav class="entry" aria-label="${say('account.title')}"><ul>${tickets}
<li><a href="/account"${here('/account')} class="who" title="${say('account.title')}">${customer}</a></li>
</ul></nav>
${signOut('/logout', say('account.signOut'))}`
}
