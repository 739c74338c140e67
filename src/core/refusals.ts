// A platform will never take a delivery: the other side hears why, and what can be done.

import type { ButtonDraft, Say } from './decision.ts'
import { showIncident } from './incident-links.ts'
import { knownKey, refusalReasons } from './kinds.ts'
import { goesNowhere } from './replying.ts'
import {
  change,
  markMessage,
  notice,
  type Part,
  refuse,
  type Scene,
  speak,
  tellStaff,
  tellThread,
  together,
} from './saying.ts'
import { activeTicket } from './tickets.ts'

/** Makes a refused delivery news for whoever waits for it; `key` is a reason under `refused.` in the locales. */
export const tellRefused = (scene: Scene, key: string): Part => {
  const { refused } = scene.state
  if (!refused) return {}
  const reason = knownKey(refusalReasons, key, 'unknown')
  switch (refused.side) {
    case 'chat':
      return together(tellManagers(scene, reason), countAtIncident(scene))
    case 'staff':
      return tellOtherSide(scene, reason)
    case 'person':
      return refused.isAgain ? {} : tellStaff({ say: 'staff.personNotReached', params: { who: refused.mailbox ?? '' } })
    case 'mail':
      // A mailbox that takes nothing is told of once, until it takes something again.
      return refused.isAgain ? {} : tellStaff(mailRefused(refused.mailbox ?? '', reason))
  }
}

// Where it was the end of an incident, its card tells how many it did not come to.
const countAtIncident = (scene: Scene): Part => {
  const { incident } = scene.state
  return incident === null ? {} : showIncident(scene, incident.incident.id)
}

// What the staff hear of mail that one of their mailboxes does not take.
const mailRefused = (mailbox: string, reason: string): Say => ({
  say: 'staff.mailRefused',
  params: { mailbox, reason },
})

const tellManagers = (scene: Scene, reason: string): Part => {
  const { state } = scene
  const ticket = state.refused?.ticket ?? activeTicket(state)?.id
  if (ticket === undefined) return {}
  // Nobody wrote the desk's own lines: what helps is not to write them otherwise.
  const say = state.refused?.author === 'bot' ? 'staff.undeliveredAutomatic' : 'staff.undelivered'
  return together(
    markMessage(ticket, state.refused?.target ?? null, 'failed'),
    tellThread(
      scene,
      ticket,
      { say, params: { reason } },
      state.refused?.author === 'manager' ? againButton(scene) : [],
    ),
  )
}

// What people send is worth another try; what the desk says by itself has mostly passed by then.
const againButton = ({ state: { refused } }: Scene): readonly ButtonDraft[] =>
  refused === null ? [] : [{ label: { say: 'staff.sendAgain' }, press: `delivery.again:${refused.id}` }]

/** Why a file will not come over by any second try. */
const hopeless: readonly string[] = ['fileEmpty', 'fileTooLarge']

/** A manager wants what was refused to be tried once more; only the first who does has an effect. */
export const sendAgain = ({ state: { refused, actor, tickets, customer } }: Scene): Part => {
  if (refused === null || actor === null) return refuse('unknown', { say: 'staff.unknownDelivery' })
  const ticket = tickets.find(({ id }) => id === refused.ticket)
  if (refused.side === 'chat' && ticket !== undefined && customer.ban !== null) return goesNowhere(ticket)
  switch (refused.again) {
    case 'taken':
      return refuse('state', { say: 'staff.alreadyAgain' })
    case 'gone':
      return refuse('state', { say: 'staff.goneSince' })
    case 'open':
      return together(change({ type: 'RetryDelivery', delivery: refused.id }), notice({ say: 'staff.onItsWay' }))
  }
}

// The desk's own lines in a thread are nobody's words: only the customer's matter to the customer, and cards to the staff.
const tellOtherSide = (scene: Scene, reason: string): Part => {
  const { refused, tickets } = scene.state
  const ticket = tickets.find(({ id }) => id === refused?.ticket)
  if (ticket === undefined || refused?.author === 'bot') return {}
  const { id, number } = ticket
  if (refused?.author === 'customer' && refused.files) {
    return together(
      tellThread(
        scene,
        id,
        { say: 'staff.fileNotShown', params: { reason } },
        hopeless.includes(reason) ? [] : againButton(scene),
      ),
      speak(scene, { body: { say: 'customer.fileNotPassedOn', params: { number } }, ticket: id }),
    )
  }
  if (refused?.author === 'customer') {
    return speak(scene, { body: { say: 'customer.notPassedOn', params: { number } }, ticket: id })
  }
  // Whoever deleted the message that a mark or a card belongs to knows it.
  if (reason === 'messageGone') return {}
  return tellStaff({
    say: refused?.author === 'manager' ? 'staff.notInThread' : 'staff.cardRefused',
    params: { number },
  })
}
