// Which texts an event may have matched with the articles, so that what they mean is known before it is decided.

import { plainText } from './document.ts'
import type { ConversationEvent } from './events.ts'
import { textSince } from './gathering.ts'
import { questionIn } from './questions.ts'
import { activeTicket } from './tickets.ts'
import type { Context, Form, State } from './types.ts'

/**
 * The texts that an event may have matched at once; none where it surely has none, as most have. Whoever wants no model to read their words
 * is matched by their words alone.
 */
export const textsToMatch = (
  state: State,
  event: ConversationEvent,
  { now, settings }: Pick<Context, 'now' | 'settings'>,
): readonly string[] => {
  const { form } = state.conversation
  if (state.customer.refusesModel || activeTicket(state) !== null) return []
  if (event.type === 'TimerFired' && event.timer.kind === 'burst')
    return form.kind === 'gathering' && now >= form.until ? textsGathered(form) : []
  if (event.type !== 'CustomerWrote') return []
  if (form.kind === 'registering') return form.purpose.aim === 'answer' ? [form.purpose.question.text] : []
  if (settings.burstWindow > 0 || form.kind === 'asking' || form.kind === 'commenting') return []
  const said = plainText(event.words).trim()
  const before = questionIn(form)
  return [said, ...(before === null ? [] : [`${before.text}\n\n${said}`])]
}

/** The texts that will be matched once the window of a form that gathers words is over. */
export const textsGathered = (form: Extract<Form, { kind: 'gathering' }>): readonly string[] => [
  ...new Set([form.question.text, textSince(form)]),
]
