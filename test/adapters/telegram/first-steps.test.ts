// Keys for the first steps: they stand in place of the keyboard, mean what they say, and are gone once something else is said.
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { FinishedContent } from '../../../src/channel.ts'
import { fromMarkdown } from '../../../src/document.ts'
import type { Person } from '../../simulators/telegram/person.ts'
import { deliveryOf } from '../contract.ts'
import { type Rig, rig } from './start-channel.ts'

const ANA = { id: 4242, firstName: 'Ana', hasStarted: true }
const ION = { role: 'manager', id: '1', name: 'Ion' } as const

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

type Message = Extract<FinishedContent, { kind: 'message' }>

const labels = ['ask', 'faq', 'tickets', 'human'].map((command) => `en customer.step.${command}`)
const steps = labels.map((label, index) => ({ label, command: String(index) }))
const say = (text: string, more: Partial<Message> = {}) => {
  const content: Message = {
    kind: 'message',
    author: { role: 'bot' },
    document: fromMarkdown(text),
    buttons: [],
    ...more,
  }
  return made.channel.send({ ...deliveryOf(String(ANA.id), ''), content })
}
const understood = () =>
  made.received.map(({ event }) => (event.type === 'CustomerCommanded' ? event.command : event.type))

it('are offered with the words, two in a row, and fold away once used', async () => {
  await say('Hello', { steps })
  expect(ana.keys).toEqual(labels)
  expect(made.sim.calls[0]?.args.reply_markup).toMatchObject({
    resize_keyboard: true,
    keyboard: [
      [{}, {}],
      [{}, {}],
    ],
  })
  ana.sends(labels[1] ?? '')
  expect(ana.keys).toEqual([])
})

it('stand under the last part of long words', async () => {
  await say('word '.repeat(1500), { steps })
  const markups = made.sim.calls.map(({ args }) => args.reply_markup)
  expect(markups).toEqual([undefined, expect.anything()])
})

it('are taken away once, with the next words of the desk', async () => {
  await say('Hello', { steps })
  await say('Which one?', { buttons: [{ label: 'This', press: 'this' }] })
  expect(ana.keys).toEqual(labels)
  await say('Your request is #1')
  expect(ana.keys).toEqual([])
  await say('It is still #1')
  expect(ana.messages.map(({ hasKeys }) => hasKeys)).toEqual([true, false, true, false])
})

it('stay where a person’s words come, which must stay editable', async () => {
  await say('Hello', { steps })
  const { ids } = await say('At ten', { author: ION })
  expect(ana.keys).toEqual(labels)
  const content = { kind: 'edit', author: ION, document: fromMarkdown('At eleven'), posted: ids } as const
  expect(await made.channel.send({ ...deliveryOf(String(ANA.id), ''), content })).toEqual({ ids })
})

it('are tried again with words that did not arrive', async () => {
  await say('Hello', { steps })
  made.sim.fault({ kind: 'rate-limited' })
  await say('Your request is #1').catch(() => undefined)
  expect(ana.keys).toEqual(labels)
  await say('Your request is #1')
  expect(ana.keys).toEqual([])
})

it('type what is understood as a command, in every language of the desk', async () => {
  await made.start()
  for (const label of labels) ana.sends(label)
  ana.sends('ro customer.step.faq')
  await expect.poll(understood).toEqual(['ask', 'faq', 'tickets', 'human', 'faq'])
  expect(made.received[0]?.event).toMatchObject({ messageId: '1', argument: '', from: { externalId: String(ANA.id) } })
})

it('leave other words what they are: longer ones, files, and what others wrote', async () => {
  await made.start()
  const [, label = ''] = labels
  ana.sends(`${label}?`)
  ana.forwards(label, 'Dan')
  ana.sendsFile({ kind: 'photo', bytes: new Uint8Array([1]) }, label)
  await expect.poll(understood).toEqual(['CustomerWrote', 'CustomerWrote', 'CustomerWrote'])
})
