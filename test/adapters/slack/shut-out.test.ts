// A manager whom an admin has shut out does nothing in Slack any more, and hears why.

import { expect, test } from 'vitest'
import { postCard, type Stand, staffChannel, stands } from './stand.ts'

const start = stands()
const WHY = 'an admin has shut you out'

const shutOut = async (): Promise<Stand> => {
  const one = await start()
  one.shutOut.add('U1ANNA')
  one.answers = [async () => ({ kind: 'refused', because: 'state', notice: { say: 'staff.disabled' } })]
  return one
}
const told = ({ anna, sim }: Stand): Promise<string> => sim.until(() => anna.notices()[0]?.text)

test.each(['queue', 'mine', 'faq refund', 'undelivered', 'ban 12', 'away', 'login', 'help'])(
  'by /desk %s',
  async (command) => {
    const one = await shutOut()
    await one.anna.commands('/desk', command)
    expect(await told(one)).toContain(WHY)
    expect(one.received).toEqual([])
  },
)

test('by a button of a card', async () => {
  const one = await shutOut()
  const { post } = await postCard(one)
  await one.anna.presses({ channel: staffChannel, ts: post.ts }, 'ticket.claim')
  expect(await told(one)).toContain(WHY)
})

test('by words in a ticket’s thread', async () => {
  const one = await shutOut()
  const { post } = await postCard(one)
  one.anna.postsIn(staffChannel, 'It is on its way', { threadTs: post.ts })
  expect(await told(one)).toContain(WHY)
})
