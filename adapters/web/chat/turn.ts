// One message of a chat, with its buttons and what became of it.

import { html } from 'hono/html'
import type { ChatMessage } from '../../../src/desk.ts'
import type { Reader } from '../door/negotiation.ts'
import { fileLinks } from '../files/file-links.ts'
import { moment } from '../frame/layout.ts'
import { documentHtml, type Html } from '../render.ts'

interface Turn {
  readonly reader: Reader
  readonly message: ChatMessage
  /** The customer's messages up to this position were seen by somebody of the team. */
  readonly readUntil: number
}

/** The field by which a post tells of which chat its page is. */
export const chatField = ({ chat }: Reader): Html => html`<input type="hidden" name="chat" value="${chat}">`

/** A message as an item of the list. */
export const turn = ({ reader, message, readUntil }: Turn): Html => {
  const { id, author, position, post } = message
  return html`<li id="m-${id}" class="turn ${author.role}" data-position="${position}"${post === null ? '' : html` data-post="${post}"`}>
<div class="bubble">${documentHtml(message.document)}${fileLinks(message.files, reader)}</div>
${message.buttons.length > 0 ? buttons(message, reader) : ''}
<small>${speaker(message, reader)} · ${moment(message.at)}${author.role === 'customer' ? html` · <span class="fate">${reader.say(position <= readUntil ? 'fate.read' : 'fate.sent')}</span>` : ''}</small>
</li>`
}

const buttons = (
  { buttons }: ChatMessage,
  reader: Reader,
): Html => html`<form class="buttons" method="post" action="${reader.base}/press" data-send autocomplete="off">
<input type="hidden" name="id" value="${crypto.randomUUID()}">${chatField(reader)}
${buttons.map(({ label, press }) => html`<button type="submit" class="outline" name="press" value="${press}">${label}</button>`)}
</form>`

const speaker = ({ author }: ChatMessage, { say }: Reader): string => {
  if (author.role === 'customer') return say('you')
  return author.role === 'bot' ? say('bot') : author.name
}
