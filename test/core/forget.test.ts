import { test } from 'vitest'
import { commands, presses } from './happenings.ts'
import { claimedTicket, desk } from './situations.ts'
import { given } from './specification.ts'
import { later, MINUTE } from './world.ts'

const world = desk({ tickets: [claimedTicket()] })
const asked = Math.floor(world.now.getTime() / 1000)

test('/forget tells what it means, and erases nothing by itself', () => {
  given(world)
    .when(commands('/forget'))
    .then({
      changes: [],
      customerReads: ['customer.forgetAsk'],
      buttons: [`forget.yes:${asked}`, 'forget.no'],
    })
})

test('a yes erases, and nothing of the goodbye is stored', () => {
  given(later(world, 10 * MINUTE))
    .when(presses(`forget.yes:${asked}`))
    .then({
      changes: [{ type: 'ForgetCustomer' }],
      customerReads: [],
      outcome: { kind: 'done', notice: { say: 'customer.forgotten' } },
    })
})

test('a no changes nothing', () => {
  given(world)
    .when(presses('forget.no'))
    .then({ changes: [], customerReads: ['customer.forgetNot'] })
})

test('a yes from long ago erases nothing', () => {
  given(later(world, 11 * MINUTE))
    .when(presses(`forget.yes:${asked}`))
    .then({ changes: [], outcome: { kind: 'refused', notice: { say: 'customer.outdated' } } })
})
