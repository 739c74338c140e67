// Customers' accounts in memory, for pages to live on: they count tries by the rules' own table, at a time that the test sets.

import type { Inbound, Receive } from '../../../src/channel.ts'
import { waitAfter } from '../../../src/core/throttling.ts'
import type { DeskAccounts, Trier } from '../../../src/desk/accounts.ts'

type Outcome = Awaited<ReturnType<Receive>>

interface Account {
  readonly id: string
  readonly externalId: string
  readonly login: string
  readonly name: string
  readonly email: string
  password: string
}

const DONE: Outcome = { kind: 'done' }
const refused = (say: string): Outcome => ({ kind: 'refused', because: 'state', notice: { say } })

/** Makes an empty book of accounts. `clock.now` is in milliseconds; `resetLinks` are the hashes of good links, by account. */
export const createMemoryAccounts = () => {
  const accounts = new Map<string, Account>()
  const sessions = new Map<string, Account>()
  const resetLinks = new Map<string, Account>()
  const tries = new Map<string, { count: number; until: number }>()
  const clock = { now: 0 }
  const known = ({ login, address }: Trier) => [[login, 'login'] as const, [address, 'address'] as const]
  const secondsToWait = async (trier: Trier): Promise<number> =>
    Math.max(0, ...known(trier).map(([who]) => Math.ceil(((tries.get(who)?.until ?? 0) - clock.now) / 1_000)))
  const count = (trier: Trier): void => {
    for (const [who, by] of known(trier)) {
      const next = (tries.get(who)?.count ?? 0) + 1
      tries.set(who, { count: next, until: clock.now + waitAfter(next, by) * 1_000 })
    }
  }
  const endSessions = (account: Account, but: string | null): void => {
    for (const [token, one] of sessions) if (one === account && token !== but) sessions.delete(token)
  }
  const register = (event: Extract<Inbound['event'], { type: 'CustomerRegistered' }>): Outcome => {
    if (accounts.has(event.login)) return refused('web.account.loginTaken')
    const { login, name, email, password, session } = event
    const id = crypto.randomUUID()
    const account = { id, externalId: `account:${id}`, login, name, email, password }
    accounts.set(login, account)
    sessions.set(session, account)
    return DONE
  }
  const setPassword = (account: Account, password: string, session: string): Outcome => {
    account.password = password
    endSessions(account, session)
    sessions.set(session, account)
    for (const [token, one] of resetLinks) if (one === account) resetLinks.delete(token)
    return DONE
  }
  const byId = (id: string) => [...accounts.values()].find((one) => one.id === id)

  /** What an event comes to; null where it is about something else. */
  const happened = async ({ event }: Inbound): Promise<Outcome | null> => {
    switch (event.type) {
      case 'CustomerRegistered':
        return register(event)
      case 'SignInTried':
        if ((await secondsToWait(event)) > 0) return refused('web.account.wait')
        count(event)
        return DONE
      case 'TrySucceeded': {
        const tried = tries.get(event.address)
        if (tried !== undefined) tries.set(event.address, { count: tried.count - 1, until: 0 })
        tries.delete(event.login)
        return DONE
      }
      case 'CustomerSignedIn': {
        const account = byId(event.account)
        if (account?.password !== event.verified) return refused('web.account.wrong')
        account.password = event.rehashed ?? account.password
        sessions.set(event.session, account)
        tries.delete(event.login)
        return DONE
      }
      case 'CustomerSignedOut': {
        const account = sessions.get(event.session)
        if (event.everywhere && account !== undefined) endSessions(account, null)
        sessions.delete(event.session)
        return DONE
      }
      case 'PasswordResetAsked': {
        const account = [...accounts.values()].find(({ login, email }) => [login, email].includes(event.who))
        const [link] = event.links
        if (account !== undefined && link !== undefined) resetLinks.set(link.token, account)
        return DONE
      }
      case 'PasswordReset': {
        const account = resetLinks.get(event.token)
        return account === undefined
          ? refused('web.account.linkOver')
          : setPassword(account, event.password, event.session)
      }
      case 'PasswordChanged': {
        const account = byId(event.account)
        return account?.password !== event.verified || sessions.get(event.session) !== account
          ? refused('web.account.wrongOld')
          : setPassword(account, event.password, event.session)
      }
      default:
        return null
    }
  }

  const desk: DeskAccounts = {
    customerOfSession: async (hash) => {
      const account = sessions.get(hash)
      return account === undefined
        ? null
        : { account: account.id, externalId: account.externalId, login: account.login, name: account.name }
    },
    accountOfLogin: async (login) => {
      const account = accounts.get(login)
      return account === undefined ? null : { account: account.id, password: account.password }
    },
    secondsToWait,
    isResetLink: async (hash) => resetLinks.has(hash),
    accountPage: async (id) => {
      const account = byId(id)
      return account === undefined
        ? null
        : { login: account.login, name: account.name, email: account.email, linked: [] }
    },
    webChatOf: async (externalId) => externalId,
  }
  return { desk, happened, accounts, clock }
}
