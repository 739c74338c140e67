// The modals of a ticket's menu as they are opened: those that the assistant writes say so meanwhile.

import type { ArticleDraft } from '../../src/desk/faq.ts'
import { type Opening, showModal } from './modal.ts'
import type { Asker } from './notices.ts'
import type { Payload } from './payloads.ts'
import type { Action } from './ticket-actions.ts'
import { type TicketModalParts, ticketModal } from './ticket-modals.ts'
import { draftModal, summaryModal, type WritingParts, write } from './writing.ts'

interface Opened {
  readonly number: number
  readonly action: Action
  readonly pressed: Extract<Payload, { kind: 'press' }>['press']
  readonly asked: Promise<Asker>
}

type OpeningParts = WritingParts & Omit<TicketModalParts, 'articleDraft'>

/**
 * Opens the modal for one entry of a ticket's menu.
 * @throws the errors of @slack/web-api, and those of the database
 */
export const openTicketModal = async (parts: OpeningParts, at: Opening, opened: Opened): Promise<void> => {
  const { number, action, pressed, asked } = opened
  const { desk } = parts
  const title = `slack.modal.title.${action}`
  const writing = async (purpose: 'draft' | 'summary' | 'article') =>
    write(parts, { pressed, asker: await asked, number, purpose })
  switch (action) {
    case 'draft':
      return showModal({ ...parts, waiting: 'slack.draft.writing' }, at, title, async () =>
        draftModal(parts.words, (await asked).locale, number, await writing('draft')),
      )
    case 'summary':
      return showModal(parts, at, title, async () =>
        summaryModal(parts.words, (await asked).locale, await writing('summary')),
      )
    case 'article': {
      // Without an assistant, or where it can't help, it begins with what the ticket itself leaves to the FAQ.
      const articleDraft = async (): Promise<ArticleDraft | null> => {
        const written = desk.hasAssistant ? await writing('article') : null
        return written?.state === 'article' ? written.draft : desk.articleDraft(number)
      }
      const waiting = desk.hasAssistant ? 'slack.draft.writing' : undefined
      return showModal({ ...parts, waiting }, at, title, async () =>
        ticketModal({ ...parts, articleDraft }, await asked, number, action),
      )
    }
    default:
      return showModal(parts, at, title, async () =>
        ticketModal({ ...parts, articleDraft: desk.articleDraft }, await asked, number, action),
      )
  }
}
