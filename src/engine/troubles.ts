// What does not work is told to the staff where they can read it: on their channel, or by e-mail where that channel itself is what does not work.

import type { Say } from '../core/decision.ts'
import type { HouseEvent } from '../core/events.ts'
import type { Transaction } from '../database/client.ts'
import { plainText } from '../document.ts'
import { mailPlace } from './destinations.ts'
import { type Handled, handled, type Shell } from './shell.ts'
import { sayToStaff } from './staff-lines.ts'
import { enqueue } from './staff-news.ts'
import { worded } from './wording.ts'

type TroubleEvent = Extract<HouseEvent, { type: 'TroubleNoticed' | 'TroubleEnded' }>

/** Tells of a trouble or of its end, within a transaction. */
export const tellTrouble = async (tx: Transaction, shell: Shell, event: TroubleEvent): Promise<Handled> => {
  if (shell.staffChannel === null || event.channel === shell.staffChannel) return writeToStaff(tx, shell, event)
  if (event.channel !== 'mail') {
    const { channel } = event
    return event.type === 'TroubleEnded'
      ? sayToStaff(tx, shell, { say: 'staff.troubleOver', params: { channel } })
      : sayToStaff(tx, shell, { say: 'staff.trouble', params: { channel, reason: event.reason } })
  }
  return event.type === 'TroubleEnded'
    ? sayToStaff(tx, shell, { say: 'staff.mailTroubleOver' })
    : sayToStaff(tx, shell, { say: 'staff.mailTrouble', params: { reason: event.reason } })
}

const writeToStaff = async (tx: Transaction, shell: Shell, event: TroubleEvent): Promise<Handled> => {
  const { words, settings } = shell
  const voice = { words, locale: settings.locale, numbers: new Map<string, number>() }
  const channel = words(settings.locale, `staff.channel.${event.channel}`)
  const [subject, body]: readonly [Say, Say] =
    event.type === 'TroubleEnded'
      ? [
          { say: 'mail.troubleOverSubject', params: { channel } },
          { say: 'mail.troubleOver', params: { channel } },
        ]
      : [
          { say: 'mail.troubleSubject', params: { channel } },
          event.channel === shell.staffChannel
            ? { say: 'mail.trouble', params: { channel, reason: event.reason } }
            : { say: 'staff.trouble', params: { channel: event.channel, reason: event.reason } },
        ]
  const content = { kind: 'letter', subject: plainText(worded(subject, voice)), document: worded(body, voice) } as const
  const rows = settings.staffMailboxes.map((mailbox) => ({
    ...{ ...mailPlace(mailbox), id: crypto.randomUUID(), content },
    ...{ message: null, notBefore: null, about: null, conversation: null, confirms: null },
  }))
  return handled({ kind: 'done' }, await enqueue(tx, rows))
}
