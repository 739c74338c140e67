// A customer gets an account on the web, and takes along what they said there as a guest.

import type { CustomerEvent } from './events.ts'
import { resume } from './intake.ts'
import { completeForm, outdated, storeFacts } from './registration.ts'
import { change, type Part, refuse, type Scene, speak, together } from './saying.ts'

type Registered = Extract<CustomerEvent, { type: 'CustomerRegistered' }>

/** The page's form was filled in: the customer is registered, what waited for that goes on, and the chat is the account's. */
export const openAccount = (scene: Scene, { name, email, login, password, session }: Registered): Part => {
  const { state, context } = scene
  if (state.loginTaken) return refuse('state', { say: 'web.account.loginTaken' })
  const opened = change({ type: 'OpenAccount', id: context.newId(), login, password, session })
  const { form } = state.conversation
  const facts = { name, email }
  if (state.customer.ban !== null) return together(opened, storeFacts(scene, facts))
  if (form.kind === 'registering') return together(opened, completeForm(scene, form, facts, resume))
  const isGreeted = form.kind === 'idle' && form.kept === null && state.tickets.length === 0
  return together(
    opened,
    storeFacts(scene, facts),
    isGreeted ? speak(scene, { body: { say: 'customer.registered', params: { name } } }) : {},
  )
}

/** What was said as a guest is the account's customer's from now on; who is signed in holds both chats already, so nobody else is asked. */
export const takeAlong = ({ state: { customer, linking } }: Scene): Part => {
  const guest = linking?.guest ?? null
  if (guest === null || guest.customer === customer.id) return outdated
  // Else a new account would be the way out of it.
  if (guest.banned) return refuse('state', { say: 'web.account.joinRefused' })
  return change({ type: 'TakeAlong', conversation: guest.conversation, kept: customer.id, other: guest.customer })
}
