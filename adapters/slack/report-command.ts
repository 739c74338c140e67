// `/desk report`: when a report comes by itself, as an admin sets it. The engine reads what they wrote.

import type { Receive } from '../../src/channel.ts'
import type { Desk } from '../../src/desk.ts'
import type { Members } from './members.ts'
import type { Asker, Notices } from './notices.ts'

interface Commanding {
  readonly desk: Pick<Desk, 'isAdmin'>
  readonly notices: Notices
  readonly members: Members
  readonly receive: Receive
}

/** `/desk report weekly Mon 09:00`, `/desk report off`; alone it tells what is set. */
export const reportByCommand = async (
  { desk, notices, members, receive }: Commanding,
  asker: Asker,
  text: string,
): Promise<void> => {
  const { user } = asker
  const person = { channel: 'slack', externalId: user } as const
  if (!(await desk.isAdmin(person)))
    return notices.say(asker, 'slack.command.adminsAlone', { command: 'report', id: `slack:${user}` })
  const by = { ...person, name: (await members.find(user))?.name ?? user }
  // Slack brings a command once.
  const key = `slack:desk:${crypto.randomUUID()}`
  await notices.outcome(asker, await receive({ key, at: new Date(), event: { type: 'ReportAsked', by, text } }))
}
