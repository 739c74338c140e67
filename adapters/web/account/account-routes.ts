// What customers do about their account while they are signed in.

import { type Context, Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { customerCommanded } from '../chat/parse.ts'
import { refusal } from '../door/errors.ts'
import { asksForJson, browserLocale, readerOf, wantsPage } from '../door/negotiation.ts'
import { requestBody } from '../door/request-body.ts'
import { dropCustomer, dropGuest, guestOf, type Visitor, visitorOf } from '../door/sessions.ts'
import type { Site } from '../door/site.ts'
import { webPerson, webSender } from '../door/web-person.ts'
import { accountPage, joinPage } from './account-page.ts'
import { signedOut, throttled, unfit } from './answers.ts'
import { joinBody, linkBody, passwordBody } from './bodies.ts'
import { EMPTY, type Filled, faultsOf, typedIn } from './form.ts'
import { secondsUntilTry, trierOf } from './sign-in.ts'

type SignedIn = NonNullable<Visitor['signedIn']>
type Account = { Variables: { account: SignedIn } }
type AccountContext = Context<Account>

/** `GET /account` and the posts of its parts, `GET` and `POST /account/join`: for whoever is signed in. */
export const accountRoutes = (site: Site): Hono<Account> => {
  const app = new Hono<Account>()
  app.use('/account/*', customersOnly(site))
  app.get('/account', async (c) => {
    const account = c.get('account')
    if (asksForJson(c)) return c.json(await site.desk.accountPage(account.account))
    const notice = c.req.query('saved') === undefined ? null : 'account.passwordChanged'
    return c.html(await pageOf(c, site)(notice, EMPTY))
  })
  app.post('/account/link', (c) => enterCode(c, site))
  app.post('/account/change', (c) => commandInChat(c, site, 'register', ''))
  app.post('/account/forget', (c) => commandInChat(c, site, 'forget', ''))
  app.post('/account/password', (c) => changePassword(c, site))
  app.post('/account/sign-out', async (c) => {
    await site.receive(signedOut(c.get('account').session, true))
    dropCustomer(c, site)
    return wantsPage(c) ? c.redirect('/', 303) : c.body(null, 204)
  })
  app.get('/account/join', async (c) =>
    (await wroteAsGuest(c, site)) ? c.html(joinPage(readerOf(c, site))) : c.redirect('/', 303),
  )
  app.post('/account/join', (c) => join(c, site))
  return app
}

// The one place where it is decided who may see an account: its own customer.
const customersOnly = (site: Site) =>
  createMiddleware<Account>(async (c, next) => {
    const visitor = await visitorOf(c, site)
    if (visitor?.signedIn) {
      c.set('account', visitor.signedIn)
      return next()
    }
    return signInFirst(c, site)
  })

const signInFirst = (c: Context, site: Site): Response | Promise<Response> =>
  wantsPage(c) ? c.redirect('/login', 303) : refusal(c, readerOf(c, site), 401, 'account.signInFirst')

const wroteAsGuest = async (c: AccountContext, site: Site): Promise<boolean> => {
  const guest = guestOf(c)
  return guest !== null && (await site.desk.hasChat(webPerson(guest)))
}

const pageOf = (c: AccountContext, site: Site) => async (notice: string | null, filled: Filled) => {
  const { account } = c.get('account')
  const view = await site.desk.accountPage(account)
  // Forgotten a moment ago.
  const shown = view ?? { login: '', name: null, email: null, linked: [] }
  const parts = { account: shown, wroteAsGuest: await wroteAsGuest(c, site), notice }
  return accountPage(readerOf(c, site), parts, filled)
}

const CODE = /^[a-z\d]{4}[\s-]*[a-z\d]{4}$/i

const enterCode = async (c: AccountContext, site: Site): Promise<Response> => {
  const body = await requestBody(c)
  const read = linkBody.safeParse(body)
  const isAsked = typeof body === 'object' && body !== null && 'code' in body
  if (!read.success || (isAsked && !CODE.test(read.data.code))) {
    return faulty(c, site, { typed: typedIn(body, ['code']), faults: { code: { key: 'account.badCode' } } }, 422)
  }
  return commandInChat(c, site, 'link', read.data.code)
}

const commandInChat = async (c: AccountContext, site: Site, command: string, argument: string): Promise<Response> => {
  const { externalId } = c.get('account')
  await site.receive(customerCommanded(externalId, browserLocale(c), { command, argument }, new Date()))
  return wantsPage(c) ? c.redirect('/', 303) : c.json({}, 202)
}

const changePassword = async (c: AccountContext, site: Site): Promise<Response> => {
  const read = passwordBody.safeParse(await requestBody(c))
  if (!read.success) return faulty(c, site, { typed: {}, faults: faultsOf(read.error) }, 422)
  const { old, password } = read.data
  const { account, session, login } = c.get('account')
  const trier = trierOf(c, site, `login:${login}`)
  // Who found a browser signed in may guess no more than anybody else.
  const seconds = await secondsUntilTry(site, trier)
  if (seconds !== null) return faulty(c, site, { typed: {}, faults: { old: throttled(c, seconds) } }, 429)
  const kept = await site.desk.accountOfLogin(login)
  if (kept === null || !(await site.passwords.isThat(kept.password, old))) {
    return faulty(c, site, { typed: {}, faults: { old: { key: 'account.wrongOld' } } }, 422)
  }
  const hash = await site.passwords.hash(password)
  const event = {
    type: 'PasswordChanged',
    ...trier,
    account,
    session,
    verified: kept.password,
    password: hash,
  } as const
  const outcome = await site.receive({ key: `web:${crypto.randomUUID()}:password`, at: new Date(), event })
  // Signed out or given another password from elsewhere meanwhile.
  if (outcome.kind === 'refused') return signInFirst(c, site)
  return wantsPage(c) ? c.redirect('/account?saved', 303) : c.json({})
}

const faulty = async (c: AccountContext, site: Site, filled: Filled, status: 422 | 429): Promise<Response> => {
  const page = await pageOf(c, site)(null, filled)
  return unfit(c, { reader: readerOf(c, site), page: () => page, filled, status })
}

const join = async (c: AccountContext, site: Site): Promise<Response> => {
  const { answer } = joinBody.parse(await requestBody(c))
  const guest = guestOf(c)
  if (answer === 'yes' && guest !== null) {
    const from = webSender(c.get('account').externalId, browserLocale(c))
    const event = { type: 'GuestTakenAlong', from, guest } as const
    const key = `web:${guest}:taken-along:${crypto.randomUUID()}`
    const outcome = await site.receive({ key, at: new Date(), event })
    // Where it was taken along already, by the same post sent twice, all is well.
    if (outcome.kind === 'refused' && (await wroteAsGuest(c, site))) {
      return refusal(c, readerOf(c, site), 409, 'account.joinRefused')
    }
    // Its token opens nothing any more.
    dropGuest(c, site)
  }
  return wantsPage(c) ? c.redirect('/', 303) : c.json({})
}
