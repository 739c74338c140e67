// The frame of every page. All is served from here, nothing inline: see the content security policy in assets.ts.

import { html } from 'hono/html'
import type { Language } from '../door/negotiation.ts'
import type { Html } from '../render.ts'

interface Page {
  readonly language: Language
  readonly title: string
  /** The look: `chat`, `desk` or `plain`. */
  readonly kind: 'chat' | 'desk' | 'plain'
  /** Where the page hears of news; absent where there is none. */
  readonly events?: string
  readonly body: Html
}

/** A whole HTML page. */
export const page = ({ language: { locale, say }, title, kind, events = '', body }: Page): Html => html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/pico.css">
<link rel="stylesheet" href="/assets/web.css">
${kind === 'desk' ? html`<link rel="stylesheet" href="/assets/desk.css">` : ''}
<script type="module" src="/assets/live.js"></script>
</head>
<body class="${kind}" data-events="${events}" data-retrying="${say('retrying')}" data-failed="${say('notSent')}">
${body}
</body>
</html>`

/** A moment as `time`, in UTC; the page's script puts it into the reader's own time. */
export const moment = (at: Date): Html => {
  const iso = at.toISOString()
  return html`<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC</time>`
}

/** The line where the page tells what came of a press or a post. */
export const noticeLine = (notice: string | null): Html => html`<p id="notice" role="status">${notice ?? ''}</p>`
