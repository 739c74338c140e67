// Messages as the browser gets them: documents as HTML, views as JSON. Every word passes through `html`, which escapes it; nothing here is raw.

import { html } from 'hono/html'
import type { Words } from '../../src/channel.ts'
import type { ChatMessage, TicketMessage, TicketRow, TicketView } from '../../src/desk.ts'
import { type Block, type Document, fromMarkdown, type Inline, literal, plainText } from '../../src/document.ts'
import type { Reader } from './door/negotiation.ts'
import { fileAddress } from './files/file-links.ts'

export type Html = ReturnType<typeof html>

/** A document as HTML. Only links to http, https and mailto lead anywhere; any other stays as its words and its address. */
export const documentHtml = (document: Document): Html => blocksHtml(document.children)

/** A message as the contract shows it, `text` in plain words. */
export const messageJson = (
  { id, author, document, files, at, buttons }: Omit<ChatMessage, 'position' | 'post'>,
  side: 'customer' | 'staff' = 'customer',
) => ({
  id,
  from: author.role,
  ...(author.role !== 'bot' && author.name !== null ? { name: author.name } : {}),
  text: [plainText(document), ...files.map(({ name }) => fileLine(name))].filter((line) => line !== '').join('\n'),
  at: at.toISOString(),
  ...(files.length > 0 ? { files: files.map((file) => ({ name: file.name, url: fileAddress(file, side) })) } : {}),
  ...(buttons.length > 0 ? { buttons: buttons.map(({ label, press }) => ({ label, press })) } : {}),
})

/** A file as its name stands among words. */
const fileLine = (name: string): string => `📎 ${name}`

/** A ticket's row as the contract shows it. */
export const ticketJson = ({ number, state, holder, customer, channel, question, openedAt, dueAt }: TicketRow) => ({
  number,
  state,
  ...(holder === null ? {} : { holder }),
  customer,
  channel,
  question,
  openedAt: openedAt.toISOString(),
  ...(dueAt === null ? {} : { dueAt: dueAt.toISOString() }),
})

/** A ticket with its messages; `note` marks those that only the staff sees, `reason` is a key that says why one is undelivered. */
export const ticketViewJson = (ticket: TicketView) => ({
  ...ticketJson(ticket),
  messages: ticket.messages.map((message) => ({
    ...messageJson({ ...message, buttons: [] }, 'staff'),
    note: message.audience === 'staff',
    ...(message.editedAt === null ? {} : { editedAt: message.editedAt.toISOString() }),
    ...(message.deletedAt === null ? {} : { deletedAt: message.deletedAt.toISOString() }),
    delivery: message.delivery,
    ...(message.reason === null ? {} : { reason: message.reason }),
  })),
})

interface Notice {
  readonly say: string
  readonly params?: Readonly<Record<string, string | number | { readonly numberOf: string }>>
}

/** What the rules answer at once, in plain words; `number` is the ticket at hand. */
export const noticeText = (
  words: Words,
  locale: string,
  { say, params = {} }: Notice,
  number: number | null,
): string => {
  const written = Object.entries(params).map(([name, value]) => [name, writtenAs(value, number)])
  return plainText(fromMarkdown(words(locale, say, Object.fromEntries(written))))
}

const writtenAs = (value: NonNullable<Notice['params']>[string], number: number | null): string | number => {
  if (typeof value === 'string') return literal(value)
  return typeof value === 'number' ? value : (number ?? '')
}

/** How the delivery of a manager's or the desk's own words stands, and what can be done; null where there is nothing to tell. */
export const deliveryText = (message: TicketMessage, say: Reader['say']): string | null => {
  const { author, audience, delivery, reason } = message
  if (author.role === 'customer' || audience === 'staff' || delivery === 'none' || message.deletedAt !== null)
    return null
  if (delivery !== 'undelivered') return say(`delivery.${delivery}`)
  return say(author.role === 'bot' ? 'delivery.undeliveredAutomatic' : 'delivery.undelivered', {
    reason: reason ?? 'unknown',
  })
}

const blocksHtml = (blocks: readonly Block[]): Html => html`${blocks.map(blockHtml)}`

const blockHtml = (block: Block): Html => {
  switch (block.type) {
    case 'paragraph':
      return html`<p>${inlinesHtml(block.children)}</p>`
    case 'heading':
      return html`<p><strong>${inlinesHtml(block.children)}</strong></p>`
    case 'code':
      return html`<pre><code>${block.value}</code></pre>`
    case 'blockquote':
      return html`<blockquote>${blocksHtml(block.children)}</blockquote>`
    case 'list': {
      const items = block.children.map((item) => html`<li>${blocksHtml(item.children)}</li>`)
      return block.ordered ? html`<ol start="${block.start}">${items}</ol>` : html`<ul>${items}</ul>`
    }
  }
}

const inlinesHtml = (inlines: readonly Inline[]): Html => html`${inlines.map(inlineHtml)}`

const inlineHtml = (inline: Inline): Html => {
  switch (inline.type) {
    case 'text':
      return html`${inline.value}`
    case 'strong':
      return html`<strong>${inlinesHtml(inline.children)}</strong>`
    case 'emphasis':
      return html`<em>${inlinesHtml(inline.children)}</em>`
    case 'delete':
      return html`<del>${inlinesHtml(inline.children)}</del>`
    case 'inlineCode':
      return html`<code>${inline.value}</code>`
    case 'break':
      return html`<br>`
    case 'link':
      return linkHtml(inline.url, inline.children)
  }
}

const linkHtml = (url: string, children: readonly Inline[]): Html => {
  const words = children.length === 0 ? html`${url}` : inlinesHtml(children)
  if (!leadsSomewhere(url)) return children.length === 0 ? words : html`${words} (${url})`
  return html`<a href="${url}" rel="noopener noreferrer nofollow" target="_blank">${words}</a>`
}

const leadsSomewhere = (url: string): boolean => ['http:', 'https:', 'mailto:'].includes(URL.parse(url)?.protocol ?? '')
