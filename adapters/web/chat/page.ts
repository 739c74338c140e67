// The customer's chat: what was said, buttons as small forms, a box to write in. It works without JavaScript.

import { html } from 'hono/html'
import { CHAT_PAGE, type ChatMessage, type ChatView } from '../../../src/desk.ts'
import type { Reader } from '../door/negotiation.ts'
import { customerPage } from '../frame/customer-page.ts'
import { moment, noticeLine } from '../frame/layout.ts'
import { documentHtml, fileLine, type Html } from '../render.ts'

interface ChatPage {
  readonly reader: Reader
  readonly chat: ChatView
  /** What the last press came to, where there is something to tell. */
  readonly notice: string | null
}

/** The whole page. The list grows by the items of the same page asked for with `?after=<position>`. */
export const chatPage = ({ reader, chat, notice }: ChatPage): Html => {
  const { say } = reader
  const position = chat.messages.at(-1)?.position ?? 0
  return customerPage({
    reader,
    title: '',
    kind: 'chat',
    scripts: ['live.js'],
    facts: { events: `/events?after=${position}`, retrying: say('retrying'), failed: say('notSent') },
    body: html`<main><h1 class="unseen">${say('conversation')}</h1>
<div class="scroll">
<ol id="chat" role="log" aria-label="${say('conversation')}"${chat.messages.length < CHAT_PAGE ? '' : html` data-more`}>
<li class="turn bot welcome"><div class="bubble"><p>${say('welcome')}</p></div></li>
${chat.messages.map((message) => turn(message, reader))}
</ol>
</div>
${noticeLine(notice)}
<form class="composer" method="post" action="/messages" data-send autocomplete="off">
<input type="hidden" name="id" value="${crypto.randomUUID()}">
<textarea name="text" rows="1" maxlength="20000" required autofocus data-enter-sends aria-label="${say('yourMessage')}" placeholder="${say('yourMessage')}"></textarea>
<button type="submit">${say('send')}</button>
</form>
</main>`,
  })
}

const turn = (
  message: ChatMessage,
  reader: Reader,
): Html => html`<li id="m-${message.id}" class="turn ${message.author.role}" data-position="${message.position}">
<div class="bubble">${documentHtml(message.document)}${message.files.map(({ name }) => html`<p>${fileLine(name)}</p>`)}</div>
${message.buttons.length > 0 ? buttons(message) : ''}
<small>${speaker(message, reader)} · ${moment(message.at)}</small>
</li>`

const buttons = (
  message: ChatMessage,
): Html => html`<form class="buttons" method="post" action="/press" data-send autocomplete="off">
<input type="hidden" name="id" value="${crypto.randomUUID()}">
${message.buttons.map(({ label, press }) => html`<button type="submit" class="outline" name="press" value="${press}">${label}</button>`)}
</form>`

const speaker = ({ author }: ChatMessage, { say }: Reader): string => {
  if (author.role === 'customer') return say('you')
  return author.role === 'bot' ? say('bot') : author.name
}
