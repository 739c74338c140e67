// `/desk`: figures and help, for the asker's eyes alone.

import type { Desk } from '../../src/desk.ts'
import { fromMarkdown } from '../../src/document.ts'
import { toMrkdwn } from './mrkdwn.ts'
import type { Asker, Notices } from './notices.ts'

export interface CommandParts {
  readonly stats: Desk['stats']
  readonly notices: Notices
}

/**
 * Answers a `/desk` command.
 * @param text what stands behind the command: `stats 7d`, `help`
 */
export const answerDeskCommand = async (
  { stats, notices }: CommandParts,
  asker: Asker,
  text: string,
): Promise<void> => {
  const [name = '', ...rest] = text.trim().split(/\s+/)
  const command = name.toLowerCase()
  if (command === 'stats') {
    const answer = await stats({ channel: 'slack', externalId: asker.user }, asker.locale, rest.join(' '))
    return notices.text(asker, toMrkdwn(fromMarkdown(answer.text)).join('\n\n'))
  }
  if (command !== '' && command !== 'help') return notices.say(asker, 'slack.command.unknown', { command })
  return notices.say(asker, 'slack.command.help')
}
