// What the desk itself writes to mailboxes of the staff.

import type { Say } from '../core/decision.ts'
import type { DeliveryRow } from '../database/outbox.ts'
import { plainText } from '../document.ts'
import { mailPlace } from './destinations.ts'
import type { Shell } from './shell.ts'
import { worded } from './wording.ts'

export interface Letter {
  readonly subject: Say
  readonly body: Say
}

/** A delivery to each of these mailboxes, in the desk's own language. */
export const letters = (
  { words, settings }: Pick<Shell, 'words' | 'settings'>,
  mailboxes: readonly string[],
  { subject, body }: Letter,
): DeliveryRow[] => {
  const voice = { words, locale: settings.locale, numbers: new Map<string, number>() }
  const content = { kind: 'letter', subject: plainText(worded(subject, voice)), document: worded(body, voice) } as const
  return mailboxes.map((mailbox) => ({
    ...{ ...mailPlace(mailbox), id: crypto.randomUUID(), content },
    ...{ message: null, notBefore: null, about: null, conversation: null, confirms: null },
  }))
}
