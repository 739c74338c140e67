// The box in which a manager answers, with a look at what the customer will see.

import { html } from 'hono/html'
import type { Reader } from '../door/negotiation.ts'
import { fileField, fileForm } from '../files/file-links.ts'
import { documentHtml, type Html } from '../render.ts'
import { draftedText } from './assistant-panel.ts'
import { written } from './parse.ts'
import type { TicketPage } from './ticket-page.ts'

/** The form to answer in, or to leave a note. Its field `id` hides the form's own id from scripts, so that stands on a box around it. */
export const composer = (page: TicketPage): Html => {
  const { ticket, suffix, reader, unsent, preview } = page
  const { say } = reader
  const at = `/desk/tickets/${ticket.number}`
  const mine = unsent !== null && ['reply', 'note', 'preview'].includes(unsent.action) ? unsent : null
  const id = mine?.typed.id ?? crypto.randomUUID()
  const { files: fileFault = '', ...faults } = mine?.faults ?? {}
  const fault = Object.values(faults).join(' ')
  return html`<div id="composer" data-keeps><form class="composer" method="post" action="${at}/reply${suffix}" data-send data-draft="${ticket.number}" ${fileForm(reader)} autocomplete="off">
<input type="hidden" name="id" value="${id}">
<input type="hidden" name="seen" value="${ticket.messages.at(-1)?.id ?? ''}">
<textarea id="answer" name="text" rows="3" maxlength="20000" aria-label="${say('desk.answer')}" placeholder="${say(ticket.state === 'resolved' ? 'desk.answerReopens' : 'desk.answer')}" aria-keyshortcuts="r"${fault === '' ? '' : html` aria-invalid="true" aria-describedby="answer-fault"`}>${mine?.typed.text ?? draftedText(page)}</textarea>
${fault === '' ? '' : html`<small id="answer-fault" class="fault">${fault}</small>`}
<div id="preview" class="preview" aria-live="polite">${preview === null ? '' : previewHtml(preview, reader)}</div>
<div class="choices">${fileField(reader, fileFault)}
<button type="submit" class="secondary outline" formaction="${at}/preview${suffix}" data-preview title="${say('desk.markdown')}">${say('desk.preview')}</button>
<button type="submit" class="secondary outline" formaction="${at}/note${suffix}" aria-keyshortcuts="n">${say('desk.note')}</button>
<span class="sends">${ticket.state === 'resolved' ? '' : html`<button type="submit" class="outline" name="resolve" value="yes">${say('desk.replyAndResolve')}</button>`}
<button type="submit" id="send" aria-keyshortcuts="Control+Enter">${say('desk.reply')}</button></span></div>
</form></div>`
}

/** What a customer will see of words in Markdown. */
export const previewHtml = (text: string, { say }: Reader): Html =>
  text.trim() === ''
    ? html`<p class="empty">${say('desk.nothingToPreview')}</p>`
    : html`<p><small>${say('desk.previewIs')}</small></p><div class="bubble">${documentHtml(written(text))}</div>`
