// What managers settle about a ticket beside answering it: their posts become events.

import { z } from 'zod'
import { type SettlingEvent, snoozeChoices } from '../../../src/core/events.ts'
import { priorities } from '../../../src/core/types.ts'
import type { Colleague } from '../../../src/desk/searching.ts'
import { line } from '../door/fields.ts'

const numbered = z.coerce.number('badBody').int('badBody').positive('badBody').max(999_999_999, 'badBody')
const chosen = <const Options extends readonly string[]>(options: Options) => z.enum(options, 'badBody')

const bodies = {
  subject: z.object({ subject: line(150, 'longLine') }, 'badBody'),
  priority: z.object(
    { priority: chosen(priorities), tier: chosen(priorities).optional(), tierSeen: chosen(priorities).optional() },
    'badBody',
  ),
  tags: z.object({ tags: line(500, 'longLine') }, 'badBody'),
  snooze: z.object({ for: chosen(snoozeChoices) }, 'badBody'),
  merge: z.object({ into: numbered }, 'badBody'),
  ban: z.object({ reason: line(500, 'longLine').default('') }, 'badBody'),
  link: z.object({ incident: numbered }, 'badBody'),
} as const

/** What can be settled, by its name in the address. */
const actions = [
  ...(['subject', 'priority', 'tags', 'wait', 'snooze', 'assign', 'merge'] as const),
  ...(['ban', 'unban', 'link', 'unlink', 'translate', 'untranslate'] as const),
] as const
export type SettlingAction = (typeof actions)[number]

/** An action by its name; null for any other word. */
export const settlingAction = (name: string): SettlingAction | null => actions.find((one) => one === name) ?? null

type About = Pick<SettlingEvent, 'by' | 'ticket'>

/** The event of a post; `colleagues` are those whom a ticket may be given to. Throws zod's error for a body that doesn't fit. */
export const settled = (
  action: SettlingAction,
  about: About,
  body: unknown,
  colleagues: readonly Colleague[],
): SettlingEvent => {
  switch (action) {
    case 'subject':
      return { type: 'ManagerTitled', ...about, ...bodies.subject.parse(body) }
    case 'priority': {
      const { priority, tier = null, tierSeen } = bodies.priority.parse(body)
      // Only a choice that was changed is one: somebody else may have made theirs since the page was read.
      return { type: 'ManagerPrioritized', ...about, priority, tier: tier === tierSeen ? null : tier }
    }
    case 'tags':
      return { type: 'ManagerTagged', ...about, tags: bodies.tags.parse(body).tags.split(',') }
    case 'wait':
      return { type: 'ManagerAwaitedCustomer', ...about }
    case 'snooze':
      return { type: 'ManagerSnoozed', ...about, choice: bodies.snooze.parse(body).for }
    case 'assign':
      return { type: 'ManagerAssigned', ...about, to: given(body, colleagues) }
    case 'merge':
      return { type: 'ManagerMerged', ...about, ...bodies.merge.parse(body), links: { from: null, into: null } }
    case 'ban':
      return { type: 'ManagerBanned', ...about, ...bodies.ban.parse(body) }
    case 'unban':
      return { type: 'ManagerUnbanned', ...about }
    case 'link':
      return { type: 'ManagerLinked', ...about, ...bodies.link.parse(body) }
    case 'unlink':
      return { type: 'ManagerUnlinked', ...about }
    case 'translate':
    case 'untranslate':
      return { type: 'ManagerTranslated', ...about, on: action === 'translate' }
  }
}

type Given = Extract<SettlingEvent, { type: 'ManagerAssigned' }>['to']

const given = (body: unknown, colleagues: readonly Colleague[]): Given => {
  const find = (id: string) => colleagues.find(({ channel, externalId }) => `${channel}:${externalId}` === id)
  const to = z.string('badBody').transform((id, context): Given => {
    const { channel, externalId, name } = find(id) ?? {}
    if (channel !== undefined && externalId !== undefined && name !== undefined) return { channel, externalId, name }
    context.addIssue({ code: 'custom', message: 'desk.nobody' })
    return z.NEVER
  })
  return z.object({ to }, 'badBody').parse(body).to
}
