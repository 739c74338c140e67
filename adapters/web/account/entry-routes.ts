// Customers register, sign in and sign out.

import { type Context, Hono } from 'hono'
import { browserLocale, readerOf, wantsPage } from '../door/negotiation.ts'
import { requestBody } from '../door/request-body.ts'
import { dropCustomer, dropGuest, hashed, keepCustomer, newToken, visitorOf } from '../door/sessions.ts'
import type { Site } from '../door/site.ts'
import { webSender } from '../door/web-person.ts'
import { enter, signedOut, throttled, unfit } from './answers.ts'
import { loginBody, registerBody } from './bodies.ts'
import { loginPage, registerPage } from './entry-pages.ts'
import { EMPTY, type Fault, faultsOf, typedIn } from './form.ts'
import { dropTry, registrantOf, type SignIn, secondsUntilTry, trySignIn } from './sign-in.ts'

/** `GET` and `POST /register`, `GET` and `POST /login`, `POST /logout`. */
export const entryRoutes = (site: Site): Hono => {
  const app = new Hono()
  for (const [path, page] of [['/register', registerPage] as const, ['/login', loginPage] as const]) {
    app.get(path, async (c) => {
      const visitor = await visitorOf(c, site)
      return visitor?.signedIn ? c.redirect('/account', 303) : c.html(page(readerOf(c, site), EMPTY))
    })
  }
  app.post('/register', (c) => register(c, site))
  app.post('/login', (c) => login(c, site))
  app.post('/logout', async (c) => {
    const visitor = await visitorOf(c, site)
    if (visitor?.signedIn) await site.receive(signedOut(visitor.signedIn.session, false))
    dropCustomer(c, site)
    return wantsPage(c) ? c.redirect('/', 303) : c.body(null, 204)
  })
  return app
}

const register = async (c: Context, site: Site): Promise<Response> => {
  const body = await requestBody(c)
  const answer = { reader: readerOf(c, site), page: registerPage }
  const typed = typedIn(body, ['name', 'email', 'login'])
  const read = registerBody.safeParse(body)
  if (!read.success) return unfit(c, { ...answer, filled: { typed, faults: faultsOf(read.error) }, status: 422 })
  const { name, email, login, password } = read.data
  // Before anything is looked up or hashed, so that nobody asks through logins one by one or keeps others from their turn.
  const registrant = registrantOf(c, site, login)
  const seconds = await secondsUntilTry(site, registrant)
  if (seconds !== null)
    return unfit(c, { ...answer, filled: { typed, faults: { form: throttled(c, seconds) } }, status: 429 })
  const taken = { ...answer, filled: { typed, faults: { login: { key: 'account.loginTaken' } } }, status: 409 } as const
  if ((await site.desk.accountOfLogin(login)) !== null) return unfit(c, taken)
  const visitor = await visitorOf(c, site)
  const token = newToken()
  const session = hashed(token)
  // Who is signed in registers somebody else.
  const guest = visitor?.signedIn === null ? visitor.person.externalId : hashed(newToken())
  const outcome = await site.receive({
    key: `web:${session}:register`,
    at: new Date(),
    event: {
      ...{ type: 'CustomerRegistered', from: webSender(guest, browserLocale(c)) },
      ...{ name, email, login, password: await site.passwords.hash(password), session },
    },
  })
  if (outcome.kind === 'refused') return unfit(c, taken)
  await dropTry(site, registrant)
  keepCustomer(c, site, token)
  if (visitor?.signedIn) await site.receive(signedOut(visitor.signedIn.session, false))
  else dropGuest(c, site)
  return wantsPage(c) ? c.redirect('/', 303) : c.json({ login, name }, 201)
}

const login = async (c: Context, site: Site): Promise<Response> => {
  const body = await requestBody(c)
  const answer = { reader: readerOf(c, site), page: loginPage }
  const typed = typedIn(body, ['login'])
  const read = loginBody.safeParse(body)
  if (!read.success) return unfit(c, { ...answer, filled: { typed, faults: faultsOf(read.error) }, status: 422 })
  const before = await visitorOf(c, site)
  const signIn = await trySignIn(c, site, read.data)
  if (signIn.kind === 'in') {
    const wroteAsGuest = await enter(c, site, before, signIn.token)
    if (!wantsPage(c)) return c.json({ login: signIn.login, wroteAsGuest })
    return c.redirect(wroteAsGuest ? '/account/join' : '/', 303)
  }
  const faults = { form: faultOf(c, signIn) }
  return unfit(c, { ...answer, filled: { typed, faults }, status: signIn.kind === 'wrong' ? 401 : 429 })
}

const faultOf = (c: Context, signIn: Exclude<SignIn, { kind: 'in' }>): Fault =>
  signIn.kind === 'wrong' ? { key: 'account.wrong' } : throttled(c, signIn.seconds)
