// Posts about the team become events.

import { z } from 'zod'
import type { Inbound } from '../../../src/channel.ts'
import type { ManagerRef } from '../../../src/core/types.ts'
import { SIGN_IN_LINK_LASTS } from '../../../src/desk/session-times.ts'
import { id, keyOf, line } from '../door/fields.ts'

const LONGEST_NAME = 80

const box = z.union([z.boolean(), z.string().transform((given) => given !== '')], 'badBody')
const none = z
  .string('badBody')
  .transform((given) => (given === '' ? null : given))
  .nullable()
const inviteBody = z.object(
  {
    id: id.optional(),
    name: line(LONGEST_NAME, 'longName')
      .transform((name) => (name === '' ? null : name))
      .optional(),
    manager: none.pipe(z.guid('badId').nullable()).optional(),
    admin: box.optional(),
  },
  'badBody',
)
const changeBody = z.object({ id: id.optional(), session: none.pipe(z.guid('badId').nullable()).optional() }, 'badBody')

interface Act {
  /** The hash of the session. */
  readonly session: string
  readonly by: ManagerRef
  readonly at: Date
}

/** An invitation, whose link has this token's hash. Throws zod's error for a body that doesn't fit. */
export const invited = ({ session, by, at }: Act, token: string, body: unknown): Inbound => {
  const { id: post, name = null, manager = null, admin = false } = inviteBody.parse(body)
  const expiresAt = new Date(at.getTime() + SIGN_IN_LINK_LASTS)
  return {
    key: keyOf(session, post),
    at,
    event: { type: 'ManagerInvited', by, token, expiresAt, manager, name, admin },
  }
}

const changes = {
  promote: 'ManagerPromoted',
  demote: 'ManagerDemoted',
  disable: 'ManagerDisabled',
  enable: 'ManagerEnabled',
} as const

/** What is done to the manager with an id; null for what can't be done. Throws zod's error for a body that doesn't fit. */
export const changed = (
  { session, by, at }: Act,
  { manager, action }: { readonly manager: string; readonly action: string },
  body: unknown,
): Inbound | null => {
  const { id: post, session: ended = null } = changeBody.parse(body)
  const inbound = (event: Inbound['event']): Inbound => ({ key: keyOf(session, post), at, event })
  if (action === 'end-sessions') return inbound({ type: 'SessionsEnded', by, manager, session: ended })
  return isChange(action) ? inbound({ type: changes[action], by, manager }) : null
}

const isChange = (action: string): action is keyof typeof changes => Object.hasOwn(changes, action)
