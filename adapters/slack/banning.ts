// Banning a customer in Slack: by a ticket's menu, or by `/desk ban` and `/desk unban`. For admins; others hear how to become one.

import type { KnownBlock } from '@slack/types'
import type { Receive, Words } from '../../src/channel.ts'
import type { Desk, TicketView } from '../../src/desk.ts'
import { phrase, section } from './card.ts'
import type { Members } from './members.ts'
import { textField } from './modal.ts'
import type { Asker, Notices } from './notices.ts'

interface Viewing {
  readonly words: Words
  readonly desk: Pick<Desk, 'isAdmin'>
}

const mostReason = 500

/** What the modal of a ban holds: what will happen and a field for the reason, or why nothing can happen. */
export const banFields = async (
  { words, desk }: Viewing,
  { user, locale }: Pick<Asker, 'user' | 'locale'>,
  { number, bannedBy }: Pick<TicketView, 'number' | 'bannedBy'>,
): Promise<KnownBlock[]> => {
  if (!(await desk.isAdmin({ channel: 'slack', externalId: user }))) {
    return [section(phrase(words, locale, 'slack.command.adminsAlone', { command: 'ban', id: `slack:${user}` }))]
  }
  if (bannedBy !== null) return [section(phrase(words, locale, 'staff.alreadyBanned', { number }))]
  return [
    section(phrase(words, locale, 'slack.modal.banMeans', { number })),
    textField({
      name: 'reason',
      label: words(locale, 'slack.modal.banReason'),
      hint: words(locale, 'slack.modal.banReasonHint'),
      initial: '',
      optional: true,
      most: mostReason,
    }),
  ]
}

interface Commanding extends Viewing {
  readonly notices: Notices
  readonly members: Members
  readonly receive: Receive
}

const ticketNumber = /^#?(\d{1,9})$/

/** `/desk ban 12 sells pills`, `/desk unban 12`: the customer of that ticket. */
export const banByCommand = async (
  { desk, notices, members, receive }: Commanding,
  asker: Asker,
  command: 'ban' | 'unban',
  [given = '', ...reason]: readonly string[],
): Promise<void> => {
  const { user } = asker
  if (!(await desk.isAdmin({ channel: 'slack', externalId: user }))) {
    return notices.say(asker, 'slack.command.adminsAlone', { command, id: `slack:${user}` })
  }
  const number = Number(ticketNumber.exec(given)?.[1] ?? 0)
  if (number === 0) return notices.say(asker, 'slack.command.banWhom', { command })
  const name = (await members.find(user))?.name ?? user
  const base = { by: { channel: 'slack', externalId: user, name }, ticket: { number } } as const
  const outcome = await receive({
    // Slack brings a command once.
    key: `slack:desk:${crypto.randomUUID()}`,
    at: new Date(),
    event:
      command === 'ban'
        ? { type: 'ManagerBanned', ...base, reason: reason.join(' ') }
        : { type: 'ManagerUnbanned', ...base },
  })
  if (outcome.kind === 'refused') return notices.outcome(asker, outcome)
  await notices.say(asker, `slack.command.${command}Done`, { number })
}
