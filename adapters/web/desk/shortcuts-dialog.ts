// The list of the desk's keys, and the switch for being told of new requests: both are a script's, and hidden without it.

import { html } from 'hono/html'
import type { Reader } from '../door/negotiation.ts'
import type { Html } from '../render.ts'

/** The keys as they are shown, each with its words under `desk.keys.`. */
const KEYS = [
  ['j k ↓ ↑', 'move'],
  ['Enter', 'open'],
  ['c', 'claim'],
  ['r', 'reply'],
  ['n', 'note'],
  ['f', 'faq'],
  ['e', 'resolve'],
  ['a', 'assign'],
  ['s', 'snooze'],
  ['t', 'tags'],
  ['p', 'priority'],
  ['/', 'search'],
  ['Ctrl+Enter', 'send'],
  ['Esc', 'leave'],
  ['?', 'help'],
] as const

/** The dialog that `?` opens, and its button. */
export const shortcutsDialog = ({ say }: Reader): Html => html`<footer class="tools" hidden>
<label><input type="checkbox" role="switch" id="tell-me"> ${say('desk.tellMe')}</label>
<button type="button" class="quiet" id="show-keys" aria-keyshortcuts="?">${say('desk.keyboard')}</button>
</footer>
<dialog id="keys" aria-labelledby="keys-title"><article>
<h2 id="keys-title">${say('desk.keyboard')}</h2>
<dl>${KEYS.map(([keys, name]) => html`<dt>${keys.split(' ').map((key) => html`<kbd>${key}</kbd> `)}</dt><dd>${say(`desk.keys.${name}`)}</dd>`)}</dl>
<form method="dialog"><button type="submit">${say('desk.close')}</button></form>
</article></dialog>`
