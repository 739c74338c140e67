// Managers say that they are away, and any word of theirs says that they are back.

import { readAwayTime } from './away-times.ts'
import type { Outcome, Say } from './decision.ts'
import { type Away, isAway, type Manager } from './manager.ts'
import { change, notice, type Part, type Scene, together } from './saying.ts'
import { momentText } from './snooze-times.ts'
import type { Context } from './types.ts'

type Circumstances = Pick<Context, 'now' | 'settings'>

/** What a manager's words behind `away` come to: null and a refusal with examples where they can't be read. */
export const leave = (
  words: string,
  { now, settings }: Circumstances,
): { readonly away: Away | null; readonly outcome: Outcome } => {
  const read = readAwayTime(words, now, settings.timeZone)
  if (read === null) {
    return { away: null, outcome: { kind: 'refused', because: 'unknown', notice: { say: 'staff.awayUnread' } } }
  }
  const away = { since: now, until: read.until }
  const at = read.until === null ? null : momentText(read.until, settings.timeZone, settings.locale)
  const said: Say = at === null ? { say: 'staff.awayNow' } : { say: 'staff.awayUntil', params: { at } }
  return { away, outcome: { kind: 'done', notice: said } }
}

/** Whoever acts is back, whatever they said before; that is told only where nothing else is. */
export const endAway = ({ state: { actor }, context }: Scene, part: Part): Part => {
  if (actor === null || part.outcome?.kind === 'refused' || !isAway(actor, context.now)) return part
  // Words of before they left, which come late, bring nobody back.
  if (actor.away !== null && context.at < actor.away.since) return part
  return together(notice({ say: 'staff.welcomeBack' }), part, change({ type: 'EndAway', manager: actor.id }))
}

/** That a manager is away, in words under this key, or under the same with `Until` at its end; null where they aren't. */
export const saysAway = (
  { name, away }: Pick<Manager, 'name' | 'away'>,
  key: string,
  { now, settings }: Circumstances,
): Say | null => {
  if (away === null || !isAway({ away }, now)) return null
  if (away.until === null) return { say: key, params: { name } }
  return { say: `${key}Until`, params: { name, at: momentText(away.until, settings.timeZone, settings.locale) } }
}
