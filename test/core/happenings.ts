// Events in few words.

import type { Failure, ModelEvent } from '../../src/core/consultations.ts'
import { type Document, fromPlainText } from '../../src/core/document.ts'
import type { CustomerEvent, ManagerEvent, SnoozeChoice } from '../../src/core/events.ts'
import type { Manager, Priority, Sender } from '../../src/core/types.ts'

const from: Sender = { channel: 'telegram', externalId: '4242', address: '4242', name: 'Ion Pop', locale: 'en' }

export const writes = (text: string, messageId = text): Extract<CustomerEvent, { type: 'CustomerWrote' }> => ({
  type: 'CustomerWrote',
  from,
  messageId,
  words: fromPlainText(text),
})

export const edits = (messageId: string, text: string): CustomerEvent => ({
  type: 'CustomerEdited',
  from,
  messageId,
  words: fromPlainText(text),
})

export const deletes = (messageId: string): CustomerEvent => ({ type: 'CustomerDeleted', from, messageId })

/** A sign on the message of this id. */
export const reacts = (messageId: string, reaction: string | null): CustomerEvent => ({
  type: 'CustomerReacted',
  from,
  messageId,
  reaction,
})

/** A command as it is typed, such as `/human` or `/start faq_7`. */
export const commands = (typed: string): CustomerEvent => {
  const [command = '', ...rest] = typed.slice(1).split(' ')
  return { type: 'CustomerCommanded', from, messageId: typed, command, argument: rest.join(' ') }
}

export const presses = (press: string): CustomerEvent => ({ type: 'CustomerPressed', from, press })

export const sends = (what: string): CustomerEvent => ({ type: 'CustomerSentUnsupported', from, messageId: what, what })

/** What the language model says to a question, by these articles; that they don't tell, where there are none. */
export const modelSays = (text: string, articles: readonly string[], consultation = 'n-1'): ModelEvent => ({
  type: 'ModelAnswered',
  consultation,
  answer:
    articles.length === 0
      ? { purpose: 'answer', isKnown: false }
      : { purpose: 'answer', isKnown: true, document: fromPlainText(text), articles },
})

export const modelFails = (why: Failure = 'away', consultation = 'n-1'): ModelEvent => ({
  ...{ type: 'ModelFailed', consultation, purpose: 'answer', asker: null, why },
})

export const leaves: CustomerEvent = { type: 'CustomerLeft', from }
export const returns: CustomerEvent = { type: 'CustomerReturned', from }

/** A manager's act on a ticket, from Slack or, where there is no message, from the staff desk. */
export const by = (manager: Manager, number: number) => {
  const base = {
    by: { channel: 'slack' as const, externalId: manager.id, name: manager.name },
    ticket: { number },
  }
  return {
    claims: { ...base, type: 'ManagerClaimed' } satisfies ManagerEvent,
    releases: { ...base, type: 'ManagerReleased' } satisfies ManagerEvent,
    resolves: { ...base, type: 'ManagerResolved' } satisfies ManagerEvent,
    replies: (text: string, messageId: string | null = 'ts-1'): ManagerEvent => ({
      ...base,
      type: 'ManagerReplied',
      messageId,
      words: fromPlainText(text),
    }),
    notes: (text: string, messageId: string | null = 'ts-1'): ManagerEvent => ({
      ...base,
      type: 'ManagerNoted',
      messageId,
      words: fromPlainText(text),
    }),
    sendsNote: (message: string): ManagerEvent => ({ ...base, type: 'ManagerSentNote', message }),
    takesBack: (message: string): ManagerEvent => ({ ...base, type: 'ManagerTookBack', message }),
    undoes: (message: string, into: 'nothing' | 'note' = 'nothing'): ManagerEvent => ({
      ...base,
      type: 'ManagerUndid',
      message,
      into,
    }),
    edits: (text: string, audience: 'everyone' | 'staff' = 'everyone', messageId = 'ts-1'): ManagerEvent => ({
      ...base,
      type: 'ManagerEdited',
      messageId,
      words: fromPlainText(text),
      audience,
    }),
    deletes: (messageId = 'ts-1'): ManagerEvent => ({ ...base, type: 'ManagerDeleted', messageId }),
    answers: (article: string, instead: Document | null = null): ManagerEvent => ({
      ...base,
      type: 'ManagerAnswered',
      article,
      instead,
    }),
    consults: (purpose: 'draft' | 'summary' | 'article'): ManagerEvent => ({
      ...base,
      type: 'ManagerConsulted',
      purpose,
    }),
    dropsDraft: (consultation: string): ManagerEvent => ({ ...base, type: 'ManagerDroppedDraft', consultation }),
    translates: (on = true): ManagerEvent => ({ ...base, type: 'ManagerTranslated', on }),
    awaitsCustomer: { ...base, type: 'ManagerAwaitedCustomer' } satisfies ManagerEvent,
    snoozes: (choice: SnoozeChoice): ManagerEvent => ({ ...base, type: 'ManagerSnoozed', choice }),
    titles: (subject: string): ManagerEvent => ({ ...base, type: 'ManagerTitled', subject }),
    prioritizes: (priority: Priority, tier: Priority | null = null): ManagerEvent => ({
      ...base,
      ...{ type: 'ManagerPrioritized', priority, tier },
    }),
    tags: (...tags: string[]): ManagerEvent => ({ ...base, type: 'ManagerTagged', tags }),
    assigns: (to: Manager): ManagerEvent => ({
      ...base,
      type: 'ManagerAssigned',
      to: { channel: 'slack', externalId: to.id, name: to.name },
    }),
    merges: (into: number): ManagerEvent => ({
      ...base,
      type: 'ManagerMerged',
      into,
      links: { from: null, into: null },
    }),
    keeps: (title: string, answer: string, question = ''): ManagerEvent => ({
      ...base,
      type: 'ManagerWroteArticle',
      title,
      question,
      answer,
    }),
    bans: (reason = ''): ManagerEvent => ({ ...base, type: 'ManagerBanned', reason }),
    links: (incident: number): ManagerEvent => ({ ...base, type: 'ManagerLinked', incident }),
    unlinks: { ...base, type: 'ManagerUnlinked' } satisfies ManagerEvent,
    unbans: { ...base, type: 'ManagerUnbanned' } satisfies ManagerEvent,
    sendsFile: (messageId: string | null = 'ts-1'): ManagerEvent => ({
      ...base,
      type: 'ManagerSentUnsupported',
      messageId,
    }),
  }
}
