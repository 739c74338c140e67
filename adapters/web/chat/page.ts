// The customer's chat: what was said, buttons as small forms, a box to write in. It works without JavaScript.

import { html } from 'hono/html'
import type { ChatNews } from '../../../src/desk/chat.ts'
import type { ChatView } from '../../../src/desk.ts'
import type { Reader } from '../door/negotiation.ts'
import { fileField, fileForm } from '../files/file-links.ts'
import { customerPage } from '../frame/customer-page.ts'
import { noticeLine } from '../frame/layout.ts'
import type { Html } from '../render.ts'
import { mark } from './parse.ts'
import { chatField, turn } from './turn.ts'
import { faultyWords, type Unsent, wordsFault } from './unsent.ts'

interface ChatPage {
  readonly reader: Reader
  readonly chat: ChatView
  readonly news: Pick<ChatNews, 'readUntil' | 'until'>
  /** What the last press came to, where there is something to tell. */
  readonly notice: string | null
  /** The origin of the site in whose frame it is; null for a page of its own. */
  readonly host: string | null
  /** What was sent and not taken. */
  readonly unsent: Unsent | null
}

/** The whole page. The list grows by its stream of events. */
export const chatPage = ({ reader, chat, news, notice, host, unsent }: ChatPage): Html => {
  const { say } = reader
  const from = mark(chat.messages.at(-1)?.position ?? 0, news.until)
  return customerPage({
    reader,
    title: '',
    kind: 'chat',
    host,
    scripts: ['htmx.js', 'chat.js', 'files.js'],
    body: html`<main><h1 class="unseen">${say('conversation')}</h1>
<div class="scroll" role="log" aria-label="${say('conversation')}">
<ol id="chat" data-base="${reader.base}" data-chat="${reader.chat}" data-from="${from}" data-read="${say('fate.read')}">
${welcome(reader)}
${chat.messages.map((message) => turn({ reader, message, readUntil: news.readUntil }))}
</ol>
</div>
<p id="connection" role="status" data-lost="${say('connectionLost')}"></p>
${noticeLine(notice)}
${composer(reader, host === null, unsent)}
${pending(reader)}
</main>`,
  })
}

const welcome = (
  reader: Reader,
): Html => html`<li class="turn bot welcome"><div class="bubble"><p>${reader.say('welcome')}</p></div>
<form class="buttons" method="post" action="${reader.base}/press" data-send autocomplete="off"><input type="hidden" name="id" value="${crypto.randomUUID()}">${chatField(reader)}
<button type="submit" class="outline" name="press" value="faq.page:0">${reader.say('browse')}</button>
<button type="submit" class="outline" name="press" value="person">${reader.say('person')}</button>
</form></li>`

// As somebody types, articles that fit stand above the box.
// Browsers refuse a frame of another site the focus, until its visitor has opened it.
const composer = (reader: Reader, takesFocus: boolean, unsent: Unsent | null): Html => html`
<form id="guesses" class="guesses" method="post" action="${reader.base}/press" data-send aria-live="polite"></form>
<form class="composer" method="post" action="${reader.base}/messages" data-send ${fileForm(reader)} autocomplete="off">
<input type="hidden" name="id" value="${crypto.randomUUID()}">${chatField(reader)}
<textarea name="text" rows="1" maxlength="20000"${takesFocus ? html` autofocus` : ''}${faultyWords(unsent)} data-enter-sends aria-label="${reader.say('yourMessage')}" placeholder="${reader.say('yourMessage')}"
 hx-get="${reader.base}/guesses" hx-trigger="input changed delay:300ms" hx-target="#guesses" hx-sync="this:replace">${unsent?.text ?? ''}</textarea>
${wordsFault(unsent)}${fileField(reader, unsent?.faults.files)}
<button type="submit">${reader.say('send')}</button>
</form>`

// What was written and has not come back yet: the page's script fills it.
const pending = ({
  say,
}: Reader): Html => html`<template id="pending" data-sending="${say('fate.sending')}" data-sent="${say('fate.sent')}" data-waiting="${say('fate.waiting')}" data-refused="${say('fate.refused')}">
<li class="turn customer pending"><div class="bubble"><p></p></div><small>${say('you')} · <span class="fate"></span></small></li>
</template>`
