// Signs that people put on messages in Slack.

import { expect, it } from 'vitest'
import { NotStored } from '../../../src/channel.ts'
import { done, type Stand, stands, until } from './stand.ts'

const start = stands()

const says = async (one: Stand, address: string, text: string) => {
  const { ids } = await one.slack.send({
    id: crypto.randomUUID(),
    address,
    content: { kind: 'message', author: { role: 'bot' }, document: markdown(text), buttons: [] },
    triedAt: null,
    sent: [],
  })
  const [channel = '', ts = ''] = (ids[0] ?? '').split(':')
  return { channel, ts }
}

const markdown = (value: string) =>
  ({ type: 'root', children: [{ type: 'paragraph', children: [{ type: 'text', value }] }] }) as const

const events = ({ received }: Stand) => received.map(({ event }) => event)

it('a customer’s on what the desk said in the direct message is news', async () => {
  const one = await start()
  const carl = one.sim.person({ id: 'U9CARL', name: 'carl' })
  const { channel } = carl.dm('Hello')
  await until(() => one.received[0])
  const said = await says(one, channel, 'Good morning')
  carl.reacts(said, 'tada')
  await until(() => one.received[1])
  expect(events(one)[1]).toMatchObject({
    type: 'CustomerReacted',
    from: { externalId: 'U9CARL', address: channel, name: 'carl' },
    messageId: `${channel}:${said.ts}`,
    reaction: '🎉',
  })
})

it('in a thread it is the thread’s own customer’s alone, and nothing elsewhere', async () => {
  const one = await start()
  const carl = one.sim.person({ id: 'U9CARL', name: 'carl' })
  one.sim.channel({ id: 'C2TALK', members: ['U1ANNA', 'U9CARL'] })
  const asked = carl.postsIn('C2TALK', 'The printer is dead')
  const said = await says(one, `C2TALK:${asked.ts}`, 'It lives')
  const name = `U9CARL:C2TALK:${asked.ts}`
  one.threads.add(name)
  one.saidIn.set(`C2TALK:${said.ts}`, name)
  one.anna.reacts(said, '+1')
  one.anna.reacts(asked, '+1')
  carl.reacts(asked, 'eyes')
  carl.reacts(said, '-1')
  carl.postsIn('C2TALK', 'Thanks', { threadTs: asked.ts })
  await until(() => events(one).find(({ type }) => type === 'CustomerWrote'))
  await until(() => events(one).find(({ type }) => type === 'CustomerReacted'))
  await one.slack.stop()
  expect(events(one).filter(({ type }) => type === 'CustomerReacted')).toMatchObject([
    { from: { externalId: name, address: `C2TALK:${asked.ts}` }, messageId: `C2TALK:${said.ts}`, reaction: '👎' },
  ])
})

it('what could not be stored is not acknowledged, and comes again', async () => {
  const one = await start({ slack: { retryScale: 0 } })
  const carl = one.sim.person({ id: 'U9CARL', name: 'carl' })
  const { channel } = carl.dm('Hello')
  await until(() => one.received[0])
  const said = await says(one, channel, 'Good morning')
  one.answers = [async () => Promise.reject(new NotStored('the database is away')), done]
  carl.reacts(said, '+1')
  await until(() => one.received[1])
  expect(events(one)[1]?.type).toBe('CustomerReacted')
  expect(carl.notices()).toEqual([])
})
