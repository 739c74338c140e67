// Events that belong to no conversation: each remembers its key and locks only the row that it changes. What managers do to articles is in `articles.ts`.

import type { Outcome, Say } from '../core/decision.ts'
import type { AwayEvent, DeskEvent, DomainEvent, HouseEvent } from '../core/events.ts'
import type { Transaction } from '../database/client.ts'
import { isAccountEvent, receiveAccountEvent } from './accounts.ts'
import { receiveImport } from './article-imports.ts'
import { isArticleEvent, receiveArticleEvent } from './articles.ts'
import { settleAway } from './away.ts'
import { isIncidentEvent, receiveIncidentEvent } from './incidents.ts'
import { isLearningEvent, receiveLearningEvent } from './learning.ts'
import { knownManager } from './managers.ts'
import { problemGone, problemSeen } from './problems.ts'
import { isReportEvent, receiveReportEvent } from './reports.ts'
import { type Handled, handled, type Shell } from './shell.ts'
import { makeLink, signIn } from './signing-in.ts'
import { sayToStaff } from './staff-lines.ts'
import { isTeamEvent, receiveTeamEvent } from './team.ts'

const DONE: Outcome = { kind: 'done' }
const SHUT_OUT: Outcome = { kind: 'refused', because: 'state', notice: { say: 'staff.disabled' } }

/** Whether an event concerns the desk itself and not one conversation. */
export const isDeskEvent = (event: DomainEvent): event is DeskEvent =>
  event.type in happenings ||
  event.type === 'ArticlesImported' ||
  isArticleEvent(event) ||
  isIncidentEvent(event) ||
  isLearningEvent(event) ||
  isReportEvent(event) ||
  isTeamEvent(event) ||
  isAccountEvent(event)

const happenings: Readonly<Record<(HouseEvent | AwayEvent)['type'], true>> = {
  UpdateParked: true,
  HistoryRead: true,
  ProblemSeen: true,
  ProblemGone: true,
  CaughtUp: true,
  SignInLinkMade: true,
  SignInLinkUsed: true,
  ManagerWentAway: true,
  ManagerCameBack: true,
}

/** Handles such an event within its transaction. */
export const receiveDeskEvent = async (
  tx: Transaction,
  shell: Shell,
  key: string,
  event: DeskEvent,
): Promise<Handled> => {
  const fresh = await tx.inboundKey.createMany({ data: [{ key, at: shell.now() }], skipDuplicates: true })
  if (fresh.count === 0) return handled({ kind: 'repeated' })
  if ('by' in event && (await knownManager(tx, event.by))?.disabled === true) return handled(SHUT_OUT)
  if (isTeamEvent(event)) return handled(await receiveTeamEvent(tx, shell, event))
  if (isIncidentEvent(event)) return receiveIncidentEvent(tx, shell, event)
  if (isReportEvent(event)) return receiveReportEvent(tx, shell, event)
  if (event.type === 'ArticlesImported') return handled(await receiveImport(tx, shell, event))
  if (isAccountEvent(event)) return receiveAccountEvent(tx, shell, event)
  if (isLearningEvent(event)) return handled(await receiveLearningEvent(tx, event, shell.now()))
  return isArticleEvent(event) ? handled(await receiveArticleEvent(tx, shell, event)) : settle(tx, shell, event)
}

const settle = async (tx: Transaction, shell: Shell, event: HouseEvent | AwayEvent): Promise<Handled> => {
  switch (event.type) {
    case 'UpdateParked':
      return park(tx, shell, event)
    case 'HistoryRead':
      return historyRead(tx, event)
    case 'ProblemSeen':
      return problemSeen(tx, shell, event)
    case 'ProblemGone':
      return problemGone(tx, shell, event)
    case 'CaughtUp':
      return sayToStaff(tx, shell, caughtUp(event))
    case 'SignInLinkMade':
      return handled(await makeLink(tx, shell, event))
    case 'SignInLinkUsed':
      return handled(await signIn(tx, shell, event))
    case 'ManagerWentAway':
    case 'ManagerCameBack':
      return handled(await settleAway(tx, shell, event))
  }
}

// Of several processes the one that came furthest counts.
const historyRead = async (
  tx: Transaction,
  { channel, until }: Extract<HouseEvent, { type: 'HistoryRead' }>,
): Promise<Handled> => {
  await tx.$executeRaw`
    INSERT INTO history_readings AS h (channel, until) VALUES (${channel}, ${until})
    ON CONFLICT (channel) DO UPDATE SET until = greatest(h.until, excluded.until)`
  return handled(DONE)
}

const caughtUp = ({ waiting, parked, ...counts }: Extract<HouseEvent, { type: 'CaughtUp' }>): Say => {
  const { customers, managers, said } = counts
  return waiting + parked === 0
    ? { say: 'staff.caughtUp', params: { customers, managers, said } }
    : { say: 'staff.caughtUpExcept', params: { customers, managers, said, waiting, parked } }
}

const park = async (
  tx: Transaction,
  shell: Shell,
  event: Extract<HouseEvent, { type: 'UpdateParked' }>,
): Promise<Handled> => {
  const { channel, updateKey, payload, reason } = event
  const parked = { key: updateKey, channel, payload, reason, parkedAt: shell.now() }
  await tx.parkedEvent.createMany({ data: [parked], skipDuplicates: true })
  shell.log.error(
    { channel, key: updateKey },
    'update parked: it could not be handled and was stored whole in parked_events, with the reason',
  )
  return sayToStaff(tx, shell, { say: 'staff.parked', params: { channel, key: updateKey } })
}
