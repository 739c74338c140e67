// What need not be kept: event keys past the time in which a platform may bring the same event again.

import type { Database } from '../database/client.ts'
import { pruneFiles } from './prune-files.ts'

// Design rule 2 asks for 30 days; Telegram keeps an update for one, Slack tries for minutes.
const KEY_DAYS = 31
const A_DAY = 86_400_000

/** Forgets event keys, links, timers, sessions, tries to sign in and consultations of no ticket that have had their time, and files of the web in `filesFolder` that no message has. */
export const prune = async (db: Database, filesFolder: string, now: Date): Promise<void> => {
  const before = new Date(now.getTime() - KEY_DAYS * A_DAY)
  await db.inboundKey.deleteMany({ where: { at: { lt: before } } })
  await db.signInLink.deleteMany({ where: { expiresAt: { lt: before } } })
  await db.link.deleteMany({ where: { expiresAt: { lt: now } } })
  await db.timer.deleteMany({ where: { dueAt: { lt: before } } })
  await db.session.deleteMany({ where: { expiresAt: { lt: now } } })
  await db.customerSession.deleteMany({ where: { expiresAt: { lt: now } } })
  await db.passwordReset.deleteMany({ where: { expiresAt: { lt: now } } })
  await db.signInAttempt.deleteMany({ where: { lastAt: { lt: new Date(now.getTime() - A_DAY) } } })
  // Those of a ticket are kept with it, to be looked up.
  await db.consultation.deleteMany({ where: { ticketId: null, askedAt: { lt: before } } })
  await pruneFiles(db, filesFolder, now)
}
