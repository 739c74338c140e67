// `/desk away` and `/desk back`, and how the team sees who is away.

import type { Receive, Words } from '../../src/channel.ts'
import type { AwayRow, Desk } from '../../src/desk.ts'
import { moment, phrase } from './card.ts'
import type { Members } from './members.ts'
import { escapeText } from './mrkdwn.ts'
import type { Asker, Notices } from './notices.ts'

interface Commanding {
  readonly notices: Notices
  readonly members: Members
  readonly receive: Receive
}

/** `/desk away until 14:00`, `/desk back`: as the engine understands it. */
export const leaveByCommand = async (
  { notices, members, receive }: Commanding,
  asker: Asker,
  command: 'away' | 'back',
  until: string,
): Promise<void> => {
  const { user } = asker
  const by = { channel: 'slack', externalId: user, name: (await members.find(user))?.name ?? user } as const
  const outcome = await receive({
    // Slack brings a command once.
    key: `slack:desk:${crypto.randomUUID()}`,
    at: new Date(),
    event: command === 'away' ? { type: 'ManagerWentAway', by, until } : { type: 'ManagerCameBack', by },
  })
  await notices.outcome(asker, outcome)
}

/** A line that names who is away, and until when; null where everybody is there. */
export const awayLine = async (
  { desk, words }: { readonly desk: Pick<Desk, 'away'>; readonly words: Words },
  locale: string,
): Promise<string | null> => {
  const away = await desk.away()
  if (away.length === 0) return null
  return `${phrase(words, locale, 'slack.list.away')} ${away.map((one) => awayText(words, locale, one)).join(' · ')}`
}

const awayText = (words: Words, locale: string, { name, until }: AwayRow): string =>
  until === null
    ? escapeText(name)
    : `${escapeText(name)} ${phrase(words, locale, 'slack.list.until')} ${moment(until)}`

/** The people of a menu; who is away is marked so. */
export const withAway = (
  { words, locale }: { readonly words: Words; readonly locale: string },
  people: readonly { readonly value: string; readonly text: string }[],
  away: readonly AwayRow[],
) => {
  const gone = new Set(away.flatMap(({ channel, externalId }) => (channel === 'slack' ? [externalId] : [])))
  return people.map((one) =>
    gone.has(one.value) ? { ...one, text: words(locale, 'slack.list.isAway', { name: one.text }) } : one,
  )
}
