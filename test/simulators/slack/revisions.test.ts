import { afterEach, describe, expect, it } from 'vitest'
import { type Called, callMethod } from './calling.ts'
import { type SlackSimulator, startSlack } from './slack-simulator.ts'

const open: SlackSimulator[] = []
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop()
})

const start = async () => {
  const sim = await startSlack()
  open.push(sim)
  const anna = sim.person({ id: 'U1ANNA', name: 'anna' })
  const ben = sim.person({ id: 'U2BEN', name: 'ben' })
  sim.channel({ id: 'C1DESK', members: ['U1ANNA', 'U2BEN'] })
  const call = (method: string, given: Record<string, unknown>): Promise<Called> =>
    callMethod(sim, method, { channel: 'C1DESK', ...given })
  const post = async (text: string, extra: object = {}) => (await call('chat.postMessage', { text, ...extra })).ts
  const shown = () => sim.posts('C1DESK').map(({ text }) => text)
  return { sim, anna, ben, call, post, shown }
}

describe('a bot', () => {
  it('changes its own message, and its name stays', async () => {
    const { sim, call, post } = await start()
    const ts = await post('before', { username: 'Ion' })
    expect(await call('chat.update', { ts, text: 'after' })).toMatchObject({ ok: true, ts, text: 'after' })
    expect(sim.posts('C1DESK')).toMatchObject([{ ts, text: 'after', username: 'Ion', edited: true }])
  })

  it('takes a message’s blocks off with a text alone', async () => {
    const { sim, call, post } = await start()
    const ts = await post('before', { blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'before' } }] })
    await call('chat.update', { ts, text: 'after', blocks: [] })
    expect(sim.posts('C1DESK')).toMatchObject([{ text: 'after', blocks: [] }])
  })

  it.each([
    ['chat.update', 'cant_update_message'],
    ['chat.delete', 'cant_delete_message'],
  ])('is refused %s of somebody else’s message', async (method, error) => {
    const { anna, call, shown } = await start()
    const { ts } = anna.postsIn('C1DESK', 'mine')
    expect(await call(method, { ts, text: 'yours' })).toEqual({ ok: false, error })
    expect(shown()).toEqual(['mine'])
  })

  it.each(['chat.update', 'chat.delete'])('is refused %s of what is not there any more', async (method) => {
    const { call, post } = await start()
    const ts = await post('once')
    await call('chat.delete', { ts })
    expect(await call(method, { ts, text: 'x' })).toEqual({ ok: false, error: 'message_not_found' })
  })

  it.each([
    ['reset-before', 'before'],
    ['server-error', 'before'],
    ['reset-after', 'after'],
  ] as const)('that meets %s has left “%s”', async (kind, expected) => {
    const { sim, call, post, shown } = await start()
    const ts = await post('before')
    sim.fault({ method: 'chat.update', kind })
    await call('chat.update', { ts, text: 'after' }).catch(() => {})
    expect(shown()).toEqual([expected])
  })
})

describe('people', () => {
  it('change and delete their own messages alone', async () => {
    const { anna, ben, shown } = await start()
    const message = anna.postsIn('C1DESK', 'mine')
    expect(() => ben.edits(message, 'ours')).toThrow('did not write')
    expect(() => ben.deletes(message)).toThrow('did not write')
    anna.edits(message, 'still mine')
    expect(shown()).toEqual(['still mine'])
  })
})
