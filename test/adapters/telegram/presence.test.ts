// Signs that somebody is there, against the simulator: shown where Telegram lets them, and never a fault.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Outcome } from '../../../src/core/decision.ts'
import type { Person } from '../../simulators/telegram/person.ts'
import { deliveryOf } from '../contract.ts'
import { type Rig, rig } from './start-channel.ts'

const ANA = { id: 4242, firstName: 'Ana' }

let made: Rig
let ana: Person
beforeEach(async () => {
  made = await rig()
  ana = made.sim.user(ANA)
})
afterEach(async () => {
  await made.channel.stop()
  await made.sim.stop()
})

const WARNING = 40
const warnings = () => made.log.filter(({ level }) => level >= WARNING)
const seen = (target: string | null) =>
  made.channel.send({ ...deliveryOf(String(ANA.id), ''), content: { kind: 'seen', target } })

describe('typing', () => {
  const answered = async (outcome: Outcome) => {
    await made.start(async () => outcome)
    const { updateId } = ana.sends('Where is my parcel?')
    await made.sim.called('getUpdates', ({ args }) => Number(args.offset) > Number(updateId))
    await made.channel.stop()
    return made.sim.calls.filter(({ method }) => method === 'sendChatAction').map(({ args }) => args)
  }

  it('is shown while an answer is prepared', async () => {
    expect(await answered({ kind: 'preparing' })).toEqual([{ chat_id: String(ANA.id), action: 'typing' }])
  })

  it('is not shown where none is', async () => {
    expect(await answered({ kind: 'done' })).toEqual([])
  })

  it('holds nothing up, and is not tried again where it fails', async () => {
    made.sim.fault({ kind: 'server-error', method: 'sendChatAction' })
    expect(await answered({ kind: 'preparing' })).toHaveLength(1)
    expect(warnings()).toEqual([])
  })
})

describe('eyes', () => {
  it('are on the customer’s message', async () => {
    const { messageId } = ana.sends('Where is my parcel?')
    expect(await seen(String(messageId))).toEqual({ ids: [] })
    expect(ana.messages).toMatchObject([{ reaction: '👀' }])
  })

  it('are nowhere where the message is gone, the bot is blocked or nobody answers', async () => {
    const { messageId } = ana.sends('Where is my parcel?')
    for (const target of [null, '999', 'no number']) expect(await seen(target)).toEqual({ ids: [] })
    made.sim.fault({ kind: 'reset-before' })
    expect(await seen(String(messageId))).toEqual({ ids: [] })
    ana.blocks()
    expect(await seen(String(messageId))).toEqual({ ids: [] })
    expect(ana.messages).toMatchObject([{ reaction: null }])
    expect(warnings()).toEqual([])
  })
})
