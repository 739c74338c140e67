// What the staff hear by e-mail, beside what their platform shows.

import type { Mailed } from './digest.ts'
import type { Part } from './saying.ts'
import type { Context } from './types.ts'

interface Circumstances {
  readonly context: Pick<Context, 'now' | 'settings'>
}

/** The card is mostly posted by then, so that the mail can lead to it, and what comes at once goes into one mail. */
const GATHERING = 3_000

/** Tells each of the staff's mailboxes what became of a ticket; nothing where no mail is configured. What waits there untried goes in the same mail. */
export const mailStaff = ({ context: { now, settings } }: Circumstances, ticket: string, happened: Mailed): Part => ({
  deliveries: settings.staffMailboxes.map((mailbox) => ({
    to: { kind: 'mail', mailbox },
    content: { kind: 'digest', entries: [{ ticket, happened }] },
    ticket,
    notBefore: new Date(now.getTime() + GATHERING),
  })),
})
