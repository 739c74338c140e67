// What only opens or shows something, and stores nothing: it waits behind nothing, since a trigger is good for 3 seconds.

import type { Logger } from 'pino'
import type { Desk } from '../../src/desk.ts'
import type { Api } from './api.ts'
import { type AskerParts, askerOf } from './asker.ts'
import { answerDeskCommand, type CommandParts } from './commands.ts'
import type { Acknowledge } from './handle.ts'
import { ticketOf } from './parse.ts'
import type { Payload } from './payloads.ts'
import { openPicker, searchPicker } from './picker.ts'

export interface ImmediateParts extends AskerParts, CommandParts {
  readonly api: Api
  readonly desk: Desk
  readonly log: Pick<Logger, 'warn'>
}

/** Whether a payload is answered here. */
export const isImmediate = (payload: Payload): boolean => {
  switch (payload.kind) {
    case 'press':
      return payload.press.actions[0]?.action_id === 'ticket.faq'
    case 'command':
      return payload.command.command !== '/support'
    case 'search':
      return true
    default:
      return false
  }
}

/** Acknowledges it and answers it; a failure is told to whoever asked. */
export const answerAtOnce = async (parts: ImmediateParts, payload: Payload, ack: Acknowledge): Promise<void> => {
  const { desk, notices } = parts
  if (payload.kind === 'search') return ack(await searchPicker({ articles: desk.searchArticles }, payload.search.value))
  await ack()
  const asker = await askerOf(parts, payload)
  try {
    if (payload.kind === 'press') await pick(parts, payload.press, asker.locale)
    if (payload.kind === 'command') await answerDeskCommand(parts, asker, payload.command.text)
  } catch (error) {
    parts.log.warn({ err: error }, 'a Slack interaction could not be answered')
    await notices.say(asker, 'slack.tryAgain')
  }
}

const pick = async (
  { api, desk, words }: ImmediateParts,
  press: Extract<Payload, { kind: 'press' }>['press'],
  locale: string,
) => {
  const [action] = press.actions
  if (!action || !press.channel || !press.message) return
  const ticket = ticketOf(action.value, press.channel.id, press.message)
  if ('number' in ticket)
    await openPicker(
      { api, words, articles: desk.searchArticles },
      { trigger: press.trigger_id, ticket: ticket.number, locale },
    )
}
