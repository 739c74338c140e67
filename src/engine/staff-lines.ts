// Lines to the staff channel itself that belong to no ticket.

import type { Say } from '../core/decision.ts'
import { knownKey, refusalReasons } from '../core/kinds.ts'
import type { Transaction } from '../database/client.ts'
import { appended } from '../database/outbox.ts'
import { staffPlace } from './destinations.ts'
import { letters } from './letters.ts'
import { type Handled, handled, type Shell } from './shell.ts'
import { enqueue } from './staff-news.ts'
import { worded } from './wording.ts'

/** Says a line there, within a transaction; nothing where the staff have their desk page alone. */
export const sayToStaff = async (tx: Transaction, shell: Shell, say: Say): Promise<Handled> => {
  if (shell.staffChannel === null) return handled({ kind: 'done' })
  const place = staffPlace(shell.staffChannel)
  const voice = { words: shell.words, locale: shell.settings.locale, numbers: new Map<string, number>() }
  const row = {
    ...place,
    id: crypto.randomUUID(),
    content: { kind: 'message', author: { role: 'bot' }, document: worded(say, voice), buttons: [] } as const,
    message: null,
    notBefore: null,
    about: null,
    conversation: null,
    confirms: null,
  }
  await tx.$executeRaw`WITH ${appended([row])} SELECT destination FROM appended`
  return handled({ kind: 'done' }, [place.destination])
}

/** A refused delivery of no conversation, a line to the staff channel, a letter, a report or what deletes erased words: given up, so that it holds up nothing behind it. Nobody sends it again; a letter's words go, since they may hold a link that signs in, and so does where somebody was who is forgotten. Where a report can't go is told. */
export const giveUpStaffLine = (shell: Shell, key: string, delivery: string, reason: string): Promise<Handled> =>
  shell.db.$transaction(async (tx) => {
    const fresh = await tx.inboundKey.createMany({ data: [{ key, at: shell.now() }], skipDuplicates: true })
    if (fresh.count === 0) return handled({ kind: 'repeated' })
    await tx.delivery.updateMany({ where: { id: delivery }, data: { state: 'undelivered', error: reason } })
    await tx.delivery.updateMany({ where: { id: delivery, kind: { in: ['letter', 'delete'] } }, data: { content: {} } })
    await tx.$executeRaw`
      UPDATE deliveries r SET receipt = NULL FROM deliveries e
      WHERE e.id = ${delivery}::uuid AND e.kind = 'delete' AND r.message_id = e.message_id AND r.destination = e.destination AND r.id <> e.id`
    const report = await tx.delivery.findUnique({
      where: { id: delivery, kind: 'report' },
      select: { destination: { select: { address: true } } },
    })
    if (report === null) return handled({ kind: 'done' })
    const mailbox = report.destination.address ?? ''
    const params = { mailbox, reason: knownKey(refusalReasons, reason, 'unknown') }
    const body = { say: 'report.refused', params } as const
    if (shell.staffChannel !== null) return sayToStaff(tx, shell, body)
    const others = shell.settings.staffMailboxes.filter((other) => other !== mailbox)
    const rows = letters(shell, others, { subject: { say: 'report.refusedSubject' }, body })
    return handled({ kind: 'done' }, await enqueue(tx, rows))
  })
