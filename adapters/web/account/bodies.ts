// What the forms of the customers' account pages may hold. Messages of the schemas are keys in the locales' `web` file.

import { z } from 'zod'
import { mayBePassword, readFields } from '../../../src/desk/accounts.ts'
import { line } from '../door/fields.ts'

const LONGEST = 300

const read = (field: keyof typeof readFields, fault: string) =>
  line(LONGEST, fault).transform((typed, context) => {
    const value = readFields[field](typed)
    if (value !== null) return value
    context.addIssue(fault)
    return z.NEVER
  })

// Taken as it was typed: not even its spaces are ours to change.
const newPassword = z.string('account.badPassword').refine(mayBePassword, 'account.badPassword')
const typedPassword = z.string('account.noPassword').min(1, 'account.noPassword').max(1_000, 'account.badPassword')

/** `POST /register`. */
export const registerBody = z.object(
  {
    name: read('name', 'account.badName'),
    email: read('email', 'account.badEmail'),
    login: read('login', 'account.badLogin'),
    password: newPassword,
  },
  'badBody',
)

/** `POST /login`: whatever was typed is looked for, so that nothing is told of what a login may be. */
export const loginBody = z.object(
  { login: line(LONGEST, 'account.noLogin').pipe(z.string().min(1, 'account.noLogin')), password: typedPassword },
  'badBody',
)

/** `POST /forgot`: a login or an e-mail address. */
export const forgotBody = z.object(
  { who: line(LONGEST, 'account.noWho').pipe(z.string().min(1, 'account.noWho')) },
  'badBody',
)

/** `POST /reset/<token>`. */
export const resetBody = z.object({ password: newPassword }, 'badBody')

/** `POST /account/password`. */
export const passwordBody = z.object({ old: typedPassword, password: newPassword }, 'badBody')

/** `POST /account/link`: a code, or nothing to be given one. */
export const linkBody = z.object({ code: line(40, 'account.badCode').default('') }, 'badBody')

/** `POST /account/join`. */
export const joinBody = z.object({ answer: z.enum(['yes', 'no'], 'badBody') }, 'badBody')
