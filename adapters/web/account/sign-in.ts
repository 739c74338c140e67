// A login and a password are tried: counted before they are looked at, and answered alike whether the login or the password was wrong.

import type { Context } from 'hono'
import { readFields, type Trier } from '../../../src/desk/accounts.ts'
import { addressOf } from '../door/peer.ts'
import { hashed, newToken } from '../door/sessions.ts'
import type { Site } from '../door/site.ts'
import { isOutdated } from './passwords.ts'

export type SignIn =
  | { readonly kind: 'in'; readonly token: string; readonly login: string }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'throttled'; readonly seconds: number }

/** What came of it; the session is stored where both were right. */
export const trySignIn = async (
  c: Context,
  site: Site,
  typed: { login: string; password: string },
): Promise<SignIn> => {
  const login = readFields.login(typed.login)
  const trier = trierOf(c, site, `login:${login ?? typed.login}`)
  const seconds = await secondsUntilTry(site, trier)
  if (seconds !== null) return { kind: 'throttled', seconds }
  const account = login === null ? null : await site.desk.accountOfLogin(login)
  const isRight = await site.passwords.isThat(account?.password ?? null, typed.password)
  if (login === null || account === null || !isRight) return { kind: 'wrong' }
  const token = newToken()
  const session = hashed(token)
  const rehashed = isOutdated(account.password) ? await site.passwords.hash(typed.password) : null
  const looked = { account: account.account, session, verified: account.password, rehashed }
  const event = { type: 'CustomerSignedIn', ...trier, ...looked } as const
  const outcome = await site.receive({ key: `web:${session}:sign-in`, at: new Date(), event })
  return outcome.kind === 'refused' ? { kind: 'wrong' } : { kind: 'in', token, login }
}

/** Who tries something: by what it is tried with, and from where. */
export const trierOf = (c: Context, site: Site, what: string): Trier => ({
  login: hashed(what),
  address: hashed(`address:${addressOf(c, site)}`),
})

/** The same for whoever registers, counted apart: who may not guess passwords any more must not win tries back by registering. */
export const registrantOf = (c: Context, site: Site, login: string): Trier => ({
  login: hashed(`register:${login}`),
  address: hashed(`registers:${addressOf(c, site)}`),
})

/** Counts a try; null where it may go on, else for how many seconds it may not. */
export const secondsUntilTry = async (site: Site, trier: Trier): Promise<number | null> => {
  const key = `web:${crypto.randomUUID()}:try`
  const outcome = await site.receive({ key, at: new Date(), event: { type: 'SignInTried', ...trier } })
  return outcome.kind === 'refused' ? site.desk.secondsToWait(trier) : null
}

/** Takes back one that came to something good; what was tried is done already, and stands where this fails. */
export const dropTry = async ({ receive, log }: Site, trier: Trier): Promise<void> => {
  const inbound = {
    key: `web:${crypto.randomUUID()}:good-try`,
    at: new Date(),
    event: { type: 'TrySucceeded', ...trier },
  } as const
  await receive(inbound).catch((err: unknown) => log.warn({ err }, 'that a try was good could not be written down'))
}
