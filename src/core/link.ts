// One person on several channels: a code from one chat, typed in the other, then a yes in both; and how that is undone.

import type { Account, Linking, PendingLink } from './accounts.ts'
import { linkButtons, linkedButtons } from './buttons.ts'
import type { Body, ButtonDraft } from './decision.ts'
import type { Document } from './document.ts'
import type { Press } from './press.ts'
import { outdated } from './registration.ts'
import { change, type Part, type Scene, speak, together } from './saying.ts'

type Pressed = Extract<Press, { kind: 'link' }>

/** How long a code is good, and then how long each side may take to agree. */
const TIME = 10 * 60_000
/** So many codes that fit nothing are taken from a chat within that time. */
const MOST_MISSES = 5
const CODE = /^[A-Z\d]{8}$/

/** The code in what was typed after the command, without its dash and in capitals; null where there is none. */
export const linkCodeIn = (argument: string): string | null => {
  const code = argument.toUpperCase().replace(/[^A-Z\d]/g, '')
  return CODE.test(code) ? code : null
}

/** `/link`: gives a code, takes one, or tells with what this chat is linked. */
export const link = (scene: Scene, argument: string): Part => {
  const { linking } = scene.state
  if (linking === null) return {}
  if (argument.trim() !== '') return enter(scene, linking, argument)
  return linking.linked.length === 0 ? offer(scene) : tellLinked(scene, linking.linked)
}

/** A button of the linking was pressed. */
export const pressLink = (scene: Scene, press: Pressed): Part => {
  const { linking } = scene.state
  if (linking === null) return outdated
  switch (press.choice) {
    case 'more':
      return offer(scene)
    case 'undo':
      return undo(scene, linking.linked)
    case 'yes':
      return agree(scene, linking.pending)
    case 'no':
      return decline(scene, linking.pending)
  }
}

const offer = (scene: Scene): Part => {
  const code = scene.context.newCode()
  return together(
    change({ type: 'OfferLink', id: scene.context.newId(), code, until: soon(scene) }),
    speak(scene, { body: { say: 'customer.linkCode', document: typed(`/link ${code.slice(0, 4)}-${code.slice(4)}`) } }),
  )
}

const typed = (value: string): Document => ({
  type: 'root',
  children: [{ type: 'paragraph', children: [{ type: 'inlineCode', value }] }],
})

const enter = (scene: Scene, { pending, missed }: Linking, argument: string): Part => {
  if (missed >= MOST_MISSES) return speak(scene, { body: { say: 'customer.linkTooOften' } })
  const { conversation, customer } = scene.state
  if (pending?.offeredBy.conversation === conversation.id) return speak(scene, { body: { say: 'customer.linkOwn' } })
  const isMine = pending?.stage === 'offered' || pending?.enteredBy?.conversation === conversation.id
  if (pending === null || !isMine || isGone(scene, pending)) {
    const missing = linkCodeIn(argument) === null ? {} : change({ type: 'MissLink' })
    return together(missing, speak(scene, { body: { say: 'customer.linkUnknown' } }))
  }
  const { offeredBy } = pending
  if (offeredBy.customer === customer.id) return speak(scene, { body: { say: 'customer.linkAlready' } })
  return together(
    change({ type: 'EnterLink', link: pending.id, until: soon(scene) }),
    speak(scene, { body: asked(offeredBy, 'customer.linkAsk'), buttons: linkButtons(pending.id) }),
  )
}

const agree = (scene: Scene, pending: PendingLink | null): Part => {
  if (pending === null || pending.enteredBy === null || isGone(scene, pending)) return outdated
  const { id } = scene.state.conversation
  const { stage, offeredBy, enteredBy } = pending
  if (stage === 'entered' && enteredBy.conversation === id) return agreeFirst(scene, pending, enteredBy)
  return stage === 'accepted' && offeredBy.conversation === id ? join(scene, pending, enteredBy) : outdated
}

const agreeFirst = (scene: Scene, { id, offeredBy }: PendingLink, enteredBy: Account): Part =>
  together(
    change({ type: 'AcceptLink', link: id, until: soon(scene) }),
    speak(scene, { body: { say: 'customer.linkAskedThere', params: { channel: offeredBy.channel } } }),
    sayElsewhere(scene, offeredBy, asked(enteredBy, 'customer.linkConfirm'), linkButtons(id)),
  )

// Whoever registered keeps what they gave.
const join = (scene: Scene, { id, offeredBy }: PendingLink, enteredBy: Account): Part => {
  // They may have been linked by another code meanwhile.
  if (offeredBy.customer === enteredBy.customer) {
    return together(change({ type: 'DropLink', link: id }), speak(scene, { body: { say: 'customer.linkAlready' } }))
  }
  const isOther = enteredBy.registered && !offeredBy.registered
  const [kept, other] = isOther ? [enteredBy, offeredBy] : [offeredBy, enteredBy]
  return together(
    change({ type: 'JoinCustomers', link: id, kept: kept.customer, other: other.customer }),
    speak(scene, { body: { say: 'customer.linkMade', params: { channel: enteredBy.channel } } }),
    sayElsewhere(scene, enteredBy, { say: 'customer.linkMade', params: { channel: offeredBy.channel } }),
  )
}

const decline = (scene: Scene, pending: PendingLink | null): Part => {
  if (pending === null || pending.enteredBy === null) return outdated
  const { id } = scene.state.conversation
  const { offeredBy, enteredBy } = pending
  if (id !== offeredBy.conversation && id !== enteredBy.conversation) return outdated
  const other = id === offeredBy.conversation ? enteredBy : offeredBy
  return together(
    change({ type: 'DropLink', link: pending.id }),
    speak(scene, { body: { say: 'customer.linkDeclined' } }),
    sayElsewhere(scene, other, { say: 'customer.linkDeclinedThere' }),
  )
}

const tellLinked = (scene: Scene, linked: readonly Account[]): Part =>
  together(
    ...linked.map((account, index) =>
      speak(scene, {
        body: asked(account, 'customer.linkedWith'),
        buttons: index === linked.length - 1 ? linkedButtons() : [],
      }),
    ),
  )

const undo = (scene: Scene, linked: readonly Account[]): Part =>
  linked.length === 0
    ? outdated
    : together(
        change({ type: 'LeaveCustomer' }),
        speak(scene, { body: { say: 'customer.unlinked' } }),
        ...linked.map((account) =>
          sayElsewhere(scene, account, {
            say: 'customer.unlinkedThere',
            params: { channel: scene.state.conversation.channel },
          }),
        ),
      )

const sayElsewhere = (
  scene: Scene,
  { conversation }: Account,
  body: Body,
  buttons: readonly ButtonDraft[] = [],
): Part => change({ type: 'SayElsewhere', id: scene.context.newId(), conversation, body, buttons })

const asked = ({ name, channel }: Account, say: string): Body => ({
  say: name === null ? `${say}Unnamed` : say,
  params: name === null ? { channel } : { channel, name },
})

const soon = ({ context: { now } }: Scene): Date => new Date(now.getTime() + TIME)

// Whom the team answers no more can't come back as somebody else's other chat.
const isGone = ({ context: { now } }: Scene, { expiresAt, offeredBy, enteredBy }: PendingLink): boolean =>
  now >= expiresAt || offeredBy.banned || enteredBy?.banned === true
