// The customer asks to be forgotten: what that means is told first, and done only after a yes.

import { forgetButtons } from './buttons.ts'
import type { Press } from './press.ts'
import { outdated } from './registration.ts'
import { change, notice, type Part, type Scene, speak, together } from './saying.ts'

type Pressed = Extract<Press, { kind: 'forget' | 'keep' }>

/** How long the yes is good, in seconds: an old button must not erase what came after it. */
const TIME = 10 * 60

/** `/forget`: tells what goes and what stays, and asks. */
export const forget = (scene: Scene): Part =>
  speak(scene, { body: { say: 'customer.forgetAsk' }, buttons: forgetButtons(secondsOf(scene)) })

/** The answer to that. The goodbye is a notice, since nothing that is stored may name the customer any more. */
export const pressForget = (scene: Scene, press: Pressed): Part => {
  if (press.kind === 'keep') return speak(scene, { body: { say: 'customer.forgetNot' } })
  if (secondsOf(scene) - press.asked > TIME) return outdated
  return together(change({ type: 'ForgetCustomer' }), notice({ say: 'customer.forgotten' }))
}

const secondsOf = ({ context: { now } }: Scene): number => Math.floor(now.getTime() / 1000)
