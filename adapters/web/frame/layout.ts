// The frame of every page. All is served from here, nothing inline: see the content security policy in door/content-policy.ts.

import { html } from 'hono/html'
import { LANGUAGES, type Reader, THEMES } from '../door/negotiation.ts'
import type { Html } from '../render.ts'
import { type AssetName, assetAddress } from './assets.ts'
import { drawing } from './drawing.ts'

interface Page {
  readonly reader: Reader
  readonly title: string
  /** The look: `chat`, `desk` or `plain`. */
  readonly kind: 'chat' | 'desk' | 'plain'
  /** Whether it is shown in a frame of another site. */
  readonly isFramed?: boolean
  /** What this page needs beside the frame's own. */
  readonly styles?: readonly AssetName[]
  readonly scripts?: readonly AssetName[]
  /** What the scripts of the page are told, as `data-` attributes of the body. */
  readonly facts?: Readonly<Record<string, string | number>>
  readonly body: Html
}

// No style of htmx's own, and nothing that would have to be compiled from words in the page.
const HTMX = JSON.stringify({ includeIndicatorCSS: false, history: true, noSwap: [204, 304, '5xx'] })

/** A whole HTML page. */
export const page = ({
  reader,
  title,
  kind,
  isFramed = false,
  styles = [],
  scripts = [],
  facts = {},
  body,
}: Page): Html => html`<!doctype html>
<html lang="${reader.locale}"${reader.theme === 'auto' ? '' : html` data-theme="${reader.theme}"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="${reader.theme === 'auto' ? 'light dark' : reader.theme}">
<meta name="robots" content="noindex">
<meta name="htmx-config" content="${HTMX}">
<title>${title}</title>
<link rel="icon" href="${assetAddress('icon.svg')}" type="image/svg+xml">
${(['pico.css', 'web.css', 'bar.css', ...styles] as const).map((name) => html`<link rel="stylesheet" href="${assetAddress(name)}">`)}
${scripts.map((name) => html`<script type="module" src="${assetAddress(name)}"></script>`)}
</head>
<body class="${kind}${isFramed ? ' framed' : ''}"${Object.entries(facts).map(([name, fact]) => html` data-${name}="${fact}"`)}>
${body}
</body>
</html>`

/** The desk's sign beside its name. */
export const sign = (size: number): Html =>
  html`<img src="${assetAddress('icon.svg')}" alt="" width="${size}" height="${size}">`

/** The button that signs out by a post to `action`. */
export const signOut = (action: string, words: string): Html =>
  html`<form class="sign-out" method="post" action="${action}"><button type="submit" class="quiet" title="${words}">${drawing('wayOut')}<span class="word">${words}</span></button></form>`

/** The choice of language and look, as a small menu that works without a script. */
export const preferences = ({ back, locale, theme, say }: Reader): Html => html`<details class="dropdown preferences">
<summary role="button" class="quiet" aria-label="${say('preferences')}" title="${say('preferences')}">${drawing('look')}</summary>
<form method="post" action="/preferences"><input type="hidden" name="back" value="${back}">
<fieldset><legend>${say('language')}</legend>
${Object.entries(LANGUAGES).map(
  ([code, name]) =>
    html`<button type="submit" name="language" value="${code}" lang="${code}" class="choice"${code === locale ? html` aria-current="true"` : ''}>${name}</button>`,
)}</fieldset>
<fieldset><legend>${say('theme')}</legend>
${THEMES.map((one) => html`<button type="submit" name="theme" value="${one}" class="choice"${one === theme ? html` aria-current="true"` : ''}>${say(`themes.${one}`)}</button>`)}</fieldset>
</form></details>`

/** A moment as `time`, in UTC; the page's script puts it into the reader's own time. */
export const moment = (at: Date): Html => {
  const iso = at.toISOString()
  return html`<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC</time>`
}

/** The line where the page tells what came of a press or a post. */
export const noticeLine = (notice: string | null): Html => html`<p id="notice" role="status">${notice ?? ''}</p>`
