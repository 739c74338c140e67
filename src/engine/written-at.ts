// Words that come after later ones tell when they were written.

import { DateTime } from 'luxon'
import type { FinishedContent } from '../channel.ts'
import type { DeliveryDraft } from '../core/decision.ts'
import { fromMarkdown, literal } from '../document.ts'
import type { Shell } from './shell.ts'
import type { Voice } from './wording.ts'

/** Content with that time, where the draft has one: a customer reads it in the desk's time zone, a manager where their platform shows it. */
export const dated = (
  shell: Pick<Shell, 'settings' | 'now'>,
  { to, content: draft }: DeliveryDraft,
  content: FinishedContent,
  voice: Voice,
): FinishedContent => {
  if (draft.kind !== 'message' || content.kind !== 'message' || draft.writtenAt === undefined) return content
  const { writtenAt } = draft
  if (to.kind === 'chat') return { ...content, opening: lineOf(shell, writtenAt, voice) }
  const label = voice.words(voice.locale, 'staff.written')
  return { ...content, written: { label, at: writtenAt.toISOString() } }
}

const lineOf = (
  { settings: { timeZone }, now }: Pick<Shell, 'settings' | 'now'>,
  at: Date,
  { words, locale }: Voice,
) => {
  const written = DateTime.fromJSDate(at, { zone: timeZone }).setLocale(locale)
  // Readers may live elsewhere: whose time it is stands beside it.
  const time = literal(written.toLocaleString({ ...DateTime.TIME_24_SIMPLE, timeZoneName: 'short' }))
  if (written.hasSame(DateTime.fromJSDate(now(), { zone: timeZone }), 'day'))
    return fromMarkdown(words(locale, 'customer.writtenAt', { time }))
  const day = literal(written.toLocaleString({ day: 'numeric', month: 'long' }))
  return fromMarkdown(words(locale, 'customer.writtenOn', { day, time }))
}
